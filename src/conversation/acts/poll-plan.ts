/** When to ask for a render again. */
export interface PollPlan {
  /** Milliseconds to wait before the next poll. */
  next(elapsed: number): number;
  /** What the last poll said; not called when it failed. */
  saw(percent: number | undefined, elapsed: number): void;
}

/** Earlier percentages are too coarse to tell the end: 3 % of a whole number may be anything from 2.5 to 3.5. */
const FIRST_WAIT = 10_000;
const EAGER_WAIT = 1_000;
const SHORTEST_WAIT = 1_000;
/** How long after the estimated end to ask: being a little late costs less than asking in vain. */
const MARGIN = 2_000;
/** A wait that follows the percentage may be longer than others by this factor: the end is known, not guessed. */
const STRETCH = 1.5;
const FIRST_USEFUL_PERCENT = 5;

/**
 * Few polls, and one soon after the end. With a percentage the end is estimated and what is left is divided into as few
 * waits as may be; without one the waits grow by half, up to `longest`. `eager` is for a backend on this machine, where
 * a poll costs nothing.
 */
export function createPollPlan(options: { longest: number; eager: boolean }): PollPlan {
  const { longest, eager } = options;
  let wait = Math.min(FIRST_WAIT, longest);
  let end: number | undefined;
  let last: { percent: number; elapsed: number } | undefined;
  /** Polls in a row that have shown the same percentage, or have failed. */
  let stalls = 0;
  let isAnswered = true;

  return {
    next(elapsed) {
      if (eager) return Math.min(EAGER_WAIT, longest);
      if (end === undefined) {
        const now = wait;
        wait = Math.min(wait * 1.5, longest);
        return now;
      }
      if (!isAnswered) stalls += 1;
      isAnswered = false;
      // A percentage that stands still tells nothing any more ("99 %" for minutes): ask less and less often.
      const shortest = Math.min(SHORTEST_WAIT * 2 ** stalls, longest);
      const left = Math.max(end + MARGIN - elapsed, shortest);
      return left / Math.ceil(left / (longest * STRETCH));
    },
    saw(percent, elapsed) {
      isAnswered = true;
      if (percent === undefined || percent < FIRST_USEFUL_PERCENT) {
        end = undefined;
      } else if (last && percent <= last.percent) {
        stalls += 1;
      } else {
        // From the second on by the pace between two polls, because a render may have waited before it began.
        const pace = last ? (elapsed - last.elapsed) / (percent - last.percent) : elapsed / percent;
        end = elapsed + (100 - percent) * pace;
        last = { percent, elapsed };
        stalls = 0;
      }
    },
  };
}
