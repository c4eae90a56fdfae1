import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MediaStream } from '../../src/conversation/ports/media-stream.js';
import type { Session } from '../../src/conversation/ports/video-backend.js';
import { Failure } from '../../src/failure.js';
import type { NemoBackend } from '../../src/nemo/nemo-backend.js';
import {
  bare,
  codeData,
  codeError,
  hang,
  reset,
  statusError,
  successData,
  twinError,
} from '../fakes/nemo/answers.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { connect, failure, HastyClock, WatchedClock } from './support.js';

let nemo: FakeNemo;
let backend: NemoBackend;
let session: Session;

beforeEach(async () => {
  nemo = await startFakeNemo();
  backend = connect(nemo.url).backend;
  session = await backend.createSession({ skill: 'image-to-ai' });
});
afterEach(() => nemo.close());

const BYTES = Buffer.from('not really a picture, but bytes');
const media = (name: string, more: Partial<MediaStream> = {}): MediaStream => ({
  name,
  body: Readable.from([BYTES.subarray(0, 5), BYTES.subarray(5)]),
  ...more,
});

describe('upload', () => {
  it('sends one file in the field "files", with the size where it is known', async () => {
    await backend.upload(session, media('beach.jpg', { size: BYTES.length }));
    await backend.upload(session, media('beach.jpg'));
    const [known, unknown] = nemo.of('upload');
    const file = {
      field: 'files',
      name: 'beach.jpg',
      type: 'image/jpeg',
      size: BYTES.length,
      sha256: createHash('sha256').update(BYTES).digest('hex'),
    };
    expect(known?.files).toEqual([file]);
    expect(unknown?.files).toEqual([file]);
    expect(Number(known?.headers['content-length'])).toBeGreaterThan(BYTES.length);
    expect(unknown?.headers['transfer-encoding']).toBe('chunked');
    expect(known?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=\S+$/);
    expect(known?.path).toBe(`/api/upload-video/nemo_agent/me/${session.sessionId}`);
  });

  it.each(['图片 "最终" 版.png', "it's 100%; a=b.jpg", 'emoji 🎬.webp'])(
    'keeps the name %s',
    async (name) => {
      const result = await backend.upload(session, media(name));
      expect(nemo.of('upload')[0]?.files[0]?.name.replaceAll('%22', '"')).toBe(name);
      expect(result.kind).toBe('image');
    },
  );

  it.each([
    [
      codeData({
        files: [{ filename: 'a.mp4', file_type: 'video', duration: 30.5 }],
        session_state_applied: true,
      }),
      { name: 'a.mp4', kind: 'video', seconds: 30.5 },
    ],
    [
      codeData({ files: [{ filename: 'a.jpg', file_type: 'image', duration: 0 }] }),
      { name: 'a.jpg', kind: 'image' },
    ],
    [
      successData({ files: [{ name: 'a.mp3', type: 'audio/mpeg', duration: '12' }] }),
      { name: 'a.mp3', kind: 'audio', seconds: 12 },
    ],
    [bare({ files: [{ filename: 'a.png' }] }), { name: 'a.png', kind: 'image' }],
    [codeData({ urls: ['https://cdn.example/x'] }), { name: 'mine.webp', kind: 'image' }],
    [codeData({ url: 'https://cdn.example/x' }), { name: 'mine.webp', kind: 'image' }],
    [codeData(null), { name: 'mine.webp', kind: 'image' }],
    [bare({ code: 0, message: 'ok' }), { name: 'mine.webp', kind: 'image' }],
  ])('reads %j', async (answer, result) => {
    nemo.next('upload', answer);
    expect(await backend.upload(session, media('mine.webp'))).toEqual({ seconds: undefined, ...result });
  });

  it('reads the state when the file has not reached the session', async () => {
    nemo.next('upload', codeData({ files: [], session_state_applied: false }));
    await backend.upload(session, media('a.jpg'));
    expect(nemo.count('state')).toBe(1);
  });

  it.each([
    ['4001 in the body', codeError(4001), 'unsupported-file' as const],
    ['4001 about a damaged file', codeError(4001, 'the file cannot be read'), 'file-unreadable' as const],
    ['415', statusError(415), 'unsupported-file' as const],
    ['4002 in the body', codeError(4002), 'file-too-large' as const],
    ['413', statusError(413, 'Request Entity Too Large'), 'file-too-large' as const],
    ['1002', twinError(1002), 'session-lost' as const],
    ['2001', codeError(2001), 'no-credits' as const],
    ['429', twinError(429), 'rate-limited' as const],
    ['500', statusError(500), 'backend-unavailable' as const],
    ['a reset', reset, 'backend-unavailable' as const],
  ])('%s is told once', async (_name, answer, code) => {
    nemo.next('upload', answer);
    const file = media('a.jpg');
    await expect(backend.upload(session, file)).rejects.toEqual(failure(code));
    expect(nemo.count('upload')).toBe(1);
    expect(file.body.destroyed).toBe(true);
  });

  it('hears a refusal that comes before the file is over', async () => {
    nemo.next('upload', { ...statusError(413), early: true });
    async function* endless() {
      while (!nemo.count('upload')) {
        yield Buffer.alloc(64 * 1024);
        await new Promise((soon) => setImmediate(soon));
      }
      await new Promise(() => {});
    }
    const body = Readable.from(endless());
    await expect(backend.upload(session, { name: 'a.jpg', body })).rejects.toEqual(failure('file-too-large'));
    expect(body.destroyed).toBe(true);
  });

  it('replaces a refused token, and asks for the file again because its bytes are gone', async () => {
    nemo.world.revokeAll();
    await expect(backend.upload(session, media('a.jpg'))).rejects.toEqual(failure('backend-unavailable'));
    expect(nemo.count('token')).toBe(2);
    await backend.upload(session, media('a.jpg'));
    expect(nemo.count('upload')).toBe(2);
  });

  it('tells what the source of the file failed with', async () => {
    async function* tooMuch() {
      yield BYTES;
      throw new Failure('file-too-large', { facts: { limitBytes: 10 } });
    }
    await expect(backend.upload(session, { name: 'a.jpg', body: Readable.from(tooMuch()) })).rejects.toEqual(
      failure('file-too-large', { facts: { limitBytes: 10 } }),
    );
    for (const size of [BYTES.length - 1, BYTES.length + 1]) {
      await expect(backend.upload(session, media('a.jpg', { size }))).rejects.toEqual(
        failure('file-fetch-failed'),
      );
    }
  });

  it('stops when it is told to, and lets the source go', async () => {
    nemo.next('upload', hang);
    const stop = new AbortController();
    const file = media('a.jpg');
    const upload = backend.upload(session, file, stop.signal);
    await nemo.arrived('upload');
    stop.abort();
    await expect(upload).rejects.toEqual(failure('stopped'));
    expect(file.body.destroyed).toBe(true);
  });
});

