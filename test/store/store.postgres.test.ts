import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { copyStore } from '../../src/store/copy-store.js';
import { SCHEMA_VERSION } from '../../src/store/migrations.js';
import { openStore, type Store } from '../../src/store/open-store.js';
import { openPostgresDatabase } from '../../src/store/postgres-database.js';
import { limitsConformance } from '../conformance/limits.js';
import { storeConformance } from '../conformance/store.js';
import { startChild } from './children/start-child.js';
import { type PostgresServer, startPostgres } from './postgres-server.js';
import { conversation, heldClock, message, quiet } from './samples.js';
import { startStrictPooler } from './strict-pooler.js';

let server: PostgresServer;
let dataDir: string;
let databaseUrl: string;

beforeAll(async () => {
  server = await startPostgres();
  databaseUrl = await server.createDatabase();
  dataDir = await mkdtemp(path.join(tmpdir(), 'reelthread-store-'));
});
afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true });
});

function open(url = databaseUrl): Promise<Store> {
  return openStore({ dataDir, databaseUrl: url, log: quiet, clock: heldClock() });
}

describe('the store on PostgreSQL', () => {
  const fresh = async () => {
    const clock = heldClock();
    return {
      clock,
      open: () => openStore({ dataDir, databaseUrl, log: quiet, clock }),
      dispose: () => server.empty(databaseUrl),
    };
  };
  storeConformance(fresh);
  limitsConformance(fresh);
});

