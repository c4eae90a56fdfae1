import { generateSnowflake } from 'discord-digital-twin';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDiscord, updateCommands } from '../../../adapters/discord/discord.js';
import { threadPlace } from '../../../adapters/discord/place.js';
import { systemClock } from '../../../src/clock.js';
import { createButtonSeal } from '../../../src/conversation/button-seal.js';
import type { Clock } from '../../../src/conversation/ports/tools.js';
import { createWorld, startBot, type TestBot, TOKEN, type World } from '../../fakes/discord/bot.js';
import { message } from '../../fakes/discord/payloads.js';
import { FakeReception } from '../../fakes/fake-reception.js';
import { MemoryValues } from '../../fakes/memory-values.js';
import { silentLog } from '../../fakes/silent-log.js';
import { aMoment, anna, called, conversationAt, eventually, received } from './support.js';

const PACE = 10;
/**
 * Ten times as fast as the wall: what takes the adapter a minute takes six seconds here. It begins in the past, so
 * that the twin's clock stays ahead of it.
 */
const quickClock: Clock = {
  now: () => START - 600_000 + performance.now() * PACE,
  sleep: (ms, signal) => systemClock.sleep(ms / PACE, signal),
};
const START = Date.now();

let world: World;
let bot: TestBot;

beforeEach(async () => {
  world = await createWorld();
});

afterEach(async () => {
  await bot.stop();
  expect(world.gate.complaints).toEqual([]);
  await world.close();
});

/** On a busy machine the quick clock gives up waiting before the connection is there. */
async function startQuickly(): Promise<TestBot> {
  bot = await startBot(world, { clock: quickClock });
  await eventually(() => expect(bot.discord.check()).resolves.toBeUndefined());
  return bot;
}

const mention = (thread: string, parts: object = {}) =>
  message({
    guild_id: world.guild,
    channel_id: thread,
    author: anna,
    content: `<@${world.bot}> go`,
    ...parts,
  });

