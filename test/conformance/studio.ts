import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { MediaStore } from '../../src/studio/media/media-store.js';
import type { StudioRecords } from '../../src/studio/records.js';
import type { RunRender } from '../../src/studio/renders/render-once.js';
import type { StudioOptions } from '../../src/studio/server.js';
import { Sessions } from '../../src/studio/store/sessions.js';
import { sweep } from '../../src/studio/sweep.js';
import { heldRender, instantRender, picture, type Running, SILENT, until } from '../studio/harness.js';

/** One place where sessions, renders and media are kept. */
export interface StudioBench {
  /** A server on it, closed after the test. Only one at a time where records are files. */
  start(options?: Partial<StudioOptions>): Promise<Running>;
  openRecords(): Promise<StudioRecords>;
  openMedia(): Promise<MediaStore>;
  /** Keys of everything in the media store. */
  keys(): Promise<string[]>;
}

const DAY = 86_400_000;

/** What a studio does, wherever it keeps its things. */
export function studioConformance(open: () => Promise<StudioBench>): void {
  const started = async (options: Partial<StudioOptions> = {}) => (await open()).start(options);

  it('counts two uploads at once both, and the same file once', async () => {
    const running = await started();
    const sid = await running.newSession();
    const files = await Promise.all(
      ['#100000', '#200000', '#300000', '#300000'].map(async (color) => ({
        name: `${color.slice(1)}.jpg`,
        bytes: await picture({ color }),
      })),
    );
    await Promise.all(files.map((file) => running.upload(sid, [file])));
    const names = (await running.stateOf(sid)).video_infos.map(({ filename }) => filename);
    expect(names.sort()).toEqual(['100000.jpg', '200000.jpg', '300000.jpg']);
  });

  it('makes every edit of messages that come at once', async () => {
    const running = await started();
    const sid = await videoSession(running);
    await Promise.all(
      ['add a title "One"', 'make it vertical', 'add calm music'].map((text) => running.say(sid, text)),
    );
    const { draft, canvas_config } = await running.stateOf(sid);
    expect(canvas_config).toMatchObject({ ratio: '9:16' });
    expect(draft.t.map(({ tt }) => tt).sort()).toEqual([0, 1, 7]);
  });

  it('renders what was uploaded, and serves video, poster and ranges', async () => {
    const color = '#abcdef';
    // The "video" is the uploaded picture itself: what comes out is what went in.
    const run: RunRender = async (job, hooks) => {
      const [path = ''] = Object.values(job.media);
      const video = await instantRender(job, hooks);
      await writeFile(video.file, await readFile(path));
      return video;
    };
    const running = await started({ run });
    const sid = await running.newSession();
    await running.upload(sid, [{ name: 'a.jpg', bytes: await picture({ color }) }]);
    await running.say(sid, 'make a video');
    await submit(running, sid, 'render_1');
    const done = await ended(running, 'render_1');
    expect(done).toMatchObject({ status: 'completed', progress: 100 });
    const expected = await picture({ color });
    const whole = await fetch(String(done.outputUrl));
    expect(Buffer.from(await whole.arrayBuffer()).equals(expected)).toBe(true);
    const part = await fetch(String(done.outputUrl), { headers: { Range: 'bytes=-4' } });
    expect([part.status, Buffer.from(await part.arrayBuffer())]).toEqual([206, expected.subarray(-4)]);
    const poster = await fetch(String(done.outputUrl).replace('video.mp4', 'poster.jpg'));
    expect(await poster.text()).toBe('the poster');
    const guessed = String(done.outputUrl).replace(/files\/\w{32}/, `files/${'0'.repeat(32)}`);
    expect((await fetch(guessed)).status).toBe(404);
    for (const odd of ['/files/%00/video.mp4', '/files/..%2f..%2faccess.json/video.mp4']) {
      expect((await fetch(running.url + odd)).status).toBe(404);
    }
    expect(await running.call('GET', '/api/render/proxy/lambda/%00')).toMatchObject({ status: 404 });
  });

  it('takes a render id once', async () => {
    const running = await started();
    const sid = await videoSession(running);
    const answers = await Promise.all([submit(running, sid, 'render_1'), submit(running, sid, 'render_1')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    await ended(running, 'render_1');
    expect((await submit(running, sid, 'render_1')).status).toBe(422);
  });

  it('runs renders in their order, tells who waits, and cancels at once', async () => {
    const held = heldRender();
    const running = await started({ run: held.run, parallel: 1 });
    const sid = await videoSession(running);
    for (const id of ['render_1', 'render_2', 'render_3']) await submit(running, sid, id);
    await until(() => held.begun.length === 1 || undefined);
    expect(await poll(running, 'render_3')).toMatchObject({ status: 'pending', ahead: 1 });
    for (const id of ['render_2', 'render_1']) {
      const { body } = await running.call('POST', `/api/render/proxy/lambda/${id}/cancel`);
      expect(body.data).toEqual({ id, status: 'cancelled' });
    }
    await until(() => held.begun.length === 2 || undefined);
    held.finish();
    held.finish();
    expect(await ended(running, 'render_3')).toMatchObject({ status: 'completed' });
    expect(await poll(running, 'render_1')).toMatchObject({ status: 'cancelled' });
    const again = await running.call('POST', '/api/render/proxy/lambda/render_3/cancel');
    expect(again.body.data.status).toBe('completed');
    expect((await running.call('POST', '/api/render/proxy/lambda/none/cancel')).status).toBe(404);
  });

  it('finds everything after a restart, and goes on with what was running', async () => {
    const bench = await open();
    const first = await bench.start({ run: heldRender().run });
    const sid = await videoSession(first);
    await submit(first, sid, 'render_1');
    await until(async () => (await poll(first, 'render_1')).status === 'processing' || undefined);
    const before = await first.stateOf(sid);
    await first.studio.close();

    const second = await bench.start();
    expect(await second.stateOf(sid)).toEqual(before);
    const done = await ended(second, 'render_1');
    expect(await (await fetch(String(done.outputUrl))).text()).toBe('the video');
    expect(String(done.outputUrl).startsWith(second.url)).toBe(true);
  });

  it('leaves nothing of a render that failed', async () => {
    const bench = await open();
    const running = await bench.start({
      run: async (job, hooks) => {
        await instantRender(job, hooks);
        throw new Error('the encoder broke');
      },
    });
    await submit(running, await videoSession(running), 'render_1');
    expect(await ended(running, 'render_1')).toMatchObject({
      status: 'failed',
      error: 'The video could not be rendered.',
    });
    expect((await bench.keys()).filter((key) => key.startsWith('renders/'))).toEqual([]);
  });

  it('forgets a session at once, with its files, its videos and what is being rendered', async () => {
    const bench = await open();
    const held = heldRender();
    const running = await bench.start({ run: held.run, parallel: 1 });
    const other = await videoSession(running);
    const left = await bench.keys();
    const sid = await videoSession(running);
    for (const id of ['render_1', 'render_2', 'render_3']) {
      await submit(running, sid, id);
      if (id !== 'render_1') continue;
      await until(() => held.begun.length === 1 || undefined);
      held.finish();
      await ended(running, id);
    }
    await until(() => held.begun.length === 2 || undefined);

    const forget = (id: string) => running.call('POST', `/api/state/nemo_agent/me/${id}/forget`);
    expect((await forget(sid)).status).toBe(200);
    // Again: gone is gone.
    expect((await forget(sid)).status).toBe(200);
    expect((await forget('..%2f..')).status).toBe(404);
    expect((await bench.keys()).sort()).toEqual(left.sort());
    expect((await running.call('GET', `/api/state/nemo_agent/me/${sid}/latest`)).status).toBe(404);
    for (const id of ['render_1', 'render_2', 'render_3']) {
      expect((await running.call('GET', `/api/render/proxy/lambda/${id}`)).status).toBe(404);
    }
    expect((await running.stateOf(other)).video_infos).toHaveLength(1);
    // The place that was taken is free for others.
    await submit(running, other, 'render_4');
    await until(() => held.begun.length === 3 || undefined);
    held.finish();
    held.finish();
    expect(await ended(running, 'render_4')).toMatchObject({ status: 'completed' });
  });

  it('deletes what nobody has touched for the retention time, and nothing else', async () => {
    const bench = await open();
    let now = 100 * DAY;
    const running = await bench.start({ now: () => now });
    const old = await videoSession(running);
    await submit(running, old, 'render_1');
    await ended(running, 'render_1');
    now += 20 * DAY;
    const recent = await videoSession(running);
    await running.studio.close();

    now += 15 * DAY;
    const [records, media] = [await bench.openRecords(), await bench.openMedia()];
    const sessions = new Sessions({ records: records.sessions, media, now: () => now });
    const renders = records.renders({
      renderOnce: () => new Promise(() => {}),
      media,
      parallel: 1,
      now: () => now,
      log: SILENT,
    });
    await renders.open();
    await sweep({ sessions, renders, log: SILENT, now: () => now, retentionMs: 30 * DAY });
    await expect(sessions.read(old)).rejects.toMatchObject({ code: 'session-lost' });
    expect(await renders.find('render_1')).toBeUndefined();
    expect((await sessions.read(recent)).media).toHaveLength(1);
    const left = await bench.keys();
    expect(left).toHaveLength(1);
    expect(left[0]?.startsWith(`sessions/${recent}/media/`)).toBe(true);
    await renders.close();
    await media.close();
    await records.close();
  });
}

async function videoSession(running: Running): Promise<string> {
  const sid = await running.newSession();
  await running.upload(sid, [{ name: 'beach.jpg', bytes: await picture() }]);
  await running.say(sid, 'make a video');
  return sid;
}

async function submit(running: Running, sid: string, id: string) {
  const { draft } = await running.stateOf(sid);
  return running.call('POST', '/api/render/proxy/lambda', { id, sessionId: sid, draft });
}

async function poll(running: Running, id: string) {
  return (await running.call('GET', `/api/render/proxy/lambda/${id}`)).body.data;
}

function ended(running: Running, id: string) {
  return until(async () => {
    const data = await poll(running, id);
    return data.status === 'pending' || data.status === 'processing' ? undefined : data;
  });
}
