import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { DirectoryMedia } from '../../src/studio/media/directory-media.js';
import { fileRecords } from '../../src/studio/records.js';
import { Sessions } from '../../src/studio/store/sessions.js';
import { sweep } from '../../src/studio/sweep.js';
import { heldRender, instantRender, picture, SILENT, start, temporaryFolder, until } from './harness.js';

const DAY = 86_400_000;
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

it('deletes what nobody has touched for the retention time, and nothing else', async () => {
  const { folder, remove } = await temporaryFolder();
  cleanups.push(remove);
  let now = 100 * DAY;
  const studio = await start(folder, { now: () => now, run: instantRender });
  const old = await studio.newSession();
  await studio.upload(old, [{ name: 'a.jpg', bytes: await picture() }]);
  await studio.say(old, 'make a video');
  const { draft } = await studio.stateOf(old);
  await studio.call('POST', '/api/render/proxy/lambda', { id: 'render_1', sessionId: old, draft });
  await until(async () => {
    const { body } = await studio.call('GET', '/api/render/proxy/lambda/render_1');
    return body.data.status === 'completed' || undefined;
  });
  now += 20 * DAY;
  const recent = await studio.newSession();
  await studio.studio.close();

  now += 15 * DAY;
  const { sessions, renders } = await rooms(folder, now);
  await sweep({ sessions, renders, log: SILENT, now: () => now, retentionMs: 30 * DAY });
  expect(await readdir(path.join(folder, 'sessions'))).toEqual([recent]);
  expect(await readdir(path.join(folder, 'renders'))).toEqual([]);
});

it('leaves a session alone whose render still waits', async () => {
  const { folder, remove } = await temporaryFolder();
  cleanups.push(remove);
  let now = 100 * DAY;
  const studio = await start(folder, { now: () => now, run: heldRender().run });
  const sid = await studio.newSession();
  await studio.upload(sid, [{ name: 'a.jpg', bytes: await picture() }]);
  await studio.say(sid, 'make a video');
  const { draft } = await studio.stateOf(sid);
  await studio.call('POST', '/api/render/proxy/lambda', { id: 'render_1', sessionId: sid, draft });
  await studio.studio.close();

  now += 60 * DAY;
  const { sessions, renders } = await rooms(folder, now);
  await sweep({ sessions, renders, log: SILENT, now: () => now, retentionMs: 30 * DAY });
  expect(await readdir(path.join(folder, 'sessions'))).toEqual([sid]);
});

async function rooms(folder: string, now: number) {
  const media = new DirectoryMedia(folder);
  const records = fileRecords(folder);
  const sessions = new Sessions({ records: records.sessions, media, now: () => now });
  const renders = records.renders({
    renderOnce: () => new Promise(() => {}),
    media,
    parallel: 1,
    now: () => now,
    log: SILENT,
  });
  await renders.open();
  return { sessions, renders };
}
