import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type App, startApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { anna, ben, called, isOriginal, where } from '../adapters/discord/support.js';
import { createWorld, TOKEN, type World } from '../fakes/discord/bot.js';
import { slashCommand as discordCommand } from '../fakes/discord/payloads.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { newGate } from '../fakes/nemo/gate.js';
import { heartbeat, waitFor } from '../fakes/nemo/turn-steps.js';
import { silentLog } from '../fakes/silent-log.js';
import { SIGNING_SECRET, sendSigned } from '../fakes/slack/bot.js';
import { ANNA, BEN, channelMessage, directMessage, slashCommand } from '../fakes/slack/payloads.js';
import { BOT_TOKEN, BOT_USER, type SlackStandIn, startSlackStandIn } from '../fakes/slack/stand-in.js';
import { rowsWith } from './database-rows.js';

const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 15_000, interval: 20 });
const words = (name: string, place: string) => `make it vertical, dear secret of ${name} in ${place}`;

let dataDir: string;
let nemo: FakeNemo;
let slack: SlackStandIn;
let discord: World;
let app: App;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'reelthread-forget-'));
  [nemo, slack, discord] = await Promise.all([startFakeNemo(), startSlackStandIn(), createWorld()]);
  app = await startApp(
    readConfig({
      DATA_DIR: dataDir,
      PORT: '0',
      NEMO_BACKEND: 'cloud',
      NEMO_API_URL: nemo.url,
      PLAYGROUND: 'off',
      SLACK_API_URL: slack.url,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      DISCORD_TOKEN: TOKEN,
      DISCORD_API_URL: discord.gate.url,
      SHUTDOWN_GRACE: '100ms',
    }),
    silentLog,
  );
});
afterAll(async () => {
  await app.close();
  await Promise.all([nemo.close(), slack.close(), discord.close()]);
  await rm(dataDir, { recursive: true, force: true });
  expect(slack.complaints).toEqual([]);
  expect(discord.gate.complaints).toEqual([]);
});

/** A turn that stands still in the middle. */
async function runningTurn(begin: () => Promise<unknown>) {
  const gate = newGate();
  nemo.nextTurn([heartbeat, waitFor(gate)]);
  await begin();
  await gate.reached;
  return gate;
}

describe('/video forget', () => {
  it('in Slack leaves nothing of what the asker began, and everything of others', async () => {
    const send = async (payload: object, as: 'event' | 'command' = 'event') =>
      expect((await sendSigned(app.url, payload, { as })).status).toBe(200);
    let count = 0;
    const begin = (user: string, name: string) => {
      const ts = `1515449${600 + ++count}.000100`;
      const text = `<@${BOT_USER}> ${words(name, 'Slack')}`;
      const own = { user, text, ts, event_ts: ts, thread_ts: undefined, client_msg_id: crypto.randomUUID() };
      return send({ ...channelMessage(own), event_id: `Ev${ts}` });
    };
    const second = await runningTurn(() => begin(BEN, 'ben'));
    const first = await runningTurn(() => begin(ANNA, 'anna'));
    await send({ ...directMessage({ user: ANNA, text: words('anna', 'a DM'), ts: '1515449700.000100' }) });
    await send(slashCommand({ text: 'help', user_id: ANNA, trigger_id: 'help.1' }), 'command');
    await eventually(() => expect(slack.whispers).toHaveLength(1));
    expect(await rowsWith(dataDir, 'secret of anna')).not.toEqual([]);

    await send(slashCommand({ text: 'forget', user_id: ANNA, trigger_id: 'forget.1' }), 'command');
    await eventually(() => expect(slack.whispers.at(-1)?.text).toContain('2 threads of yours'));
    expect(slack.whispers.at(-1)).toMatchObject({ user: ANNA });
    await eventually(async () => expect(await rowsWith(dataDir, 'secret of anna')).toEqual([]));
    await eventually(async () => expect(await rowsWith(dataDir, ANNA)).toEqual([]));
    first.open();
    second.open();
    await eventually(() => expect(slack.messages.map(({ text }) => text)).toContain('⏹ Stopped'));
    expect(await rowsWith(dataDir, 'secret of ben')).not.toEqual([]);
  });

  it('in Discord leaves nothing of what the asker began, and everything of others', async () => {
    const begin = async (asker: object, name: string) => {
      const options = { prompt: words(name, 'Discord') };
      const at = where(discord, await discord.thread(), 11);
      await discord.interact(discordCommand({ ...asker }, 'create', { options }, at));
    };
    const second = await runningTurn(() => begin(ben, 'ben'));
    const first = await runningTurn(() => begin(anna, 'anna'));
    const inChannel = where(discord, discord.channel, 0);
    await discord.interact(discordCommand(anna, 'help', {}, inChannel));
    await eventually(async () => expect(await rowsWith(dataDir, 'aside:')).not.toEqual([]));

    const asked = await discord.interact(discordCommand(anna, 'forget', {}, inChannel));
    const answer = await called(discord, isOriginal(asked));
    expect(answer.body.content).toContain('1 thread of yours');
    await eventually(async () => expect(await rowsWith(dataDir, 'secret of anna')).toEqual([]));
    await eventually(async () => expect(await rowsWith(dataDir, String(anna.id))).toEqual([]));
    first.open();
    second.open();
    expect(await rowsWith(dataDir, 'secret of ben')).not.toEqual([]);
  });
});
