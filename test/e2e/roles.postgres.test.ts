import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { JPEG } from '../conversation/harness.js';
import { codeData } from '../fakes/nemo/answers.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { newGate } from '../fakes/nemo/gate.js';
import { callTool, heartbeat, waitFor } from '../fakes/nemo/turn-steps.js';
import { exampleDraft } from '../fakes/nemo/world.js';
import { BOT_TOKEN, BOT_USER, type SlackStandIn, startSlackStandIn } from '../fakes/slack/stand-in.js';
import { type PostgresServer, startPostgres } from '../store/postgres-server.js';
import { sample } from '../telemetry/samples.js';
import { type BotProcess, startBot } from './bot-process.js';
import { SIGNING_SECRET, type SlackThread, slackThread } from './signed-slack.js';

let postgres: PostgresServer;
let folder: string;
let slack: SlackStandIn;
let nemo: FakeNemo;
let gateway: BotProcess;
let workers: BotProcess[];
let thread: SlackThread;
let shared: { DATABASE_URL: string; ENCRYPTION_KEY: string };

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'reelthread-roles-'));
  [postgres, slack, nemo] = await Promise.all([startPostgres(), startSlackStandIn(), startFakeNemo()]);
  shared = {
    DATABASE_URL: await postgres.createDatabase(),
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  };
  [gateway, ...workers] = await Promise.all([start('gateway'), start('worker'), start('worker')]);
});
afterAll(async () => {
  await Promise.all([gateway, ...workers].map((bot) => bot.stop('SIGKILL')));
  await Promise.all([slack.close(), nemo.close(), postgres.stop()]);
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  thread = slackThread(gateway.url, BOT_USER);
});

/** With a folder of its own: nothing but the database connects the processes. */
async function start(ROLE: 'gateway' | 'worker'): Promise<BotProcess> {
  const DATA_DIR = await mkdtemp(path.join(folder, `${ROLE}-`));
  return startBot({ ...environment(), ...shared, ROLE, DATA_DIR });
}

/** A host does the same when a process has ended. */
async function replace(ended: BotProcess): Promise<void> {
  workers = [...workers.filter((worker) => worker !== ended), await start('worker')];
}

function environment(): Record<string, string> {
  return {
    NEMO_BACKEND: 'cloud',
    NEMO_API_URL: nemo.url,
    SLACK_API_URL: slack.url,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    RENDER_POLL_EVERY: '100ms',
    RECOVERY_POLLS: '200ms,200ms,200ms',
    WORKER_LOST_AFTER: '6s',
    SHUTDOWN_GRACE: '300ms',
  };
}

const photo = () => slack.putFile('beach.jpg', 'image/jpeg', JPEG);
const inThread = () => slack.messages.filter((message) => message.thread === thread.ts);
const containing = (text: string) => inThread().filter((message) => message.text.includes(text));
const videos = () => inThread().filter((message) => message.files.length > 0);
const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 30_000, interval: 50 });

// On a machine that is busy with other tests a worker may be taken for dead once more: what counts is what people see.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

async function metric(bot: BotProcess, series: string): Promise<number> {
  const answer = await fetch(`${bot.url}/metrics`);
  return sample(await answer.text(), `reelthread_${series}`) ?? 0;
}

/** The worker that has the act, and the one that has not. */
function whoWorks(): Promise<{ busy: BotProcess; idle: BotProcess }> {
  return eventually(async () => {
    const running = await Promise.all(workers.map((bot) => metric(bot, 'acts_running{lane="ordered"}')));
    const [busy] = workers.filter((_, index) => running[index] === 1);
    const [idle] = workers.filter((_, index) => running[index] === 0);
    if (!busy || !idle) throw new Error(`running acts: ${running}`);
    return { busy, idle };
  });
}

const nothingWaits = () =>
  eventually(async () => expect(await metric(gateway, 'messages_waiting{lane="ordered"}')).toBe(0));
const turnsOf = (text: string) => nemo.turns().filter((turn) => turn === text);

it('a gateway receives, a worker works and answers', async () => {
  await thread.mention('turn these images into a short video', [photo()]);
  await eventually(() => expect(videos()).toHaveLength(1));
  await nothingWaits();
  expect(turnsOf('turn these images into a short video')).toHaveLength(1);

  const done = 'acts_total{lane="ordered",outcome="done"}';
  expect(await metric(gateway, 'messages_received_total{platform="slack",outcome="accepted"}')).toBe(1);
  expect(await metric(gateway, done)).toBe(0);
  const shares = await Promise.all(workers.map((worker) => metric(worker, done)));
  expect(shares.sort()).toEqual([0, 1]);
  expect(slack.complaints).toEqual([]);
});

it('"stop" reaches the worker that runs the act', async () => {
  const gate = newGate();
  nemo.nextTurn([callTool('edit_multitrack'), heartbeat, waitFor(gate)]);
  await thread.mention('make the music louder');
  await gate.reached;
  const { busy } = await whoWorks();
  await thread.say('stop');
  await eventually(() => expect(containing('⏹').length).toBeGreaterThan(0));
  await eventually(async () =>
    expect(await metric(busy, 'acts_total{lane="ordered",outcome="stopped"}')).toBe(1),
  );
  expect(containing('⏳')).toEqual([]);
});

it('a worker that is stopped hands its render over', async () => {
  nemo.always('renderStatus', codeData({ status: 'processing', progress: 20 }));
  const [renders, polls] = [nemo.count('render'), nemo.count('renderStatus')];
  await thread.mention('turn this image into a vertical video', [photo()]);
  await nemo.arrived('renderStatus', polls + 2);
  const { busy, idle } = await whoWorks();
  expect(await busy.stop('SIGTERM')).toBe(0);
  nemo.always('renderStatus', undefined);
  await eventually(() => expect(videos()).toHaveLength(1));
  expect(turnsOf('turn this image into a vertical video')).toHaveLength(1);
  expect(nemo.count('render')).toBe(renders + 1);
  expect(nemo.count('cancel')).toBe(0);
  expect(await metric(idle, 'recoveries_total{what="act",outcome="recovered"}')).toBeGreaterThan(0);
  await replace(busy);
});

it('a worker that is killed in the middle of a turn is replaced, and the agent hears the message once', async () => {
  const gate = newGate();
  nemo.nextTurn([callTool('edit_multitrack'), heartbeat, waitFor(gate)]);
  await thread.mention('add a title');
  await gate.reached;
  const { busy } = await whoWorks();
  await busy.stop('SIGKILL');
  // The agent does not notice that nobody listens: it finishes.
  nemo.session().state.draft = exampleDraft();

  await eventually(() => expect(containing('✅ Title added: "Urban Dreams"')).toHaveLength(1));
  await nothingWaits();
  expect(turnsOf('add a title')).toHaveLength(1);
  expect(containing('⏳')).toEqual([]);
});
