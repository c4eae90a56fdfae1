import { beforeEach, describe, expect, it } from 'vitest';
import { PlatformProblem, type Problem } from '../../../adapters/chat/problem.js';
import { createThreadQueue, type ThreadQueue } from '../../../adapters/chat/thread-queue.js';
import type { Posted } from '../../../src/conversation/ports/platform.js';
import type { ProgressReply, Reply } from '../../../src/conversation/reply.js';
import { SAMPLE_REPLIES, textReply } from '../../conformance/sample-replies.js';
import { ManualClock } from '../../fakes/manual-clock.js';
import { type Gate, newGate } from '../../fakes/nemo/gate.js';
import { silentLog } from '../../fakes/silent-log.js';

const THREAD = 'slack:T1/C1/1.2';
const NOTE = SAMPLE_REPLIES.note;
const card: Posted = {
  place: { platform: 'slack', tenant: 'slack:T1', conversation: THREAD, address: {} },
  id: 'card',
};
let clock: ManualClock;
let queue: ThreadQueue;
/** What went out, in order. */
let sent: string[];
/** What the next edits meet. */
let problems: Problem<object>[];

/** Holds edits that are on their way. */
let gate: Gate | undefined;

beforeEach(() => {
  gate = undefined;
  clock = new ManualClock();
  sent = [];
  problems = [];
  queue = createThreadQueue({
    clock,
    log: silentLog,
    async sendEdit(_posted, reply) {
      sent.push(reply.text);
      await gate?.pass();
      const problem = problems.shift();
      if (problem) throw new PlatformProblem('edit', problem, () => 'refused', undefined);
    },
  });
});

const running = (text: string): ProgressReply => ({ ...SAMPLE_REPLIES.progress, phase: text, text });
const post = (text: string) => queue.post(THREAD, async () => void sent.push(text));
/** A message that stands and shows this. */
const standing = (reply: Reply) => queue.posted(card, reply);

describe('posts', () => {
  it('go out in order, one after the other, and other threads do not wait', async () => {
    const busy = newGate();
    const first = queue.post(THREAD, async () => {
      await busy.pass();
      sent.push('first');
    });
    const second = post('second');
    await queue.post('another', async () => void sent.push('elsewhere'));
    busy.open();
    await Promise.all([first, second]);
    expect(sent).toEqual(['elsewhere', 'first', 'second']);
  });

  it('that fail tell whoever posted, and hold up nobody', async () => {
    const failing = queue.post(THREAD, () => Promise.reject(new Error('refused')));
    const next = post('next');
    await expect(failing).rejects.toThrow('refused');
    await next;
    expect(sent).toEqual(['next']);
  });

  it('overtake an edit that waits for its time', async () => {
    standing(running('a'));
    queue.edit(card, running('b'));
    await clock.advance(0);
    await post('post');
    expect(sent).toEqual(['post']);
    await clock.advance(10_000);
    expect(sent).toEqual(['post', 'b']);
  });
});

describe('edits', () => {
  it('replace one that still waits', async () => {
    standing(running('a'));
    queue.edit(card, running('b'));
    queue.edit(card, running('c'));
    await clock.advance(60_000);
    expect(sent).toEqual(['c']);
  });

  it('are dropped when the message shows that already', async () => {
    standing(running('a'));
    queue.edit(card, running('b'));
    queue.edit(card, running('a'));
    await clock.advance(60_000);
    expect(sent).toEqual([]);
  });

  it('wait for the gap after one that was still on its way when they were handed in', async () => {
    standing(running('a'));
    queue.edit(card, running('b'));
    gate = newGate();
    await clock.advance(10_000);
    expect(sent).toEqual(['b']);
    queue.edit(card, running('c'));
    gate.open();
    await clock.advance(9_000);
    expect(sent).toEqual(['b']);
    await clock.advance(90_000);
    expect(sent).toEqual(['b', 'c']);
  });

  it('back to what stood before are not lost while another is on its way', async () => {
    standing(textReply('a'));
    gate = newGate();
    queue.edit(card, textReply('b'));
    await clock.advance(0);
    queue.edit(card, textReply('a'));
    gate.open();
    await clock.advance(0);
    expect(sent).toEqual(['b', 'a']);
  });

  it('that end something go at once', async () => {
    standing(running('a'));
    queue.edit(card, { ...running('done'), state: 'done' });
    await clock.advance(0);
    expect(sent).toEqual(['done']);
  });

  it('wait as long as the platform says, and are sent again', async () => {
    standing(running('a'));
    problems.push({ kind: 'rate-limited', retryAfterMs: 9_000 });
    queue.edit(card, textReply('done'));
    await clock.advance(8_999);
    expect(sent).toEqual(['done']);
    await clock.advance(1);
    expect(sent).toEqual(['done', 'done']);
  });

  it('that are refused are not sent again', async () => {
    standing(running('a'));
    problems.push({ kind: 'refused' });
    queue.edit(card, textReply('done'));
    await clock.advance(600_000);
    expect(sent).toEqual(['done']);
  });

  it('of work in progress are tried twice, of its end for half an hour', async () => {
    problems.push(...Array.from({ length: 100 }, () => ({ kind: 'unreachable', what: 'gone' }) as const));
    queue.edit(card, running('b'));
    await clock.advance(600_000);
    expect(sent.splice(0)).toHaveLength(2);
    queue.edit(card, textReply('done'));
    await clock.advance(1_700_000);
    expect(sent.splice(0).length).toBeGreaterThan(28);
    await clock.advance(200_000);
    sent = [];
    await clock.advance(600_000);
    expect(sent).toEqual([]);
  });

  it('that end a note do not wait for its gap', async () => {
    standing(NOTE);
    queue.edit(card, { ...NOTE, text: 'still' });
    await clock.advance(0);
    expect(sent).toEqual([]);
    queue.edit(card, { ...NOTE, text: 'over', isOver: true });
    await clock.advance(0);
    expect(sent).toEqual(['over']);
  });

  it('that wait are sent at the end of the process', async () => {
    standing(running('a'));
    queue.edit(card, running('b'));
    await queue.drain();
    expect(sent).toEqual(['b']);
  });
});

describe('a thread is settled', () => {
  const isSettled = async () => {
    let settled = false;
    void queue.settled(THREAD).then(() => {
      settled = true;
    });
    await clock.advance(0);
    return settled;
  };

  it('when nothing that ends something is left, whatever else waits', async () => {
    expect(await isSettled()).toBe(true);
    standing(running('a'));
    queue.edit(card, running('b'));
    expect(await isSettled()).toBe(true);
    gate = newGate();
    queue.edit(card, textReply('done'));
    expect(await isSettled()).toBe(false);
    gate.open();
    await clock.advance(0);
    expect(sent).toEqual(['done']);
    expect(await isSettled()).toBe(true);
  });

  it('only when the platform has taken it', async () => {
    problems.push({ kind: 'rate-limited', retryAfterMs: 9_000 });
    queue.edit(card, textReply('done'));
    expect(await isSettled()).toBe(false);
    await clock.advance(8_000);
    expect(await isSettled()).toBe(false);
    await clock.advance(1_000);
    expect(await isSettled()).toBe(true);
  });

  it('also when the platform has refused it', async () => {
    problems.push({ kind: 'refused' });
    queue.edit(card, textReply('done'));
    await clock.advance(0);
    expect(await isSettled()).toBe(true);
  });
});
