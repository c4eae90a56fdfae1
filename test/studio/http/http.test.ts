import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ATTRIBUTION, bomb, picture, type Running, silence, start, temporaryFolder } from '../harness.js';

let running: Running;
let remove: () => Promise<void>;

beforeAll(async () => {
  const temporary = await temporaryFolder();
  remove = temporary.remove;
  running = await start(temporary.folder, {
    fetchMedia: async () => {
      const { Readable } = await import('node:stream');
      return {
        name: 'fetched.png',
        body: Readable.from([await picture({ format: 'png', color: '#112233' })]),
      };
    },
  });
});
afterAll(async () => {
  await running.studio.close();
  await remove();
});

describe('anonymous token', () => {
  const ask = (headers: Record<string, string>) =>
    fetch(`${running.url}/api/auth/anonymous-token`, { method: 'POST', headers });

  it('is given to the client id of the launch', async () => {
    const response = await ask({ 'X-Client-Id': running.access.clientId });
    expect(await response.json()).toEqual({
      code: 0,
      message: 'ok',
      data: {
        token: running.access.token,
        user_id: expect.stringMatching(/^anon_/),
        expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        credits: 100,
      },
    });
    expect(running.access.token).toMatch(/^nmv_usr_/);
  });

  it('is refused to everybody else on this machine', async () => {
    expect((await ask({})).status).toBe(400);
    const stranger = await ask({ 'X-Client-Id': 'b3f1c1de-0000-4000-8000-000000000000' });
    expect(stranger.status).toBe(403);
    expect(JSON.stringify(await stranger.json())).not.toContain('nmv_usr_');
  });
});

describe('every other call', () => {
  it.each([
    ['GET', '/api/credits/balance/simple'],
    ['POST', '/api/tasks/me/with-session/nemo_agent'],
    ['POST', '/run_sse'],
    ['GET', '/api/state/nemo_agent/me/1/latest'],
    ['POST', '/api/render/proxy/lambda'],
    ['GET', '/api/render/proxy/x/download'],
    ['GET', '/nothing'],
  ])('%s %s needs the token', async (method, path) => {
    for (const authorization of [undefined, 'Bearer wrong', `Basic ${running.access.token}`]) {
      const response = await fetch(running.url + path, {
        method,
        headers: authorization ? { Authorization: authorization } : {},
      });
      expect(response.status).toBe(401);
      expect(await response.json()).toEqual({ code: 1001, message: 'invalid or expired token' });
    }
  });

  it('tells an unknown endpoint', async () => {
    expect(await running.call('GET', '/nothing')).toEqual({
      status: 404,
      body: { code: 404, message: 'there is no such endpoint' },
    });
  });
});

describe('sessions', () => {
  it('have ids that are strings of 19 digits', async () => {
    const { body } = await running.call('POST', '/api/tasks/me/with-session/nemo_agent', {
      task_name: 'project',
    });
    expect(body.data).toEqual({
      task_id: expect.stringMatching(/^task_/),
      session_id: expect.stringMatching(/^\d{19}$/),
      user_id: running.access.userId,
    });
  });

  it('begin with an empty state', async () => {
    const sid = await running.newSession();
    const { body } = await running.call('GET', `/api/state/nemo_agent/me/${sid}/latest`);
    expect(body.data.state).toEqual({
      video_infos: [],
      draft: {},
      canvas_config: {},
      video_analyses: {},
      generated_media: [],
    });
  });

  it.each(['1234567890123456789', 'nonsense', '..%2f..%2faccess'])('%s is not found', async (sid) => {
    const { status, body } = await running.call('GET', `/api/state/nemo_agent/me/${sid}/latest`);
    expect({ status, code: body.code }).toEqual({ status: 404, code: 1002 });
  });

  it('have no web project to claim', async () => {
    const { status } = await running.call('POST', '/api/auth/claim-token', { task_id: 'a', session_id: 'b' });
    expect(status).toBe(404);
  });

  it('cost nothing', async () => {
    const { body } = await running.call('GET', '/api/credits/balance/simple');
    expect(body.data).toEqual({ available: 100, frozen: 0, total: 100 });
  });
});

