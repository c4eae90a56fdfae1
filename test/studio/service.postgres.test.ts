import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../e2e/program.js';
import { startS3 } from '../fakes/s3/s3-store.js';
import { type PostgresServer, startPostgres } from '../store/postgres-server.js';
import { ATTRIBUTION, picture, temporaryFolder, until } from './harness.js';
import { type ServiceProcess, STUDIO_TOKEN, startService } from './service-process.js';

let postgres: PostgresServer;
const cleanups: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function folderOfItsOwn(): Promise<string> {
  const { folder, remove } = await temporaryFolder();
  cleanups.push(remove);
  return folder;
}

async function service(dataDir: string, environment: Record<string, string> = {}): Promise<ServiceProcess> {
  const started = await startService(dataDir, environment);
  cleanups.push(() => started.stop('SIGKILL'));
  return started;
}

/** An authorised call; the `data` of its answer. */
async function call(url: string, where: string, body?: object | FormData): Promise<Record<string, unknown>> {
  const isForm = body instanceof FormData;
  const response = await fetch(url + where, {
    ...(body && { method: 'POST', body: isForm ? body : JSON.stringify(body) }),
    headers: {
      Authorization: `Bearer ${STUDIO_TOKEN}`,
      ...ATTRIBUTION,
      ...(body && !isForm && { 'Content-Type': 'application/json' }),
    },
  });
  const text = await response.text();
  return text.startsWith('{') ? (JSON.parse(text) as { data: Record<string, unknown> }).data : {};
}

async function submit(url: string, id: string, wish: string): Promise<void> {
  const { session_id: sid } = await call(url, '/api/tasks/me/with-session/nemo_agent', {});
  const form = new FormData();
  form.append('files', new Blob([new Uint8Array(await picture())]), 'beach.jpg');
  await call(url, `/api/upload-video/nemo_agent/me/${sid}`, form);
  await call(url, '/run_sse', { session_id: sid, new_message: { parts: [{ text: wish }] } });
  const { state } = (await call(url, `/api/state/nemo_agent/me/${sid}/latest`)) as {
    state: { draft: unknown };
  };
  const output = { format: 'mp4', quality: 'low', resolution: '240p' };
  await call(url, '/api/render/proxy/lambda', { id, sessionId: sid, draft: state.draft, output });
}

const finished = (url: string, id: string) =>
  until(async () => {
    const data = await call(url, `/api/render/proxy/lambda/${id}`);
    return data.status === 'completed' || data.status === 'failed' ? data : undefined;
  }, 30_000);

const rendersNow = async ({ dataDir }: ServiceProcess) =>
  (await readdir(path.join(dataDir, 'studio/scratch')).catch(() => [])).length > 0;

describe('npm run studio', () => {
  it('serves whoever has the token, tells strangers only that it lives, and keeps secrets', async () => {
    const { url, stop, output } = await service(await folderOfItsOwn());
    const status = async (where: string, init?: RequestInit) => (await fetch(url + where, init)).status;
    expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 200]);
    expect(await status('/api/credits/balance/simple')).toBe(401);
    const anonymous = { method: 'POST', headers: { 'X-Client-Id': STUDIO_TOKEN } };
    expect(await status('/api/auth/anonymous-token', anonymous)).toBe(403);
    expect(await call(url, '/api/credits/balance/simple')).toMatchObject({ available: 100 });
    expect(await stop()).toBe(0);
    expect(output()).not.toContain(STUDIO_TOKEN);
  });

  it('goes on after a restart with what it rendered, from and to S3', async () => {
    const folder = await folderOfItsOwn();
    const s3 = await startS3();
    cleanups.push(() => s3.close());
    const environment = {
      ...s3.environment,
      S3_ENDPOINT: s3.endpoint,
      STUDIO_MEDIA: `s3://${s3.bucket}/studio`,
      STUDIO_URL: 'https://studio.example.com',
    };
    const first = await service(folder, environment);
    await submit(first.url, 'render_1', 'make a 6-second video');
    await until(async () => (await rendersNow(first)) || undefined);
    expect(await first.stop()).toBe(0);
    const { url } = await service(folder, environment);
    const done = await finished(url, 'render_1');
    expect(done).toMatchObject({ status: 'completed', duration: 6 });
    expect(done.outputUrl).toMatch(/^https:\/\/studio\.example\.com\/files\/\w{32}\/video\.mp4$/);
    const video = await fetch(url + new URL(String(done.outputUrl)).pathname, {
      headers: { Range: 'bytes=4-7' },
    });
    expect([video.status, await video.text()]).toEqual([206, 'ftyp']);
    const kept = (await s3.keys()).map((key) => key.split('/').at(-1));
    expect(kept).toEqual(expect.arrayContaining(['poster.jpg', 'preview.webp', 'video.mp4']));
    expect(await readdir(path.join(folder, 'studio/scratch'))).toEqual([]);
  });

  it('finishes what another one was killed over', async () => {
    const folder = await folderOfItsOwn();
    const shared = {
      DATABASE_URL: await postgres.createDatabase(),
      STUDIO_MEDIA: path.join(folder, 'media'),
      WORKER_LOST_AFTER: '3s',
    };
    const both = await Promise.all([
      service(path.join(folder, 'a'), shared),
      service(path.join(folder, 'b'), shared),
    ]);
    await submit(both[0].url, 'render_1', 'make a 10-second video');
    const busy = await until(async () => {
      const [a, b] = await Promise.all(both.map(rendersNow));
      return a ? both[0] : b ? both[1] : undefined;
    });
    await busy.stop('SIGKILL');
    const [left] = both.filter((one) => one !== busy);
    const done = await finished(left?.url ?? '', 'render_1');
    expect(done).toMatchObject({ status: 'completed', duration: 10 });
    const video = Buffer.from(await (await fetch(String(done.outputUrl))).arrayBuffer());
    expect([video.toString('latin1', 4, 8), video.length]).toEqual(['ftyp', done.size]);
    const rows = await postgres.query(shared.DATABASE_URL, 'SELECT attempts FROM studio.render');
    expect(rows).toEqual([{ attempts: 2 }]);
    expect(await left?.stop()).toBe(0);
  });

  it('refuses a second one in the same folder', async () => {
    const folder = await folderOfItsOwn();
    await service(folder);
    await expect(startService(folder)).rejects.toThrow('is in use by another studio');
  });

  it.each<[string, Record<string, string>, string]>([
    ['no token', {}, 'STUDIO_TOKEN is not set'],
    [
      'a database and no place for files that all machines have',
      { STUDIO_TOKEN, DATABASE_URL: 'postgres://127.0.0.1:1/x' },
      'STUDIO_MEDIA is not set: with a database',
    ],
    [
      'a database that is not there',
      { STUDIO_TOKEN, STUDIO_DATABASE_URL: 'postgres://u:hidden@127.0.0.1:1/x', STUDIO_MEDIA: 'media' },
      'STUDIO_DATABASE_URL (or DATABASE_URL) cannot be used: PostgreSQL: ECONNREFUSED',
    ],
    [
      'a foreign address',
      { STUDIO_TOKEN, STUDIO_HOST: '192.0.2.1' },
      'STUDIO_HOST=192.0.2.1 is not an address',
    ],
  ])('does not start with %s, and says why in one line', async (_what, environment, reason) => {
    const ended = await runProgram('studio-service', await folderOfItsOwn(), environment);
    expect(ended.code).toBe(1);
    expect(ended.errors).toContain(reason);
    expect(ended.errors.trim().split('\n')).toHaveLength(1);
  });
});
