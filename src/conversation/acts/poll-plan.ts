/** When to ask for a render again. */
export interface PollPlan {
  /** Milliseconds to wait before the next poll. */
  next(elapsed: number): number;
  /** What the last poll said. */
  saw(percent: number | undefined, elapsed: number): void;
}

const FIRST_WAIT = 3_000;
const EAGER_WAIT = 1_000;
const SHORTEST_WAIT = 1_000;

/**
 * Few polls, and one soon after the end. With a percentage the end is estimated and the next poll comes shortly after
 * it; without one the waits grow by half. `eager` is for a backend on this machine, where a poll costs nothing.
 */
export function createPollPlan(options: { longest: number; eager: boolean }): PollPlan {
  let wait = Math.min(FIRST_WAIT, options.longest);
  let estimate: number | undefined;
  return {
    next(elapsed) {
      if (options.eager) return Math.min(EAGER_WAIT, options.longest);
      if (estimate !== undefined) {
        const left = estimate - elapsed;
        // Half of a far estimate: early percentages are poor, and it is corrected on the way.
        const aim = left > 2 * options.longest ? options.longest : left;
        return clamp(aim + SHORTEST_WAIT, SHORTEST_WAIT, options.longest);
      }
      const now = wait;
      wait = Math.min(wait * 1.5, options.longest);
      return now;
    },
    saw(percent, elapsed) {
      const useful = percent !== undefined && percent >= 5 && percent < 100;
      estimate = useful ? (elapsed * 100) / percent : undefined;
    },
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, Math.min(low, high)), high);
}
