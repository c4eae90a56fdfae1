import { beforeEach, describe, expect, it } from 'vitest';
import { createRefusals, type Refusals } from '../../src/conversation/refusals.js';
import { Failure } from '../../src/failure.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { MemoryPlatform } from '../fakes/memory-platform.js';
import { message, quiet } from '../store/samples.js';

const full = new Failure('too-many-waiting', { facts: { crowded: 'thread', allowed: 20 } });
let platform: MemoryPlatform;
let clock: ManualClock;
let refusals: Refusals;

beforeEach(() => {
  platform = new MemoryPlatform();
  clock = new ManualClock();
  refusals = createRefusals({
    conversations: { get: async () => undefined },
    platforms: new Map([['slack', platform]]),
    clock,
    log: quiet,
  });
});

const tell = (id: string, thread = 'A') => refusals.tell(message(id, { thread }), full);
const flood = (from: number, to: number) =>
  Promise.all(Array.from({ length: to - from }, (_, index) => tell(`m${from + index}`)));

describe('refusals', () => {
  it('of one moment are one post in each thread, which says in the end how many they were', async () => {
    await flood(0, 100);
    await tell('other', 'B');
    expect(platform.texts).toEqual([
      expect.stringContaining('so I did not keep this one.'),
      expect.stringContaining('so I did not keep this one.'),
    ]);
    await clock.advance(5_000);
    expect(platform.texts[0]).toContain('I did not keep the last 100.');
    await flood(100, 150);
    await clock.advance(5_000);
    expect(platform.messages.map(({ history }) => history.length)).toEqual([3, 1]);
    expect(platform.texts[0]).toContain('I did not keep the last 150.');
  });

  it('after a quiet moment are a new post', async () => {
    await tell('1');
    await clock.advance(5_000);
    await tell('2');
    expect(platform.texts).toHaveLength(2);
    await clock.advance(5_000);
    expect(clock.sleeping).toBe(0);
  });

  it('that could not be told are told to nobody as told, and the next one is tried again', async () => {
    platform.postFailures.push(new Failure('platform-unavailable'));
    const outcomes = await Promise.allSettled([tell('1'), tell('2')]);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ reason: { code: 'platform-unavailable' } });
    await clock.advance(0);
    const again = message('1', { thread: 'A' });
    expect(refusals.wasRefused(again)).toBe(false);
    await tell('1');
    expect(platform.texts).toHaveLength(1);
    expect(refusals.wasRefused(again)).toBe(true);
  });
});