describe('a store on PostgreSQL', () => {
  afterEach(() => server.empty(databaseUrl));

  it('warns whoever leaves the key in the folder of one process', async () => {
    const warn = vi.fn();
    const log = { ...quiet, warn };
    const clock = heldClock();
    await (await openStore({ dataDir, databaseUrl, log, clock })).close();
    expect(warn).toHaveBeenCalledWith({ dataDir }, expect.stringContaining('ENCRYPTION_KEY'));
    warn.mockClear();
    await server.empty(databaseUrl);
    const encryptionKey = randomBytes(32).toString('base64');
    await (await openStore({ dataDir, databaseUrl, encryptionKey, log, clock })).close();
    expect(warn).not.toHaveBeenCalled();
  });

  it('loses no accepted message of a killed process', async () => {
    const child = await startChild('test/store/children/accept-for-ever.ts', [dataDir, databaseUrl]);
    await child.line((line) => line === '1-50');
    await child.kill();
    const store = await open();
    for (const writer of [1, 2, 3, 4]) {
      const promised = child.lines.filter((line) => line.startsWith(`${writer}-`));
      const kept = (await store.inbox.waiting(`slack:T1/thread-${writer}`)).map(({ id }) => id);
      expect(kept.slice(0, promised.length)).toEqual(promised);
    }
    await store.close();
  });

  it('is opened by many at once, also the first time, and shared by them', async () => {
    const untouched = await server.createDatabase();
    const child = startChild('test/store/children/accept-for-ever.ts', [dataDir, untouched]);
    const stores = await Promise.all([1, 2, 3].map(() => open(untouched)));
    await (await child).line((line) => line === '1-1');
    await (await child).kill();
    const accepted = await Promise.all(stores.map((store) => store.inbox.accept(message('1'), 'ordered')));
    expect(accepted.filter(Boolean)).toHaveLength(1);
    const secrets = await Promise.all(stores.map((store) => store.secret('button-seal')));
    for (const secret of secrets) expect(secret).toEqual(secrets[0]);
    for (const store of stores) await store.close();
  });

  it('takes at most ten connections and gives all of them back', async () => {
    const store = await open();
    const count = `SELECT count(*)::int AS connections FROM pg_stat_activity
                   WHERE datname = current_database() AND application_name = 'reelthread'`;
    let busy = true;
    const work = Promise.all(
      Array.from({ length: 1_000 }, async (_, index) => {
        await store.conversations.save(conversation('slack:T1', `A${index}`));
        await store.values('a').get(`${index}`);
      }),
    ).finally(() => {
      busy = false;
    });
    let most = 0;
    while (busy) {
      const [row] = (await server.query(databaseUrl, count)) as { connections: number }[];
      most = Math.max(most, row?.connections ?? 0);
    }
    await work;
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(10);
    await store.close();
    await vi.waitFor(async () =>
      expect(await server.query(databaseUrl, count)).toEqual([{ connections: 0 }]),
    );
  });

  it('goes on after its connections were cut', async () => {
    const store = await open();
    await Promise.all([1, 2, 3].map((index) => store.values('a').set(`${index}`, index)));
    await server.query(
      databaseUrl,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await vi.waitFor(() => store.check());
    expect(await store.inbox.accept(message('1'), 'ordered')).toBe(true);
    await store.close();
  });

  it('is reached through a pooler that takes no settings with the connection', async () => {
    const pooler = await startStrictPooler(databaseUrl);
    try {
      const store = await open(pooler.databaseUrl);
      expect(await store.inbox.accept(message('1'), 'ordered')).toBe(true);
      await store.close();
      expect(pooler.refused).toEqual([]);
    } finally {
      pooler.close();
    }
  });

  it('gets over a deadlock with another process', async () => {
    await (await open()).close();
    const database = await openPostgresDatabase(databaseUrl, quiet);
    const touch = (key: string) => ({
      sql: `INSERT INTO reelthread_value (key, value) VALUES ($1, pg_sleep(0.1)::text)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value || 'x'`,
      values: [key],
    });
    await database.atomically([touch('a'), touch('b')]);
    const before = await deadlocks();
    await Promise.all([
      database.atomically([touch('a'), touch('b')]),
      database.atomically([touch('b'), touch('a')]),
    ]);
    await vi.waitFor(async () => expect(await deadlocks()).toBeGreaterThan(before));
    await database.close();

    async function deadlocks(): Promise<number> {
      const sql = 'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()';
      const [row] = (await server.query(databaseUrl, sql)) as { deadlocks: number }[];
      return row?.deadlocks ?? 0;
    }
  });

  it('refuses a row that PostgreSQL cannot hold, and not the others of its batch', async () => {
    const store = await open();
    const ids = ['1', '2', 'nul \0 in an id', '3'];
    const outcomes = await Promise.allSettled(ids.map((id) => store.inbox.accept(message(id), 'ordered')));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[2]).toMatchObject({ reason: { code: 'internal', detail: '22021' } });
    await store.close();
  });

  it('says which variable is wrong, and keeps its value to itself', async () => {
    const refusals: [string, string, RegExp][] = [
      [
        'postgres://u:marked-secret@127.0.0.1:1/x',
        'store-unavailable',
        /^DATABASE_URL cannot be used: ECONNREFUSED/,
      ],
      ['mysql://u:marked-secret@127.0.0.1/x', 'config', /^DATABASE_URL is not valid/],
      [databaseUrl.replace(':test@', ':marked-secret@'), 'store-unavailable', /28P01/],
    ];
    for (const [url, code, detail] of refusals) {
      const opened = open(url);
      await expect(opened).rejects.toMatchObject({ code, detail: expect.stringMatching(detail) });
      await expect(opened).rejects.not.toThrow('marked-secret');
    }
  });

  it('takes over everything from SQLite, once', async () => {
    const folder = path.join(dataDir, 'sqlite');
    const clock = heldClock();
    const local = await openStore({ dataDir: folder, log: quiet, clock });
    const ids = Array.from({ length: 620 }, (_, index) => `m${index}`);
    await Promise.all(ids.map((id) => local.inbox.accept(message(id), 'ordered')));
    await local.inbox.done(message('m0'));
    const saved = conversation('slack:T1', 'A', { draft: { text: 'null \0, half \ud83d' } });
    await local.conversations.save(saved);
    await local.journal.write(saved.id, 'm1', 'turn', { state: 'done', value: [1], at: clock.now() });
    await local.sealed('installation').set('slack:T1', 'a token');
    const secret = await local.secret('button-seal');

    const copy = { dataDir: folder, databaseUrl, clock, log: quiet };
    await expect(copyStore(copy)).rejects.toMatchObject({
      code: 'config',
      detail: expect.stringContaining('in use'),
    });
    await local.close();
    expect(await copyStore(copy)).toMatchObject({ reelthread_inbox: 620, reelthread_conversation: 1 });

    const moved = await openStore({ dataDir: folder, databaseUrl, log: quiet, clock });
    const waiting = (await moved.inbox.waiting('slack:T1/C1:1.0')).map(({ id }) => id);
    expect(waiting).toEqual(ids.slice(1));
    expect(await moved.inbox.accept(message('m0'), 'ordered')).toBe(false);
    expect(await moved.inbox.accept(message('new'), 'ordered')).toBe(true);
    expect(await moved.conversations.list('slack:T1', 9)).toEqual([saved]);
    expect(await moved.journal.read(saved.id, 'm1')).toEqual({
      turn: { state: 'done', value: [1], at: clock.now() },
    });
    expect(await moved.sealed('installation').get('slack:T1')).toBe('a token');
    expect(await moved.secret('button-seal')).toEqual(secret);
    await moved.close();
    await expect(copyStore(copy)).rejects.toMatchObject({
      code: 'config',
      detail: expect.stringContaining('not empty'),
    });
  });

  it('refuses a newer schema and a wrong key', async () => {
    await (await open()).close();
    const elsewhere = {
      dataDir: path.join(dataDir, 'elsewhere'),
      databaseUrl,
      log: quiet,
      clock: heldClock(),
    };
    await expect(openStore(elsewhere)).rejects.toMatchObject({
      code: 'config',
      facts: { fix: 'ENCRYPTION_KEY' },
    });
    const encryptionKey = randomBytes(32).toString('hex');
    const other = openStore({ ...elsewhere, encryptionKey });
    await expect(other).rejects.toMatchObject({ code: 'config', facts: { fix: 'ENCRYPTION_KEY' } });

    await server.query(
      databaseUrl,
      `INSERT INTO reelthread.reelthread_migration VALUES (${SCHEMA_VERSION + 1}, 0)`,
    );
    await expect(open()).rejects.toMatchObject({
      code: 'config',
      detail: expect.stringContaining('newer version'),
    });
    await server.query(
      databaseUrl,
      `DELETE FROM reelthread.reelthread_migration WHERE version > ${SCHEMA_VERSION}`,
    );
  });
});
