import { chance, pick } from './chance.js';

/** How a call to a chat platform goes wrong. */
export type PlatformFault =
  /** HTTP 5xx, and nothing was done. */
  | 'away'
  /** Done, and the connection is cut before the answer. */
  | 'lost'
  /** HTTP 429. */
  | 'limited';

/** Percent of the calls. */
const FAULTS: Record<PlatformFault, number> = { away: 2, lost: 2, limited: 2 };
/** From one storm or outage to the next, and how long each lasts. */
const ROUND_MS = 12_000;
const LASTS_MS = 3_000;
/** What a 429 asks for. */
export const RETRY_AFTER_SECONDS = 1;

export interface BadDays {
  /** `about` names what is asked for, such as a method and a thread: the n-th such call always goes the same way. */
  faultOf(about: string): PlatformFault | undefined;
  /** From now on it is a good day. */
  calm(): void;
}

/**
 * Faults of single calls, and times in which every call fails: each round has either an outage, a storm of 429, or
 * nothing of the kind.
 */
export function createBadDays(seed: string): BadDays {
  const startedAt = Date.now();
  const asked = new Map<string, number>();
  let isCalm = false;

  function weather(): PlatformFault | undefined {
    const since = Date.now() - startedAt;
    if (since % ROUND_MS >= LASTS_MS) return undefined;
    return pick({ away: 30, limited: 40 }, seed, 'weather', Math.floor(since / ROUND_MS));
  }

  return {
    faultOf(about) {
      const count = (asked.get(about) ?? 0) + 1;
      asked.set(about, count);
      if (isCalm) return undefined;
      return weather() ?? pick(FAULTS, seed, about, count);
    },
    calm() {
      isCalm = true;
    },
  };
}

/** Platforms deliver some things twice, although they were acknowledged; after how many milliseconds. */
export function deliveredAgainAfter(seed: string, key: string): number | undefined {
  return chance(seed, key, 'again') < 0.1 ? chance(seed, key, 'when') * 5_000 : undefined;
}
