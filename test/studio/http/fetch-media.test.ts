import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mediaFetcher } from '../../../src/studio/http/fetch-media.js';
import { picture, type Running, start, temporaryFolder } from '../harness.js';

/** A server that counts who comes to it. */
interface Site {
  readonly url: string;
  readonly asked: string[];
  close(): void;
}

async function serve(answer: RequestListener): Promise<Site> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked, close: () => server.close() };
}

let running: Running;
let remove: () => Promise<void>;
/** Stands for a server on the Internet; every other address keeps the rule that people's links have. */
let site: Site;
let inside: Site;

beforeAll(async () => {
  const png = await picture({ format: 'png', color: '#112233' });
  inside = await serve((_request, response) => response.end(png));
  site = await serve((request, response) => {
    const path = (request.url ?? '').replace(/\?.*/, '');
    if (path.endsWith('.png')) response.writeHead(200, { 'content-type': 'image/png' }).end(png);
    else if (path === '/moved') response.writeHead(302, { location: '/here/a%20beach.png' }).end();
    else if (path === '/inwards') response.writeHead(302, { location: `${inside.url}/secret.png` }).end();
    else if (path === '/metadata') response.writeHead(307, { location: 'http://169.254.169.254/x' }).end();
    else if (path === '/scheme') response.writeHead(301, { location: 'file:///etc/passwd' }).end();
    else if (path === '/huge') response.writeHead(200, { 'content-length': '99999999999' }).end();
    else response.writeHead(404).end('nothing here');
  });
  const temporary = await temporaryFolder();
  remove = temporary.remove;
  const { host } = new URL(site.url);
  const fetchMedia = mediaFetcher((url) => (url.host === host ? 'any' : 'public'));
  running = await start(temporary.folder, { fetchMedia });
});
afterAll(async () => {
  await running.studio.close();
  await remove();
  site.close();
  inside.close();
});

async function give(sid: string, ...urls: string[]) {
  return running.call('POST', `/api/upload-video/nemo_agent/me/${sid}`, { urls, source_type: 'url' });
}

const filesOf = async (sid: string) =>
  (await running.stateOf(sid)).video_infos.map(({ filename }) => filename);

describe('a link to a picture', () => {
  it.each([
    ['/beach.png', 'beach.png'],
    ['/moved', 'a beach.png'],
    ['/100%.png', '100%.png'],
    ['/photo.png?signature=1', 'photo.png'],
  ])('%s is fetched into the session', async (path, filename) => {
    const sid = await running.newSession();
    const { status, body } = await give(sid, site.url + path);
    expect(status).toBe(200);
    expect(body.data.files).toEqual([expect.objectContaining({ filename, file_type: 'image' })]);
    expect(await filesOf(sid)).toEqual([filename]);
  });

  it.each(['/inwards', '/metadata', '/scheme'])('%s is refused behind its redirect', async (path) => {
    const sid = await running.newSession();
    const { status, body } = await give(sid, site.url + path);
    expect({ status, code: body.code }).toEqual({ status: 400, code: 400 });
    expect(body.message).toContain('may not be fetched');
    expect(site.asked).toContain(path);
    expect(inside.asked).toEqual([]);
    expect(await filesOf(sid)).toEqual([]);
  });

  it('of one that is missing tells what its server said, and takes the others', async () => {
    const sid = await running.newSession();
    const { body } = await give(sid, `${site.url}/gone`, `${site.url}/beach.png`);
    expect(JSON.stringify(body.data.rejected)).toContain('404');
    expect(await filesOf(sid)).toEqual(['beach.png']);
  });

  it('to something huge is refused by what its server declares', async () => {
    const sid = await running.newSession();
    expect((await give(sid, `${site.url}/huge`)).body.code).toBe(4002);
  });
});
