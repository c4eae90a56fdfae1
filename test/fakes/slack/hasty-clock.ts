import { systemClock } from '../../../src/clock.js';
import type { Clock } from '../../../src/conversation/ports/tools.js';

const PACE = 100;
const start = Date.now();

/** Time that passes a hundred times faster: for retries against a real server. */
export const hastyClock: Clock = {
  now: () => start + (Date.now() - start) * PACE,
  sleep: (ms, signal) => systemClock.sleep(ms / PACE, signal),
};
