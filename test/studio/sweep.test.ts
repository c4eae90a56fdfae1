import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { RenderQueue } from '../../src/studio/renders/render-queue.js';
import { RenderStore } from '../../src/studio/renders/render-store.js';
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
  const { sessions, queue } = await rooms(folder, now);
  await sweep({ sessions, queue, log: SILENT, now: () => now, retentionMs: 30 * DAY });
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
  const { sessions, queue } = await rooms(folder, now);
  await sweep({ sessions, queue, log: SILENT, now: () => now, retentionMs: 30 * DAY });
  await queue.close();
  expect(await readdir(path.join(folder, 'sessions'))).toEqual([sid]);
});

async function rooms(folder: string, now: number) {
  const sessions = new Sessions(path.join(folder, 'sessions'), () => now);
  const queue = new RenderQueue({
    store: new RenderStore(path.join(folder, 'renders')),
    run: heldRender().run,
    parallel: 1,
    mediaOf: async () => ({}),
    now: () => now,
    log: SILENT,
  });
  await queue.open();
  return { sessions, queue };
}
