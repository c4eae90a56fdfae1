import type { Place } from '../../src/conversation/inbound.js';
import type { KeyValueStore } from '../../src/conversation/ports/stores.js';
import { snowflakeAt } from './api.js';
import type { Identity } from './gateway.js';
import { createHeardUntil } from './heard-until.js';
import type { Listening } from './incoming.js';
import { onMessage } from './messages.js';
import { type DiscordPlace, guildTenant, readPlace } from './place.js';
import { DiscordProblem } from './problems.js';

/**
 * What was said in threads while there was no connection. Discord replays it only within a session; after a new one
 * the threads are read again. Messages that were heard before are duplicates and change nothing.
 */
export interface CatchUp {
  /** A connection with so many shards is about to begin. Rejects with Failure when the store does not answer. */
  begin(shards: number): Promise<void>;
  /** This shard lives: what comes from now on is heard. */
  alive(shard: number): void;
  /** Reads what this shard has missed, newest threads first. Rejects with Failure when the store does not answer. */
  run(identity: Identity): Promise<void>;
  /** Resolves when nothing is left to read in this channel: what is said now comes after what was missed. */
  settled(channel: string): Promise<void>;
}

/** Clocks differ, and a message may have been on its way. */
const MARGIN_MS = 60_000;
/** Older than this, a message waits for nobody any more. */
const LONGEST_MS = 6 * 3_600_000;
const THREADS = 50;
/** Discord sends direct messages to this one, whoever they are from. */
const SHARD_OF_DIRECT_MESSAGES = 0;

export function createCatchUp(tools: Listening, values: KeyValueStore): CatchUp {
  const { api, clock, log, reception, threads, background } = tools;
  const heard = createHeardUntil(values, clock);
  const runs = new Set<Run>();
  const waiting: (() => void)[] = [];

  return {
    begin: heard.begin,

    alive(shard) {
      heard.hears(shard);
      if (heard.isDue()) background.run('write down that the gateway lives', heard.write);
    },

    async run(identity) {
      const last = heard.of(identity.shard);
      // The very first start: nothing was missed.
      if (last === undefined) return;
      const reading = heard.readsFrom(identity.shard, last);
      const since = Math.max(last - MARGIN_MS, clock.now() - LONGEST_MS);
      const run: Run = { left: undefined };
      runs.add(run);
      try {
        const targets = await engaged(identity);
        run.left = new Set(targets.map(({ channel }) => channel));
        for (const at of targets) {
          wakeWaiting();
          await readAgain(at, snowflakeAt(since));
          run.left.delete(at.channel);
        }
        // Not after a failure: what was missed then is read by whoever begins next.
        reading.done();
      } finally {
        runs.delete(run);
        wakeWaiting();
      }
    },

    async settled(channel) {
      while ([...runs].some(({ left }) => left === undefined || left.has(channel))) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
        });
      }
    },
  };

  /** Each looks whether it was its channel. */
  function wakeWaiting(): void {
    for (const wake of waiting.splice(0)) wake();
  }

  /** Threads of these guilds that the store knows, and DMs that were used since the start. */
  async function engaged({ guilds, shard }: Identity): Promise<Target[]> {
    const found = new Map<string, { at: Target; updatedAt: number }>();
    const add = (place: Place, updatedAt: number) => {
      const at = readPlace(place);
      if (at && at.kind !== 'aside') found.set(at.channel, { at, updatedAt });
    };
    const ours = new Set(guilds);
    for (const guild of ours) {
      for (const { place, updatedAt } of await reception.list(guildTenant(guild), THREADS)) {
        add(place, updatedAt);
      }
    }
    for (const { place } of threads.recent()) {
      const at = readPlace(place);
      const isOurs = at?.kind === 'thread' ? ours.has(at.guild) : shard === SHARD_OF_DIRECT_MESSAGES;
      if (isOurs) add(place, clock.now());
    }
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

interface Run {
  /** Channels that are still to be read; undefined while nobody knows which. */
  left: Set<string> | undefined;
}

type Target = Exclude<DiscordPlace, { kind: 'aside' }>;
