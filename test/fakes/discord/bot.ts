import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type APIMessage, ChannelType } from 'discord.js';
import { DigitalDiscord, generateSnowflake } from 'discord-digital-twin';
import type { DiscordSettings } from '../../../adapters/discord/config.js';
import { createDiscord, type Discord } from '../../../adapters/discord/discord.js';
import { systemClock } from '../../../src/clock.js';
import { type ButtonSeal, createButtonSeal } from '../../../src/conversation/button-seal.js';
import type { Clock, Log } from '../../../src/conversation/ports/tools.js';
import type { Leadership } from '../../../src/conversation/ports/work.js';
import type { Metrics } from '../../../src/conversation/telemetry.js';
import { FakeReception } from '../fake-reception.js';
import { MemoryValues } from '../memory-values.js';
import { silentLog } from '../silent-log.js';
import { type Gate, openGate } from './gate.js';

export const TOKEN = 'fake-bot-token';
export const ANNA = '80351110224678912';
export const BEN = '80351110224678913';

type Json = Record<string, unknown>;

/** Discord with one guild, its gate, and the way in for payloads of our own. */
export interface World {
  readonly twin: DigitalDiscord;
  readonly gate: Gate;
  readonly guild: string;
  readonly channel: string;
  readonly bot: string;
  /** Another text channel of the guild. */
  textChannel(): Promise<string>;
  /** A thread of the bot in the guild's channel. */
  thread(): Promise<string>;
  messages(channel: string): Promise<APIMessage[]>;
  /** Sends a payload over the gateway as Discord does. */
  send(type: string, payload: object): void;
  /** An interaction that Discord knows: it can be answered once. Resolves to its id. */
  interact(payload: Json): Promise<string>;
  /** How many processes are connected to the gateway. */
  gatewayConnections(): number;
  /** Cuts every connection to the gateway. */
  cutGateway(): void;
  /** The gateway stays connected and says nothing any more. */
  muteGateway(): void;
  close(): Promise<void>;
}

interface TwinGateway {
  broadcast(type: string, payload: object): void;
  clients: { ws: { terminate(): void; removeAllListeners(event: string): void } }[];
}

export async function createWorld(): Promise<World> {
  const guild = generateSnowflake();
  const channel = generateSnowflake();
  // Its databases in memory are one and the same for the whole process.
  const folder = await mkdtemp(path.join(tmpdir(), 'reelthread-twin-'));
  const twin = new DigitalDiscord({
    dbUrl: `file:${path.join(folder, 'twin.db')}`,
    guild: { id: guild, name: 'Marketing' },
    channels: [{ id: channel, name: 'videos', type: ChannelType.GuildText }],
    users: [
      { id: ANNA, username: 'anna' },
      { id: BEN, username: 'ben' },
    ],
    botToken: TOKEN,
  });
  await twin.start();
  const gate = await openGate(twin, TOKEN);
  const gateway = () => (Reflect.get(twin, 'server') as { gateway: TwinGateway }).gateway;

  return {
    twin,
    gate,
    guild,
    channel,
    bot: twin.botUserId,
    async textChannel() {
      const id = generateSnowflake();
      await twin.prisma.channel.create({
        data: { id, guildId: guild, type: ChannelType.GuildText, name: 'another' },
      });
      return id;
    },
    async thread() {
      const id = generateSnowflake();
      await twin.prisma.channel.create({
        data: { id, guildId: guild, type: ChannelType.PublicThread, name: 'a thread', parentId: channel },
      });
      return id;
    },
    messages: (id) => twin.channel(id).getMessages(),
    send: (type, payload) => gateway().broadcast(type, payload),
    async interact(payload) {
      const id = generateSnowflake();
      const token = `token-${id}`;
      const channelId = String(payload.channel_id);
      await twin.prisma.interactionResponse.create({
        data: {
          interactionId: id,
          interactionToken: token,
          applicationId: twin.botUserId,
          channelId,
          type: 0,
          messageId: (payload.message as { id?: string } | undefined)?.id ?? null,
          acknowledged: false,
        },
      });
      gateway().broadcast('INTERACTION_CREATE', { ...payload, id, token, application_id: twin.botUserId });
      return id;
    },
    gatewayConnections: () => gateway().clients.length,
    cutGateway() {
      for (const { ws } of [...gateway().clients]) ws.terminate();
    },
    muteGateway() {
      for (const { ws } of gateway().clients) ws.removeAllListeners('message');
    },
    async close() {
      await gate.close();
      await twin.stop();
      await twin.prisma.$disconnect();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The adapter, started, with its ends in the test's hands. */
export interface TestBot {
  readonly discord: Discord;
  readonly reception: FakeReception;
  readonly values: MemoryValues;
  readonly seal: ButtonSeal;
  stop(): Promise<void>;
}

export interface BotOptions {
  readonly settings?: Partial<DiscordSettings>;
  readonly reception?: FakeReception;
  readonly values?: MemoryValues;
  readonly leadership?: Leadership;
  readonly metrics?: Metrics;
  readonly clock?: Clock;
  readonly log?: Log;
}

export async function startBot(world: World, options: BotOptions = {}): Promise<TestBot> {
  const reception = options.reception ?? new FakeReception();
  const values = options.values ?? new MemoryValues();
  const seal = createButtonSeal(Buffer.alloc(32, 7));
  const discord = createDiscord({
    config: {
      DISCORD_TOKEN: TOKEN,
      DISCORD_API_URL: world.gate.url,
      DISCORD_MESSAGE_CONTENT: 'on',
      THREAD_REPLIES: 'everyone',
      NEMO_SKILL: 'image-to-ai',
      ...options.settings,
    },
    reception,
    seal,
    values,
    leadership: options.leadership,
    metrics: options.metrics,
    clock: options.clock ?? systemClock,
    log: options.log ?? silentLog,
  });
  await discord.start();
  return { discord, reception, values, seal, stop: () => discord.stop() };
}
