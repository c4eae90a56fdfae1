import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { path as bundledFfmpeg } from '@ffmpeg-installer/ffmpeg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BotProcess, startBot } from './bot-process.js';
import { openThread, type PlaygroundThread } from './playground-client.js';

const SAMPLES = path.join(import.meta.dirname, '../../samples');
const MAKE = 'turn these images into a short video with transitions and background music';
let dataDir: string;
let bot: BotProcess;
let thread: PlaygroundThread;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'reelthread-newcomer-'));
  bot = await startBot({ DATA_DIR: dataDir });
  thread = await openThread(bot.url);
});
afterAll(async () => {
  await bot.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function sample(name: string) {
  return { name, bytes: new Uint8Array(await readFile(path.join(SAMPLES, name))) };
}

/** What ffmpeg says about a file, such as "Video: h264 (High) ..., yuv420p(tv, bt709), 1920x1080". */
async function describeVideo(url: string): Promise<string> {
  const file = path.join(dataDir, 'seen.mp4');
  await writeFile(file, new Uint8Array(await (await fetch(new URL(url, bot.url))).arrayBuffer()));
  const run = promisify(execFile);
  return run(bundledFfmpeg, ['-hide_banner', '-i', file, '-f', 'null', '-']).then(({ stderr }) => stderr);
}

/** The README's promise, with nothing configured: a real process, the studio, three photos, an MP4. */
describe('a newcomer', () => {
  it('gets a real 1080p video of three photos', async () => {
    await thread.send(MAKE, [await sample('beach.jpg'), await sample('city.jpg'), await sample('lake.jpg')]);
    const video = await thread.until((message) => message.video !== undefined, 90_000);
    expect(video.text).toContain('1920x1080');
    expect(video.text).toMatch(
      /Timeline \(2 tracks\): 1\. Video: beach\.jpg, city\.jpg, lake\.jpg \(0-\d+s\) 2\. BGM: /,
    );
    const facts = await describeVideo(video.video?.url ?? '');
    expect(facts).toMatch(/Video: h264 \(High\).*yuv420p\(tv, bt709\), 1920x1080/);
    expect(facts).toMatch(/Audio: aac \(LC\).*48000 Hz, stereo/);
    expect((await fetch(new URL(video.video?.poster ?? '', bot.url))).headers.get('content-type')).toBe(
      'image/jpeg',
    );
    const texts = (await thread.messages()).map((message) => message.text).join('\n');
    expect(texts).toContain('stay on this computer');
    expect(texts).not.toMatch(/127\.0\.0\.1|nmv_usr|NemoVideo's cloud/);
  }, 120_000);

  it('refines it in the same thread, in words, and reads what changed', async () => {
    await thread.send('add the title "Urban Dreams" for 3 seconds');
    await thread.until((message) => message.text.includes('"Urban Dreams" (0-3s)'));
    await thread.send('把音乐音量调到 20%');
    await thread.until((message) => message.text.includes('20%'));
    await thread.send('what is the status?');
    const timeline = await thread.until((message) => message.kind === 'timeline');
    expect(timeline.text).toMatch(/3\. Title: "Urban Dreams" \(0-3s\)/);
    expect((await thread.messages()).filter((message) => message.kind === 'video')).toHaveLength(1);
  }, 30_000);

  it('stops an export at once', async () => {
    await thread.send('export');
    const card = await thread.until((message) => message.buttons.some((button) => button.label === 'Stop'));
    const stop = card.buttons.find((button) => button.label === 'Stop');
    expect(await thread.press(stop?.id ?? '')).toBe(202);
    await thread.until((message) => message.text.includes('the export was cancelled'), 5_000);
  }, 30_000);
});
