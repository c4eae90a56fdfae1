import { Client, Events, GatewayIntentBits, GatewayOpcodes, Options, Partials, Status } from 'discord.js';
import type { Clock, Log } from '../../src/conversation/ports.js';
import { Failure } from '../../src/failure.js';
import type { CountRequest } from '../chat/count-request.js';
import { restOptions } from './caller.js';
import type { DiscordConfig } from './config.js';
import { readySchema } from './payloads.js';
import { createPulse } from './pulse.js';

/** Who the bot is, as the gateway says when it is ready. */
export interface Identity {
  readonly user: string;
  readonly application: string;
  readonly guilds: readonly string[];
}

export interface GatewayEvents {
  /** A payload as Discord sent it, in the order of its coming. Must not throw. */
  received(type: string, payload: unknown): void;
  /** A new session: what was sent while there was none is not delivered again. Not called after a resume. */
  ready(identity: Identity): void;
}

/** The connection over which Discord tells what happens. It is kept up until it is closed. */
export interface Gateway {
  /**
   * Resolves when it is ready, or when it turns out that Discord cannot be reached at the moment: it is then tried on.
   * Rejects with Failure `config` when Discord refuses the token or the intents.
   */
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  /** From every shard's own status and answers: the manager stays "ready" over a dead socket. */
  isAlive(): boolean;
  /** Permissions of the bot in a channel or thread; undefined when the channel is not known. */
  permissionsIn(channel: string): bigint | undefined;
  /** What kind of channel this is; undefined when the gateway has not told. */
  typeOf(channel: string): number | undefined;
}

const WATCH_EVERY_MS = 1_000;
/** discord.js reconnects by itself; one that does not get anywhere is replaced by a new client. */
const REPLACE_AFTER_MS = 20_000;
const LOGIN_WITHIN_MS = 15_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** A connection that lived this long was a good one; others wait longer and longer, as sessions are counted per day. */
const GOOD_AFTER_MS = 5 * 60_000;
/** With these a shard hears what happens; at `WaitingForGuilds` it only does not know yet where it is. */
const HEARING: readonly Status[] = [Status.Ready, Status.WaitingForGuilds];

export function createGateway(options: {
  config: DiscordConfig;
  token: string;
  events: GatewayEvents;
  count: CountRequest;
  clock: Clock;
  log: Log;
}): Gateway {
  const { config, token, events, count, clock, log } = options;
  const stopping = new AbortController();
  let client: Client | undefined;
  let keeping: Promise<void> | undefined;
  let pulse = createPulse(clock);

  const shards = () => [...(client?.ws.shards.values() ?? [])];
  const isConnected = () => shards().length > 0 && shards().every(({ status }) => HEARING.includes(status));
  const isAlive = () => isConnected() && !shards().some(({ id }) => pulse.isSilent(id));

  function create(): Client {
    const made = new Client({
      shards: 'auto',
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
    });
    containErrors(made, log);
    made.on(Events.Raw, (packet: { t?: string; s?: number | null; d?: unknown }, shard: number) => {
      if (made !== client) return;
      pulse.heard(shard, packet.s);
      if (!packet.t) return;
      take(packet.t, packet.d);
      // From the first moment: a connection may die before its own first heartbeat, which is 41 seconds away.
      if (packet.t === 'READY' || packet.t === 'RESUMED') probe(shard);
    });
    made.on(Events.Debug, (line) => {
      // The only public trace of an answered heartbeat that we sent ourselves.
      const shard = /Shard (\d+)\].*Heartbeat acknowledged/.exec(line)?.[1];
      if (made === client && shard !== undefined) pulse.heard(Number(shard));
    });
    return made;
  }

  function take(type: string, payload: unknown): void {
    const ready = type === 'READY' ? readySchema.safeParse(payload) : undefined;
    if (ready?.success) {
      const { user, application, guilds } = ready.data;
      events.ready({
        user: user.id,
        application: application?.id ?? user.id,
        guilds: guilds.map(({ id }) => id),
      });
    }
    events.received(type, payload);
  }

  /** Resolves when the shards are ready. */
  async function login(): Promise<void> {
    pulse = createPulse(clock);
    client = create();
    const late = new AbortController();
    try {
      const timeout = clock.sleep(LOGIN_WITHIN_MS, late.signal).then(() => {
        throw new Failure('platform-unavailable', { detail: 'the gateway was not ready in time' });
      });
      await Promise.race([client.login(token), timeout]);
    } finally {
      late.abort();
    }
  }

  async function discard(): Promise<void> {
    const old = client;
    client = undefined;
    try {
      await Promise.race([old?.destroy(), clock.sleep(DESTROY_WITHIN_MS)]);
    } catch (thrown) {
      log.debug({ error: Failure.from(thrown).message }, 'an old connection did not close properly');
    }
  }

  /** Watches the connection and replaces it when it is lost for good; one adapter, never the process. */
  async function keepUp(connected: boolean): Promise<void> {
    let isUp = connected;
    for (let pause = FIRST_PAUSE_MS; !stopping.signal.aborted; ) {
      if (isUp) {
        const upAt = clock.now();
        await watch();
        if (clock.now() - upAt > GOOD_AFTER_MS) pause = FIRST_PAUSE_MS;
      }
      if (stopping.signal.aborted) return;
      await discard();
      await sleep(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      isUp = !stopping.signal.aborted && (await loginQuietly());
    }
  }

  async function loginQuietly(): Promise<boolean> {
    try {
      await login();
      log.info({}, 'connected to Discord again');
      return true;
    } catch (thrown) {
      log.warn({ error: loginFailure(thrown).message }, 'Discord cannot be reached');
      return false;
    }
  }

  /** Resolves when the connection has to be replaced. */
  async function watch(): Promise<void> {
    let aliveAt = clock.now();
    while (!stopping.signal.aborted) {
      await sleep(WATCH_EVERY_MS);
      if (isAlive()) aliveAt = clock.now();
      if (shards().some(({ status }) => status === Status.Disconnected)) break;
      if (clock.now() - aliveAt > REPLACE_AFTER_MS) break;
      for (const { id, status } of shards()) if (HEARING.includes(status) && pulse.isDue(id)) probe(id);
    }
    if (!stopping.signal.aborted) log.warn({}, 'the connection to Discord is dead and is made anew');
  }

  /** An extra heartbeat; Discord answers every one. */
  function probe(shard: number): void {
    const payload = { op: GatewayOpcodes.Heartbeat, d: pulse.asked(shard) };
    if (client) {
      sendOver(client, shard, payload).catch((thrown: unknown) => {
        log.debug({ error: Failure.from(thrown).message }, 'a heartbeat could not be sent');
      });
    }
  }

  async function sleep(ms: number): Promise<void> {
    try {
      await clock.sleep(ms, stopping.signal);
    } catch {
      // Stopping: the loop looks at it.
    }
  }

  return {
    async connect() {
      let isUp = false;
      try {
        await login();
        isUp = true;
      } catch (thrown) {
        const failure = loginFailure(thrown);
        if (failure.code === 'config') {
          await discard();
          throw failure;
        }
        log.warn({ error: failure.message }, 'Discord cannot be reached yet');
      }
      keeping = keepUp(isUp);
    },
    async disconnect() {
      stopping.abort();
      await discard();
      await keeping;
    },
    isAlive,
    typeOf: (channel) => client?.channels.cache.get(channel)?.type,
    permissionsIn(channel) {
      const known = client?.channels.cache.get(channel);
      if (!known || known.isDMBased()) return undefined;
      const me = known.guild.members.me;
      // Without roles nothing can be computed; an incomplete guild must not look like a missing permission.
      if (!me || !known.guild.roles.cache.has(known.guild.id)) return undefined;
      return known.permissionsFor(me)?.bitfield;
    },
  };
}

