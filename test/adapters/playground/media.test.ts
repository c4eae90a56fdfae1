import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOf } from '../../../adapters/playground/platform.js';
import type { VideoFile } from '../../../src/conversation/ports/platform.js';
import { SAMPLE_REPLIES } from '../../conformance/sample-replies.js';
import { Client } from './support/client.js';
import { type RunningPlayground, startPlayground } from './support/start-playground.js';

let playground: RunningPlayground;
let client: Client;
beforeAll(async () => {
  playground = await startPlayground();
  client = new Client(playground.url);
});
afterAll(() => playground.close());

const BYTES = randomBytes(200_000);

function stream(bytes: Buffer, name: string, type: string) {
  return async () => ({ name, type, size: bytes.length, body: Readable.from([bytes]) });
}

async function deliver(video: Partial<VideoFile> = {}) {
  const thread = await client.newThread();
  const posted = await playground.platform.post(placeOf(thread), SAMPLE_REPLIES.video, 'video');
  const file = {
    name: 'summer sale 海.mp4',
    type: 'video/mp4',
    open: stream(BYTES, 'v.mp4', 'video/mp4'),
    ...video,
  };
  expect(await playground.platform.deliver(posted, file, 'file')).toEqual({ delivered: true });
  const shown = (await client.messages(thread))[0]?.video;
  if (!shown) throw new Error('the message has no video');
  return { thread, posted, shown };
}

describe('a video', () => {
  it('is in the message with its still and preview, and the message counts as not edited', async () => {
    const { thread, shown } = await deliver({
      seconds: 9,
      width: 1920,
      height: 1080,
      openPoster: stream(Buffer.from('jpeg'), 'p.jpg', 'image/jpeg'),
      openPreview: stream(Buffer.from('webp'), 'p.webp', 'image/webp'),
    });
    expect(shown).toMatchObject({ seconds: 9, width: 1920, height: 1080, size: BYTES.length });
    const poster = await client.request(shown.poster ?? '');
    expect(poster.headers.get('content-type')).toBe('image/jpeg');
    expect(await poster.text()).toBe('jpeg');
    const preview = await client.request(shown.preview ?? '');
    expect(preview.headers.get('content-type')).toBe('image/webp');
    expect((await client.messages(thread))[0]?.edits).toBe(0);
  });

  it('is served whole, with the right type, and as a thing that is not a page', async () => {
    const { shown } = await deliver();
    const response = await client.request(shown.url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('video/mp4');
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(response.headers.get('content-disposition')).toBeNull();
    // For the browser of this person, and for no cache on the way.
    expect(response.headers.get('cache-control')).toBe('private, max-age=604800, immutable');
    expect(Buffer.from(await response.arrayBuffer()).equals(BYTES)).toBe(true);
  });

  it.each([
    ['bytes=0-99', 206, 'bytes 0-99/200000', BYTES.subarray(0, 100)],
    ['bytes=150000-', 206, 'bytes 150000-199999/200000', BYTES.subarray(150_000)],
    ['bytes=-10', 206, 'bytes 199990-199999/200000', BYTES.subarray(-10)],
    ['bytes=200000-', 416, 'bytes */200000', undefined],
  ])('is served in pieces: %s', async (range, status, contentRange, bytes) => {
    const { shown } = await deliver();
    const response = await client.request(shown.url, { headers: { range } });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-range')).toBe(contentRange);
    if (bytes) expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('is saved under its own name when asked', async () => {
    const { shown } = await deliver();
    const response = await client.request(`${shown.url}?download`);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="summer sale/);
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('海'));
    expect(response.headers.get('content-type')).toBe('video/mp4');
  });

  it.each([
    ['video/quicktime', 'mov'],
    ['video/webm', 'webm'],
    ['image/gif', 'gif'],
  ])('may be %s', async (type, ending) => {
    const { shown } = await deliver({ type, name: `v.${ending}` });
    expect(shown.url).toMatch(new RegExp(`\\.${ending}$`));
    expect((await client.request(shown.url)).headers.get('content-type')).toBe(type);
  });

  it('stands without a still that cannot be had', async () => {
    const { shown } = await deliver({ openPoster: () => Promise.reject(new Error('none')) });
    expect(shown.poster).toBeUndefined();
  });

  it('is not delivered when it breaks off early', async () => {
    const thread = await client.newThread();
    const posted = await playground.platform.post(placeOf(thread), SAMPLE_REPLIES.video, 'video');
    const delivered = await playground.platform.deliver(
      posted,
      {
        name: 'v.mp4',
        type: 'video/mp4',
        open: async () => ({ name: 'v', size: 100, body: Readable.from([Buffer.alloc(60)]) }),
      },
      'file',
    );
    expect(delivered).toEqual({ delivered: false, reason: 'unreachable' });
    expect((await client.messages(thread))[0]?.video).toBeUndefined();
  });

  it('cannot be reached through another thread', async () => {
    const { shown } = await deliver();
    const other = await client.newThread();
    const name = shown.url.split('/').at(-1);
    expect((await client.request(`/playground/threads/${other}/videos/${name}`)).status).toBe(404);
    expect((await client.request(`/playground/threads/${other}/videos/..%2F..%2Fpartial`)).status).toBe(404);
  });
});

describe('a file that a person sent', () => {
  const send = async (name: string, content: string | Buffer, type: string) => {
    const thread = await client.newThread();
    const bytes = new Uint8Array(Buffer.from(content));
    await client.send(thread, { files: [{ name, bytes, type }] });
    const file = (await client.messages(thread))[0]?.files?.[0];
    if (!file) throw new Error('the message has no file');
    return file;
  };
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  );

  it('is shown by what it is, not by what it is called', async () => {
    const file = await send('page.html', png, 'text/html');
    expect(file.type).toBe('image/png');
    const response = await client.request(file.url);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('content-disposition')).toBeNull();
  });

  it.each([
    ['picture.png', '<script>alert(1)</script>', 'image/png'],
    [
      'picture.svg',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      'image/svg+xml',
    ],
    ['picture.pdf', '%PDF-1.7', 'application/pdf'],
  ])('is only ever saved when it might carry a script: %s', async (name, content, type) => {
    const file = await send(name, content, type);
    const response = await client.request(file.url);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-disposition')).toContain('attachment');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toBe(content);
  });
});
