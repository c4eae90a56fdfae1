import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/**
 * Discord's gateway with several shards (docs.discord.com/developers/events/gateway): every shard hears its own guilds,
 * the first one direct messages too; sessions can be resumed, and what was missed is then sent again.
 */
export interface ShardedGateway {
  /** For the answer to `GET /gateway/bot`. */
  readonly url: string;
  readonly identifies: { readonly shard: number; readonly of: number }[];
  readonly resumes: { readonly shard: number; readonly replayed: number }[];
  /** Shards whose socket is open and that have a session, in order. */
  connected(): number[];
  /** Sends an event to the shard that it belongs to; one without a connection gets it when it resumes. */
  send(type: string, payload: { readonly guild_id?: string }): void;
  /** Its socket breaks and its session is forgotten; nobody may begin another one before `until`. */
  lose(shard: number, until: Promise<void>): void;
  /** Its socket stays, and nothing comes over it any more. */
  mute(shard: number): void;
  /** Whoever identifies with fewer shards is closed with 4011. */
  demand(shards: number): void;
  /** Whoever identifies is closed with this code. */
  refuseWith(code: number): void;
  close(): Promise<void>;
}

interface Session {
  readonly id: string;
  readonly shard: number;
  readonly of: number;
  readonly sent: { readonly t: string; readonly s: number; readonly d: unknown }[];
  socket: WebSocket | undefined;
}

const OP = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, invalidSession: 9, hello: 10, ack: 11 };

/** Which shard a guild belongs to. */
export function shardOf(guild: string | undefined, shards: number): number {
  return guild === undefined ? 0 : Number((BigInt(guild) >> 22n) % BigInt(shards));
}

export async function openShardedGateway(options: {
  token: string;
  bot: { id: string };
  guilds: readonly string[];
}): Promise<ShardedGateway> {
  const { token, bot, guilds } = options;
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  const sessions = new Map<string, Session>();
  const muted = new Set<WebSocket>();
  const held = new Map<number, Promise<void>>();
  const identifies: ShardedGateway['identifies'] = [];
  const resumes: ShardedGateway['resumes'] = [];
  let fewest = 1;
  let refusal: number | undefined;

  const say = (socket: WebSocket | undefined, packet: object) => {
    if (socket && !muted.has(socket)) socket.send(JSON.stringify(packet));
  };

  function dispatch(session: Session, t: string, d: unknown): void {
    const event = { t, s: session.sent.length + 1, d };
    session.sent.push(event);
    say(session.socket, { op: OP.dispatch, ...event });
  }

  sockets.on('connection', (socket) => {
    socket.on('message', (data) => void hear(socket, JSON.parse(String(data))));
    socket.on('error', () => undefined);
    say(socket, { op: OP.hello, d: { heartbeat_interval: 45_000 } });
  });

  async function hear(socket: WebSocket, { op, d }: { op: number; d: never }): Promise<void> {
    if (muted.has(socket)) return;
    if (op === OP.heartbeat) say(socket, { op: OP.ack });
    if (op === OP.identify) await identify(socket, d);
    if (op === OP.resume) await resume(socket, d);
  }

  async function identify(
    socket: WebSocket,
    asked: { token: string; shard?: [number, number] },
  ): Promise<void> {
    const [shard, of] = asked.shard ?? [0, 1];
    await held.get(shard);
    if (asked.token !== token) return socket.close(4_004, 'Authentication failed.');
    identifies.push({ shard, of });
    if (refusal) return socket.close(refusal);
    if (of < fewest) return socket.close(4_011, 'Sharding required.');
    const session: Session = { id: randomUUID(), shard, of, sent: [], socket };
    for (const old of sessions.values()) if (old.shard === shard) sessions.delete(old.id);
    sessions.set(session.id, session);
    const own = guilds.filter((guild) => shardOf(guild, of) === shard);
    dispatch(session, 'READY', {
      v: 10,
      user: { ...bot, username: 'bot', bot: true, discriminator: '0' },
      guilds: own.map((id) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: gateway.url,
      shard: [shard, of],
      application: { id: bot.id, flags: 0 },
    });
    for (const id of own) dispatch(session, 'GUILD_CREATE', guildOf(id, bot.id));
  }

  async function resume(socket: WebSocket, asked: { session_id: string; seq: number }): Promise<void> {
    const session = sessions.get(asked.session_id);
    if (!session) return say(socket, { op: OP.invalidSession, d: false });
    session.socket = socket;
    const missed = session.sent.filter(({ s }) => s > asked.seq);
    for (const event of missed) say(socket, { op: OP.dispatch, ...event });
    resumes.push({ shard: session.shard, replayed: missed.length });
    dispatch(session, 'RESUMED', {});
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const gateway: ShardedGateway = {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/gateway`,
    identifies,
    resumes,
    connected: () =>
      [...sessions.values()]
        .filter(({ socket }) => socket?.readyState === socket?.OPEN && socket !== undefined)
        .map(({ shard }) => shard)
        .sort(),
    send(type, payload) {
      for (const session of sessions.values()) {
        if (session.shard === shardOf(payload.guild_id, session.of)) dispatch(session, type, payload);
      }
    },
    lose(shard, until) {
      held.set(shard, until);
      for (const { id, socket, shard: own } of [...sessions.values()]) {
        if (own !== shard) continue;
        sessions.delete(id);
        socket?.terminate();
      }
    },
    mute(shard) {
      for (const { socket, shard: own } of sessions.values()) if (own === shard && socket) muted.add(socket);
    },
    demand(shards) {
      fewest = shards;
    },
    refuseWith(code) {
      refusal = code;
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.close();
      await once(server, 'close');
    },
  };
  return gateway;
}

/** As much of a guild as permissions are computed from. */
function guildOf(id: string, bot: string) {
  return {
    id,
    name: `guild ${id}`,
    owner_id: '1',
    roles: [{ id, name: '@everyone', permissions: '309237746688', position: 0, color: 0 }],
    members: [{ user: { id: bot, username: 'bot', bot: true, discriminator: '0' }, roles: [] }],
    channels: [],
    threads: [],
    emojis: [],
    features: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
