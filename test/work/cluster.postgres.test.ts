import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Work, WorkHandlers } from '../../src/conversation/ports/work.js';
import { type ClusterOptions, createClusterWork } from '../../src/work/cluster-work.js';
import { workConformance, workshop } from '../conformance/work.js';
import { startChild } from '../store/children/start-child.js';
import { type PostgresServer, startPostgres } from '../store/postgres-server.js';
import { quiet } from '../store/samples.js';

const CHILD = 'test/work/children/worker.ts';
const A = 'slack:T1/A';
let server: PostgresServer;
let databaseUrl: string;
const open: Work[] = [];

beforeAll(async () => {
  server = await startPostgres();
  databaseUrl = await server.createDatabase();
});
afterAll(() => server.stop());
beforeEach(() => server.empty(databaseUrl));
afterEach(async () => {
  await Promise.all(open.splice(0).map((work) => work.close(0)));
});

async function join(handlers: WorkHandlers, options: Partial<ClusterOptions> = {}): Promise<Work> {
  const work = await createClusterWork(handlers, {
    databaseUrl,
    log: quiet,
    unfinished: async () => [],
    ...options,
  });
  open.push(work);
  return work;
}

const eventually = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 8_000, interval: 5 });

describe('work in a cluster of one', () => {
  workConformance((handlers) => join(handlers));
});

