import { generateSnowflake } from 'discord-digital-twin';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.js';
import type { Clock } from '../../../src/conversation/ports/tools.js';
import { noMetrics } from '../../../src/conversation/telemetry.js';
import { createWorld, startBot, type TestBot, TOKEN, type World } from '../../fakes/discord/bot.js';
import { message } from '../../fakes/discord/payloads.js';
import { openShardedGateway, type ShardedGateway, shardOf } from '../../fakes/discord/sharded-gateway.js';
import { FakeReception } from '../../fakes/fake-reception.js';
import { MemoryValues } from '../../fakes/memory-values.js';
import { recordingLog } from '../../http/recording-log.js';
import { aMoment, anna, conversationAt, eventually } from './support.js';

const PACE = 10;
const START = Date.now();
/** Ten times as fast as the wall, and in the past, so that the twin's clock stays ahead of it. */
const quickClock: Clock = {
  now: () => START - 600_000 + performance.now() * PACE,
  sleep: (ms, signal) => systemClock.sleep(ms / PACE, signal),
};

let world: World;
let gateway: ShardedGateway;
let bot: TestBot;
/** One guild for each of three shards. */
let guilds: string[];

beforeEach(async () => {
  world = await createWorld();
  guilds = [0, 1, 2].map((shard) => guildOn(shard));
  gateway = await openShardedGateway({ token: TOKEN, bot: { id: world.bot }, guilds });
  ask({ shards: 3 });
});
afterEach(async () => {
  await bot.stop();
  expect(world.gate.complaints).toEqual([]);
  await gateway.close();
  await world.close();
});

function guildOn(shard: number): string {
  for (let tries = 0; ; tries++) {
    const id = String(BigInt(generateSnowflake()) + (BigInt(tries) << 22n));
    if (shardOf(id, 3) === shard) return id;
  }
}

/** What Discord asks for from now on. */
function ask(wanted: { shards?: number; remaining?: number; resetAfterMs?: number }): void {
  world.gate.gateway = {
    url: gateway.url,
    shards: wanted.shards ?? 3,
    session_start_limit: {
      total: 1_000,
      remaining: wanted.remaining ?? 1_000,
      reset_after: wanted.resetAfterMs ?? 14_400_000,
      max_concurrency: 16,
    },
  };
}

const mention = (guild: string | undefined, thread: string, content: string) =>
  message({ guild_id: guild, channel_id: thread, author: anna, content: `<@${world.bot}> ${content}` });
const texts = () => bot.reception.received.map(({ text }) => text);
const isReady = () => expect(bot.discord.check()).resolves.toBeUndefined();

it('as many shards as Discord asks for hear their guilds, and the first one direct messages', async () => {
  const told: unknown[] = [];
  const metrics = { ...noMetrics, gateway: (...now: unknown[]) => void told.push(now) };
  await startQuickly({ metrics });
  expect(gateway.identifies.toSorted((one, other) => one.shard - other.shard)).toEqual(
    [0, 1, 2].map((shard) => ({ shard, of: 3 })),
  );
  const thread = await world.thread();
  for (const guild of guilds) gateway.send('MESSAGE_CREATE', mention(guild, thread, `from ${guild}`));
  gateway.send('MESSAGE_CREATE', mention(undefined, thread, 'to you alone'));
  await eventually(() =>
    expect(texts().sort()).toEqual([...guilds.map((guild) => `from ${guild}`), 'to you alone'].sort()),
  );
  await eventually(() => expect(told.at(-1)).toEqual(['held', { up: 3, down: 0 }]));
});

