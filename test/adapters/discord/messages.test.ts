import { generateSnowflake } from 'discord-digital-twin';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { threadPlace } from '../../../adapters/discord/place.js';
import { discordWords } from '../../../adapters/discord/words.js';
import type { Place } from '../../../src/conversation/inbound.js';
import { Failure } from '../../../src/failure.js';
import { ANNA, BEN, createWorld, startBot, type TestBot, type World } from '../../fakes/discord/bot.js';
import type { GateCall } from '../../fakes/discord/gate.js';
import { attachment, message, user } from '../../fakes/discord/payloads.js';
import { MemoryValues } from '../../fakes/memory-values.js';
import { aMoment, anna, ben, called, eventually, received } from './support.js';

const words = discordWords('en');
let world: World;
let bot: TestBot;
let channel: string;

beforeAll(async () => {
  world = await createWorld();
});

beforeEach(async () => {
  channel = await world.textChannel();
  world.gate.calls.length = 0;
  bot = await startBot(world);
});

afterEach(async () => {
  await bot.stop();
  expect(world.gate.complaints).toEqual([]);
});

afterAll(() => world.close());

const isThreadCreation = (call: GateCall) => call.method === 'POST' && call.route.endsWith('/threads');

/** Anna writes in a channel; the twin knows the message, the payload is as Discord sends it. */
async function say(where: string, parts: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const author = (parts.author as { id: string } | undefined) ?? anna;
  const id = generateSnowflake();
  const content = String(parts.content ?? 'make a video');
  await world.twin.prisma.message.create({
    data: { id, channelId: where, authorId: String(author.id), content, embeds: '[]', attachments: '[]' },
  });
  const payload = message({ guild_id: world.guild, channel_id: where, author, ...parts, id, content });
  world.send('MESSAGE_CREATE', payload);
  return payload;
}

const mention = () => ({
  content: `<@${world.bot}> make a video`,
  mentions: [{ ...user(world.bot, 'reelthread'), bot: true }],
});

const threadKey = (thread: string) => `${threadPlace(world.guild, thread).conversation}/thread`;

/** A store that is away, or that is locked for the next few rows of threads. */
class FaultyValues extends MemoryValues {
  broken = false;
  refused = 0;

  override async get<T>(key: string): Promise<T | undefined> {
    if (this.broken) throw new Failure('store-unavailable');
    return super.get<T>(key);
  }

  override async set(key: string, value: unknown): Promise<void> {
    if (key.endsWith('/thread') && this.refused > 0) {
      this.refused--;
      throw new Failure('store-unavailable');
    }
    return super.set(key, value);
  }
}

/** A thread in which the bot takes part. */
async function engaged(): Promise<string> {
  const thread = await world.thread();
  await say(thread, mention());
  await received(bot);
  bot.reception.received.length = 0;
  return thread;
}

describe('a mention', () => {
  it('opens a thread at the message and takes words and files', async () => {
    const picture = attachment(world.gate.serve('a.png', 'image/png', Buffer.from('a')));
    const payload = await say(channel, { ...mention(), attachments: [picture] });
    const incoming = await received(bot);
    const [thread] = await world.twin.channel(channel).getThreads();
    expect(incoming).toMatchObject({
      id: `message:${payload.id}`,
      place: threadPlace(world.guild, thread?.id ?? ''),
      text: 'make a video',
      author: { id: ANNA, name: 'Anna M.' },
    });
    expect(incoming.attachments).toMatchObject([{ source: { channel, message: payload.id } }]);
    expect(thread?.name).toBe('make a video');
  });

  it('is one request, however often the gateway repeats it', async () => {
    const payload = await say(channel, mention());
    world.send('MESSAGE_CREATE', payload);
    world.send('MESSAGE_CREATE', payload);
    await received(bot);
    await eventually(() => expect(bot.reception.duplicates).toBe(2));
    expect(bot.reception.received).toHaveLength(1);
    expect(world.gate.calls.filter(isThreadCreation)).toHaveLength(1);
  });

  it('of somebody who answers pictures means those pictures', async () => {
    const picture = attachment(world.gate.serve('b.png', 'image/png', Buffer.from('b')));
    const referenced_message = message({ channel_id: channel, author: ben, attachments: [picture] });
    await say(channel, { ...mention(), type: 19, referenced_message });
    expect((await received(bot)).attachments).toMatchObject([
      { id: picture.id, source: { message: referenced_message.id } },
    ]);
  });

  it('in an existing thread or forum post is a conversation there', async () => {
    const thread = await world.thread();
    await say(thread, mention());
    expect((await received(bot)).place).toEqual(threadPlace(world.guild, thread));
    expect(world.gate.calls.some(isThreadCreation)).toBe(false);
  });

  it('is answered with the missing permission when no thread can be opened', async () => {
    world.gate.refuse(isThreadCreation, { status: 403, code: 50_013 });
    await say(channel, mention());
    const told = await called(
      world,
      ({ method, path }) => method === 'POST' && path.includes(channel) && path.endsWith('/messages'),
    );
    expect(told.body.content).toContain('Create Public Threads');
    expect(bot.reception.received).toEqual([]);
  });
});