describe('work in a cluster', () => {
  it('runs a conversation in one process at a time, and loses no wake-up', async () => {
    const rows = new Map<string, number>();
    const busy = new Set<string>();
    let handled = 0;
    let overlaps = 0;
    const works: Work[] = [];
    for (let process = 0; process < 3; process += 1) {
      const shop = workshop();
      shop.duringRun = async (conversation) => {
        if (busy.has(conversation)) overlaps += 1;
        busy.add(conversation);
        const found = rows.get(conversation) ?? 0;
        rows.set(conversation, 0);
        await wait(2);
        handled += found;
        busy.delete(conversation);
      };
      works.push(await join(shop.handlers));
    }
    const total = 240;
    await Promise.all(
      works.map(async (work, gateway) => {
        for (let row = gateway; row < total; row += works.length) {
          const conversation = `slack:T1/${row % 4}`;
          rows.set(conversation, (rows.get(conversation) ?? 0) + 1);
          await work.wake(conversation, 'ordered');
        }
      }),
    );
    await eventually(() => expect(handled).toBe(total));
    expect(overlaps).toBe(0);
  });

  it('wakes by a message and not by looking around now and then', async () => {
    const shop = workshop();
    const began: number[] = [];
    shop.duringRun = () => void began.push(performance.now());
    await join(shop.handlers);
    const gateway = await join(workshop().handlers, { works: false });
    const delays: number[] = [];
    for (let time = 0; time < 20; time += 1) {
      const woken = performance.now();
      await gateway.wake(`slack:T1/${time}`, 'ordered');
      await eventually(() => expect(began).toHaveLength(time + 1));
      delays.push((began[time] ?? Number.POSITIVE_INFINITY) - woken);
    }
    delays.sort((one, other) => one - other);
    // Whoever only looks around does so every few seconds; how quick it really is, bench/workers measures.
    expect(delays[10]).toBeLessThan(1_000);
  });

  it('reaches a run in another process, and answers when nothing runs', async () => {
    const shop = workshop();
    shop.hold = true;
    await join(shop.handlers);
    await join(workshop().handlers);
    const gateway = await join(workshop().handlers, { works: false });
    expect(await gateway.interrupt(A, 'stop')).toBe(false);

    await gateway.wake(A, 'ordered');
    await eventually(async () => {
      if (shop.held.size === 0) await gateway.wake(A, 'ordered');
      expect(shop.held.size).toBe(1);
    });
    expect(await gateway.interrupt(A, 'forget')).toBe(true);
    expect(shop.interrupted).toEqual([`forget ${A}`]);
  });

  it('gives up waiting for an answer', async () => {
    const shop = workshop();
    let release = () => {};
    shop.duringRun = () => new Promise<void>((resolve) => (release = resolve));
    await join(shop.handlers);
    const gateway = await join(workshop().handlers, { works: false, timings: { answerMs: 30 } });
    await gateway.wake(A, 'ordered');
    await eventually(() => expect(shop.running()).toBe(1));
    // It runs, but it cannot be interrupted at this moment.
    expect(await gateway.interrupt(A, 'stop')).toBe(false);
    release();
  });

  it('keeps a run for as long as it takes', async () => {
    const timings = { lockMs: 600, stalledCheckMs: 100 };
    const shops = [workshop(), workshop()];
    for (const shop of shops) {
      shop.hold = true;
      await join(shop.handlers, { timings });
    }
    await open[0]?.wake(A, 'ordered');
    await wait(1_500);
    expect(shops.flatMap((shop) => shop.began)).toEqual([`ordered ${A}`]);
    expect(await open[0]?.interrupt(A, 'stop')).toBe(true);
  });

  it('takes over from a process that was killed', async () => {
    const child = await startChild(CHILD, [databaseUrl]);
    await child.line((line) => line === 'ready');
    const gateway = await join(workshop().handlers, { works: false });
    await gateway.wake(A, 'ordered');
    await child.line((line) => line === `began ${A}`);
    await gateway.wake(A, 'ordered');
    const shop = workshop();
    await join(shop.handlers, { timings: { lockMs: 600, stalledCheckMs: 200 } });
    await child.kill();
    const killed = performance.now();
    await eventually(() => expect(shop.began[0]).toBe(`ordered ${A}`));
    // The lock of the dead worker and two looks at it take one second.
    expect(performance.now() - killed).toBeLessThan(5_000);
    // The wake-up that came during the run is not lost with the process.
    await eventually(() => expect(shop.began).toHaveLength(2));
    expect(shop.mostAtOnce()).toBe(1);
  });

  it('goes on elsewhere at once when a process is stopped', async () => {
    const child = await startChild(CHILD, [databaseUrl, '60000']);
    await child.line((line) => line === 'ready');
    const gateway = await join(workshop().handlers, { works: false });
    await gateway.wake(A, 'ordered');
    await child.line((line) => line === `began ${A}`);
    const shop = workshop();
    await join(shop.handlers);
    const ended = once(child.process, 'close');
    child.process.kill('SIGTERM');
    await eventually(() => expect(shop.began).toEqual([`ordered ${A}`]));
    expect(await ended).toEqual([0, null]);
    expect(child.lines).toContain(`interrupted shutdown ${A}`);
  });

  it('interrupts a run that another worker has taken over', async () => {
    const shop = workshop();
    shop.hold = true;
    await join(shop.handlers, { timings: { lockMs: 400, stalledCheckMs: 60_000 } });
    await open[0]?.wake(A, 'ordered');
    await eventually(() => expect(shop.held.size).toBe(1));
    // What a worker does that found this one silent for too long.
    await server.query(databaseUrl, `UPDATE bullmq.job SET lock_token = 'another' WHERE state = 'active'`);
    await eventually(() => expect(shop.interrupted).toEqual([`shutdown ${A}`]));
  });

  it('survives that all of its connections are cut', async () => {
    const shop = workshop();
    await join(shop.handlers);
    const gateway = await join(workshop().handlers, { works: false });
    await server.query(
      databaseUrl,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await eventually(async () => {
      await gateway.wake(A, 'ordered');
      expect(shop.began.length).toBeGreaterThan(0);
    });
    shop.hold = true;
    await eventually(async () => {
      await gateway.wake(A, 'ordered');
      expect(shop.held.size).toBe(1);
    });
    await eventually(async () => expect(await gateway.interrupt(A, 'stop')).toBe(true));
  });

  it('finds messages whose process died before it could wake anybody', async () => {
    const shop = workshop();
    const stranded = [{ conversation: A, lane: 'aside' as const }];
    await join(shop.handlers, { unfinished: async () => stranded.splice(0), timings: { rescanMs: 30 } });
    await eventually(() => expect(shop.began).toEqual([`aside ${A}`]));
  });

  it('leaves nothing behind in the queue but its newest events', async () => {
    const shop = workshop();
    const work = await join(shop.handlers);
    const threads = Array.from({ length: 150 }, (_, thread) => `slack:T1/${thread}`);
    await Promise.all(threads.map((conversation) => work.wake(conversation, 'ordered')));
    await eventually(() => expect(shop.began).toHaveLength(threads.length));
    const left = (table: string) => `(SELECT count(*)::int FROM bullmq.${table}) AS ${table}`;
    await eventually(async () => {
      const tables = ['job', 'job_log', 'dedup', 'dedup_next'];
      const [row] = await server.query(databaseUrl, `SELECT ${tables.map(left).join(', ')}`);
      expect(row).toEqual(Object.fromEntries(tables.map((table) => [table, 0])));
    });
    // Each thread has told four. Nobody reads them: they are cut to 100, once every 256.
    const [events] = (await server.query(databaseUrl, `SELECT ${left('event')}`)) as { event: number }[];
    expect(events?.event).toBeLessThanOrEqual(360);
  });

  it('refuses to start without its database, without a word of the password', async () => {
    const started = createClusterWork(workshop().handlers, {
      databaseUrl: 'postgres://someone:marked-secret@127.0.0.1:1/nowhere',
      log: quiet,
      unfinished: async () => [],
    });
    await expect(started).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(started).rejects.not.toThrow('marked-secret');
  });
});
