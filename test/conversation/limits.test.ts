import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Limits } from '../../src/conversation/limits.js';
import { createFastClock } from '../fakes/fast-clock.js';
import { newGate } from '../fakes/nemo/gate.js';
import { heartbeat, say, waitFor } from '../fakes/nemo/turn-steps.js';
import { type Harness, JPEG, startHarness, type Thread } from './harness.js';

const TENANT = 'slack:T1';
let bot: Harness;
afterEach(() => bot.close());

async function start(limits: { waiting?: Partial<Limits['waiting']>; running?: Partial<Limits['running']> }) {
  bot = await startHarness({
    // Slow enough that a turn which is held for a moment does not count as broken off.
    clock: createFastClock(20),
    settings: { recoveryPolls: [1_000] },
    limits: {
      waiting: { thread: 5, person: 40, tenant: 1_000, ...limits.waiting },
      running: { person: 5, tenant: 200, ...limits.running },
    },
  });
}

const of = (person: string, tenant = TENANT) => bot.thread({ tenant, person });

/** Something to work on, so that words reach the agent. */
async function withPhoto(...threads: Thread[]): Promise<void> {
  for (const thread of threads) {
    await thread.say('', [bot.platform.attach('beach.jpg', JPEG)]);
    await bot.idle(thread);
  }
}

/** What stands in a thread now. */
const shown = ({ place }: Thread) =>
  bot.platform.messages.flatMap((message) =>
    message.place.conversation === place.conversation ? [message.reply.text] : [],
  );
const histories = ({ place }: Thread) =>
  bot.platform.messages.flatMap((message) =>
    message.place.conversation === place.conversation ? [message.history] : [],
  );

async function until(check: () => boolean): Promise<void> {
  for (let look = 0; look < 2_000 && !check(); look++) await new Promise((resolve) => setTimeout(resolve, 2));
  expect(check()).toBe(true);
}

/** Holds the next turn until the gate opens. */
function heldTurn() {
  const gate = newGate();
  bot.nemo.nextTurn([heartbeat, waitFor(gate), say('Done with that.')]);
  return gate;
}

