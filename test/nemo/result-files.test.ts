import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../../src/conversation/ports/video-backend.js';
import type { NemoBackend } from '../../src/nemo/nemo-backend.js';
import { codeData, codeError, hang, htmlError, statusError, twinError } from '../fakes/nemo/answers.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { connect, failure, HastyClock } from './support.js';

const SAMPLE = readFileSync(path.join(import.meta.dirname, '../fakes/nemo/sample.mp4'));

let nemo: FakeNemo;
let backend: NemoBackend;
let session: Session;
/** Another server of this machine, such as an emulator's file host. */
let neighbour: Server;
let neighbourUrl: string;
let neighbourSaw: (string | undefined)[];

beforeEach(async () => {
  nemo = await startFakeNemo();
  backend = connect(nemo.url).backend;
  session = await backend.createSession({ skill: 'image-to-ai' });
  nemo.world.renders.set('render_1', {
    id: 'render_1',
    sessionId: session.sessionId,
    draft: {},
    output: {},
    polls: 0,
    cancelled: false,
  });
  neighbourSaw = [];
  neighbour = createServer((request, response) => {
    neighbourSaw.push(request.headers.authorization);
    if (request.url?.startsWith('/gone.mp4'))
      response.writeHead(403, { 'content-type': 'application/xml' }).end('<Error/>');
    else response.writeHead(200, { 'content-type': 'video/mp4' }).end('neighbour');
  });
  await new Promise<void>((listening) => neighbour.listen(0, '127.0.0.1', listening));
  neighbourUrl = `http://127.0.0.1:${(neighbour.address() as AddressInfo).port}`;
});
afterEach(async () => {
  neighbour.close();
  neighbour.closeAllConnections();
  await nemo.close();
});

const open = (url?: string) => backend.openRender(session, { id: 'render_1', url });

