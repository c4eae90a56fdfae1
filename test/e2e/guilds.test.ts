import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { generateSnowflake } from 'discord-digital-twin';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type App, startApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { anna, called, isCallback } from '../adapters/discord/support.js';
import { JPEG } from '../conversation/harness.js';
import { createWorld, TOKEN, type World } from '../fakes/discord/bot.js';
import { buttonsOf } from '../fakes/discord/drawn.js';
import { attachment, buttonPress, slashCommand } from '../fakes/discord/payloads.js';
import { codeData } from '../fakes/nemo/answers.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { newGate } from '../fakes/nemo/gate.js';
import { heartbeat, waitFor } from '../fakes/nemo/turn-steps.js';
import { silentLog } from '../fakes/silent-log.js';
import { rowsWith } from './database-rows.js';

/** One guild of two, with its thread. */
interface Side {
  readonly guild: string;
  readonly thread: string;
  readonly file: string;
  /** Of the backend; known when the video is there. */
  session: string;
}

const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 15_000, interval: 20 });
let dataDir: string;
let nemo: FakeNemo;
let discord: World;
let app: App;
let one: Side;
let two: Side;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'reelthread-guilds-'));
  [nemo, discord] = await Promise.all([startFakeNemo(), createWorld()]);
  // A claim opens a project in a browser: everybody who reads it has the project.
  nemo.always('claim', ({ sessionId }) => codeData({ claim_token: `clm_of_${sessionId}` }));
  app = await startApp(
    readConfig({
      DATA_DIR: dataDir,
      PORT: '0',
      NEMO_BACKEND: 'cloud',
      NEMO_API_URL: nemo.url,
      PLAYGROUND: 'off',
      DISCORD_TOKEN: TOKEN,
      DISCORD_API_URL: discord.gate.url,
      RENDER_POLL_EVERY: '50ms',
      SHUTDOWN_GRACE: '100ms',
    }),
    silentLog,
  );
  one = { guild: discord.guild, thread: await discord.thread(), file: 'secret-of-one.jpg', session: '' };
  two = await anotherGuild();
  for (const side of [one, two]) {
    await create(side, 'turn these images into a short video', side.file);
    await untilSaid(side, 'Video ready');
    side.session = nemo.session().sessionId;
  }
});
afterAll(async () => {
  await app.close();
  await Promise.all([nemo.close(), discord.close()]);
  await rm(dataDir, { recursive: true, force: true });
  expect(discord.gate.complaints).toEqual([]);
});

async function anotherGuild(): Promise<Side> {
  const [guild, thread] = [generateSnowflake(), generateSnowflake()];
  const { prisma } = discord.twin;
  await prisma.guild.create({ data: { id: guild, name: 'Sales', ownerId: String(anna.id) } });
  await prisma.channel.create({ data: { id: thread, guildId: guild, type: 11, name: 'a thread' } });
  return { guild, thread, file: 'secret-of-two.jpg', session: '' };
}

/** The same person, somewhere in this guild. */
const from = ({ guild, thread }: Side) => ({
  guild_id: guild,
  channel_id: thread,
  channel: { id: thread, type: 11, guild_id: guild },
  authorizing_integration_owners: { '0': guild },
});

async function create(side: Side, prompt: string, ...names: string[]): Promise<void> {
  const files = names.map((filename, index): [string, object] => {
    const url = discord.gate.serve(filename, 'image/jpeg', JPEG);
    return [`image${index + 1}`, attachment(url, { filename, size: JPEG.length })];
  });
  const given = { options: { prompt }, files: Object.fromEntries(files) as Record<string, never> };
  await discord.interact(slashCommand(anna, 'create', given, from(side)));
}

const said = async ({ thread }: Side) =>
  (await discord.messages(thread)).map(({ content }) => content).join('\n');
const untilSaid = (side: Side, words: string) =>
  eventually(async () => expect(await said(side)).toContain(words));

it('two guilds share no session, no media and no project link', async () => {
  expect(one.session).not.toBe(two.session);
  for (const [own, other] of [
    [one, two],
    [two, one],
  ] as const) {
    const media = nemo.session(own.session).state.video_infos.map(({ filename }) => filename);
    expect(media).toEqual([own.file]);
    expect((await said(own)).replaceAll('\\', '')).toContain(`clm_of_${own.session}`);
    expect(await said(own)).not.toMatch(new RegExp(`${other.session}|${other.file}`));
  }
});

it('a button of one does nothing in the other', async () => {
  const shown = (await discord.messages(one.thread)).find(({ content }) => content.includes('Video ready'));
  const button = shown && buttonsOf(shown).find(({ label }) => label === 'Export');
  if (!shown || !button) throw new Error('no button');
  const renders = nemo.count('render');
  const elsewhere = await discord.interact(buttonPress(anna, button.customId, { ...shown }, from(two)));
  expect((await called(discord, isCallback(elsewhere))).body).toMatchObject({ type: 4, data: { flags: 64 } });
  expect(nemo.count('render')).toBe(renders);
  await discord.interact(buttonPress(anna, button.customId, { ...shown }, from(one)));
  await untilSaid(one, 'export 2');
  expect(nemo.count('render', two.session)).toBe(1);
  expect(await said(two)).not.toContain('export 2');
});

it('a guild that removes the bot leaves nothing behind, also of work that was running, and the other works on', async () => {
  const gate = newGate();
  nemo.nextTurn([heartbeat, waitFor(gate)]);
  await create(two, 'add a title that only two may know');
  await gate.reached;
  const traces = [two.guild, two.session, two.file, 'only two may know'];
  expect(await rowsWith(dataDir, ...traces)).not.toEqual([]);
  discord.send('GUILD_DELETE', { id: two.guild });
  gate.open();
  await eventually(async () => expect(await rowsWith(dataDir, ...traces)).toEqual([]));
  expect(await rowsWith(dataDir, one.session)).not.toEqual([]);
  await discord.interact(slashCommand(anna, 'timeline', {}, from(one)));
  await untilSaid(one, 'Timeline');
});
