import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import KeyvSqlite from '@keyv/sqlite';
import Keyv from 'keyv';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { placeOf } from '../../../adapters/playground/platform.js';
import type { KeyValueStore } from '../../../src/conversation/ports/stores.js';
import { SAMPLE_REPLIES, textReply } from '../../conformance/sample-replies.js';
import { Client } from './support/client.js';
import { startPlayground } from './support/start-playground.js';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'playground-restart-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** The playground as after a start of the process: nothing in memory, everything from SQLite and the disk. */
async function start() {
  const keyv = new Keyv({ store: new KeyvSqlite(`sqlite://${path.join(dataDir, 'store.sqlite')}`) });
  const values: KeyValueStore = {
    get: (key) => keyv.get(key),
    set: async (key, value) => void (await keyv.set(key, value)),
    delete: async (key) => void (await keyv.delete(key)),
  };
  const playground = await startPlayground({ values, dataDir });
  return {
    playground,
    client: new Client(playground.url),
    async stop() {
      await playground.close();
      await keyv.disconnect();
    },
  };
}

it('a restart finds threads, messages, edits, files and keys again', async () => {
  const before = await start();
  const id = await before.client.newThread({ skill: 'still-image-to-video' });
  const place = placeOf(id);
  await before.client.send(id, {
    text: 'make a video',
    files: [{ name: 'a.png', bytes: new Uint8Array([9, 8, 7]) }],
  });
  const card = await before.playground.platform.post(place, SAMPLE_REPLIES.progress, 'card');
  await before.playground.platform.edit(card, textReply('half way'));
  const video = await before.playground.platform.post(place, SAMPLE_REPLIES.video, 'video');
  const file = {
    name: 'v.mp4',
    type: 'video/mp4',
    open: async () => ({ name: 'v.mp4', body: new Blob(['bytes']).stream() as never }),
  };
  expect(await before.playground.platform.deliver(video, file, 'file')).toEqual({ delivered: true });
  const [attachment] = before.playground.reception.received[0]?.attachments ?? [];
  const shown = await before.client.thread(id);
  await before.stop();

  const after = await start();
  expect(await after.client.thread(id)).toEqual(shown);
  expect(await (await after.client.request('/playground/threads')).json()).toEqual({
    threads: [{ id, title: 'make a video', updatedAt: shown.updatedAt }],
  });

  const { platform } = after.playground;
  expect(await platform.post(place, SAMPLE_REPLIES.progress, 'card')).toEqual(card);
  expect(await platform.deliver(video, file, 'file')).toEqual({ delivered: true });
  await platform.edit(card, textReply('done'));
  const messages = await after.client.messages(id);
  expect(messages).toHaveLength(3);
  expect(messages[1]).toMatchObject({ text: 'done', edits: 2 });
  expect(await (await after.client.request(messages[2]?.video?.url ?? '')).text()).toBe('bytes');

  if (!attachment) throw new Error('no attachment was handed in');
  const opened = await platform.open(attachment, place);
  expect(Buffer.concat(await opened.body.toArray())).toEqual(Buffer.from([9, 8, 7]));
  await after.stop();
});

it('revisions never go back after a restart, so a reader that comes back misses nothing', async () => {
  const before = await start();
  const id = await before.client.newThread();
  await before.playground.platform.post(placeOf(id), textReply('one'), '1');
  const { revision } = await before.client.thread(id);
  await before.stop();

  const after = await start();
  await after.playground.platform.post(placeOf(id), textReply('two'), '2');
  expect((await after.client.thread(id)).revision).toBeGreaterThan(revision);
  await after.stop();
});

it('what a crash left half-written is removed at the start', async () => {
  const partial = path.join(dataDir, 'playground/partial');
  await mkdir(partial, { recursive: true });
  await writeFile(path.join(partial, 'half'), 'half a video');
  const { stop } = await start();
  expect(await readdir(partial)).toEqual([]);
  await stop();
});