describe('openRender', () => {
  it('streams the file without the token', async () => {
    const media = await open(`${nemo.url}/files/render_1.mp4`);
    expect(media).toMatchObject({ name: 'render_1.mp4', type: 'video/mp4', size: SAMPLE.length });
    expect(await buffer(media.body)).toEqual(SAMPLE);
    expect(nemo.of('file')[0]?.headers.authorization).toBeUndefined();
    expect(nemo.count('download')).toBe(0);
  });

  it('opens it anew each time', async () => {
    const render = { id: 'render_1', url: `${nemo.url}/files/render_1.mp4` };
    for (let time = 0; time < 2; time++) {
      const media = await backend.openRender(session, render);
      expect((await buffer(media.body)).length).toBe(SAMPLE.length);
    }
  });

  it('uses the download endpoint, with the token, when there is no address', async () => {
    const media = await open();
    expect(await buffer(media.body)).toEqual(SAMPLE);
    const request = nemo.of('download')[0];
    expect(request?.path).toBe('/api/render/proxy/render_1/download');
    expect(request?.headers.authorization).toMatch(/^Bearer nmv_usr/);
    expect(request?.headers['x-skill-source']).toBe('image-to-ai');
  });

  it('gives the token to the download endpoint also when that is the address', async () => {
    const media = await open(`${nemo.url}/api/render/proxy/render_1/download`);
    expect(await buffer(media.body)).toEqual(SAMPLE);
    expect(nemo.count('download')).toBe(1);
  });

  it.each(['/gone.mp4', '/page.html'])(
    'falls back to the download endpoint when %s is no video',
    async (name) => {
      nemo.next('file', htmlError(200));
      const media = await open(name === '/gone.mp4' ? neighbourUrl + name : `${nemo.url}/files/a.mp4`);
      expect(await buffer(media.body)).toEqual(SAMPLE);
      expect(nemo.count('download')).toBe(1);
    },
  );

  it('follows a download endpoint that redirects or names the address, leaving the token behind', async () => {
    nemo.next(
      'download',
      { status: 302, headers: { location: `${neighbourUrl}/a.mp4` }, text: '' },
      codeData({ url: `${neighbourUrl}/b.mp4` }),
    );
    for (let time = 0; time < 2; time++) expect(String(await buffer((await open()).body))).toBe('neighbour');
    expect(neighbourSaw).toEqual([undefined, undefined]);
  });

  it('replaces a refused token of the download endpoint', async () => {
    nemo.next('download', twinError(1001));
    expect(await buffer((await open()).body)).toEqual(SAMPLE);
    nemo.next('download', codeError(1001));
    expect(await buffer((await open()).body)).toEqual(SAMPLE);
  });

  it('says when the video cannot be had at all, without telling a signed address', async () => {
    nemo.always('download', statusError(404));
    const opening = open(`${neighbourUrl}/gone.mp4?signature=secret`);
    await expect(opening).rejects.toEqual(failure('video-unreachable'));
    await expect(opening).rejects.not.toThrow(/secret|gone\.mp4/);
  });

  it('opens loopback addresses only when NEMO_API_URL is one', async () => {
    const media = await open(`${neighbourUrl}/a.mp4`);
    expect(String(await buffer(media.body))).toBe('neighbour');

    // An API elsewhere (nobody listens there) may not send us to a server of this machine.
    const cloud = connect('https://api.invalid', new HastyClock(), { token: 'x' }).backend;
    const opening = cloud.openRender(session, { id: 'r', url: `${neighbourUrl}/a.mp4` });
    await expect(opening).rejects.toEqual(
      failure('video-unreachable', { detail: expect.stringContaining('url-refused') }),
    );
    const byName = cloud.openRender(session, {
      id: 'r',
      url: neighbourUrl.replace('127.0.0.1', 'localhost'),
    });
    await expect(byName).rejects.toEqual(failure('video-unreachable'));
    expect(neighbourSaw).toHaveLength(1);
  });

  it('opens what lies on a backend in the private network, and nothing else there', async () => {
    // Neither public nor loopback by its looks; connections to it reach this machine.
    const [studioUrl, otherPort] = [nemo.url, neighbourUrl].map((url) => url.replace('127.0.0.1', '0.0.0.0'));
    const identity = { name: 'studio', linksAreShareable: false, elsewhere: true } as const;
    const studio = connect(studioUrl ?? '', new HastyClock(), { identity, token: 'nmv_usr_x' }).backend;
    const openUrl = (url: string) => studio.openRender(session, { id: 'render_1', url });
    const media = await openUrl(`${studioUrl}/files/render_1.mp4`);
    expect(await buffer(media.body)).toEqual(SAMPLE);
    expect(nemo.of('file')[0]?.headers.authorization).toBeUndefined();

    nemo.always('download', statusError(404));
    const refused = [`${otherPort}/a.mp4`, `${neighbourUrl}/a.mp4`, `${nemo.url}/files/a.mp4`];
    for (const url of [...refused, 'http://10.0.0.1/a.mp4', 'https://192.168.0.1/a.mp4']) {
      await expect(openUrl(url)).rejects.toEqual(
        failure('video-unreachable', { detail: expect.stringContaining('url-refused') }),
      );
    }
    expect(neighbourSaw).toEqual([]);
  });

  it.each([
    'http://example.com/a.mp4',
    'http://10.0.0.1/a.mp4',
    'https://169.254.169.254/latest',
    'file:///etc/passwd',
  ])('refuses %s', async (url) => {
    nemo.always('download', statusError(404));
    await expect(open(url)).rejects.toEqual(
      failure('video-unreachable', { detail: expect.stringContaining('url-refused') }),
    );
  });

  it('stops when it is told to', async () => {
    nemo.always('file', hang);
    const stop = new AbortController();
    const opening = backend.openRender(
      session,
      { id: 'render_1', url: `${nemo.url}/files/a.mp4` },
      stop.signal,
    );
    await nemo.arrived('file');
    stop.abort();
    await expect(opening).rejects.toEqual(failure('stopped'));
    expect(nemo.count('download')).toBe(0);
  });
});

describe('openRenderExtra', () => {
  it('asks the studio for poster and preview, with authentication', async () => {
    const studio = connect(nemo.url, new HastyClock(), {
      identity: { name: 'studio', linksAreShareable: false },
    });
    nemo.next('extra', { bytes: Buffer.from('jpeg'), type: 'image/jpeg' });
    const poster = await studio.backend.openRenderExtra?.(session, 'render_1', 'poster');
    expect(poster).toMatchObject({ name: 'render_1.jpg', type: 'image/jpeg' });
    expect(poster && String(await buffer(poster.body))).toBe('jpeg');
    expect(nemo.of('extra')[0]).toMatchObject({ path: '/api/render/proxy/render_1/poster' });
    expect(nemo.of('extra')[0]?.headers.authorization).toMatch(/^Bearer /);

    const preview = studio.backend.openRenderExtra?.(session, 'render_1', 'preview');
    await expect(preview).rejects.toEqual(failure('video-unreachable'));
  });

  it('is not offered for the cloud, which makes none', () => {
    expect(backend.openRenderExtra).toBeUndefined();
  });
});
