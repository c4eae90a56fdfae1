import type { Place } from '../../src/conversation/inbound.js';
import type { KeyValueStore } from '../../src/conversation/ports.js';
import { snowflakeAt } from './api.js';
import type { Identity } from './gateway.js';
import type { Listening } from './incoming.js';
import { onMessage } from './messages.js';
import { type DiscordPlace, guildTenant, readPlace } from './place.js';
import { DiscordProblem } from './problems.js';

/**
 * What was said in threads while there was no connection. Discord replays it only within a session; after a new one
 * the threads are read again. Messages that were heard before are duplicates and change nothing.
 */
export interface CatchUp {
  /** The connection lives: what comes from now on is heard. */
  alive(): void;
  /** Reads what was missed, newest threads first. Rejects with Failure when the store does not answer. */
  run(identity: Identity): Promise<void>;
}

const ALIVE_KEY = 'gateway/alive';
const WRITE_EVERY_MS = 30_000;
/** Clocks differ, and a message may have been on its way. */
const MARGIN_MS = 60_000;
/** Older than this, a message waits for nobody any more. */
const LONGEST_MS = 6 * 3_600_000;
const THREADS = 50;

export function createCatchUp(tools: Listening, values: KeyValueStore): CatchUp {
  const { api, clock, log, reception, threads, background } = tools;
  let aliveAt: number | undefined;
  let writtenAt = 0;

  return {
    alive() {
      aliveAt = clock.now();
      if (aliveAt - writtenAt < WRITE_EVERY_MS) return;
      writtenAt = aliveAt;
      background.run('write down that the gateway lives', () => values.set(ALIVE_KEY, aliveAt));
    },

    async run({ guilds }) {
      const last = aliveAt ?? (await values.get<number>(ALIVE_KEY));
      // The very first start: nothing was missed.
      if (last === undefined) return;
      const since = Math.max(last - MARGIN_MS, clock.now() - LONGEST_MS);
      for (const at of await engaged(guilds)) await readAgain(at, snowflakeAt(since));
    },
  };

  /** Threads that the store knows, and DMs that were used since the start. */
  async function engaged(guilds: readonly string[]): Promise<Target[]> {
    const found = new Map<string, { at: Target; updatedAt: number }>();
    const add = (place: Place, updatedAt: number) => {
      const at = readPlace(place);
      if (at && at.kind !== 'aside') found.set(at.channel, { at, updatedAt });
    };
    for (const guild of guilds) {
      for (const { place, updatedAt } of await reception.list(guildTenant(guild), THREADS)) {
        add(place, updatedAt);
      }
    }
    for (const { place } of threads.recent()) add(place, clock.now());
    const newest = [...found.values()].sort((one, other) => other.updatedAt - one.updatedAt);
    return newest.slice(0, THREADS).map(({ at }) => at);
  }

  async function readAgain(at: Target, after: string): Promise<void> {
    try {
      for (const message of await api.messagesAfter(at.channel, after)) {
        // Fetched messages do not say their guild.
        await onMessage(tools, { ...message, guild_id: at.kind === 'thread' ? at.guild : undefined });
      }
    } catch (thrown) {
      if (!(thrown instanceof DiscordProblem)) throw thrown;
      log.info({ problem: thrown.message }, 'a thread could not be read again');
    }
  }
}

type Target = Exclude<DiscordPlace, { kind: 'aside' }>;
