import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDiscord, type Discord } from '../../../adapters/discord/discord.js';
import { threadPlace } from '../../../adapters/discord/place.js';
import { createButtonSeal } from '../../../src/conversation/button-seal.js';
import { createCard } from '../../../src/conversation/card.js';
import type { Place } from '../../../src/conversation/inbound.js';
import { SAMPLE_REPLIES } from '../../conformance/sample-replies.js';
import { createWorld, TOKEN, type World } from '../../fakes/discord/bot.js';
import { FakeReception } from '../../fakes/fake-reception.js';
import { ManualClock } from '../../fakes/manual-clock.js';
import { MemoryValues } from '../../fakes/memory-values.js';
import { silentLog } from '../../fakes/silent-log.js';
import { untilQuiet } from '../../fakes/until-quiet.js';

const SECOND = 1_000;
const MINUTE = 60_000;
let clock: ManualClock;
let world: World;
let discord: Discord;
let place: Place;

beforeEach(async () => {
  clock = new ManualClock();
  world = await createWorld();
  place = threadPlace(world.guild, await world.thread());
  // Over REST alone, as in a process that only works: nothing here needs the gateway.
  discord = createDiscord({
    config: {
      DISCORD_TOKEN: TOKEN,
      DISCORD_API_URL: world.gate.url,
      DISCORD_MESSAGE_CONTENT: 'off',
      THREAD_REPLIES: 'everyone',
      NEMO_SKILL: 'image-to-ai',
    },
    reception: new FakeReception(),
    seal: createButtonSeal(Buffer.alloc(32, 7)),
    values: new MemoryValues(),
    clock,
    log: silentLog,
  });
});

afterEach(async () => {
  await discord.stop();
  expect(world.gate.complaints).toEqual([]);
  await world.close();
});

/** Time passes in small steps, and Discord answers within each. */
async function pass(ms: number, step = 10 * SECOND): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    await clock.advance(Math.min(step, ms - passed));
    await untilQuiet();
  }
}

it('a turn of 15 minutes needs at most 30 calls and tells the truth', async () => {
  const { platform } = discord;
  await platform.post(place, SAMPLE_REPLIES.welcome, 'welcome');
  const card = createCard({
    platform,
    place,
    language: 'en',
    clock,
    log: silentLog,
    startedAt: clock.now(),
    stillWorkingEvery: 2 * MINUTE,
    say: (name, reply) => platform.post(place, reply, name),
    onPosted: async () => {},
  });
  await card.open('Setting things up...');
  for (const phase of ['Uploading 1 of 3', 'Uploading 2 of 3', 'Uploading 3 of 3', 'Working on it']) {
    card.phase(phase);
    await pass(2 * SECOND, SECOND);
  }
  await pass(4 * MINUTE);
  card.phase('Generating video');
  await pass(4 * MINUTE);
  card.phase('Adding music');
  await pass(7 * MINUTE - 8 * SECOND);
  const running = (await world.messages(place.address.channel ?? '')).map(({ content }) => content);
  expect(running[1]).toContain('Adding music');
  expect(running[2]).toBe('⏳ Still working... (14 min)');
  await card.close('done');
  const posted = await platform.post(place, SAMPLE_REPLIES.video, 'video');
  const open = async () => ({ name: 'a.mp4', body: Readable.from([Buffer.alloc(1_000, 1)]) });
  await platform.deliver(posted, { name: 'a.mp4', type: 'video/mp4', open }, 'file');
  await pass(2 * SECOND, SECOND);
  const ended = (await world.messages(place.address.channel ?? '')).map(({ content }) => content);
  expect(ended[1]).toContain('Done');
  expect(world.gate.calls.length).toBeLessThanOrEqual(30);
});
