import { afterEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../src/failure.js';
import type { RunRender } from '../../../src/studio/renders/render-once.js';
import {
  heldRender,
  instantRender,
  picture,
  type Running,
  start,
  temporaryFolder,
  until,
} from '../harness.js';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function studioWith(run: RunRender, parallel = 1): Promise<Running> {
  const { folder, remove } = await temporaryFolder();
  const running = await start(folder, { run, parallel });
  cleanups.push(remove, () => running.studio.close());
  return running;
}

async function videoSession(running: Running, name = 'beach.jpg'): Promise<string> {
  const sid = await running.newSession();
  await running.upload(sid, [{ name, bytes: await picture() }]);
  await running.say(sid, 'make a video');
  return sid;
}

async function submit(running: Running, sid: string, id: string, more: object = {}) {
  const { draft } = await running.stateOf(sid);
  return running.call('POST', '/api/render/proxy/lambda', {
    id,
    sessionId: sid,
    draft,
    output: { format: 'mp4', quality: 'high' },
    ...more,
  });
}

const poll = async (running: Running, id: string) =>
  (await running.call('GET', `/api/render/proxy/lambda/${id}`)).body.data;

const ended = (running: Running, id: string) =>
  until(async () => {
    const data = await poll(running, id);
    return data.status === 'pending' || data.status === 'processing' ? undefined : data;
  });

describe('a render', () => {
  it('is accepted, polled and downloaded', async () => {
    const running = await studioWith(instantRender);
    const sid = await videoSession(running);
    const accepted = await submit(running, sid, 'render_1');
    expect(accepted.body.data).toEqual({
      id: 'render_1',
      status: 'pending',
      progress: 0,
      createdAt: expect.any(Number),
    });
    const done = await ended(running, 'render_1');
    expect(done).toMatchObject({ id: 'render_1', status: 'completed', progress: 100, duration: 5 });
    expect(done.outputUrl).toMatch(new RegExp(`^${running.url}/files/[0-9a-f]{32}/video\\.mp4$`));

    const video = await fetch(String(done.outputUrl));
    expect(video.headers.get('content-type')).toBe('video/mp4');
    expect(video.headers.get('content-length')).toBe('9');
    expect(await video.text()).toBe('the video');
    const part = await fetch(String(done.outputUrl), { headers: { Range: 'bytes=4-6' } });
    expect([part.status, await part.text()]).toEqual([206, 'vid']);
    const head = await fetch(String(done.outputUrl), { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '9']);
  });

  it.each([
    ['bytes=0-0', 206, 't', 'bytes 0-0/9'],
    ['bytes=4-', 206, 'video', 'bytes 4-8/9'],
    ['bytes=-5', 206, 'video', 'bytes 4-8/9'],
    ['bytes=2-900', 206, 'e video', 'bytes 2-8/9'],
    ['bytes=9-', 416, '', 'bytes */9'],
    ['bytes=-0', 416, '', 'bytes */9'],
    ['bytes=5-2', 200, 'the video', null],
    ['bytes=0-1,3-4', 200, 'the video', null],
    ['lines=1-2', 200, 'the video', null],
  ])('answers the range %s with %i', async (range, status, text, contentRange) => {
    const running = await studioWith(instantRender);
    await submit(running, await videoSession(running), 'render_1');
    const { outputUrl } = await ended(running, 'render_1');
    const part = await fetch(String(outputUrl), { headers: { Range: range } });
    expect([part.status, await part.text()]).toEqual([status, text]);
    expect(part.headers.get('content-range')).toBe(contentRange);
  });

  it('sends the whole file to whoever has a part of another version', async () => {
    const running = await studioWith(instantRender);
    await submit(running, await videoSession(running), 'render_1');
    const { outputUrl } = await ended(running, 'render_1');
    const etag = (await fetch(String(outputUrl))).headers.get('etag') ?? '';
    const withCondition = (condition: string) =>
      fetch(String(outputUrl), { headers: { Range: 'bytes=4-6', 'If-Range': condition } });
    expect((await withCondition(etag)).status).toBe(206);
    expect((await withCondition('"another"')).status).toBe(200);
  });

  it('gives video, poster and preview to whoever has the token, and only to them', async () => {
    const running = await studioWith(instantRender);
    await submit(running, await videoSession(running), 'render_1');
    await ended(running, 'render_1');
    const headers = { Authorization: `Bearer ${running.access.token}` };
    for (const [file, type, text] of [
      ['download', 'video/mp4', 'the video'],
      ['poster', 'image/jpeg', 'the poster'],
      ['preview', 'image/webp', 'the preview'],
    ]) {
      const where = `${running.url}/api/render/proxy/render_1/${file}`;
      const response = await fetch(where, { headers });
      expect([response.headers.get('content-type'), await response.text()]).toEqual([type, text]);
      expect((await fetch(where)).status).toBe(401);
    }
  });

  it('serves nothing else under its open address', async () => {
    const running = await studioWith(instantRender);
    await submit(running, await videoSession(running), 'render_1');
    const { outputUrl } = await ended(running, 'render_1');
    const folder = String(outputUrl).replace(/video\.mp4$/, '');
    for (const name of ['render.json', '..%2f..%2faccess.json', '', 'nothing.mp4']) {
      expect((await fetch(folder + name)).status).toBe(404);
    }
    const guess = `${running.url}/files/${'0'.repeat(32)}/video.mp4`;
    expect((await fetch(guess)).status).toBe(404);
  });

  it('is refused without attribution', async () => {
    const running = await studioWith(instantRender);
    const sid = await videoSession(running);
    const { draft } = await running.stateOf(sid);
    const response = await fetch(`${running.url}/api/render/proxy/lambda`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${running.access.token}`,
        'Content-Type': 'application/json',
        'X-Skill-Source': 'image-to-ai',
      },
      body: JSON.stringify({ id: 'render_1', sessionId: sid, draft }),
    });
    expect(response.status).toBe(402);
    expect(await response.json()).toMatchObject({ code: 402 });
  });

  it('is refused when its id was used before', async () => {
    const running = await studioWith(instantRender);
    const sid = await videoSession(running);
    const answers = await Promise.all([submit(running, sid, 'render_1'), submit(running, sid, 'render_1')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  it.each<[string, (draft: Record<string, unknown>) => unknown, RegExp]>([
    ['no draft', () => undefined, /not valid/],
    ['an empty draft', () => ({}), /d: /],
    ['a draft without images', (draft) => ({ ...draft, t: [{ tt: 0, sg: [] }] }), /t\.0\.sg: has no images/],
    ['a negative length', (draft) => ({ ...draft, d: -1 }), /^the request is not valid: d: /],
    [
      'odd pixels',
      (draft) => ({ ...draft, m: { title: '', width: 1921, height: 1080, fps: 30 } }),
      /m\.width: must be even/,
    ],
    [
      'media of somebody else',
      (draft) => JSON.parse(JSON.stringify(draft).replace(/m_[0-9a-f]+/, 'm_other')),
      /m_other is not part of this session/,
    ],
  ])('is refused with %s', async (_what, change, message) => {
    const running = await studioWith(instantRender);
    const sid = await videoSession(running);
    const { draft } = await running.stateOf(sid);
    const refused = await submit(running, sid, 'render_1', { draft: change({ ...draft }) });
    expect(refused.status).toBe(422);
    expect(refused.body.message).toMatch(message);
  });

  it('passes format and size on, and tells why it failed', async () => {
    const seen: object[] = [];
    const running = await studioWith(async ({ settings, draft }) => {
      seen.push(settings);
      const media = draft.t[0]?.tt === 0 ? draft.t[0].sg[0]?.m.media : undefined;
      throw new Failure('file-unreadable', {
        detail: 'secret path /home/somebody',
        facts: { file: media, reason: 'the file is damaged' },
      });
    });
    const sid = await videoSession(running);
    await submit(running, sid, 'render_1', {
      output: { format: 'webm', quality: 'high', resolution: '720p' },
    });
    expect(await ended(running, 'render_1')).toMatchObject({
      status: 'failed',
      error: 'beach.jpg could not be read (the file is damaged).',
    });
    expect(seen).toEqual([{ format: 'webm', shortEdge: 720, preset: 'veryfast' }]);
  });
});

describe('the queue', () => {
  it('runs one render after the other, in their order, and says who waits', async () => {
    const held = heldRender();
    const running = await studioWith(held.run);
    for (const name of ['one', 'two', 'three']) {
      await submit(running, await videoSession(running, `${name}.jpg`), `render_${name}`);
    }
    await until(() => held.begun.length === 1);
    expect(await poll(running, 'render_one')).toMatchObject({ status: 'processing', progress: 40 });
    expect(await poll(running, 'render_two')).toMatchObject({ status: 'pending', progress: 0 });
    expect(await poll(running, 'render_three')).toMatchObject({ status: 'pending', ahead: 1 });
    held.finish();
    await ended(running, 'render_one');
    await until(() => held.begun.length === 2);
    held.finish();
    await ended(running, 'render_two');
    await until(() => held.begun.length === 3);
    held.finish();
    expect(await ended(running, 'render_three')).toMatchObject({ status: 'completed' });
    expect(held.begun).toEqual(['one', 'two', 'three']);
  });

  it('runs as many at a time as it may', async () => {
    const held = heldRender();
    const running = await studioWith(held.run, 2);
    for (const name of ['one', 'two', 'three']) {
      await submit(running, await videoSession(running, `${name}.jpg`), `render_${name}`);
    }
    await until(() => held.begun.length === 2);
    expect(await poll(running, 'render_three')).toMatchObject({ status: 'pending' });
  });

  it('cancels at once what runs and what waits, and goes on with the next', async () => {
    const held = heldRender();
    const running = await studioWith(held.run);
    for (const name of ['one', 'two', 'three']) {
      await submit(running, await videoSession(running, `${name}.jpg`), `render_${name}`);
    }
    await until(() => held.begun.length === 1);
    const cancel = (id: string) => running.call('POST', `/api/render/proxy/lambda/${id}/cancel`);
    expect((await cancel('render_two')).body.data).toEqual({ id: 'render_two', status: 'cancelled' });
    expect((await cancel('render_one')).body.data).toEqual({ id: 'render_one', status: 'cancelled' });
    expect(await poll(running, 'render_one')).toMatchObject({ status: 'cancelled' });
    await until(() => held.begun.length === 2);
    held.finish();
    held.finish();
    expect(await ended(running, 'render_three')).toMatchObject({ status: 'completed' });
    expect(held.begun).toEqual(['one', 'three']);
    expect((await cancel('render_three')).body.data).toEqual({ id: 'render_three', status: 'completed' });
    expect((await cancel('unknown')).status).toBe(404);
  });
});
