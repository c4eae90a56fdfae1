import type { Clock } from '../../src/conversation/ports/tools.js';

/**
 * Whether the shards of one client still answer. Every one is asked for a sign of life every few seconds, also while it
 * is busy, because it may fall silent at any moment. Shards are looked at one by one: a live one says nothing about
 * another.
 */
export interface Pulse {
  /** Something came from this shard; `sequence` is that of the payload. */
  heard(shard: number, sequence?: number | null): void;
  /** True when it is time to ask this shard. */
  isDue(shard: number): boolean;
  /** It is being asked. Returns what belongs into the heartbeat: the last sequence of this shard. */
  asked(shard: number): number | null;
  /** A question has stayed without any answer for too long. */
  isSilent(shard: number): boolean;
}

/** Discord allows 120 payloads a minute. */
const ASK_EVERY_MS = 3_000;
/** Together with the pause before it well below the 15 seconds that `/readyz` has. */
const ANSWER_WITHIN_MS = 9_000;

interface Shard {
  sequence: number | null;
  askedAt: number | undefined;
  /** The first question since anything was heard. */
  unansweredSince: number | undefined;
}

export function createPulse(clock: Clock): Pulse {
  const shards = new Map<number, Shard>();

  function known(id: number): Shard {
    const shard = shards.get(id) ?? { sequence: null, askedAt: undefined, unansweredSince: undefined };
    shards.set(id, shard);
    return shard;
  }

  return {
    heard(id, sequence) {
      const shard = known(id);
      shard.unansweredSince = undefined;
      if (typeof sequence === 'number') shard.sequence = sequence;
    },
    isDue(id) {
      const { askedAt } = known(id);
      return askedAt === undefined || clock.now() - askedAt >= ASK_EVERY_MS;
    },
    asked(id) {
      const shard = known(id);
      shard.askedAt = clock.now();
      shard.unansweredSince ??= shard.askedAt;
      return shard.sequence;
    },
    isSilent(id) {
      const { unansweredSince } = known(id);
      return unansweredSince !== undefined && clock.now() - unansweredSince > ANSWER_WITHIN_MS;
    },
  };
}