describe('the connection', () => {
  it('is noticed when it dies, made anew, and what was missed is fetched', async () => {
    bot = await startQuickly();
    const thread = await world.thread();
    world.send('MESSAGE_CREATE', mention(thread));
    await received(bot);
    world.cutGateway();
    await eventually(() =>
      expect(bot.discord.check()).rejects.toMatchObject({ code: 'platform-unavailable' }),
    );
    const missed = await world.twin
      .thread(thread)
      .user(String(anna.id))
      .sendMessage({ content: 'while you were away' });
    await vi.waitFor(() => expect(bot.discord.check()).resolves.toBeUndefined(), {
      timeout: 10_000,
      interval: 50,
    });
    await eventually(() =>
      expect(bot.reception.received.at(-1)).toMatchObject({
        id: `message:${missed.id}`,
        text: 'while you were away',
        place: threadPlace(world.guild, thread),
      }),
    );
    expect(
      world.gate.calls.some(
        ({ method, path }) => method === 'GET' && path === `/channels/${thread}/messages`,
      ),
    ).toBe(true);
  });

  it('that says nothing any more is dead within fifteen seconds', async () => {
    bot = await startQuickly();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await expect(bot.discord.check()).resolves.toBeUndefined();
    world.muteGateway();
    await new Promise((resolve) => setTimeout(resolve, 15_000 / PACE));
    await expect(bot.discord.check()).rejects.toMatchObject({ code: 'platform-unavailable' });
  });

  it('that dies right after the login is dead within fifteen seconds', async () => {
    bot = await startQuickly();
    world.muteGateway();
    await new Promise((resolve) => setTimeout(resolve, 15_000 / PACE));
    await expect(bot.discord.check()).rejects.toMatchObject({ code: 'platform-unavailable' });
  });

  it('is asked while it is busy, and is dead within fifteen seconds of its last word', async () => {
    bot = await startQuickly();
    for (let said = 0; said < 30; said++) {
      world.send(
        'MESSAGE_CREATE',
        message({ channel_id: world.channel, guild_id: world.guild, author: anna }),
      );
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    await expect(bot.discord.check()).resolves.toBeUndefined();
    world.muteGateway();
    await new Promise((resolve) => setTimeout(resolve, 15_000 / PACE));
    await expect(bot.discord.check()).rejects.toMatchObject({ code: 'platform-unavailable' });
  });

  it('reads more than one page of what was missed', async () => {
    const values = new MemoryValues();
    bot = await startBot(world, { values });
    const thread = await world.thread();
    world.send('MESSAGE_CREATE', mention(thread));
    await received(bot);
    const { place } = await received(bot);
    await bot.stop();
    const missed = Array.from({ length: 130 }, (_, index) => ({
      id: generateSnowflake(),
      channelId: thread,
      authorId: String(anna.id),
      content: `missed ${index}`,
      embeds: '[]',
      attachments: '[]',
    }));
    await world.twin.prisma.message.createMany({ data: missed });
    const reception = new FakeReception();
    reception.conversations = [conversationAt(place)];
    bot = await startBot(world, { values, reception });
    await vi.waitFor(() => expect(reception.received).toHaveLength(130), { timeout: 10_000 });
    expect(reception.received.at(-1)?.text).toBe('missed 129');
    expect(
      world.gate.calls.filter(
        ({ method, path }) => method === 'GET' && path === `/channels/${thread}/messages`,
      ),
    ).toHaveLength(2);
  });

  it('a payload that nobody can read ends nothing', async () => {
    bot = await startBot(world);
    for (const type of [
      'MESSAGE_CREATE',
      'INTERACTION_CREATE',
      'GUILD_DELETE',
      'THREAD_DELETE',
      'CHANNEL_CREATE',
    ]) {
      world.send(type, { nothing: 'that is known', type: 2, data: null });
      world.send(type, []);
    }
    const thread = await world.thread();
    world.send('MESSAGE_CREATE', mention(thread));
    await received(bot);
    await expect(bot.discord.check()).resolves.toBeUndefined();
  });

  it('with a refused token is a mistake of the configuration', async () => {
    bot = await startBot(world);
    const refused = createDiscord({
      config: {
        DISCORD_TOKEN: 'wrong',
        DISCORD_API_URL: world.gate.url,
        DISCORD_MESSAGE_CONTENT: 'off',
        THREAD_REPLIES: 'everyone',
        NEMO_SKILL: 'image-to-ai',
      },
      reception: new FakeReception(),
      seal: createButtonSeal(Buffer.alloc(32)),
      values: new MemoryValues(),
      clock: systemClock,
      log: silentLog,
    });
    await expect(refused.start()).rejects.toMatchObject({ code: 'config' });
    await refused.stop();
  });
});

describe('the end of a guild or thread', () => {
  it('deletes what belongs to it, but not in an outage', async () => {
    bot = await startBot(world);
    world.send('GUILD_DELETE', { id: world.guild, unavailable: true });
    await aMoment();
    expect(bot.reception.forgotten).toEqual([]);
    world.send('GUILD_DELETE', { id: world.guild });
    await eventually(() => expect(bot.reception.forgotten).toEqual([{ tenant: `discord:${world.guild}` }]));
  });

  it('a deleted thread is forgotten, an unknown one concerns nobody', async () => {
    bot = await startBot(world);
    const thread = await world.thread();
    world.send('MESSAGE_CREATE', mention(thread));
    await received(bot);
    world.send('THREAD_DELETE', { id: await world.thread(), guild_id: world.guild, type: 11 });
    world.send('THREAD_DELETE', { id: thread, guild_id: world.guild, parent_id: world.channel, type: 11 });
    const { conversation } = threadPlace(world.guild, thread);
    await eventually(() => expect(bot.reception.forgotten).toEqual([{ conversation }]));
  });
});

describe('the commands', () => {
  it('can be compared from the command line without being changed', async () => {
    bot = await startBot(world);
    await called(world, isPut);
    world.gate.commands.pop();
    const settings = {
      DISCORD_TOKEN: TOKEN,
      DISCORD_API_URL: world.gate.url,
      DISCORD_MESSAGE_CONTENT: 'off',
      THREAD_REPLIES: 'everyone',
      NEMO_SKILL: 'image-to-ai',
    } as const;
    const missing = ['+ message menu: Make a video from this'];
    expect(await updateCommands(settings, true)).toEqual(missing);
    expect(await updateCommands(settings, false)).toEqual(missing);
    expect(await updateCommands(settings, true)).toEqual([]);
    const wrong = updateCommands({ ...settings, DISCORD_TOKEN: 'wrong' }, true);
    await expect(wrong).rejects.toMatchObject({ code: 'config' });
  });

  const isPut = ({ method, route }: { method: string; route: string }) =>
    method === 'PUT' && route.endsWith('/commands');

  it('are registered once, in the guild of development when there is one', async () => {
    bot = await startBot(world, { settings: { DISCORD_GUILD_ID: world.guild } });
    expect((await called(world, isPut)).path).toContain(`/guilds/${world.guild}/commands`);
    await bot.stop();
    bot = await startBot(world, { settings: { DISCORD_GUILD_ID: world.guild } });
    await called(world, ({ method, route }) => method === 'GET' && route.endsWith('/commands'), 2);
    await aMoment();
    expect(world.gate.calls.filter(isPut)).toHaveLength(1);
  });
});
