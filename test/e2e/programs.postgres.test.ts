import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/open-store.js';
import { silentLog } from '../fakes/silent-log.js';
import { type PostgresServer, startPostgres } from '../store/postgres-server.js';
import { runProgram } from './program.js';

const clock = { now: () => Date.now(), sleep: async () => {} };
let postgres: PostgresServer;
let folder: string;
let databaseUrl: string;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'reelthread-programs-'));
  databaseUrl = await postgres.createDatabase();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (url?: string, encryptionKey?: string): Promise<Store> =>
  openStore({ dataDir: folder, databaseUrl: url, encryptionKey, log: silentLog, clock });
const tablesOf = (schema: string) =>
  postgres.query(databaseUrl, `SELECT tablename FROM pg_tables WHERE schemaname = '${schema}'`);

it.each(['gateway', 'worker'])('a %s with the playground does not start, and says why', async (ROLE) => {
  const { code, errors } = await runProgram('main', folder, { ROLE, DATABASE_URL: databaseUrl });
  expect(code).toBe(1);
  expect(errors).toBe(
    `ROLE=${ROLE} has no playground: configure Slack or Discord and set PLAYGROUND=off, or use ROLE=all\n`,
  );
});

describe('release', () => {
  it('makes the schema of the bot and of its queue, again and again, and needs no key', async () => {
    for (const _time of [1, 2]) {
      const { code, output, errors } = await runProgram('migrate', folder, { DATABASE_URL: databaseUrl });
      expect({ code, errors }).toEqual({ code: 0, errors: '' });
      expect(output).toMatch(/^The database has schema version \d+\.$/m);
    }
    expect(await tablesOf('reelthread')).toContainEqual({ tablename: 'reelthread_inbox' });
    expect(await tablesOf('bullmq')).toContainEqual({ tablename: 'job' });
    // No key was made and nothing was sealed: the key belongs to the processes that follow.
    expect(await postgres.query(databaseUrl, 'SELECT key FROM reelthread.reelthread_value')).toEqual([]);
    const store = await open(databaseUrl, Buffer.alloc(32, 1).toString('base64'));
    await store.close();
  });

  it('says what is wrong in one line, and not the password', async () => {
    const url = new URL(databaseUrl);
    url.password = 'a-wrong-password';
    const { code, errors } = await runProgram('migrate', folder, { DATABASE_URL: url.href });
    expect(code).toBe(1);
    expect(errors).toMatch(/^[^\n]*DATABASE_URL cannot be used[^\n]*\n$/);
    expect(errors).not.toContain('a-wrong-password');
  });
});

describe('store:copy', () => {
  const copy = (environment: Record<string, string> = { DATABASE_URL: databaseUrl }) =>
    runProgram('store-copy', folder, { DATA_DIR: folder, ...environment });

  it('moves a bot to PostgreSQL, secrets included', async () => {
    const before = await open();
    await before.sealed('nemo').set('account', { token: 'marked' });
    await before.values('slack').set('slack:T1/greeted', true);
    await before.close();

    const { code, output, errors } = await copy();
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output).toContain('0 messages');
    expect(output).toContain('set ENCRYPTION_KEY to its content');
    expect(output).not.toContain('marked');

    const after = await open(databaseUrl);
    expect(await after.sealed('nemo').get('account')).toEqual({ token: 'marked' });
    expect(await after.values('slack').get('slack:T1/greeted')).toBe(true);
    await after.close();

    const again = await copy();
    expect(again.code).toBe(1);
    expect(again.errors).toContain('the target database is not empty');
  });

  it('refuses to copy what is not there, and to nowhere', async () => {
    expect(await copy({})).toMatchObject({
      code: 1,
      errors: 'DATABASE_URL is not set: it must name the database to copy to\n',
    });
    expect(await copy()).toMatchObject({
      code: 1,
      errors: `DATA_DIR=${folder} has no reelthread.db to copy from\n`,
    });
  });

  it('refuses while the bot runs', async () => {
    const store = await open();
    try {
      const { code, errors } = await copy();
      expect(code).toBe(1);
      expect(errors).toContain(`DATA_DIR=${folder} is in use by another process`);
    } finally {
      await store.close();
    }
  });
});
