import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import {
  heldRender,
  instantRender,
  picture,
  type Running,
  start,
  temporaryFolder,
  until,
} from './harness.js';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function folderOfItsOwn(): Promise<string> {
  const { folder, remove } = await temporaryFolder();
  cleanups.push(remove);
  return folder;
}

async function videoSession(running: Running): Promise<string> {
  const sid = await running.newSession('zh-CN');
  await running.upload(sid, [{ name: 'beach.jpg', bytes: await picture({ color: '#112233' }) }]);
  await running.upload(sid, [{ name: 'team.jpg', bytes: await picture({ color: '#445566' }) }]);
  await running.say(sid, 'make a video');
  return sid;
}

async function submit(running: Running, sid: string, id: string): Promise<void> {
  const { draft } = await running.stateOf(sid);
  await running.call('POST', '/api/render/proxy/lambda', { id, sessionId: sid, draft });
}

const statusOf = async (running: Running, id: string) =>
  (await running.call('GET', `/api/render/proxy/lambda/${id}`)).body.data;

it('finds token, sessions, undo history and media again', async () => {
  const folder = await folderOfItsOwn();
  const first = await start(folder);
  const sid = await videoSession(first);
  const made = await first.stateOf(sid);
  await first.say(sid, 'make it vertical');
  await first.studio.close();

  const second = await start(folder);
  cleanups.push(() => second.studio.close());
  expect(second.access).toEqual(first.access);
  expect((await second.stateOf(sid)).canvas_config).toMatchObject({ ratio: '9:16' });
  await second.say(sid, 'undo');
  expect(await second.stateOf(sid)).toEqual(made);
  expect(await second.say(sid, 'remove the second image')).toContain('team.jpg');
  expect(await second.say(sid, '1:1')).toContain('画面比例');
});

it('finds finished renders again, under the address of the new server', async () => {
  const folder = await folderOfItsOwn();
  const first = await start(folder);
  await submit(first, await videoSession(first), 'render_1');
  await until(async () => (await statusOf(first, 'render_1')).status === 'completed' || undefined);
  await first.studio.close();

  const second = await start(folder);
  cleanups.push(() => second.studio.close());
  const { status, outputUrl } = await statusOf(second, 'render_1');
  expect(status).toBe('completed');
  expect(String(outputUrl).startsWith(second.url)).toBe(true);
  expect(await (await fetch(String(outputUrl))).text()).toBe('the video');
});

it('begins interrupted renders anew, in their order, without what was left of them', async () => {
  const folder = await folderOfItsOwn();
  const held = heldRender();
  const first = await start(folder, { run: held.run, parallel: 1 });
  const sid = await videoSession(first);
  await submit(first, sid, 'render_1');
  await submit(first, sid, 'render_2');
  await until(() => held.begun.length === 1 || undefined);
  await first.studio.close();
  const left = path.join(folder, 'scratch/render-killed');
  await mkdir(left, { recursive: true });
  await writeFile(path.join(left, 'video.mp4.part'), 'half a video');

  const seen: string[][] = [];
  const second = await start(folder, {
    parallel: 1,
    run: async (job, hooks) => {
      seen.push(await readdir(job.folder));
      return instantRender(job, hooks);
    },
  });
  cleanups.push(() => second.studio.close());
  await until(async () => (await statusOf(second, 'render_2')).status === 'completed' || undefined);
  expect((await statusOf(second, 'render_1')).status).toBe('completed');
  expect(seen).toEqual([[], []]);
  expect(await readdir(path.join(folder, 'scratch'))).toEqual([]);
});

it('goes on with a render as often as the studio is stopped', async () => {
  const folder = await folderOfItsOwn();
  let running = await start(folder, { run: heldRender().run });
  await submit(running, await videoSession(running), 'render_1');
  for (let stop = 0; stop < 3; stop++) {
    await until(async () => (await statusOf(running, 'render_1')).status === 'processing' || undefined);
    await running.studio.close();
    running = await start(folder, { run: stop === 2 ? instantRender : heldRender().run });
  }
  cleanups.push(() => running.studio.close());
  await until(async () => (await statusOf(running, 'render_1')).status === 'completed' || undefined);
});

it('gives a render up under which the studio was killed twice, so that polling ends', async () => {
  const folder = await folderOfItsOwn();
  const first = await start(folder, { run: heldRender().run });
  await submit(first, await videoSession(first), 'render_1');
  await first.studio.close();
  // What two killed processes leave behind.
  const [key = ''] = await readdir(path.join(folder, 'renders'));
  const file = path.join(folder, 'renders', key, 'render.json');
  const record = JSON.parse(await readFile(file, 'utf8')) as object;
  await writeFile(file, JSON.stringify({ ...record, status: 'processing', attempts: 2 }));

  const second = await start(folder, { run: heldRender().run });
  cleanups.push(() => second.studio.close());
  expect(await statusOf(second, 'render_1')).toMatchObject({
    status: 'failed',
    error: 'The render was interrupted twice.',
  });
});

it('does not begin a cancelled render again', async () => {
  const folder = await folderOfItsOwn();
  const first = await start(folder, { run: heldRender().run });
  await submit(first, await videoSession(first), 'render_1');
  await until(async () => (await statusOf(first, 'render_1')).status === 'processing' || undefined);
  await first.call('POST', '/api/render/proxy/lambda/render_1/cancel');
  await first.studio.close();

  const held = heldRender();
  const second = await start(folder, { run: held.run });
  cleanups.push(() => second.studio.close());
  expect((await statusOf(second, 'render_1')).status).toBe('cancelled');
  expect(held.begun).toEqual([]);
});