it('a shard that has fallen silent is connected again alone, and hears what it has missed', async () => {
  const log = recordingLog();
  await startQuickly({ log });
  const thread = await world.thread();
  gateway.mute(1);
  gateway.send('MESSAGE_CREATE', mention(guilds[1], thread, 'into silence'));
  gateway.send('MESSAGE_CREATE', mention(guilds[2], thread, 'heard'));
  await eventually(() => expect(texts()).toEqual(['heard']));
  await eventually(() => expect(texts()).toEqual(['heard', 'into silence']));
  await eventually(isReady);
  expect(gateway.resumes).toEqual([{ shard: 1, replayed: expect.any(Number) }]);
  expect(gateway.identifies).toHaveLength(3);
  expect(log.lines).toContainEqual({
    level: 'warn',
    message: 'a shard is dead and is connected again',
    facts: { shard: 1, shards: 3, anew: false },
  });
});

it('readiness names the shard that is away', async () => {
  await startQuickly();
  const away = newHold();
  gateway.lose(1, away.until);
  const reason = 'shards 1 of 3 are not connected';
  await eventually(() => expect(bot.discord.check()).rejects.toMatchObject({ facts: { reason } }));
  away.open();
});

it('every shard reads the threads of its own guilds again', async () => {
  const values = new MemoryValues();
  bot = await startBot(world, { values });
  const threads = [await world.thread(), await world.thread()];
  for (const [index, thread] of threads.entries()) {
    gateway.send('MESSAGE_CREATE', mention(guilds[index + 1], thread, 'begin'));
  }
  await eventually(() => expect(texts()).toEqual(['begin', 'begin']));
  const places = bot.reception.received.map(({ place }) => place);
  await bot.stop();
  for (const thread of threads) {
    await world.twin
      .thread(thread)
      .user(String(anna.id))
      .sendMessage({ content: `missed in ${thread}` });
  }
  const reception = new FakeReception();
  reception.conversations = places.map(conversationAt);
  bot = await startBot(world, { values, reception });
  await eventually(() =>
    expect(texts().sort()).toEqual(threads.map((thread) => `missed in ${thread}`).sort()),
  );
  expect(threads.map(reads)).toEqual([1, 1]);
});

it('more shards than Discord recommends are used when it refuses to do with those', async () => {
  ask({ shards: 1 });
  gateway.demand(2);
  const log = recordingLog();
  bot = await startBot(world, { clock: quickClock, log });
  await eventually(isReady);
  expect(gateway.identifies).toEqual([
    { shard: 0, of: 1 },
    { shard: 0, of: 2 },
    { shard: 1, of: 2 },
  ]);
  expect(log.lines.map(({ message }) => message)).toContain('Discord asks for more shards');
});

it('an intent that Discord does not grant is a mistake of the configuration', async () => {
  bot = await startBot(world);
  await bot.stop();
  gateway.refuseWith(4_014);
  await expect(startBot(world)).rejects.toMatchObject({
    code: 'config',
    detail: expect.stringContaining('Message Content Intent'),
  });
});

it('when Discord allows no more logins, none is tried before it does', async () => {
  ask({ remaining: 2, resetAfterMs: 6_000 });
  const log = recordingLog();
  bot = await startBot(world, { clock: quickClock, log });
  await expect(bot.discord.check()).rejects.toMatchObject({
    facts: { reason: expect.stringMatching(/^Discord allows no more logins until \d{4}-/) },
  });
  expect(log.lines.filter(({ level }) => level === 'error')).toMatchObject([
    { facts: { shards: 3, remaining: 2 } },
  ]);
  await aMoment();
  expect(gateway.identifies).toEqual([]);
  ask({});
  await eventually(isReady);
  expect(gateway.identifies).toHaveLength(3);
});

/** On a busy machine the quick clock gives up waiting before the connection is there. */
async function startQuickly(options: Parameters<typeof startBot>[1] = {}): Promise<void> {
  bot = await startBot(world, { clock: quickClock, ...options });
  await eventually(isReady);
}

const reads = (thread: string) =>
  world.gate.calls.filter(({ method, path }) => method === 'GET' && path === `/channels/${thread}/messages`)
    .length;

function newHold() {
  let open: () => void = () => {};
  const until = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { until, open };
}
