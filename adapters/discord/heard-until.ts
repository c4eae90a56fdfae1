import type { KeyValueStore } from '../../src/conversation/ports/stores.js';
import type { Clock } from '../../src/conversation/ports/tools.js';

/**
 * Until when everything was heard. It is written down, so that the process which holds the gateway next (this one after a
 * restart, or another) knows from when on to read again. A shard that is down, or that still reads what it missed, holds
 * the whole back.
 */
export interface HeardUntil {
  /** A connection with so many shards begins. Rejects when the store does not answer. */
  begin(shards: number): Promise<void>;
  /** This shard hears what happens now. */
  hears(shard: number): void;
  /** Until when this shard has heard everything; undefined when nothing was ever heard. */
  of(shard: number): number | undefined;
  /** This shard reads again what came since `at`; `done` ends that. */
  readsFrom(shard: number, at: number): { done(): void };
  /** It is time to write it down again. */
  isDue(): boolean;
  write(): Promise<void>;
}

const KEY = 'gateway/alive';
const WRITE_EVERY_MS = 30_000;

export function createHeardUntil(values: KeyValueStore, clock: Clock): HeardUntil {
  let shardCount = 0;
  /** For shards that have not heard anything over this connection yet. */
  let before: number | undefined;
  const heardAt = new Map<number, number>();
  const reading = new Map<number, number>();
  let writtenAt = 0;

  const of = (shard: number) => reading.get(shard) ?? heardAt.get(shard) ?? before;

  function ofAll(): number | undefined {
    let earliest: number | undefined;
    for (let shard = 0; shard < shardCount; shard++) {
      const at = of(shard);
      if (at === undefined) return undefined;
      earliest = Math.min(earliest ?? at, at);
    }
    return earliest;
  }

  return {
    of,
    async begin(shards) {
      const written = await values.get<number>(KEY);
      // Another process may have held the gateway since this one did.
      const known = [written, ofAll()].filter((at) => at !== undefined);
      before = known.length > 0 ? Math.max(...known) : undefined;
      heardAt.clear();
      reading.clear();
      shardCount = shards;
      writtenAt = 0;
    },
    hears(shard) {
      heardAt.set(shard, clock.now());
    },
    readsFrom(shard, at) {
      reading.set(shard, at);
      return {
        done() {
          // A later session of this shard reads from its own beginning on.
          if (reading.get(shard) === at) reading.delete(shard);
        },
      };
    },
    isDue: () => clock.now() - writtenAt >= WRITE_EVERY_MS && ofAll() !== undefined,
    async write() {
      writtenAt = clock.now();
      await values.set(KEY, ofAll());
    },
  };
}
