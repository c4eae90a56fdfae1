import type { Clock } from '../../src/conversation/ports/tools.js';
import { createPulse } from './pulse.js';

/** What to do about the shards of a connection now. */
export interface ShardFindings {
  /** Shards that hear nothing at the moment. */
  readonly down: readonly number[];
  /** Shards to ask for a sign of life, each with the sequence that belongs into the question. */
  readonly ask: readonly { readonly shard: number; readonly sequence: number | null }[];
  /** Shards to connect again, alone; `anew` gives their session up. */
  readonly mend: readonly { readonly shard: number; readonly anew: boolean }[];
  /** No shard has heard anything for too long: everything is to be made anew. */
  readonly isDead: boolean;
}

/**
 * Judges the shards of one connection, each by itself: a live one says nothing about another. One that has fallen silent
 * is connected again at once, as its session is most likely still there. One that does not come back gets a new session,
 * with growing pauses, because sessions are counted per day.
 */
export interface ShardWatch {
  /** Something came from this shard; `sequence` is that of the payload. */
  heard(shard: number, sequence?: number | null): void;
  /** It is asked out of turn; returns the sequence. */
  asked(shard: number): number | null;
  /** `isHearing` is what the library says about the shard. Call it every second. */
  look(shards: readonly { readonly id: number; readonly isHearing: boolean }[]): ShardFindings;
  /** The same, without consequences. */
  down(shards: readonly { readonly id: number; readonly isHearing: boolean }[]): number[];
}

const PATIENCE_MS = 20_000;
/** Discord lets `max_concurrency` shards begin a session every 5 seconds; the library waits up to 1.5 more. */
const TURN_MS = 6_500;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** Looks come every second. When one comes this late the process itself was asleep, and answers wait to be read. */
const ASLEEP_MS = 3_000;

/** How long a shard may take to begin a session when all of them do. */
export function patienceFor(shards: number, concurrency: number): number {
  return PATIENCE_MS + TURN_MS * (Math.ceil(shards / Math.max(1, concurrency)) - 1);
}

interface Trouble {
  wasCut: boolean;
  nextAt: number;
  pauseMs: number;
}

export function createShardWatch(clock: Clock, patienceMs: number): ShardWatch {
  const pulse = createPulse(clock);
  const troubles = new Map<number, Trouble>();
  let heardAt = clock.now();
  let lookedAt = heardAt;

  function mending(id: number, isSilent: boolean): { shard: number; anew: boolean } | undefined {
    const now = clock.now();
    const trouble = troubles.get(id) ?? { wasCut: false, nextAt: now + patienceMs, pauseMs: patienceMs };
    troubles.set(id, trouble);
    if (isSilent && !trouble.wasCut) {
      trouble.wasCut = true;
      return { shard: id, anew: false };
    }
    if (now < trouble.nextAt) return undefined;
    trouble.pauseMs = Math.min(trouble.pauseMs * 2, LONGEST_PAUSE_MS);
    trouble.nextAt = now + trouble.pauseMs;
    return { shard: id, anew: true };
  }

  const down: ShardWatch['down'] = (shards) =>
    shards.filter(({ id, isHearing }) => !isHearing || pulse.isSilent(id)).map(({ id }) => id);

  return {
    heard: pulse.heard,
    asked: pulse.asked,
    down,
    look(shards) {
      const lost = down(shards);
      const up = shards.filter(({ id }) => !lost.includes(id));
      if (up.length > 0) heardAt = clock.now();
      for (const { id } of up) troubles.delete(id);
      const wasAsleep = clock.now() - lookedAt > ASLEEP_MS;
      lookedAt = clock.now();
      const isDead = !wasAsleep && clock.now() - heardAt > patienceMs;
      return {
        down: lost,
        isDead,
        ask: shards
          .filter(({ id, isHearing }) => isHearing && pulse.isDue(id))
          .map(({ id }) => ({ shard: id, sequence: pulse.asked(id) })),
        mend:
          isDead || wasAsleep
            ? []
            : shards
                .filter(({ id }) => lost.includes(id))
                .map(({ id, isHearing }) => mending(id, isHearing))
                .filter((found) => found !== undefined),
      };
    },
  };
}
