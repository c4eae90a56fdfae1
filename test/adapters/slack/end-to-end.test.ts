import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BotProcess, startBot } from '../../e2e/bot-process.js';
import { startFakeNemo } from '../../fakes/nemo/fake-nemo.js';
import { SIGNING_SECRET, sendSigned } from '../../fakes/slack/bot.js';
import { drawMessage, sealedButtons } from '../../fakes/slack/drawn.js';
import { appMention, buttonPress, CHANNEL, channelMessage } from '../../fakes/slack/payloads.js';
import {
  APP_TOKEN,
  BOT_TOKEN,
  BOT_USER,
  type SlackStandIn,
  startSlackStandIn,
} from '../../fakes/slack/stand-in.js';

const ROOT = '1515449522.000016';
let dataDir: string;
let standIn: SlackStandIn;
let bot: BotProcess;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'reelthread-slack-'));
  standIn = await startSlackStandIn();
});
afterEach(async () => {
  await bot.stop();
  await standIn.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function photo(name: string, colour: string): Promise<object> {
  const picture = sharp({ create: { width: 640, height: 480, channels: 3, background: colour } });
  return standIn.putFile(name, 'image/jpeg', await picture.jpeg().toBuffer());
}

const inThread = () => standIn.messages.filter((message) => message.thread === ROOT);
const videos = () => inThread().flatMap((message) => message.files);
const said = () => inThread().map((message) => drawMessage(message).text);
/** Shows what was said instead when they do not come. */
const untilVideos = (count: number) =>
  vi.waitFor(() => expect({ videos: videos().length, said: said() }).toMatchObject({ videos: count }), {
    timeout: 60_000,
    interval: 100,
  });

/** The bot as an operator starts it; only Slack is played by somebody else. */
function startWithSlack(environment: Record<string, string>): Promise<BotProcess> {
  return startBot({
    DATA_DIR: dataDir,
    PLAYGROUND: 'off',
    SLACK_API_URL: standIn.url,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    ...environment,
  });
}

async function overSocket(kind: 'event' | 'interaction', payload: object): Promise<void> {
  await standIn.socket.connected();
  const envelope = kind === 'event' ? 'events_api' : 'interactive';
  expect(await standIn.socket.deliver(envelope, payload)).toBeDefined();
}

async function overHttp(kind: 'event' | 'interaction', payload: object): Promise<void> {
  expect((await sendSigned(bot.url, payload, { as: kind })).status).toBe(200);
}

async function threePhotos(): Promise<object[]> {
  return Promise.all([photo('beach.jpg', 'gold'), photo('city.jpg', 'gray'), photo('lake.jpg', 'teal')]);
}

/** The press of the first "Export" in the thread. */
function pressOfExport(): object {
  const message = inThread().find((each) => drawMessage(each).buttons.includes('Export'));
  const index = message ? drawMessage(message).buttons.indexOf('Export') : -1;
  const container = { type: 'message', channel_id: CHANNEL, message_ts: message?.ts, thread_ts: ROOT };
  return buttonPress(message ? (sealedButtons(message)[index] ?? '') : '', { container });
}

async function expectGoodEnd(): Promise<void> {
  // Words first, then the file.
  for (const message of inThread().filter(({ files: shown }) => shown.length > 0)) {
    const before = inThread()[inThread().indexOf(message) - 1];
    expect(before?.text).toMatch(/MP4/);
  }
  await vi.waitFor(() => {
    const statuses = standIn.methodCalls('agents.sessions.setStatus').map((call) => call.args.status);
    expect(statuses.at(-1)).toBe('active');
  });
  expect(standIn.complaints).toEqual([]);
}

describe('a real process', () => {
  it('over a socket makes a video of three pictures with the studio, refines it, and exports it again', async () => {
    bot = await startWithSlack({ NEMO_BACKEND: 'studio', SLACK_APP_TOKEN: APP_TOKEN });
    const text = `<@${BOT_USER}> make a 2 second video of these and export it in 720p`;
    await overSocket('event', appMention({ text, files: await threePhotos() }));
    await untilVideos(1);

    // A small edit, after which the agent says nothing: the bot tells what has changed.
    await overSocket('event', channelMessage({ text: 'add the title "Urban Dreams"' }));
    await vi.waitFor(() => expect(said().join('\n')).toContain('Urban Dreams'), { timeout: 20_000 });

    await overSocket('interaction', pressOfExport());
    await untilVideos(2);
    await expectGoodEnd();
  }, 150_000);

  /** What is rendered does not depend on the way of receiving, so nothing is rendered here. */
  it('over HTTP makes a video of three pictures and exports it again', async () => {
    const nemo = await startFakeNemo();
    bot = await startWithSlack({
      NEMO_BACKEND: 'cloud',
      NEMO_API_URL: nemo.url,
      RENDER_POLL_EVERY: '100ms',
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
    });
    const text = `<@${BOT_USER}> turn these images into a short video`;
    await overHttp('event', appMention({ text, files: await threePhotos() }));
    await untilVideos(1);
    await overHttp('interaction', pressOfExport());
    await untilVideos(2);
    await expectGoodEnd();
    await nemo.close();
  }, 60_000);
});
