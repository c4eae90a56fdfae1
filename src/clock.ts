import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from './conversation/ports.js';

/** Real time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    signal?.throwIfAborted();
    try {
      await delay(ms, undefined, { signal });
    } catch (aborted) {
      // Node rejects with its own AbortError; callers want to know why it was aborted.
      signal?.throwIfAborted();
      throw aborted;
    }
  },
};