describe('in a thread of the bot', () => {
  it('everything is an order, files too, also after a restart', async () => {
    const thread = await engaged();
    await say(thread, { content: 'add **music**, <@&42> no' });
    await aMoment();
    expect(bot.reception.received).toEqual([]);
    await say(thread, { author: ben, content: 'add music' });
    expect(await received(bot)).toMatchObject({ text: 'add music', author: { id: BEN } });
    const { values } = bot;
    await bot.stop();
    bot = await startBot(world, { values });
    await say(thread, { content: 'faster' });
    expect((await received(bot)).text).toBe('faster');
  });

  it('words for somebody else, notices and other bots are not orders', async () => {
    const thread = await engaged();
    await say(thread, { content: `<@${BEN}> what do you think?`, mentions: [ben] });
    await say(thread, { author: { ...ben, bot: true }, content: 'beep' });
    await say(thread, { type: 18, content: 'a thread' });
    await say(thread, { webhook_id: '1', content: 'hook' });
    await say(thread, { content: '', attachments: [] });
    await say(thread, { mention_everyone: true, content: '@everyone look' });
    await aMoment();
    expect(bot.reception.received).toEqual([]);
  });

  it('a reply to the bot is an order even where only mentions are heard', async () => {
    const { values } = bot;
    const thread = await engaged();
    await bot.stop();
    bot = await startBot(world, { values, settings: { THREAD_REPLIES: 'mention' } });
    await say(thread, { content: 'talk' });
    const referenced_message = message({
      channel_id: thread,
      author: { ...user(world.bot, 'bot'), bot: true },
    });
    await say(thread, { content: 'shorter', type: 19, referenced_message });
    expect((await received(bot)).text).toBe('shorter');
    expect(bot.reception.received).toHaveLength(1);
  });

  it('THREAD_REPLIES=starter hears the starter and tells others so', async () => {
    const { values } = bot;
    const thread = await engaged();
    await bot.stop();
    bot = await startBot(world, { values, settings: { THREAD_REPLIES: 'starter' } });
    await say(thread, { author: ben, content: 'louder' });
    await say(thread, { ...mention(), author: ben });
    const told = await called(
      world,
      ({ method, path }) => method === 'POST' && path.includes(thread) && path.endsWith('/messages'),
    );
    expect(told.body.content).toBe(words.onlyStarter);
    await say(thread, { content: 'softer' });
    expect((await received(bot)).author.id).toBe(ANNA);
  });
});

it('says so when the message could not be written down, because Discord does not repeat it', async () => {
  const thread = await engaged();
  bot.reception.failures.push(new Failure('store-unavailable'));
  await say(thread, { content: 'add music' });
  const told = await called(
    world,
    ({ method, path }) => method === 'POST' && path === `/channels/${thread}/messages`,
  );
  expect(told.body.content).toBe(words.notAccepted);
});

it('tells whoever spoke to it when the store does not even say whose the thread is', async () => {
  await bot.stop();
  const values = new FaultyValues();
  bot = await startBot(world, { values });
  const thread = await world.thread();
  values.broken = true;
  await say(thread, mention());
  const told = await called(
    world,
    ({ method, path }) => method === 'POST' && path === `/channels/${thread}/messages`,
  );
  expect(told.body.content).toBe(words.notAccepted);
  expect(bot.reception.received).toEqual([]);
});

