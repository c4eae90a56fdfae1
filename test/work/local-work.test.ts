import { describe, expect, it, vi } from 'vitest';
import type { Log } from '../../src/conversation/ports/tools.js';
import { createLocalWork } from '../../src/work/local-work.js';
import { workConformance, workshop } from '../conformance/work.js';

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} };

describe('work in this process', () => {
  workConformance(async (handlers) => createLocalWork(handlers, { log: quiet }));

  it('runs 1,000 conversations at once', async () => {
    const shop = workshop();
    shop.hold = true;
    const work = createLocalWork(shop.handlers, { log: quiet });
    for (let thread = 0; thread < 1_000; thread += 1) await work.wake(`slack:T1/${thread}`, 'ordered');
    expect(shop.held.size).toBe(1_000);
    shop.hold = false;
    for (const release of [...shop.held.values()]) release();
    await work.close(1_000);
    expect(shop.began).toHaveLength(1_000);
  });

  it('says so when something still runs after the last words', async () => {
    vi.useFakeTimers();
    try {
      const warnings: unknown[] = [];
      const log: Log = { ...quiet, warn: (facts) => warnings.push(facts) };
      const work = createLocalWork(
        { run: () => new Promise(() => undefined), interrupt: () => true },
        { log },
      );
      await work.wake('slack:T1/A', 'ordered');
      const closing = work.close(100);
      await vi.advanceTimersByTimeAsync(2_100);
      await closing;
      expect(warnings).toEqual([{ conversations: ['slack:T1/A'] }]);
    } finally {
      vi.useRealTimers();
    }
  });
});