describe('uploads', () => {
  it('takes several files at once and says what they are', async () => {
    const sid = await running.newSession();
    const { status, body } = await running.upload(sid, [
      { name: '海滩.jpg', bytes: await picture({ width: 320, height: 180 }) },
      { name: 'logo.png', bytes: await picture({ format: 'png' }) },
      { name: 'song.wav', bytes: silence(2) },
    ]);
    expect(status).toBe(200);
    expect(body.data).toEqual({
      session_state_applied: true,
      files: [
        expect.objectContaining({
          filename: '海滩.jpg',
          file_type: 'image',
          width: 320,
          height: 180,
          duration: 0,
        }),
        expect.objectContaining({ filename: 'logo.png', file_type: 'image' }),
        expect.objectContaining({ filename: 'song.wav', file_type: 'audio', duration: 2 }),
      ],
    });
    expect((await running.stateOf(sid)).video_infos).toHaveLength(3);
  });

  it('gives pasted pictures of one name different names, and keeps a repeated upload once', async () => {
    const sid = await running.newSession();
    const red = { name: 'image.png', bytes: await picture({ format: 'png', color: '#ff0000' }) };
    const blue = { name: 'image.png', bytes: await picture({ format: 'png', color: '#0000ff' }) };
    await running.upload(sid, [red]);
    await running.upload(sid, [blue]);
    await running.upload(sid, [red]);
    const { video_infos } = await running.stateOf(sid);
    expect(video_infos.map(({ filename }) => filename)).toEqual(['image.png', 'image (2).png']);
  });

  it('never takes a name for a path', async () => {
    const sid = await running.newSession();
    const { body } = await running.upload(sid, [{ name: '../../../etc/passwd.jpg', bytes: await picture() }]);
    expect(body.data.files).toEqual([expect.objectContaining({ filename: 'passwd.jpg' })]);
  });

  const MP4 = Buffer.concat([
    Buffer.from('\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41', 'latin1'),
    Buffer.alloc(64),
  ]);
  it.each<[string, () => Promise<Buffer> | Buffer, string, number]>([
    ['a video', () => MP4, 'still images', 4001],
    [
      'SVG in disguise',
      () => Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
      'SVG',
      4001,
    ],
    ['a text', () => Buffer.from('hello, this is no picture at all'), 'not a picture', 4001],
    [
      'a truncated JPEG',
      async () => (await picture({ width: 800, height: 600 })).subarray(0, 900),
      'damaged or cut',
      4001,
    ],
    ['an empty file', () => Buffer.alloc(0), 'empty', 4001],
  ])('refuses %s with the reason', async (_what, bytes, reason, code) => {
    const sid = await running.newSession();
    const { status, body } = await running.upload(sid, [{ name: 'holiday.jpg', bytes: await bytes() }]);
    expect({ status, code: body.code }).toEqual({ status: 415, code });
    expect(body.message).toContain(reason);
  });

  it('refuses a decompression bomb', async () => {
    const sid = await running.newSession();
    const { status, body } = await running.upload(sid, [{ name: 'tiny.png', bytes: bomb() }]);
    expect({ status, code: body.code }).toEqual({ status: 413, code: 4002 });
    expect(body.message).toContain('megapixels');
  });

  it('keeps the good files of a request with a bad one', async () => {
    const sid = await running.newSession();
    const { status, body } = await running.upload(sid, [
      { name: 'good.jpg', bytes: await picture() },
      { name: 'bad.jpg', bytes: Buffer.from('nonsense') },
    ]);
    expect(status).toBe(200);
    expect(body.data.files).toHaveLength(1);
    expect(body.data.rejected).toEqual([expect.objectContaining({ filename: 'bad.jpg', code: 4001 })]);
  });

  it('tells an unknown session after the body was read', async () => {
    const large = Buffer.alloc(3_000_000, 1);
    const { status, body } = await running.upload('1234567890123456789', [{ name: 'a.jpg', bytes: large }]);
    expect({ status, code: body.code }).toEqual({ status: 404, code: 1002 });
  });

  it('fetches an address', async () => {
    const sid = await running.newSession();
    const { body } = await running.call('POST', `/api/upload-video/nemo_agent/me/${sid}`, {
      urls: ['https://example.com/fetched.png'],
      source_type: 'url',
    });
    expect(body.data.files).toEqual([
      expect.objectContaining({ filename: 'fetched.png', file_type: 'image' }),
    ]);
  });
});

describe('an address that must not be fetched', () => {
  it.each([
    'http://127.0.0.1:1/a.jpg',
    'http://169.254.169.254/latest/meta-data',
    'http://[::1]/a.jpg',
    'http://0x7f.1/a.jpg',
    'file:///etc/passwd',
    'ftp://example.com/a.jpg',
  ])('%s', async (address) => {
    const temporary = await temporaryFolder();
    const real = await start(temporary.folder);
    const sid = await real.newSession();
    const { status, body } = await real.call('POST', `/api/upload-video/nemo_agent/me/${sid}`, {
      urls: [address],
    });
    await real.studio.close();
    await temporary.remove();
    expect({ status, code: body.code }).toEqual({ status: 400, code: 400 });
    expect(body.message).toContain('may not be fetched');
  });
});

describe('bodies', () => {
  const post = (path: string, body: string, headers = {}) =>
    fetch(running.url + path, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${running.access.token}`,
        'Content-Type': 'application/json',
        ...ATTRIBUTION,
        ...headers,
      },
      body,
    });

  it.each(['{', '[]', '{"session_id":"1"}', '{"new_message":{"parts":[{"text":" "}]},"session_id":"1"}'])(
    'refuses %s as a message',
    async (body) => {
      const response = await post('/run_sse', body);
      expect(response.status).toBe(422);
    },
  );

  it('takes an empty JSON body where none is needed', async () => {
    const response = await post('/api/render/proxy/lambda/unknown/cancel', '');
    expect(response.status).toBe(404);
  });
});
