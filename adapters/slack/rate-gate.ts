import type { Clock } from '../../src/conversation/ports/tools.js';

/** Slack limits each method per workspace: after a 429 every thread waits, not only the one that was told. */
export interface RateGate {
  /** Milliseconds until the method may be called again; 0 when it may. */
  closedFor(method: string): number;
  close(method: string, forMs: number): void;
  /** Resolves when the method may be called. */
  pass(method: string): Promise<void>;
}

export function createRateGate(clock: Clock): RateGate {
  const openAt = new Map<string, number>();
  const closedFor = (method: string) => Math.max(0, (openAt.get(method) ?? 0) - clock.now());
  return {
    closedFor,
    close(method, forMs) {
      openAt.set(method, Math.max(openAt.get(method) ?? 0, clock.now() + forMs));
    },
    async pass(method) {
      // Closed again while this one slept: it waits again.
      for (let wait = closedFor(method); wait > 0; wait = closedFor(method)) await clock.sleep(wait);
    },
  };
}
