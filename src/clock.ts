import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from './conversation/ports/tools.js';

/** Timers take at most 2^31-1 ms (24.8 days); a longer one would fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Real time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    signal?.throwIfAborted();
    try {
      for (let left = ms; left > 0 || left === ms; left -= LONGEST_TIMER) {
        await delay(Math.min(left, LONGEST_TIMER), undefined, { signal });
      }
    } catch (aborted) {
      // Node rejects with its own AbortError; callers want to know why it was aborted.
      signal?.throwIfAborted();
      throw aborted;
    }
  },
};
