import type { Clock } from '../../src/conversation/ports/tools.js';

/** Time that runs `times` as fast as it does outside: with 1,000, the 10 s before a first poll take 10 ms. */
export function createFastClock(times: number): Clock {
  const start = performance.now();
  const began = Date.now();
  return {
    now: () => Math.round(began + (performance.now() - start) * times),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const cut = () => {
          clearTimeout(timer);
          reject(signal?.reason);
        };
        const timer = setTimeout(() => {
          signal?.removeEventListener('abort', cut);
          resolve();
        }, ms / times);
        signal?.addEventListener('abort', cut);
      }),
  };
}
