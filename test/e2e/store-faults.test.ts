import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { KeyvSqlite } from '@keyv/sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type App, startApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import type { Database } from '../../src/store/database.js';
import { JPEG } from '../conversation/harness.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { newGate } from '../fakes/nemo/gate.js';
import { waitFor } from '../fakes/nemo/turn-steps.js';
import { exampleDraft } from '../fakes/nemo/world.js';
import { silentLog } from '../fakes/silent-log.js';
import { openThread, type PlaygroundThread } from './playground-client.js';

/** The bot's own connection: only there SQLite can be told that there is no more room. */
let database: Database;
vi.mock('../../src/store/sqlite-database.js', async (original) => {
  const real = await original<typeof import('../../src/store/sqlite-database.js')>();
  return {
    ...real,
    async openSqliteDatabase(options: Parameters<typeof real.openSqliteDatabase>[0]) {
      database = await real.openSqliteDatabase({ ...options, busyTimeoutMs: 50 });
      return database;
    },
  };
});

/** Longer than what is left of a page that is already there. */
const STORY = 'They walk along the beach. '.repeat(300).trim();
const MAKE = `turn these images into a short video. ${STORY}`;
const KEY = 'the-same-message';
let dataDir: string;
let nemo: FakeNemo;
let app: App;
let thread: PlaygroundThread;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'reelthread-faults-'));
  nemo = await startFakeNemo();
  app = await startApp(
    readConfig({
      DATA_DIR: dataDir,
      PORT: '0',
      PLAYGROUND: 'on',
      NEMO_BACKEND: 'cloud',
      NEMO_API_URL: nemo.url,
      RENDER_POLL_EVERY: '50ms',
      RECOVERY_POLLS: '100ms,100ms',
    }),
    silentLog,
  );
  thread = await openThread(app.url);
});
afterEach(async () => {
  await app.close();
  await nemo.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** As the page sends it, with the name that makes a repetition the same message. */
async function send(): Promise<{ status: number; error?: string }> {
  const form = new FormData();
  form.append('text', MAKE);
  form.append('files', new Blob([new Uint8Array(JPEG)]), 'beach.jpg');
  const answer = await fetch(`${app.url}/playground/threads/${thread.id}/messages`, {
    method: 'POST',
    headers: { 'idempotency-key': KEY },
    body: form,
  });
  return { status: answer.status, ...(await answer.json()) };
}

/** Another program that writes, such as a backup. */
async function lock(): Promise<() => Promise<void>> {
  const other = new KeyvSqlite({ uri: `sqlite://${path.join(dataDir, 'reelthread.db')}` });
  await other.query('BEGIN IMMEDIATE');
  return async () => {
    await other.query('COMMIT');
    await other.close();
  };
}

/** Leaves no room for another page. */
async function fill(): Promise<() => Promise<void>> {
  await database.query('CREATE TABLE IF NOT EXISTS filler (bytes TEXT)');
  const [pages] = await database.query<{ page_count: number }>('PRAGMA page_count');
  await database.query(`PRAGMA max_page_count=${pages?.page_count}`);
  const insert = database.query('INSERT INTO filler VALUES ($1)', ['x'.repeat(10_000)]);
  await expect(insert).rejects.toMatchObject({ code: 'store-full' });
  return async () => void (await database.query('PRAGMA max_page_count=1000000'));
}

const FAULTS = [
  ['locked', lock, 503, 'The message could not be kept. Try again in a moment.'],
  ['full', fill, 507, 'The disk of the bot is full. Make room and try again.'],
] as const;

const rowsOf = async (table: string) => (await database.query(`SELECT * FROM ${table}`)).length;
const videos = async () => (await thread.messages()).filter(({ video }) => video !== undefined);

describe.each(FAULTS)('a store that is %s', (_what, breakStore, status, error) => {
  it('refuses a message in clear words and keeps no half of it; sent again it is one message', async () => {
    const repair = await breakStore();
    expect(await send()).toEqual({ status, error });
    expect(await thread.messages()).toEqual([]);
    expect(await rowsOf('reelthread_inbox')).toBe(0);
    expect(await rowsOf('reelthread_journal')).toBe(0);
    expect(nemo.requests).toEqual([]);
    await repair();

    expect((await send()).status).toBe(202);
    expect((await send()).status).toBe(202);
    await thread.until(({ video }) => video !== undefined);
    expect((await thread.messages()).filter(({ from }) => from === 'you')).toHaveLength(1);
    expect(await videos()).toHaveLength(1);
    expect(nemo.turns()).toEqual([MAKE]);
    expect(await database.query('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });

  it('in the middle of the work delays it, and the agent hears the message once', async () => {
    const gate = newGate();
    nemo.nextTurn([waitFor(gate)]);
    expect((await send()).status).toBe(202);
    await gate.reached;
    const repair = await breakStore();
    nemo.session().state.draft = { ...exampleDraft(), story: STORY };
    gate.open();
    await vi.waitFor(() => expect(nemo.count('state')).toBeGreaterThanOrEqual(1));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await repair();
    await thread.until(({ video }) => video !== undefined);
    expect(nemo.turns()).toEqual([MAKE]);
    expect(await videos()).toHaveLength(1);
    expect((await thread.messages()).filter(({ text }) => /^⏳/u.test(text))).toEqual([]);
  });
});
