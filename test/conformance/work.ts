import { afterEach, describe, expect, it, vi } from 'vitest';
import type { InterruptReason, Lane, Work, WorkHandlers } from '../../src/conversation/ports/work.js';

/** What the work of a test does, and what was seen of it. */
export interface Workshop {
  readonly handlers: WorkHandlers;
  /** `ordered slack:T1/A` and so on, in the order in which runs began. */
  readonly began: string[];
  readonly interrupted: string[];
  /** Runs that are waiting in `hold`. */
  readonly held: Map<string, () => void>;
  running(): number;
  /** The most runs of one conversation and lane that were ever seen at once. */
  mostAtOnce(): number;
  /** From now on runs stay until they are let go. */
  hold: boolean;
  /** Called in every run, before it may be held. */
  duringRun: (conversation: string, lane: Lane) => void | Promise<void>;
}

export function workshop(): Workshop {
  const counts = new Map<string, number>();
  let most = 0;
  const shop: Workshop = {
    began: [],
    interrupted: [],
    held: new Map(),
    running: () => [...counts.values()].reduce((sum, count) => sum + count, 0),
    mostAtOnce: () => most,
    hold: false,
    duringRun: () => undefined,
    handlers: {
      async run(conversation, lane) {
        const key = `${lane} ${conversation}`;
        shop.began.push(key);
        counts.set(key, (counts.get(key) ?? 0) + 1);
        most = Math.max(most, counts.get(key) ?? 0);
        try {
          await shop.duringRun(conversation, lane);
          if (shop.hold) await new Promise<void>((resolve) => shop.held.set(key, resolve));
        } finally {
          shop.held.delete(key);
          counts.set(key, (counts.get(key) ?? 1) - 1);
        }
      },
      interrupt(conversation: string, reason: InterruptReason) {
        const release = shop.held.get(`ordered ${conversation}`);
        if (!release) return false;
        shop.interrupted.push(`${reason} ${conversation}`);
        release();
        return true;
      },
    },
  };
  return shop;
}

/** What every kind of work promises to the core. `make` starts work on a queue of its own. */
export function workConformance(make: (handlers: WorkHandlers) => Promise<Work>): void {
  const open: Work[] = [];
  afterEach(async () => {
    for (const work of open.splice(0)) await work.close(0);
  });

  async function start(shop: Workshop): Promise<Work> {
    const work = await make(shop.handlers);
    open.push(work);
    return work;
  }

  const eventually = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 });

  describe('wake', () => {
    it('runs a conversation', async () => {
      const shop = workshop();
      const work = await start(shop);
      await work.wake('slack:T1/A', 'ordered');
      await eventually(() => expect(shop.began).toEqual(['ordered slack:T1/A']));
    });

    it('runs each lane of each conversation at the same time, and each of them once', async () => {
      const shop = workshop();
      shop.hold = true;
      const work = await start(shop);
      for (let time = 0; time < 3; time += 1) {
        for (const thread of ['A', 'B']) {
          for (const lane of ['ordered', 'aside'] as const) await work.wake(`slack:T1/${thread}`, lane);
        }
      }
      await eventually(() => expect(shop.held.size).toBe(4));
      expect(shop.mostAtOnce()).toBe(1);
      shop.hold = false;
      for (const release of [...shop.held.values()]) release();
      await eventually(() => expect(shop.running()).toBe(0));
      expect(shop.mostAtOnce()).toBe(1);
    });

    it('during a run is followed by one more run, however often it happened', async () => {
      const shop = workshop();
      shop.hold = true;
      const work = await start(shop);
      await work.wake('slack:T1/A', 'ordered');
      await eventually(() => expect(shop.held.size).toBe(1));
      for (let time = 0; time < 5; time += 1) await work.wake('slack:T1/A', 'ordered');
      expect(shop.began).toHaveLength(1);
      shop.hold = false;
      shop.held.get('ordered slack:T1/A')?.();
      await eventually(() => expect(shop.began).toHaveLength(2));
      await eventually(() => expect(shop.running()).toBe(0));
      expect(shop.began).toHaveLength(2);
    });

    it('is never lost: every row that was written before a wake-up is read by a run after it', async () => {
      const shop = workshop();
      const rows = new Map<string, number>();
      let handled = 0;
      shop.duringRun = async (conversation) => {
        const found = rows.get(conversation) ?? 0;
        rows.set(conversation, 0);
        await new Promise((resolve) => setImmediate(resolve));
        handled += found;
      };
      const work = await start(shop);
      const total = 200;
      for (let row = 0; row < total; row += 1) {
        const conversation = `slack:T1/${row % 5}`;
        rows.set(conversation, (rows.get(conversation) ?? 0) + 1);
        await work.wake(conversation, 'ordered');
      }
      await eventually(() => expect(handled).toBe(total));
      expect(shop.mostAtOnce()).toBe(1);
    });

    it('goes on after a run that rejected', async () => {
      const shop = workshop();
      const work = await start(shop);
      shop.duringRun = () => Promise.reject(new Error('a defect of the core'));
      await work.wake('slack:T1/A', 'ordered');
      await eventually(() => expect(shop.began).toHaveLength(1));
      shop.duringRun = () => undefined;
      await eventually(async () => {
        await work.wake('slack:T1/A', 'ordered');
        expect(shop.began.length).toBeGreaterThan(1);
      });
    });
  });

  it('one busy conversation does not keep another waiting', async () => {
    const shop = workshop();
    shop.hold = true;
    const work = await start(shop);
    for (let thread = 0; thread < 60; thread += 1) await work.wake(`slack:T1/busy-${thread}`, 'ordered');
    await eventually(() => expect(shop.held.size).toBe(60));
    await work.wake('slack:T1/other', 'ordered');
    await eventually(() => expect(shop.held.has('ordered slack:T1/other')).toBe(true));
    shop.hold = false;
    for (const release of [...shop.held.values()]) release();
  });

  it('interrupts what runs, and says when nothing did', async () => {
    const shop = workshop();
    shop.hold = true;
    const work = await start(shop);
    expect(await work.interrupt('slack:T1/A', 'stop')).toBe(false);
    await work.wake('slack:T1/A', 'ordered');
    await eventually(() => expect(shop.held.size).toBe(1));
    expect(await work.interrupt('slack:T1/A', 'stop')).toBe(true);
    expect(shop.interrupted).toEqual(['stop slack:T1/A']);
  });

  describe('close', () => {
    it('waits for what runs and begins nothing new', async () => {
      const shop = workshop();
      shop.hold = true;
      const work = await start(shop);
      await work.wake('slack:T1/A', 'ordered');
      await eventually(() => expect(shop.held.size).toBe(1));
      let closed = false;
      const closing = work.close(5_000).then(() => {
        closed = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(closed).toBe(false);
      shop.held.get('ordered slack:T1/A')?.();
      await closing;
      expect(shop.began).toEqual(['ordered slack:T1/A']);
      expect(shop.interrupted).toEqual([]);
    });

    it('interrupts what takes longer than its grace', async () => {
      const shop = workshop();
      shop.hold = true;
      const work = await start(shop);
      await work.wake('slack:T1/A', 'ordered');
      await eventually(() => expect(shop.held.size).toBe(1));
      await work.close(10);
      expect(shop.interrupted).toEqual(['shutdown slack:T1/A']);
      expect(shop.running()).toBe(0);
    });
  });
}
