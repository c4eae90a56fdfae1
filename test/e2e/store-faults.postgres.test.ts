import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type App, startApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { JPEG } from '../conversation/harness.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { newGate } from '../fakes/nemo/gate.js';
import { callTool, waitFor } from '../fakes/nemo/turn-steps.js';
import { exampleDraft } from '../fakes/nemo/world.js';
import { silentLog } from '../fakes/silent-log.js';
import { type PostgresServer, startPostgres } from '../store/postgres-server.js';
import { openThread, type PlaygroundThread } from './playground-client.js';

/** What the person sees when PostgreSQL breaks below a bot that works. */
const MAKE = 'turn these images into a short video';
const SOON = { timeout: 30_000, interval: 50 };
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let postgres: PostgresServer;
let databaseUrl: string;
let dataDir: string;
let nemo: FakeNemo;
let app: App;
let thread: PlaygroundThread;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'reelthread-postgres-faults-'));
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
});
afterAll(async () => {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  nemo = await startFakeNemo();
  app = await startApp(
    readConfig({
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
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
  await postgres.empty(databaseUrl);
});

/** As the page sends it, with the name that makes a repetition the same message. */
async function send(key: string): Promise<{ status: number; error?: string }> {
  const form = new FormData();
  form.append('text', MAKE);
  form.append('files', new Blob([new Uint8Array(JPEG)]), 'beach.jpg');
  const answer = await fetch(`${app.url}/playground/threads/${thread.id}/messages`, {
    method: 'POST',
    headers: { 'idempotency-key': key },
    body: form,
  });
  return { status: answer.status, ...(await answer.json()) };
}

const cutConnections = () =>
  postgres.query(
    databaseUrl,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );

/** One video, the agent heard it once, and nothing claims to be at work. */
async function expectOneVideo(): Promise<void> {
  await vi.waitFor(async () => {
    const shown = await thread.messages();
    expect(shown.filter(({ video }) => video !== undefined)).toHaveLength(1);
    expect(shown.filter(({ text }) => /^(?:⏳|🕒)/u.test(text))).toEqual([]);
  }, SOON);
  const shown = await thread.messages();
  expect(shown.filter(({ from }) => from === 'you')).toHaveLength(1);
  expect(shown.filter(({ kind }) => kind === 'video')).toHaveLength(1);
  expect(shown.filter(({ text }) => text.startsWith('⚠️'))).toEqual([]);
  expect(nemo.turns()).toEqual([MAKE]);
  expect(nemo.count('render')).toBe(1);
}

/** Breaks the database while the agent works; the agent finishes meanwhile. */
async function breakDuringTurn(breakIt: () => Promise<unknown>): Promise<void> {
  const gate = newGate();
  nemo.nextTurn([callTool('edit_multitrack'), waitFor(gate)]);
  expect((await send('the-same-message')).status).toBe(202);
  await gate.reached;
  await breakIt();
  nemo.session().state.draft = exampleDraft();
  gate.open();
}

it('connections that are cut in the middle of the work: nobody notices', async () => {
  await breakDuringTurn(cutConnections);
  await expectOneVideo();
});

it('a server that is restarted in the middle of the work: it comes later, and once', async () => {
  let start: (() => Promise<void>) | undefined;
  await breakDuringTurn(async () => {
    ({ start } = await postgres.shutDown());
  });
  // Long enough for the bot to notice.
  await new Promise((resolve) => setTimeout(resolve, 300));
  await start?.();
  await expectOneVideo();
});

it('a server that is away when a message comes: refused in words, and sent again it is one message', async () => {
  const { start } = await postgres.shutDown();
  const refused = { status: 503, error: 'The message could not be kept. Try again in a moment.' };
  expect(await send('the-same-message')).toEqual(refused);
  expect(await send('the-same-message')).toEqual(refused);
  await start();
  await vi.waitFor(async () => expect((await send('the-same-message')).status).toBe(202), SOON);
  expect((await send('the-same-message')).status).toBe(202);
  await expectOneVideo();
});

it('a slow server: the message waits for it', async () => {
  // Somebody else holds the tables for as long as this takes.
  const slow = postgres.query(
    databaseUrl,
    `BEGIN; LOCK TABLE reelthread.reelthread_inbox, reelthread.reelthread_journal, reelthread.reelthread_value
       IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(1.5); COMMIT`,
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  const before = Date.now();
  expect((await send('the-same-message')).status).toBe(202);
  expect(Date.now() - before).toBeGreaterThan(1_000);
  await slow;
  await expectOneVideo();
});
