import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createDiscord, type Discord } from '../../../adapters/discord/discord.js';
import { systemClock } from '../../../src/clock.js';
import { readConfig } from '../../../src/config.js';
import { createButtonSeal } from '../../../src/conversation/button-seal.js';
import { type Core, openCore } from '../../../src/core.js';
import { type LaunchedStudio, launchStudio } from '../../../src/studio/launch.js';
import { createWorld, TOKEN, type World } from '../../fakes/discord/bot.js';
import { attachment, message, slashCommand } from '../../fakes/discord/payloads.js';
import { silentLog } from '../../fakes/silent-log.js';
import { patchesImage } from '../../imaging/pictures.js';
import { anna, where } from './support.js';

/** As it was built: it runs in a process of its own. */
const STUDIO = new URL('../../../dist/src/studio/main.js', import.meta.url);

let world: World;
let dataDir: string;
let studio: LaunchedStudio;
let core: Core;
let discord: Discord;

beforeAll(async () => {
  world = await createWorld();
  dataDir = await mkdtemp(path.join(tmpdir(), 'reelthread-discord-'));
  studio = await launchStudio({ dataDir, log: silentLog, entry: STUDIO });
  const config = readConfig({
    DATA_DIR: dataDir,
    NEMO_BACKEND: 'cloud',
    NEMO_API_URL: studio.url,
    NEMO_CLIENT_ID: studio.clientId,
    DISCORD_TOKEN: TOKEN,
    DISCORD_API_URL: world.gate.url,
    DISCORD_MESSAGE_CONTENT: 'on',
    RENDER_POLL_EVERY: '300ms',
  });
  core = await openCore(config, silentLog);
  discord = createDiscord({
    config,
    reception: core.reception,
    seal: createButtonSeal(await core.store.secret('buttons')),
    values: core.store.values('discord'),
    clock: systemClock,
    log: silentLog,
  });
  core.addPlatform(discord.platform);
  await discord.start();
});

afterAll(async () => {
  await discord?.stop();
  await core?.close();
  await studio?.stop();
  await world.close();
  await rm(dataDir, { recursive: true, force: true });
});

const waitFor = <T>(check: () => Promise<T>) => vi.waitFor(check, { timeout: 60_000, interval: 100 });

it('three images become an MP4 in the thread, and edits go on there', async () => {
  const pictures = await Promise.all(
    ['beach', 'sunset', 'team'].map(async (name) => {
      const bytes = await patchesImage(320, 180).png().toBuffer();
      const url = world.gate.serve(`${name}.png`, 'image/png', bytes);
      return attachment(url, { filename: `${name}.png`, size: bytes.length });
    }),
  );
  const [image1 = {}, image2 = {}, image3 = {}] = pictures;
  const options = { prompt: 'make a 2 second video of these with transitions and export it in 720p' };
  const files = { image1, image2, image3 };
  await world.interact(slashCommand(anna, 'create', { options, files }, where(world, world.channel, 0)));
  const thread = await world.twin.channel(world.channel).waitForThread();
  const place = where(world, thread.id, 11);
  const videos = async () => {
    const messages = await world.messages(thread.id);
    return messages.flatMap(({ id }) => world.gate.uploads.get(id) ?? []);
  };
  await waitFor(async () => expect(await videos()).toHaveLength(1));
  const [video] = await videos();
  expect(video?.name).toMatch(/\.mp4$/);
  expect(video?.bytes.subarray(4, 8).toString()).toBe('ftyp');

  world.send(
    'MESSAGE_CREATE',
    message({
      guild_id: world.guild,
      channel_id: thread.id,
      author: anna,
      content: 'add the title "Urban Dreams"',
    }),
  );
  await waitFor(async () => {
    const texts = (await world.messages(thread.id)).map(({ content }) => content).join('\n');
    expect(texts).toContain('Urban Dreams');
  });
  world.send(
    'MESSAGE_CREATE',
    message({ guild_id: world.guild, channel_id: thread.id, author: anna, content: 'make the title red' }),
  );
  await waitFor(async () => {
    const texts = (await world.messages(thread.id)).map(({ content }) => content).join('\n');
    // The backend ends without a word; the difference of the drafts tells what has changed.
    expect(texts).toMatch(/✅ Title "Urban Dreams": color \S+ → \S+/);
  });
  await world.interact(slashCommand(anna, 'export', { options: { resolution: '720p' } }, place));
  await waitFor(async () => expect(await videos()).toHaveLength(2));

  const perMessage = world.gate.calls.filter(({ path: called }) =>
    called.includes(`/channels/${thread.id}/`),
  );
  // Three acts: well within thirty calls each.
  expect(perMessage.length).toBeLessThan(60);
  expect(world.gate.complaints).toEqual([]);
}, 120_000);
