import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JPEG } from '../conversation/harness.js';
import { codeData } from '../fakes/nemo/answers.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { newGate } from '../fakes/nemo/gate.js';
import { callTool, change, heartbeat, say, toolAnswers, waitFor } from '../fakes/nemo/turn-steps.js';
import { exampleDraft } from '../fakes/nemo/world.js';
import { type BotProcess, startBot } from './bot-process.js';
import { openThread, type PlaygroundThread } from './playground-client.js';

const MAKE = 'turn these images into a short video';
const photo = (name: string) => ({ name, bytes: new Uint8Array(JPEG) });
let dataDir: string;
let nemo: FakeNemo;
let bot: BotProcess;
let thread: PlaygroundThread;

const start = () =>
  startBot({
    DATA_DIR: dataDir,
    PLAYGROUND: 'on',
    NEMO_BACKEND: 'cloud',
    NEMO_API_URL: nemo.url,
    RECOVERY_POLLS: '200ms,200ms,200ms',
    RENDER_POLL_EVERY: '100ms',
  });

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'reelthread-crash-'));
  nemo = await startFakeNemo();
  bot = await start();
  thread = await openThread(bot.url);
});
afterEach(async () => {
  await bot.stop('SIGKILL');
  await nemo.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Kills the process as a host would, and starts it again on the same data. */
async function killAndRestart(): Promise<void> {
  await bot.stop('SIGKILL');
  bot = await start();
  thread = await openThread(bot.url, thread.id);
}

const finalVideos = async () => (await thread.messages()).filter((message) => message.kind === 'video');
const working = async () =>
  (await thread.messages()).filter((message) => /^⏳/.test(message.text)).map((message) => message.text);

describe('kill -9', () => {
  it('right after the message was accepted: it is worked on after the restart', async () => {
    const gate = newGate();
    nemo.next('token', () => gate.opened.then(() => undefined));
    await thread.send(MAKE, [photo('beach.jpg')]);
    await killAndRestart();
    gate.open();
    await thread.until((message) => message.kind === 'video' && message.video !== undefined);
    expect(nemo.turns()).toEqual([MAKE]);
    expect(await finalVideos()).toHaveLength(1);
  });

  it('during the second of three uploads: the first is not sent again', async () => {
    const gate = newGate();
    nemo.next(
      'upload',
      () => undefined,
      async () => {
        await gate.opened;
        return undefined;
      },
    );
    await thread.send(MAKE, [photo('a.jpg'), photo('b.jpg'), photo('c.jpg')]);
    await nemo.arrived('upload', 2);
    await killAndRestart();
    gate.open();
    await thread.until((message) => message.kind === 'video');
    const names = nemo.of('upload').map((upload) => upload.files[0]?.name);
    expect(names.filter((name) => name === 'a.jpg')).toHaveLength(1);
    expect(new Set(names)).toEqual(new Set(['a.jpg', 'b.jpg', 'c.jpg']));
    expect(nemo.turns()).toEqual([MAKE]);
  });

  it('in the middle of the stream: recovered by state, the agent hears it once', async () => {
    const gate = newGate();
    nemo.nextTurn([
      callTool('edit_multitrack'),
      heartbeat,
      waitFor(gate),
      change(({ state }) => {
        state.draft = exampleDraft();
      }),
      toolAnswers('edit_multitrack'),
      say('done'),
    ]);
    await thread.send('add a title');
    await gate.reached;
    await bot.stop('SIGKILL');
    // The agent does not notice that nobody listens: it finishes.
    nemo.session().state.draft = exampleDraft();
    bot = await start();
    thread = await openThread(bot.url, thread.id);
    await thread.until((message) => message.text.includes('✅ Title added: "Urban Dreams"'));
    expect(nemo.turns()).toEqual(['add a title']);
    expect(await working()).toEqual([]);
  });

  it('while a render is polled: the same render is polled on', async () => {
    nemo.always('renderStatus', codeData({ status: 'processing', progress: 20 }));
    await thread.send(MAKE, [photo('beach.jpg')]);
    await nemo.arrived('renderStatus', 2);
    await killAndRestart();
    const card = await thread.until((message) => message.kind === 'progress', 5_000);
    expect(card.text).toBeTruthy();
    nemo.always('renderStatus', undefined);
    await thread.until((message) => message.kind === 'video' && message.video !== undefined);
    expect(nemo.count('render')).toBe(1);
    expect(await finalVideos()).toHaveLength(1);
    expect(await working()).toEqual([]);
  });
});

describe('SIGTERM', () => {
  it('ends with 0, tells the thread, and goes on after the restart', async () => {
    nemo.always('renderStatus', codeData({ status: 'processing', progress: 20 }));
    await bot.stop('SIGKILL');
    bot = await startBot({
      DATA_DIR: dataDir,
      PLAYGROUND: 'on',
      NEMO_BACKEND: 'cloud',
      NEMO_API_URL: nemo.url,
      RENDER_POLL_EVERY: '100ms',
      SHUTDOWN_GRACE: '300ms',
    });
    thread = await openThread(bot.url, thread.id);
    await thread.send(MAKE, [photo('beach.jpg')]);
    await nemo.arrived('renderStatus', 2);
    expect(await bot.stop('SIGTERM')).toBe(0);
    expect(nemo.count('cancel')).toBe(0);
    nemo.always('renderStatus', undefined);
    bot = await start();
    thread = await openThread(bot.url, thread.id);
    await thread.until((message) => message.kind === 'video' && message.video !== undefined);
    expect(nemo.count('render')).toBe(1);
  });
});