const DESTROY_WITHIN_MS = 2_000;

/**
 * What `shard.send` does, but its promise is kept: while a shard connects again it rejects, which would end the process
 * as an unhandled rejection.
 */
async function sendOver(client: Client, shard: number, payload: object): Promise<void> {
  const sockets: unknown = Reflect.get(client.ws, '_ws');
  const send: unknown = sockets && typeof sockets === 'object' && Reflect.get(sockets, 'send');
  if (typeof send !== 'function') throw new Failure('internal', { detail: 'discord.js has changed inside' });
  await Reflect.apply(send, sockets, [shard, payload]);
}

/** What only an operator can change; everything else may pass. */
function loginFailure(thrown: unknown): Failure {
  const text =
    thrown instanceof Error ? `${'code' in thrown ? String(thrown.code) : ''} ${thrown.message}` : '';
  if (/TokenInvalid|invalid token|Authentication failed/i.test(text)) {
    return new Failure('config', { detail: 'DISCORD_TOKEN is not accepted by Discord', cause: thrown });
  }
  if (/disallowed intents/i.test(text)) {
    const detail =
      'DISCORD_MESSAGE_CONTENT=on needs the "Message Content Intent" (Developer Portal > Bot); switch it on, or set DISCORD_MESSAGE_CONTENT=off';
    return new Failure('config', { detail, cause: thrown });
  }
  return Failure.from(thrown, 'platform-unavailable');
}

/**
 * discord.js builds objects of every payload, asked or not, and what it throws there would end the process as an
 * unhandled rejection. Its cache may then lack something; the payload itself was handed out before.
 */
function containErrors(client: Client, log: Log): void {
  const handle: unknown = Reflect.get(client.ws, 'handlePacket');
  if (typeof handle !== 'function')
    throw new Failure('internal', { detail: 'discord.js has changed inside' });
  Reflect.set(client.ws, 'handlePacket', (...args: unknown[]): unknown => {
    try {
      return Reflect.apply(handle, client.ws, args);
    } catch (thrown) {
      log.debug({ error: Failure.from(thrown).message }, 'discord.js could not read a payload');
      return false;
    }
  });
  client.on(Events.Error, (error) => log.debug({ error: error.message }, 'discord.js reports an error'));
  client.on(Events.ShardError, (error) => log.debug({ error: error.message }, 'a connection failed'));
}
