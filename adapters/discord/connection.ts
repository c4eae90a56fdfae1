import { Events, GatewayOpcodes, Status } from 'discord.js';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import { Failure } from '../../src/failure.js';
import type { CountRequest } from '../chat/count-request.js';
import { createClient } from './client.js';
import type { DiscordConfig } from './config.js';
import { GatewayRefusal } from './gateway-refusal.js';
import { createShardWatch, patienceFor } from './shard-watch.js';

/** What Discord says over one client with all its shards, from the login until everything has to be made anew. */
export interface Connection {
  /**
   * Logs in, then keeps every shard up: one that is dead is connected again while the others go on. `onUp` is called when
   * all were ready once. Resolves when `over` is aborted; rejects with why the whole connection is lost.
   */
  run(over: AbortSignal, onUp: () => void): Promise<void>;
  readonly shards: number;
  /** Shards that hear nothing now, from each one's own status and answers: the manager stays "ready" over dead sockets. */
  down(): number[];
  permissionsIn(channel: string): bigint | undefined;
  typeOf(channel: string): number | undefined;
  /** Never rejects; takes two seconds at most. */
  close(): Promise<void>;
}

const LOOK_EVERY_MS = 1_000;
const CLOSE_WITHIN_MS = 2_000;
/** With these a shard hears what happens; at `WaitingForGuilds` it only does not know yet where it is. */
const HEARING: readonly Status[] = [Status.Ready, Status.WaitingForGuilds];

export function createConnection(options: {
  config: DiscordConfig;
  token: string;
  shards: number;
  /** How many shards may begin a session at once. */
  concurrency: number;
  /** A payload as Discord sent it, in the order of its coming. Must not throw. */
  take(type: string, payload: unknown, shard: number): void;
  count: CountRequest;
  clock: Clock;
  log: Log;
}): Connection {
  const { config, token, shards, concurrency, take, count, clock, log } = options;
  const { client, send, cut } = createClient({ config, shards, count, log });
  const watch = createShardWatch(clock, patienceFor(shards, concurrency));
  let refusal: GatewayRefusal | undefined;
  let closed = false;

  client.on(Events.Raw, (packet: { t?: string; s?: number | null; d?: unknown }, shard: number) => {
    if (closed) return;
    watch.heard(shard, packet.s);
    if (!packet.t) return;
    take(packet.t, packet.d, shard);
    // From the first moment: a connection may die before its own first heartbeat, which is 41 seconds away.
    if (packet.t === 'READY' || packet.t === 'RESUMED') ask(shard, watch.asked(shard));
  });
  client.on(Events.Debug, (line) => {
    // The only public trace of an answered heartbeat that we sent ourselves.
    const shard = /Shard (\d+)\].*Heartbeat acknowledged/.exec(line)?.[1];
    if (shard !== undefined) watch.heard(Number(shard));
  });
  client.on(Events.ShardDisconnect, ({ code }) => {
    refusal = new GatewayRefusal(code);
  });

  /** An extra heartbeat; Discord answers every one. */
  function ask(shard: number, sequence: number | null): void {
    send(shard, { op: GatewayOpcodes.Heartbeat, d: sequence }).catch((thrown: unknown) => {
      log.debug({ shard, error: Failure.from(thrown).message }, 'a heartbeat could not be sent');
    });
  }

  const states = () =>
    [...client.ws.shards.values()].map(({ id, status }) => ({ id, isHearing: HEARING.includes(status) }));

  function look(): void {
    if (refusal) throw refusal;
    const { isDead, ask: toAsk, mend } = watch.look(states());
    if (isDead) throw new Failure('platform-unavailable', { detail: 'the gateway does not answer' });
    for (const { shard, sequence } of toAsk) ask(shard, sequence);
    for (const { shard, anew } of mend) {
      log.warn({ shard, shards, anew }, 'a shard is dead and is connected again');
      cut(shard, anew);
    }
  }

  return {
    shards,
    async run(over, onUp) {
      const ended = new AbortController();
      const login = client.login(token).then(onUp);
      login.catch((thrown: unknown) => ended.abort(thrown));
      const wake = AbortSignal.any([over, ended.signal]);
      while (!over.aborted) {
        await clock.sleep(LOOK_EVERY_MS, wake).catch(() => undefined);
        if (over.aborted) return;
        if (ended.signal.aborted) throw refusal ?? ended.signal.reason;
        look();
      }
    },
    down() {
      const known = states();
      return known.length === 0 ? Array.from({ length: shards }, (_, id) => id) : watch.down(known);
    },
    typeOf: (channel) => client.channels.cache.get(channel)?.type,
    permissionsIn(channel) {
      const known = client.channels.cache.get(channel);
      if (!known || known.isDMBased()) return undefined;
      const me = known.guild.members.me;
      // Without roles nothing can be computed; an incomplete guild must not look like a missing permission.
      if (!me || !known.guild.roles.cache.has(known.guild.id)) return undefined;
      return known.permissionsFor(me)?.bitfield;
    },
    async close() {
      closed = true;
      try {
        await Promise.race([client.destroy(), clock.sleep(CLOSE_WITHIN_MS)]);
      } catch (thrown) {
        log.debug({ error: Failure.from(thrown).message }, 'an old connection did not close properly');
      }
    },
  };
}