it('a request that was written down is not refused because its thread could not be, and is listened to', async () => {
  await bot.stop();
  const values = new FaultyValues();
  bot = await startBot(world, { values });
  const thread = await world.thread();
  values.refused = 2;
  await say(thread, mention());
  await received(bot);
  await eventually(() => expect(values.rows.get(threadKey(thread))).toContain(ANNA));
  expect(values.refused).toBe(0);
  await say(thread, { content: 'add music' });
  expect((await received(bot, 2)).text).toBe('add music');
  expect(world.gate.calls.some(({ method, path }) => method === 'POST' && path.endsWith('/messages'))).toBe(
    false,
  );
});

describe('files', () => {
  it('are fetched anew with a fresh address when the old one has expired', async () => {
    const thread = await engaged();
    const old = world.gate.serve('a.png', 'image/png', Buffer.from('old'));
    const picture = attachment(old, { filename: 'a.png' });
    const payload = await say(thread, { attachments: [picture] });
    const { attachments, place } = await received(bot);
    const fresh = { ...picture, url: world.gate.serve('a.png', 'image/png', Buffer.from('fresh')) };
    await world.twin.prisma.message.update({
      where: { id: String(payload.id) },
      data: { attachments: JSON.stringify([fresh]) },
    });
    world.gate.expire(old);
    const [first] = attachments;
    if (!first) throw new Error('no attachment');
    const media = await bot.discord.platform.open(first, place);
    expect(Buffer.concat(await media.body.toArray()).toString()).toBe('fresh');
  });

  it.each([
    'https://cdn.discordapp.com.evil.example/a.png',
    'http://cdn.discordapp.com/a.png',
    'https://evil.example/a.png',
  ])('are not fetched from %s', async (url) => {
    const place = threadPlace(world.guild, channel);
    const opening = bot.discord.platform.open({ id: '1', name: 'a.png', source: { url } }, place);
    await expect(opening).rejects.toMatchObject({ code: 'file-fetch-failed' });
  });
});

it('hears everything in a DM', async () => {
  const direct = generateSnowflake();
  await world.twin.prisma.channel.create({ data: { id: direct, type: 1, name: 'dm' } });
  world.send(
    'MESSAGE_CREATE',
    message({ channel_id: direct, author: anna, content: 'hi', member: undefined }),
  );
  expect(await received(bot)).toMatchObject({
    text: 'hi',
    place: { tenant: `discord:dm-${ANNA}`, address: { channel: direct } },
  });
});

it('without the intent, an empty reply to the bot is no order', async () => {
  await bot.stop();
  bot = await startBot(world, { settings: { DISCORD_MESSAGE_CONTENT: 'off' } });
  const author = { ...user(world.bot, 'bot'), bot: true };
  const referenced_message = message({ channel_id: channel, author });
  await say(channel, { content: '', type: 19, referenced_message });
  await aMoment();
  expect(bot.reception.received).toEqual([]);
  expect(
    world.gate.calls.some(({ method, route }) => method === 'POST' && route.startsWith('/channels')),
  ).toBe(false);
});

it('THREAD_REPLIES=mention: the welcome says that plain words are not heard', async () => {
  const welcome = { kind: 'welcome', language: 'en', text: 'Hello', examples: [] } as const;
  const place = threadPlace(world.guild, await world.thread());
  await bot.discord.platform.post(place, welcome, 'welcome');
  await bot.stop();
  bot = await startBot(world, { settings: { THREAD_REPLIES: 'mention' } });
  const mentioned = threadPlace(world.guild, await world.thread());
  await bot.discord.platform.post(mentioned, welcome, 'welcome');
  const shown = async ({ address }: Place) => (await world.messages(address.channel ?? ''))[0]?.content;
  expect(await shown(place)).toBe('Hello');
  expect(await shown(mentioned)).toContain(words.mentionsAndReplies);
});

it('asks for the message content only when it is configured, and the welcome says what is heard', async () => {
  await bot.stop();
  bot = await startBot(world, { settings: { DISCORD_MESSAGE_CONTENT: 'off' } });
  const gateway = Reflect.get(Reflect.get(world.twin, 'server'), 'gateway') as {
    clients: { intents: number }[];
  };
  expect(gateway.clients.map(({ intents }) => intents & (1 << 15))).toEqual([0]);
  const thread = await world.thread();
  const welcome = { kind: 'welcome', language: 'en', text: 'Hello', examples: [] } as const;
  await bot.discord.platform.post(threadPlace(world.guild, thread), welcome, 'welcome');
  const [shown] = await world.messages(thread);
  expect(shown?.content).toContain(words.mentionsOnly);
});
