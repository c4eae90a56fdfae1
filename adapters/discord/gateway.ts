import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import type { Failure } from '../../src/failure.js';
import type { CountRequest } from '../chat/count-request.js';
import type { DiscordConfig } from './config.js';
import { type Connection, createConnection } from './connection.js';
import { gatewayFailure, isShardingRequired } from './gateway-refusal.js';
import { type GatewayInformation, readySchema } from './payloads.js';

/** Who the bot is, as the gateway says when a shard is ready. */
export interface Identity {
  readonly user: string;
  readonly application: string;
  /** Those of this shard. */
  readonly guilds: readonly string[];
  readonly shard: number;
}

export interface GatewayEvents {
  /** A connection with so many shards is about to begin. When it rejects, that is tried again later. */
  opening(shards: number): Promise<void>;
  /** A payload as Discord sent it, in the order of its coming. Must not throw. */
  received(type: string, payload: unknown, shard: number): void;
  /** A new session: what was sent while there was none is not delivered again. Not called after a resume. */
  ready(identity: Identity): void;
}

/** The connection over which Discord tells what happens. */
export interface Gateway {
  /**
   * Keeps it up until `over` is aborted, and resolves when it is closed then. `opened` is called once: when it is ready,
   * when it turns out that Discord cannot be reached at the moment (it is tried on), or with Failure `config` when
   * Discord refuses the token or the intents.
   */
  hold(over: AbortSignal, opened: (failure?: Failure) => void): Promise<void>;
  /** Rejects with Failure `config` when Discord refuses the token, and else with why it cannot be reached. */
  check(): Promise<void>;
  /** Shards that hear and that do not; both empty while there is no connection. */
  shards(): { readonly up: readonly number[]; readonly down: readonly number[] };
  /** Why not everything is heard, in words that anybody may read; undefined when it is. */
  trouble(): string | undefined;
  /** Permissions of the bot in a channel or thread; undefined when the channel is not known. */
  permissionsIn(channel: string): bigint | undefined;
  /** What kind of channel this is; undefined when the gateway has not told. */
  typeOf(channel: string): number | undefined;
}

/** Many shards need minutes; the start of the process does not wait for all of them. */
const OPENED_WITHIN_MS = 15_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** A connection that lived this long was a good one; others wait longer and longer, as sessions are counted per day. */
const GOOD_AFTER_MS = 5 * 60_000;
/** The clock of Discord may be ahead. */
const AFTER_RESET_MS = 1_000;

export function createGateway(options: {
  config: DiscordConfig;
  token: string;
  events: GatewayEvents;
  information: () => Promise<GatewayInformation>;
  count: CountRequest;
  clock: Clock;
  log: Log;
}): Gateway {
  const { events, information, clock, log } = options;
  let connection: Connection | undefined;
  let fewestShards = 1;
  let pauseMs = FIRST_PAUSE_MS;
  let notBefore = 0;
  /** No session may begin before this; Unix milliseconds. */
  let limitedUntil: number | undefined;

  function take(type: string, payload: unknown, shard: number): void {
    const ready = type === 'READY' ? readySchema.safeParse(payload) : undefined;
    if (ready?.success) {
      const { user, application, guilds } = ready.data;
      events.ready({
        user: user.id,
        application: application?.id ?? user.id,
        guilds: guilds.map(({ id }) => id),
        shard,
      });
    }
    events.received(type, payload, shard);
  }

  /** How many shards Discord asks for, as soon as it lets so many begin. Rejects when `over` is aborted. */
  async function mayBegin(
    over: AbortSignal,
    waits: () => void,
  ): Promise<{ shards: number; concurrency: number }> {
    for (;;) {
      const { shards: asked, concurrency, remaining, resetAfterMs } = await information();
      const shards = Math.max(asked, fewestShards);
      limitedUntil = undefined;
      if (remaining >= shards) return { shards, concurrency };
      const waitMs = resetAfterMs + AFTER_RESET_MS;
      limitedUntil = clock.now() + waitMs;
      const until = new Date(limitedUntil).toISOString();
      log.error(
        { shards, remaining, until },
        'Discord has counted too many logins of this bot and allows no more for now; it is waited until then',
      );
      waits();
      await clock.sleep(waitMs, over);
    }
  }

  /** One connection from its beginning to its end. Resolves when `over` is aborted; rejects with why it was lost. */
  async function connect(over: AbortSignal, opened: () => void): Promise<void> {
    let upAt: number | undefined;
    try {
      const { shards, concurrency } = await mayBegin(over, opened);
      await events.opening(shards);
      if (over.aborted) return;
      connection = createConnection({ ...options, shards, concurrency, take });
      await connection.run(over, () => {
        upAt = clock.now();
        log.info({ shards }, 'connected to Discord');
        opened();
      });
    } catch (thrown) {
      if (isShardingRequired(thrown) && connection) {
        // More servers than Discord's own recommendation knows yet: half as many for each shard.
        fewestShards = connection.shards * 2;
        log.warn({ shards: connection.shards, next: fewestShards }, 'Discord asks for more shards');
      }
      throw thrown;
    } finally {
      const old = connection;
      connection = undefined;
      limitedUntil = undefined;
      await old?.close();
      if (upAt !== undefined && clock.now() - upAt > GOOD_AFTER_MS) pauseMs = FIRST_PAUSE_MS;
      notBefore = clock.now() + pauseMs;
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  return {
    async hold(over, opened) {
      let isTold = false;
      const tell = (failure?: Failure) => {
        if (!isTold) opened(failure);
        isTold = true;
      };
      const late = new AbortController();
      clock.sleep(OPENED_WITHIN_MS, late.signal).then(
        () => tell(),
        () => undefined,
      );
      while (!over.aborted) {
        try {
          await clock.sleep(Math.max(0, notBefore - clock.now()), over);
          await connect(over, tell);
        } catch (thrown) {
          if (over.aborted) break;
          const failure = gatewayFailure(thrown);
          const isMistake = failure.code === 'config';
          const level = isMistake ? 'error' : 'warn';
          log[level]({ error: failure.message }, 'there is no connection to Discord; it is made anew');
          tell(isMistake ? failure : undefined);
        }
      }
      late.abort();
      tell();
    },

    async check() {
      try {
        await information();
      } catch (thrown) {
        throw gatewayFailure(thrown);
      }
    },

    shards() {
      const down = connection?.down() ?? [];
      const all = Array.from({ length: connection?.shards ?? 0 }, (_, id) => id);
      return { up: all.filter((id) => !down.includes(id)), down };
    },

    trouble() {
      if (limitedUntil !== undefined) {
        return `Discord allows no more logins until ${new Date(limitedUntil).toISOString()}`;
      }
      const down = connection?.down();
      if (!connection || down?.length === connection.shards) return 'not connected to the gateway of Discord';
      if (!down || down.length === 0) return undefined;
      return `shards ${down.join(', ')} of ${connection.shards} are not connected`;
    },

    permissionsIn: (channel) => connection?.permissionsIn(channel),
    typeOf: (channel) => connection?.typeOf(channel),
  };
}
