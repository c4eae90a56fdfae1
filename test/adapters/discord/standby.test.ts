import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWorld, startBot, type TestBot, type World } from '../../fakes/discord/bot.js';
import { message, slashCommand } from '../../fakes/discord/payloads.js';
import { FakeReception } from '../../fakes/fake-reception.js';
import { MemoryValues } from '../../fakes/memory-values.js';
import { SharedLead } from '../../fakes/shared-lead.js';
import {
  aMoment,
  anna,
  called,
  conversationAt,
  eventually,
  isCallback,
  isOriginal,
  where,
} from './support.js';

let world: World;
let lead: SharedLead;
let bots: TestBot[] = [];
let reception: FakeReception;
let values: MemoryValues;

beforeEach(async () => {
  [world, lead] = [await createWorld(), new SharedLead()];
  [reception, values] = [new FakeReception(), new MemoryValues()];
});
afterEach(async () => {
  for (const bot of bots.toReversed()) await bot.stop();
  bots = [];
  expect(world.gate.complaints).toEqual([]);
  await world.close();
});

/** Processes on one store, each in its turn. */
async function start(count: number, leadership: () => ReturnType<SharedLead['candidate']> | undefined) {
  for (let started = 0; started < count; started++) {
    bots.push(await startBot(world, { reception, values, leadership: leadership() }));
  }
  return bots;
}

const mention = (thread: string, content: string) =>
  message({
    guild_id: world.guild,
    channel_id: thread,
    author: anna,
    content: `<@${world.bot}> ${content}`,
  });
const texts = () => reception.received.map(({ text }) => text);
const states = () =>
  Promise.all(
    bots.map(({ discord }) =>
      discord.check().then(
        (note) => note ?? 'connected',
        () => 'not ready',
      ),
    ),
  );

it('one process hears, the others stand by and are ready', async () => {
  await start(3, () => lead.candidate());
  expect(await states()).toEqual(['connected', 'standby', 'standby']);
  expect(world.gatewayConnections()).toBe(1);
  world.send('MESSAGE_CREATE', mention(await world.thread(), 'make a video'));
  await eventually(() => expect(texts()).toEqual(['make a video']));
  await aMoment();
  expect(reception.duplicates).toBe(0);
});

it.each([
  ['hands over', (bot: TestBot | undefined) => bot?.discord.handOver()],
  ['is cut off', () => lead.pass()],
])('when the holder %s, the next one hears, and reads what was missed', async (_how, end) => {
  const [holder] = await start(2, () => lead.candidate());
  const thread = await world.thread();
  world.send('MESSAGE_CREATE', mention(thread, 'make a video'));
  await eventually(() => expect(texts()).toEqual(['make a video']));
  reception.conversations = reception.received.map(({ place }) => conversationAt(place));
  const missed = await world.twin.prisma.message.create({ data: messageRow(thread, 'while nobody heard') });
  await end(holder);
  await eventually(async () => expect((await states())[1]).toBe('connected'));
  expect(world.gatewayConnections()).toBe(1);
  await eventually(() => expect(texts()).toEqual(['make a video', 'while nobody heard']));
  expect(reception.received.at(-1)?.id).toBe(`message:${missed.id}`);
  world.send('MESSAGE_CREATE', mention(thread, 'go on'));
  await eventually(() => expect(texts().at(-1)).toBe('go on'));
  expect(texts()).toHaveLength(3);
});

it('what two processes hear at once is one message and one answer', async () => {
  await start(2, () => undefined);
  expect(world.gatewayConnections()).toBe(2);
  const thread = await world.thread();
  world.send('MESSAGE_CREATE', mention(thread, 'make a video'));
  await eventually(() => expect(reception.duplicates).toBe(1));
  const interaction = await world.interact(
    slashCommand(anna, 'create', { options: { prompt: 'one more' } }, where(world, thread, 11)),
  );
  await eventually(() => expect(reception.duplicates).toBe(2));
  await called(world, isCallback(interaction), 2);
  await called(world, isOriginal(interaction), 2);
  expect(texts()).toEqual(['make a video', 'one more']);
  // Discord refuses the second acknowledgement; the answer is the same from either.
  expect(
    world.gate.calls
      .filter(isCallback(interaction))
      .map(({ status }) => status)
      .sort(),
  ).toEqual([204, 400]);
  const answers = world.gate.calls.filter(isOriginal(interaction)).map(({ body }) => body.content);
  expect(new Set(answers).size).toBe(1);
});

function messageRow(channelId: string, content: string) {
  return {
    id: String(message({}).id),
    channelId,
    authorId: String(anna.id),
    content,
    embeds: '[]',
    attachments: '[]',
  };
}