describe('uploadUrl', () => {
  it('lets the backend fetch it', async () => {
    const result = await backend.uploadUrl(session, 'https://example.com/media/clip.mp4?x=1');
    expect(nemo.of('upload')[0]?.json).toEqual({
      urls: ['https://example.com/media/clip.mp4?x=1'],
      source_type: 'url',
    });
    expect(result).toMatchObject({ name: 'clip.mp4', kind: 'video' });
  });

  it('has a name also when the answer has none, and can be made again after 1001 and 429', async () => {
    const clock = new HastyClock();
    const patient = connect(nemo.url, clock).backend;
    const own = await patient.createSession({ skill: 'image-to-ai' });
    nemo.next('upload', twinError(1001), twinError(429), codeData({}));
    const result = await patient.uploadUrl(own, 'https://example.com/media/clip.mp4?x=1');
    expect(result).toMatchObject({ name: 'clip.mp4', kind: 'video' });
    expect(clock.waits).toEqual([30_000]);
    expect(nemo.count('upload')).toBe(3);
  });

  it('stops while it waits', async () => {
    const clock = new WatchedClock();
    const waiting = connect(nemo.url, clock).backend;
    nemo.next('upload', twinError(429));
    const stop = new AbortController();
    const upload = waiting.uploadUrl(session, 'https://example.com/a.jpg', stop.signal);
    await clock.asked(30_000);
    stop.abort();
    await expect(upload).rejects.toEqual(failure('stopped'));
  });
});