describe('too much that waits', () => {
  it('of one person is refused in the language of the message, and nothing of it is kept', async () => {
    await start({ waiting: { person: 2 } });
    const [first, second, third, chinese] = [of('anna'), of('anna'), of('anna'), of('anna')];
    await withPhoto(first);
    const gate = heldTurn();
    await first.say('make it vertical');
    await gate.reached;
    await first.say('add a title');
    await second.say('make a video');
    await until(() => shown(second).length > 0);
    expect(shown(second)).toEqual([
      '⚠️ You have 2 requests waiting already, in all your threads together, so I did not keep this one. Send it again when some of them are done.',
    ]);
    await chinese.say('做一个视频');
    await until(() => shown(chinese).length > 0);
    expect(shown(chinese)).toEqual([
      '⚠️ 你在所有对话里一共已有 2 个请求在排队，所以这个请求没有收下。请等其中一些完成后再发。',
    ]);
    for (const refused of [second, chinese]) {
      expect(await bot.reception.find(refused.place.conversation)).toBeUndefined();
    }
    expect(await bot.store.inbox.unfinished()).toEqual([first.place.conversation]);
    // Others are not concerned, and she is not either as soon as something is done.
    const other = of('ben');
    await other.say('help');
    await bot.idle(other);
    gate.open();
    await bot.idle(first);
    await third.say('hello');
    await bot.idle(third);
    expect(shown(third).join()).not.toContain('requests waiting');
  });

  it('of one tenant is refused, whoever it is, and not in another tenant', async () => {
    await start({ waiting: { tenant: 1 } });
    const first = of('anna');
    await withPhoto(first);
    const gate = heldTurn();
    await first.say('make it vertical');
    await gate.reached;
    const [refused, elsewhere] = [of('ben'), of('ben', 'slack:T2')];
    await refused.say('make a video');
    await until(() => shown(refused).length > 0);
    expect(shown(refused).join()).toContain('Everybody here together has 1 request waiting already');
    await elsewhere.say('hello');
    await bot.idle(elsewhere);
    expect(shown(elsewhere).join()).not.toContain('waiting');
    gate.open();
    await bot.idle(first);
  });

  it('has no limit per person where nobody knows who a person is', async () => {
    await start({ waiting: { person: 1 }, running: { person: 1 } });
    const [first, second] = [bot.thread(), bot.thread()];
    await withPhoto(first);
    const gate = heldTurn();
    await first.say('make it vertical');
    await gate.reached;
    await second.say('hello');
    await bot.idle(second);
    expect(shown(second).join()).not.toMatch(/waiting|Queued/);
    gate.open();
    await bot.idle(first);
  });

  it('keeps exactly as much of a flood as may wait, and answers with few words', async () => {
    await start({});
    const thread = of('anna');
    await withPhoto(thread);
    const gate = heldTurn();
    await thread.say('make it vertical');
    await gate.reached;
    const before = bot.platform.messages.length;
    await Promise.all(Array.from({ length: 300 }, (_, number) => thread.say(`add title ${number}`)));
    expect(await bot.store.inbox.waiting(thread.place.conversation)).toHaveLength(5);
    await until(() => shown(thread).join().includes('5 requests are waiting in this thread already'));
    expect(bot.platform.messages.length - before).toBeLessThan(100);
    gate.open();
    await bot.idle(thread);
    expect(bot.nemo.turns()).toHaveLength(5);
  });

  it('is acknowledged although the channel takes its time to be told', async () => {
    await start({ waiting: { person: 1 } });
    const [first, second] = [of('anna'), of('anna')];
    await withPhoto(first);
    const gate = heldTurn();
    await first.say('make it vertical');
    await gate.reached;
    const post = vi.spyOn(bot.platform, 'post').mockReturnValueOnce(new Promise(() => {}));
    await second.say('make a video');
    expect(post).toHaveBeenCalledOnce();
    gate.open();
    await bot.idle(first);
  });

  it('does not hold back a repeated delivery of what was accepted', async () => {
    await start({ waiting: { thread: 1 } });
    const thread = of('anna');
    await withPhoto(thread);
    const gate = heldTurn();
    await thread.say('make it vertical', [], { id: 'known' });
    await gate.reached;
    await thread.say('make it vertical', [], { id: 'known' });
    expect(shown(thread).join()).not.toContain('waiting');
    gate.open();
    await bot.idle(thread);
  });

  it('does not hold back a stop', async () => {
    await start({ waiting: { tenant: 1 } });
    const thread = of('anna');
    await withPhoto(thread);
    const gate = heldTurn();
    await thread.say('make it vertical');
    await gate.reached;
    await thread.say('stop, make the title bigger instead');
    await bot.idle(thread);
    expect(shown(thread).join()).toContain('may still be charged');
    await until(() => shown(thread).join().includes('so I did not keep this one'));
    expect(bot.nemo.turns()).toEqual(['make it vertical']);
    gate.open();
  });
});

