import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LaunchedStudio, launchStudio } from '../../src/studio/launch.js';
import { ATTRIBUTION, picture, silence, temporaryFolder, until } from './harness.js';

/** The real processes, from the launch to the MP4; they run what `npm test` has built. */
const ENTRY = path.join(import.meta.dirname, '../../dist/src/studio/main.js');

let folder: string;
let remove: () => Promise<void>;
let studio: LaunchedStudio;
const problems: object[] = [];

beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
  const tell = (facts: object, message: string) => problems.push({ ...facts, message });
  studio = await launchStudio({
    dataDir: folder,
    entry: ENTRY,
    log: { info: () => {}, warn: tell, error: tell },
  });
});
afterAll(async () => {
  await studio.stop();
  await remove();
});

let headers: Record<string, string>;

async function call(method: 'GET' | 'POST', where: string, body?: object): Promise<Record<string, unknown>> {
  const json: Record<string, string> = body ? { 'Content-Type': 'application/json' } : {};
  const response = await fetch(studio.url + where, {
    method,
    headers: { ...headers, ...json },
    ...(body && { body: JSON.stringify(body) }),
  });
  return ((await response.json()) as { data: Record<string, unknown> }).data;
}

async function sessionWith(prompt: string): Promise<{ sid: string; draft: unknown }> {
  const sid = String((await call('POST', '/api/tasks/me/with-session/nemo_agent', {})).session_id);
  const form = new FormData();
  const files = [
    { name: 'beach.jpg', bytes: await picture({ width: 640, height: 360, color: '#3388cc' }) },
    { name: 'team.png', bytes: await picture({ width: 360, height: 640, format: 'png', color: '#cc8833' }) },
    { name: 'song.wav', bytes: silence(2) },
  ];
  for (const { name, bytes } of files) form.append('files', new Blob([new Uint8Array(bytes)]), name);
  await fetch(`${studio.url}/api/upload-video/nemo_agent/me/${sid}`, { method: 'POST', headers, body: form });
  const message = { session_id: sid, new_message: { parts: [{ text: prompt }] } };
  const stream = await fetch(`${studio.url}/run_sse`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(message),
  });
  await stream.text();
  const { state } = (await call('GET', `/api/state/nemo_agent/me/${sid}/latest`)) as {
    state: { draft: unknown };
  };
  return { sid, draft: state.draft };
}

const poll = (id: string) => call('GET', `/api/render/proxy/lambda/${id}`);

it('makes a real MP4 of images, words and music', async () => {
  const token = await fetch(`${studio.url}/api/auth/anonymous-token`, {
    method: 'POST',
    headers: { 'X-Client-Id': studio.clientId },
  });
  const { data } = (await token.json()) as { data: { token: string } };
  headers = { Authorization: `Bearer ${data.token}`, ...ATTRIBUTION };

  const { sid, draft } = await sessionWith(
    'make a 2-second video with calm music and the title "夏日 Summer"',
  );
  const output = { format: 'mp4', quality: 'low', resolution: '240p' };
  await call('POST', '/api/render/proxy/lambda', { id: 'render_1', sessionId: sid, draft, output });
  const seen = new Set<unknown>();
  const done = await until(async () => {
    const now = await poll('render_1');
    seen.add(now.status);
    return now.status === 'completed' || now.status === 'failed' ? now : undefined;
  });
  expect(done).toMatchObject({ status: 'completed', progress: 100, duration: 2, height: 240 });
  const video = Buffer.from(await (await fetch(String(done.outputUrl))).arrayBuffer());
  expect(video.toString('latin1', 4, 8)).toBe('ftyp');
  expect(video.length).toBe(done.size);
  const poster = await fetch(`${studio.url}/api/render/proxy/render_1/poster`, { headers });
  expect(poster.headers.get('content-type')).toBe('image/jpeg');
  expect(problems).toEqual([]);
});

it('cancels a running render at once, and leaves nothing of it', async () => {
  const { sid, draft } = await sessionWith('make a 5-minute video');
  await call('POST', '/api/render/proxy/lambda', { id: 'render_2', sessionId: sid, draft, output: {} });
  await until(async () => Number((await poll('render_2')).progress) > 0 || undefined);
  expect(await readdir(path.join(folder, 'studio/scratch'))).toHaveLength(1);
  await call('POST', '/api/render/proxy/lambda/render_2/cancel');
  expect((await poll('render_2')).status).toBe('cancelled');
  const scratch = path.join(folder, 'studio/scratch');
  await until(async () => (await readdir(scratch)).length === 0 || undefined);
  expect((await poll('render_2')).outputUrl).toBeUndefined();
});
