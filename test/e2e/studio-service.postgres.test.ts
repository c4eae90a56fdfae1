import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { BOT_TOKEN, BOT_USER, type SlackStandIn, startSlackStandIn } from '../fakes/slack/stand-in.js';
import { type PostgresServer, startPostgres } from '../store/postgres-server.js';
import { picture } from '../studio/harness.js';
import { type ServiceProcess, STUDIO_TOKEN, startService } from '../studio/service-process.js';
import { type BotProcess, startBot } from './bot-process.js';
import { runProgram } from './program.js';
import { SIGNING_SECRET, slackThread } from './signed-slack.js';

/** Split roles without the cloud: nothing connects the processes but one database and the studio's address. */
let folder: string;
let postgres: PostgresServer;
let slack: SlackStandIn;
let studio: ServiceProcess;
let bots: Record<'gateway' | 'worker', BotProcess>;

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'reelthread-studio-'));
  [postgres, slack] = await Promise.all([startPostgres(), startSlackStandIn()]);
  const DATABASE_URL = await postgres.createDatabase();
  studio = await startService(path.join(folder, 'studio'), {
    DATABASE_URL,
    STUDIO_MEDIA: path.join(folder, 'media'),
  });
  const environment = {
    DATABASE_URL,
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    STUDIO_URL: studio.url,
    STUDIO_TOKEN,
    SLACK_API_URL: slack.url,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    RENDER_POLL_EVERY: '200ms',
    SHUTDOWN_GRACE: '300ms',
  };
  const start = async (ROLE: 'gateway' | 'worker') =>
    startBot({ ...environment, ROLE, DATA_DIR: await mkdtemp(path.join(folder, `${ROLE}-`)) });
  const [gateway, worker] = await Promise.all([start('gateway'), start('worker')]);
  bots = { gateway, worker };
});
afterAll(async () => {
  await Promise.all([bots?.gateway.stop('SIGKILL'), bots?.worker.stop('SIGKILL'), studio?.stop('SIGKILL')]);
  await Promise.all([slack.close(), postgres.stop()]);
  await rm(folder, { recursive: true, force: true });
});

it('a gateway, a worker and a studio of their own deliver a real MP4', async () => {
  const thread = slackThread(bots.gateway.url, BOT_USER);
  const photo = slack.putFile('beach.jpg', 'image/jpeg', await picture({ width: 320, height: 180 }));
  await thread.mention('turn this image into a 1-second video', [photo]);
  const inThread = () => slack.messages.filter((message) => message.thread === thread.ts);
  const file = await vi.waitFor(
    () => {
      const [found] = inThread().flatMap((message) => message.files);
      if (!found) throw new Error(JSON.stringify(inThread().map(({ text }) => text)));
      return found;
    },
    { timeout: 45_000, interval: 100 },
  );
  const bytes = [...slack.uploads.values()].find((upload) => upload.name === file.name)?.bytes;
  expect(bytes?.toString('latin1', 4, 8)).toBe('ftyp');
  expect(bytes?.includes('moov')).toBe(true);
  // Nobody is told of this computer, nor given an address that only the bots reach.
  const told = JSON.stringify(inThread());
  expect(told).not.toContain(studio.url);
  expect(told).not.toContain('this computer');
  expect(slack.complaints).toEqual([]);
});

it.each([
  ['ROLE=worker needs a video backend that all processes share', { NEMO_BACKEND: 'studio' }],
  ['STUDIO_TOKEN is not set: with STUDIO_URL it must be the token', { STUDIO_URL: 'http://studio:4100' }],
])('a worker does not start: %s', async (reason, environment) => {
  const { code, errors } = await runProgram('main', folder, {
    ...environment,
    ROLE: 'worker',
    PLAYGROUND: 'off',
    PORT: '0',
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    DATABASE_URL: await postgres.createDatabase(),
  });
  expect([code, errors]).toEqual([1, expect.stringContaining(reason)]);
});
