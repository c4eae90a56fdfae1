import { describe, expect, it } from 'vitest';
import { createPollPlan } from '../../../src/conversation/acts/poll-plan.js';

type Percent = (elapsed: number, length: number) => number | undefined;

const steady: Percent = (elapsed, length) => Math.round((100 * elapsed) / length);
const untold: Percent = () => undefined;

/** Polls a render of the given length; resolves to when it was seen as done and how often it was asked. */
function follow(length: number, percent: Percent, { eager = false, longest = 30_000 } = {}) {
  const plan = createPollPlan({ longest, eager });
  const waits: number[] = [];
  let elapsed = 0;
  do {
    const wait = plan.next(elapsed);
    waits.push(wait);
    elapsed += wait;
    plan.saw(percent(elapsed, length), elapsed);
  } while (elapsed < length);
  return { late: elapsed - length, polls: waits.length, longestWait: Math.max(...waits) };
}

/** Every 30 seconds, as the seeds say. */
const pollsOfTheSeeds = (length: number) => Math.ceil(length / 30_000);
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

describe('when to ask for a render', () => {
  it('asks soon after the end when the backend tells a percentage', () => {
    for (let length = 10_000; length < 200_000; length += 700) {
      expect(follow(length, steady).late).toBeLessThan(5_000);
    }
  });

  it('asks no more often than every 30 seconds over renders of a minute and a half', () => {
    const lengths = Array.from({ length: 41 }, (_, index) => 80_000 + index * 500);
    const polls = lengths.map((length) => follow(length, steady).polls);
    expect(sum(polls)).toBeLessThanOrEqual(sum(lengths.map(pollsOfTheSeeds)));
    expect(Math.max(...polls)).toBeLessThanOrEqual(4);
  });

  it('is not led astray by a render that waits before it begins', () => {
    const queued: Percent = (elapsed, length) => steady(Math.max(0, elapsed - 15_000), length - 15_000);
    const { late, polls } = follow(90_000, queued);
    expect(late).toBeLessThan(5_000);
    expect(polls).toBeLessThanOrEqual(5);
  });

  it('asks less and less often when the percentage stands still', () => {
    const stuck =
      (at: number): Percent =>
      (elapsed) =>
        Math.min(at, Math.round(elapsed / 600));
    expect(follow(300_000, stuck(100)).polls).toBeLessThanOrEqual(16);
    expect(follow(300_000, stuck(99)).polls).toBeLessThanOrEqual(16);
  });

  it('asks less and less often when the backend does not answer at the expected end', () => {
    const plan = createPollPlan({ longest: 30_000, eager: false });
    plan.saw(90, 90_000);
    let elapsed = 90_000;
    for (let poll = 0; poll < 20; poll++) elapsed += plan.next(elapsed);
    expect(elapsed).toBeGreaterThan(6 * 60_000);
  });

  it('never waits longer than 30 seconds without a percentage, and half as long again with one', () => {
    expect(follow(300_000, untold).longestWait).toBe(30_000);
    expect(follow(20_000, untold).late).toBeLessThan(12_000);
    expect(follow(600_000, steady).longestWait).toBeLessThanOrEqual(45_000);
    expect(follow(5_000, steady, { longest: 300 }).longestWait).toBeLessThanOrEqual(450);
  });

  it('asks every second on this machine', () => {
    expect(follow(8_500, untold, { eager: true })).toMatchObject({ late: 500, polls: 9 });
  });
});
