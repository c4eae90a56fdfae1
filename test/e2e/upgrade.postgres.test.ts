import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { SCHEMA_VERSION } from '../../src/store/migrations.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { exampleDraft } from '../fakes/nemo/world.js';
import { makeOlderPostgres, makeOlderSqlite, OLDER } from '../store/older-store.js';
import { type PostgresServer, startPostgres } from '../store/postgres-server.js';
import { type BotProcess, startBot } from './bot-process.js';
import { openThread } from './playground-client.js';
import { runProgram } from './program.js';

// A bot of schema version 1 was killed in the middle of a turn, with another message waiting. Whatever is done with its
// data, the turn is not sent again and both messages get their answers.
let postgres: PostgresServer;
let folder: string;
let nemo: FakeNemo;
let bot: BotProcess | undefined;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'reelthread-upgrade-'));
  nemo = await startFakeNemo();
  // The agent did not notice that nobody listens: it has finished.
  nemo.world.sessions.set(OLDER.session, {
    sessionId: OLDER.session,
    taskId: 'task_2',
    userId: `anon_${OLDER.clientId.slice(0, 8)}`,
    state: {
      video_infos: [],
      draft: exampleDraft(),
      canvas_config: {},
      video_analyses: {},
      generated_media: [],
    },
    turns: [],
  });
});
afterEach(async () => {
  await bot?.stop('SIGKILL');
  bot = undefined;
  await nemo.close();
  await rm(folder, { recursive: true, force: true });
});

function environment(databaseUrl = ''): Record<string, string> {
  return {
    DATA_DIR: folder,
    DATABASE_URL: databaseUrl,
    ENCRYPTION_KEY: OLDER.encryptionKey,
    PLAYGROUND: 'on',
    NEMO_BACKEND: 'cloud',
    NEMO_API_URL: nemo.url,
    RECOVERY_POLLS: '100ms,100ms,100ms',
  };
}

async function expectItGoesOn(databaseUrl?: string): Promise<void> {
  bot = await startBot(environment(databaseUrl));
  const thread = await openThread(bot.url, OLDER.thread);
  await vi.waitFor(
    async () => {
      const texts = (await thread.messages()).filter(({ from }) => from === 'bot').map(({ text }) => text);
      expect(texts.filter((text) => text.includes('Urban Dreams'))).not.toEqual([]);
      expect(texts.filter((text) => /^(?:⏳|🕒)/u.test(text))).toEqual([]);
      expect(nemo.turns()).toEqual([OLDER.waiting]);
    },
    { timeout: 20_000, interval: 50 },
  );
  // The account is the same: its client id was sealed.
  expect(nemo.count('session')).toBe(0);
  const { threads } = await (await fetch(`${bot.url}/playground/threads`)).json();
  expect(threads).toMatchObject([{ id: OLDER.thread }]);
}

it('an older SQLite is brought up to date and gone on with', async () => {
  await makeOlderSqlite(folder);
  await expectItGoesOn();
});

it('an older PostgreSQL is brought up to date by many at once, and gone on with', async () => {
  const databaseUrl = await makeOlderPostgres(postgres);
  const releases = [1, 2, 3].map(() => runProgram('migrate', folder, { DATABASE_URL: databaseUrl }));
  for (const { code, output, errors } of await Promise.all(releases)) {
    expect({ code, output, errors }).toEqual({
      code: 0,
      output: `The database has schema version ${SCHEMA_VERSION}.\n`,
      errors: '',
    });
  }
  const versions = 'SELECT version FROM reelthread.reelthread_migration ORDER BY version';
  expect(await postgres.query(databaseUrl, versions)).toEqual(
    Array.from({ length: SCHEMA_VERSION }, (_, index) => ({ version: index + 1 })),
  );
  await expectItGoesOn(databaseUrl);
});

it('an older SQLite is moved to PostgreSQL in the middle of an act, which goes on there', async () => {
  await makeOlderSqlite(folder);
  const databaseUrl = await postgres.createDatabase();
  const { code, output, errors } = await runProgram('store-copy', folder, environment(databaseUrl));
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(output).toContain('3 messages');
  await expectItGoesOn(databaseUrl);
});

it.each(['main', 'migrate'])('%s refuses a newer schema in one line', async (program) => {
  await makeOlderSqlite(folder, [`INSERT INTO reelthread_migration VALUES (${SCHEMA_VERSION + 1}, 0)`]);
  const { code, errors } = await runProgram(program, folder, environment());
  expect(code).toBe(1);
  expect(errors).toBe(
    `the database has schema version ${SCHEMA_VERSION + 1}, this program knows ${SCHEMA_VERSION}: ` +
      'start a newer version of it\n',
  );
});