describe('too much that runs', () => {
  it('of one person waits, is told its place, and goes on in the same card', async () => {
    await start({ running: { person: 1 } });
    const [first, second] = [of('anna'), of('anna')];
    await withPhoto(first, second);
    const gate = heldTurn();
    await first.say('make it vertical');
    await gate.reached;
    await second.say('add a title');
    await until(() => shown(second).includes('🕒 Queued: 1 request ahead'));
    expect(bot.nemo.turns()).toEqual(['make it vertical']);
    // What is cheap is answered meanwhile.
    await second.say('help');
    await until(() => shown(second).some((text) => text.startsWith('Send')));
    const other = of('ben');
    await other.say('hello');
    await bot.idle(other);
    gate.open();
    await bot.idle(second);
    expect(bot.nemo.turns()).toEqual(['make it vertical', 'add a title']);
    const card = histories(second).find((history) => history[0]?.includes('Queued'));
    expect(card?.at(-1)).toMatch(/^✅ Done/);
  });

  it('is stopped while it waits, and costs nothing', async () => {
    await start({ running: { person: 1 } });
    const [first, second] = [of('anna'), of('anna')];
    await withPhoto(first, second);
    const gate = heldTurn();
    await first.say('make it vertical');
    await gate.reached;
    await second.say('add a title');
    await until(() => shown(second).includes('🕒 Queued: 1 request ahead'));
    await second.say('stop');
    await bot.idle(second);
    expect(shown(second)).toContain('⏹ Stopped before it began. Nothing was done.');
    expect(shown(second).join()).not.toContain('Queued');
    gate.open();
    await bot.idle(first);
    expect(bot.nemo.turns()).toEqual(['make it vertical']);
  });

  it('goes on after a restart: first what ran, then what waited', async () => {
    await start({ running: { person: 1 } });
    const [first, second] = [of('anna'), of('anna')];
    await withPhoto(first, second);
    const gate = heldTurn();
    await first.say('make it vertical');
    await gate.reached;
    await second.say('add a title');
    await until(() => shown(second).includes('🕒 Queued: 1 request ahead'));
    bot = await bot.restart();
    gate.open();
    expect(shown(second)).toContain('🕒 Queued: 1 request ahead');
    // In the wrong order on purpose.
    for (const thread of [second, first]) await bot.work.wake(thread.place.conversation, 'ordered');
    await bot.idle(second);
    await bot.idle(first);
    expect(bot.nemo.turns()).toEqual(['make it vertical', 'add a title']);
    expect(shown(second).join()).not.toContain('Queued');
  });

  it('does not begin when the process is about to end', async () => {
    await start({ running: { person: 1 } });
    const [first, second] = [of('anna'), of('anna')];
    await withPhoto(first, second);
    const gate = heldTurn();
    await first.say('make it vertical');
    await gate.reached;
    await first.say('add music');
    await second.say('add a title');
    await until(() => shown(second).includes('🕒 Queued: 1 request ahead'));
    const closed = bot.work.close(60_000);
    gate.open();
    await closed;
    expect(bot.nemo.turns()).toEqual(['make it vertical']);
    expect(shown(second)).toContain('🕒 Queued: 1 request ahead');
    bot = await bot.restart();
    for (const thread of [first, second]) await bot.work.wake(thread.place.conversation, 'ordered');
    await bot.idle(first);
    await bot.idle(second);
    expect([...bot.nemo.turns()].sort()).toEqual(['add a title', 'add music', 'make it vertical']);
  });

  it('of a tenant with many threads does not keep another tenant waiting', async () => {
    await start({ running: { person: 3, tenant: 3 } });
    const busy = Array.from({ length: 50 }, (_, number) => of(`p${number}`, 'slack:busy'));
    await withPhoto(...busy.slice(0, 3));
    const gates = await Promise.all(
      busy.slice(0, 3).map(async (thread) => {
        const gate = heldTurn();
        await thread.say('make it vertical');
        await gate.reached;
        return gate;
      }),
    );
    await Promise.all(busy.slice(3).map((thread) => thread.say('hello')));
    const quiet = of('anna');
    await quiet.say('hello');
    await bot.idle(quiet);
    expect(shown(quiet).length).toBeGreaterThan(0);
    expect(await bot.store.inbox.unfinished()).toHaveLength(50);
    for (const gate of gates) gate.open();
    for (const thread of busy) await bot.idle(thread);
    expect(await bot.store.inbox.unfinished()).toEqual([]);
  });
});

describe('a flood', () => {
  it('in one thread, or in many threads of one person, does not hold up another thread', async () => {
    await start({ waiting: { thread: 20 } });
    const [loud, quiet] = [of('loud'), of('anna')];
    const many = Array.from({ length: 60 }, () => of('loud'));
    await withPhoto(loud, ...many.slice(0, 4), quiet);
    const gates = [];
    for (const thread of [loud, ...many.slice(0, 4)]) {
      const gate = heldTurn();
      await thread.say('make it vertical');
      await gate.reached;
      gates.push(gate);
    }
    const flood = Array.from({ length: 400 }, (_, number) =>
      (number % 2 === 0 ? loud : (many[number % 60] ?? loud)).say(`add title ${number}`),
    );
    await quiet.say('make the colours warmer');
    await bot.idle(quiet);
    // Answered while nothing of the flood is: five run, some wait, the rest was refused with a word.
    expect(bot.nemo.turns().at(-1)).toBe('make the colours warmer');
    expect(bot.nemo.turns()).toHaveLength(6);
    await Promise.all(flood);
    const heads = await bot.store.inbox.heads(TENANT);
    expect(heads.filter(({ running }) => running)).toHaveLength(5);
    for (const gate of gates) gate.open();
    for (const thread of [loud, ...many]) await bot.idle(thread);
    expect(await bot.store.inbox.heads(TENANT)).toEqual([]);
  });
});
