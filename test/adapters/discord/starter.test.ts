import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { threadPlace } from '../../../adapters/discord/place.js';
import { discordWords } from '../../../adapters/discord/words.js';
import type { Place } from '../../../src/conversation/inbound.js';
import { SAMPLE_REPLIES } from '../../conformance/sample-replies.js';
import { ANNA, BEN, createWorld, startBot, type TestBot, type World } from '../../fakes/discord/bot.js';
import { buttonsOf } from '../../fakes/discord/drawn.js';
import {
  attachment,
  buttonPress,
  formSubmit,
  message,
  messageMenu,
  slashCommand,
} from '../../fakes/discord/payloads.js';
import { anna, ben, called, isCallback, isFollowUp, isOriginal, received, where } from './support.js';

/** THREAD_REPLIES=starter: whoever speaks to the bot in somebody else's thread is refused, in whatever way. */
const words = discordWords('en');
let world: World;
let bot: TestBot;
let thread: string;
let place: Place;

beforeAll(async () => {
  world = await createWorld();
});

afterAll(() => world.close());

beforeEach(async () => {
  bot = await startBot(world, { settings: { THREAD_REPLIES: 'starter' } });
  thread = await world.thread();
  place = threadPlace(world.guild, thread);
  await world.interact(slashCommand(anna, 'create', { options: { prompt: 'x' } }, here()));
  await received(bot);
});

afterEach(async () => {
  await bot.stop();
  expect(world.gate.complaints).toEqual([]);
});

const here = () => where(world, thread, 11);

async function buttonOf(label: string): Promise<{ customId: string; on: Record<string, unknown> }> {
  for (const shown of await world.messages(thread)) {
    const button = buttonsOf(shown).find((one) => one.label === label);
    if (button) return { customId: button.customId, on: { ...shown } };
  }
  throw new Error(`no button ${label}`);
}

it.each(['export', 'timeline', 'stop', 'skill'])('/video %s of others', async (name) => {
  const id = await world.interact(slashCommand(ben, name, {}, here()));
  expect((await called(world, isOriginal(id))).body.content).toBe(words.onlyStarter);
  expect(bot.reception.received).toHaveLength(1);
  await world.interact(slashCommand(anna, name, {}, here()));
  expect((await received(bot, 2)).author.id).toBe(ANNA);
});

it('/video credits and help are for everybody', async () => {
  await world.interact(slashCommand(ben, 'credits', {}, here()));
  expect(await received(bot, 2)).toMatchObject({ author: { id: BEN }, action: { do: 'credits' } });
});

it('a button of others', async () => {
  await bot.discord.platform.post(place, SAMPLE_REPLIES.progress, 'card');
  const { customId, on } = await buttonOf('Stop');
  const id = await world.interact(buttonPress(ben, customId, on, here()));
  expect((await called(world, isFollowUp(id))).body).toMatchObject({ content: words.onlyStarter, flags: 64 });
  expect(bot.reception.received).toHaveLength(1);
});

it('the form of "Edit": it does not open, and one that is sent is refused', async () => {
  await bot.discord.platform.post(place, SAMPLE_REPLIES.video, 'video');
  const { customId, on } = await buttonOf('Edit');
  const pressed = await world.interact(buttonPress(ben, customId, on, here()));
  expect((await called(world, isCallback(pressed))).body).toMatchObject({
    type: 4,
    data: { content: words.onlyStarter, flags: 64 },
  });
  const opened = await called(
    world,
    isCallback(await world.interact(buttonPress(anna, customId, on, here()))),
  );
  const { custom_id: form } = opened.body.data as { custom_id: string };
  const sent = await world.interact(formSubmit(ben, form, { prompt: 'mine' }, here()));
  expect((await called(world, isOriginal(sent))).body.content).toBe(words.onlyStarter);
  await world.interact(formSubmit(anna, form, { prompt: 'still mine' }, here()));
  expect(await received(bot, 2)).toMatchObject({ author: { id: ANNA }, text: 'still mine' });
});

it('"Make a video from this" on a message whose thread is somebody else\'s', async () => {
  const channel = await world.textChannel();
  const { id: target } = await world.twin.channel(channel).user(ANNA).sendMessage({ content: 'look' });
  const picture = attachment(world.gate.serve('a.png', 'image/png', Buffer.from('a')));
  const shown = message({ id: target, channel_id: channel, author: anna, attachments: [picture] });
  const inChannel = where(world, channel, 0);
  // The thread of a message has the message's id.
  const data = { id: target, guildId: world.guild, type: 11, name: 'look', parentId: channel };
  await world.twin.prisma.channel.create({ data: { ...data, starterMessageId: target } });
  await world.interact(slashCommand(anna, 'create', { options: { prompt: 'x' } }, where(world, target, 11)));
  await received(bot, 2);
  // Also when nothing is remembered: the store alone knows the starter.
  const { values } = bot;
  await bot.stop();
  bot = await startBot(world, { values, settings: { THREAD_REPLIES: 'starter' } });
  const id = await world.interact(messageMenu(ben, shown, inChannel));
  expect((await called(world, isOriginal(id))).body.content).toBe(words.onlyStarter);
  expect(bot.reception.received).toEqual([]);
  const key = `${threadPlace(world.guild, target).conversation}/thread`;
  expect(values.rows.get(key)).toContain(ANNA);
  await bot.stop();
  bot = await startBot(world, { values, settings: { THREAD_REPLIES: 'everyone' } });
  await world.interact(messageMenu(ben, shown, inChannel));
  await received(bot);
  // Ben is heard where everybody is, and the thread stays Anna's.
  expect(values.rows.get(key)).toContain(ANNA);
});

it('with THREAD_REPLIES=mention commands of others are orders', async () => {
  const { values } = bot;
  await bot.stop();
  bot = await startBot(world, { values, settings: { THREAD_REPLIES: 'mention' } });
  await world.interact(slashCommand(ben, 'export', {}, here()));
  expect(await received(bot)).toMatchObject({ author: { id: BEN }, action: { do: 'export' } });
});
