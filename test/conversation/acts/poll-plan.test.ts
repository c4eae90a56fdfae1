import { describe, expect, it } from 'vitest';
import { createPollPlan } from '../../../src/conversation/acts/poll-plan.js';

/** Polls a render of the given length; resolves to when it was seen as done and how often it was asked. */
function follow(lengthMs: number, tellsPercent: boolean, eager = false) {
  const plan = createPollPlan({ longest: 30_000, eager });
  let elapsed = 0;
  let polls = 0;
  do {
    elapsed += plan.next(elapsed);
    polls += 1;
    plan.saw(tellsPercent ? Math.min(99, (100 * elapsed) / lengthMs) : undefined, elapsed);
  } while (elapsed < lengthMs);
  return { late: elapsed - lengthMs, polls };
}

describe('when to ask for a render', () => {
  it('asks soon after the end when the backend tells a percentage', () => {
    for (const length of [10_000, 27_600, 45_000, 90_000]) {
      const { late, polls } = follow(length, true);
      expect(late).toBeLessThan(5_000);
      expect(polls).toBeLessThanOrEqual(5);
    }
  });

  it('never waits longer than 30 seconds without one', () => {
    const { late } = follow(300_000, false);
    expect(late).toBeLessThanOrEqual(30_000);
    expect(follow(20_000, false).late).toBeLessThan(12_000);
  });

  it('asks every second on this machine', () => {
    expect(follow(8_500, false, true)).toEqual({ late: 500, polls: 9 });
  });
});
