import type { Clock } from '../../src/conversation/ports/tools.js';
import { TIMES } from './limits.js';

/**
 * Requests that were seen before. Slack signs every attempt anew, with a new time, so the same signature again is
 * either a copy that somebody else sends, or a retry within the same second.
 */
export interface ReplayGuard {
  /** True when the time of the request (seconds, as Slack writes it) is now, give or take five minutes. */
  isTimely(timestamp: string | undefined): boolean;
  /** True when this signature was answered with success before, or is being worked on. */
  begin(signature: string): boolean;
  /** `succeeded`: only then is the same request refused from now on; a failed one may be sent again. */
  end(signature: string, succeeded: boolean): void;
}

/** 30,000 events an hour is what Slack sends at most: those of more than ten minutes. */
const REMEMBERED = 10_000;

export function createReplayGuard(clock: Clock): ReplayGuard {
  const seen = new Map<string, number>();

  /** A request older than this is refused for its time. Map entries are in the order in which they came. */
  function forgetOld(): void {
    const before = clock.now() - 2 * TIMES.signatureAge;
    for (const [signature, at] of seen) {
      if (at > before && seen.size <= REMEMBERED) return;
      seen.delete(signature);
    }
  }

  return {
    isTimely(timestamp) {
      if (!timestamp || !/^\d{1,12}$/.test(timestamp)) return false;
      return Math.abs(clock.now() - Number(timestamp) * 1_000) <= TIMES.signatureAge;
    },
    begin(signature) {
      forgetOld();
      const isRepeated = seen.has(signature);
      if (!isRepeated) seen.set(signature, clock.now());
      return isRepeated;
    },
    end(signature, succeeded) {
      if (!succeeded) seen.delete(signature);
    },
  };
}
