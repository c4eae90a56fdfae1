import {
  Client,
  Events,
  GatewayIntentBits,
  type GatewaySendPayload,
  Options,
  Partials,
  SimpleShardingStrategy,
} from 'discord.js';
import type { Log } from '../../src/conversation/ports/tools.js';
import { Failure } from '../../src/failure.js';
import type { CountRequest } from '../chat/count-request.js';
import { restOptions } from './caller.js';
import type { DiscordConfig } from './config.js';

/** discord.js with what it keeps to itself: the sockets of its shards. */
export interface DiscordClient {
  readonly client: Client;
  /** Rejects while the shard connects: `shard.send` leaves that unhandled, which would end the process. */
  send(shard: number, payload: GatewaySendPayload): Promise<void>;
  /**
   * Ends the socket of one shard without the goodbye that a dead one never answers. The library then connects it again:
   * it goes on with the session, or begins a new one when `anew`. Other shards do not notice.
   */
  cut(shard: number, anew: boolean): void;
}

/** All shards of the bot in one client. */
export function createClient(options: {
  config: DiscordConfig;
  shards: number;
  count: CountRequest;
  log: Log;
}): DiscordClient {
  const { config, shards, count, log } = options;
  let strategy: SimpleShardingStrategy | undefined;
  const client = new Client({
    shards: Array.from({ length: shards }, (_, id) => id),
    shardCount: shards,
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
      ...(config.messageContent ? [GatewayIntentBits.MessageContent] : []),
    ],
    partials: [Partials.Channel, Partials.Message],
    rest: restOptions(config.apiUrl, 20_000, count),
    allowedMentions: { parse: [] },
    enforceNonce: true,
    // Only what permissions are computed from is remembered; everything else is read from the payloads.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      PresenceManager: 0,
      ThreadMemberManager: 0,
      GuildMemberManager: { maxSize: 1, keepOverLimit: (member) => member.id === member.client.user.id },
      UserManager: { maxSize: 1, keepOverLimit: (user) => user.id === user.client.user.id },
    }),
    ws: {
      buildStrategy(manager) {
        strategy = new SimpleShardingStrategy(manager);
        return strategy;
      },
    },
  });
  containErrors(client, log);

  return {
    client,
    async send(shard, payload) {
      await strategy?.send(shard, payload);
    },
    cut(shard, anew) {
      const known = client.ws.shards.get(shard);
      if (anew && known) Reflect.set(known, 'sessionInfo', null);
      const socket = inside(strategy, 'shards', (all) => (all instanceof Map ? all.get(shard) : undefined));
      const connection = inside(socket, 'connection', (found) => found);
      // None yet: the shard has not begun to connect.
      if (!connection) return;
      const terminate = inside(connection, 'terminate', (found) => found);
      if (typeof terminate !== 'function') throw changedInside();
      Reflect.apply(terminate, connection, []);
    },
  };
}

function inside(of: unknown, name: string, read: (value: unknown) => unknown): unknown {
  return typeof of === 'object' && of !== null ? read(Reflect.get(of, name)) : undefined;
}

function changedInside(): Failure {
  return new Failure('internal', { detail: 'discord.js has changed inside' });
}

/**
 * discord.js builds objects of every payload, asked or not, and what it throws there would end the process as an
 * unhandled rejection. Its cache may then lack something; the payload itself was handed out before.
 */
function containErrors(client: Client, log: Log): void {
  const handle: unknown = Reflect.get(client.ws, 'handlePacket');
  if (typeof handle !== 'function') throw changedInside();
  Reflect.set(client.ws, 'handlePacket', (...args: unknown[]): unknown => {
    try {
      return Reflect.apply(handle, client.ws, args);
    } catch (thrown) {
      log.debug({ error: Failure.from(thrown).message }, 'discord.js could not read a payload');
      return false;
    }
  });
  client.on(Events.Error, (error) => log.debug({ error: error.message }, 'discord.js reports an error'));
  client.on(Events.ShardError, (error, shard) => {
    log.debug({ shard, error: error.message }, 'a connection failed');
  });
}
