import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { KeyvSqlite } from '@keyv/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConversations } from '../../src/store/conversations.js';
import type { Database } from '../../src/store/database.js';
import { createInbox } from '../../src/store/inbox.js';
import { migrate, SCHEMA_VERSION } from '../../src/store/migrations.js';
import { openStore, type Store } from '../../src/store/open-store.js';
import { openSqliteDatabase } from '../../src/store/sqlite-database.js';
import { startChild } from './children/start-child.js';
import { conversation, heldClock, message, quiet } from './samples.js';

const CHILD = 'test/store/children/accept-for-ever.ts';
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'reelthread-store-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

function open(folder = dataDir): Promise<Store> {
  return openStore({ dataDir: folder, log: quiet, clock: heldClock() });
}

async function openDatabase(busyTimeoutMs?: number): Promise<Database> {
  const database = await openSqliteDatabase({ dataDir, busyTimeoutMs });
  await migrate(database, 0);
  return database;
}

describe('a killed process', () => {
  it('loses no accepted message, leaves nothing half-written, and lets go of the folder', async () => {
    const child = await startChild(CHILD, [dataDir]);
    await child.line((line) => line === '1-100');
    await child.kill();
    const accepted = child.lines.filter((line) => line !== 'open');
    expect(accepted.length).toBeGreaterThan(100);

    const store = await open();
    for (const writer of [1, 2, 3, 4]) {
      const thread = `thread-${writer}`;
      const kept = (await store.inbox.waiting(`slack:T1/${thread}`)).map(({ id }) => id);
      const promised = accepted.filter((id) => id.startsWith(`${writer}-`));
      // The last row may have been written without having been reported.
      expect(kept.slice(0, promised.length)).toEqual(promised);
      expect(kept.length - promised.length).toBeLessThanOrEqual(1);
      const saved = await store.conversations.get(`slack:T1/${thread}`);
      expect(saved?.title).toBe(`${writer}-${saved?.updatedAt}`.repeat(500));
    }
    await store.close();
  });
});

describe('a folder', () => {
  it('belongs to one process at a time', async () => {
    const child = await startChild(CHILD, [dataDir]);
    await child.line((line) => line === 'open');
    await expect(open()).rejects.toMatchObject({
      code: 'config',
      detail: expect.stringMatching(/DATA_DIR=.* is in use by another process; set DATABASE_URL/),
    });
    await child.kill();
    await (await open()).close();
  });

  it('belongs to one store of this process at a time', async () => {
    const store = await open();
    await expect(open()).rejects.toMatchObject({ code: 'config' });
    await store.close();
    await (await open()).close();
  });

  it('is for the owner only, with all of its files', async () => {
    const folder = path.join(dataDir, 'new', 'data');
    const store = await open(folder);
    await store.inbox.accept(message('1'), 'ordered');
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    const files = await readdir(folder);
    expect(files).toEqual(expect.arrayContaining(['key', 'reelthread.db', 'reelthread.db-wal']));
    for (const file of files) {
      expect([file, (await stat(path.join(folder, file))).mode & 0o777]).toEqual([file, 0o600]);
    }
    await store.close();
  });

  it('that cannot be used is named', async () => {
    await writeFile(path.join(dataDir, 'file'), '');
    const folder = path.join(dataDir, 'file', 'data');
    await expect(open(folder)).rejects.toMatchObject({
      code: 'config',
      detail: `DATA_DIR=${folder} cannot be made`,
    });
    await mkdir(path.join(dataDir, 'reelthread.lock'));
    await expect(open()).rejects.toMatchObject({
      code: 'config',
      detail: `DATA_DIR=${dataDir} cannot be written to`,
    });
  });
});

describe('a locked database', () => {
  /** Another program that writes: a backup, an operator's shell. */
  async function lockFor<T>(run: (unlock: () => Promise<void>) => Promise<T>): Promise<T> {
    const other = new KeyvSqlite({
      uri: `sqlite://${path.join(dataDir, 'reelthread.db')}`,
      table: 'reelthread_value',
    });
    await other.query('BEGIN IMMEDIATE');
    try {
      return await run(async () => {
        await other.query('COMMIT');
      });
    } finally {
      await other.close();
    }
  }

  it('is waited for', async () => {
    const store = await open();
    await lockFor(async (unlock) => {
      const accepted = store.inbox.accept(message('1'), 'ordered');
      await wait(30);
      await unlock();
      expect(await accepted).toBe(true);
    });
    await store.close();
  });

  it('is not waited for without end: the message is refused, and a repetition is accepted later', async () => {
    const database = await openDatabase(20);
    const inbox = createInbox(database, heldClock());
    await lockFor(async () => {
      const refusal = { code: 'store-unavailable', detail: 'SQLITE_BUSY: database is locked' };
      await expect(inbox.accept(message('1'), 'ordered')).rejects.toMatchObject(refusal);
      await expect(createConversations(database).save(conversation('slack:T1', 'A'))).rejects.toMatchObject(
        refusal,
      );
      await expect(createConversations(database).create(conversation('slack:T1', 'A'))).rejects.toMatchObject(
        refusal,
      );
    });
    expect(await inbox.accept(message('1'), 'ordered')).toBe(true);
    await database.close();
  });
});

describe('a full disk', () => {
  it('refuses rows as a whole and goes on when there is room again', async () => {
    const database = await openDatabase();
    const inbox = createInbox(database, heldClock());
    const conversations = createConversations(database);
    const long = 'x'.repeat(10_000);
    const setPages = (pages: number | string) => database.query(`PRAGMA max_page_count=${pages}`);
    await setPages(40);

    const accepted: string[] = [];
    let refusal: unknown;
    for (let number = 0; refusal === undefined && number < 100; number += 1) {
      try {
        await inbox.accept(message(`m${number}`, { text: long }), 'ordered');
        accepted.push(`m${number}`);
      } catch (error) {
        refusal = error;
      }
    }
    expect(refusal).toMatchObject({ code: 'store-full' });
    expect(accepted.length).toBeGreaterThan(0);

    // A batch, a value, and a transaction of several statements.
    const batch = ['b1', 'b2', 'b3'].map((id) => inbox.accept(message(id, { text: long }), 'ordered'));
    const large = conversation('slack:T1', 'A', { title: long.repeat(20) });
    const outcomes = await Promise.allSettled([
      ...batch,
      conversations.save(large),
      conversations.create(large),
    ]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { code: 'store-full' } });

    const rows = async () => (await inbox.waiting('slack:T1/C1:1.0')).map(({ id }) => id);
    expect(await rows()).toEqual(accepted);
    expect(await conversations.get(large.id)).toBeUndefined();
    expect(await conversations.list('slack:T1', 9)).toEqual([]);
    expect(await database.query('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);

    await setPages(100_000);
    expect(await inbox.accept(message('b1', { text: long }), 'ordered')).toBe(true);
    await conversations.create(large);
    expect(await conversations.list('slack:T1', 9)).toEqual([large]);
    await database.close();
  });
});

describe('the schema', () => {
  it('of a newer program is refused', async () => {
    const database = await openDatabase();
    await database.query('INSERT INTO reelthread_migration (version, applied_at) VALUES ($1, 0)', [
      SCHEMA_VERSION + 1,
    ]);
    await database.close();
    await expect(open()).rejects.toMatchObject({
      code: 'config',
      detail: expect.stringContaining(`schema version ${SCHEMA_VERSION + 1}`),
    });
  });
});

describe('10,000 conversations', () => {
  it('are listed and found without reading all of them', async () => {
    const database = await openDatabase();
    const draft = JSON.stringify(conversation('slack:T1', 'N', { title: 'x'.repeat(2_000) }));
    await database.query(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
       INSERT INTO reelthread_conversation SELECT 'slack:T1/' || i, 'slack:T1', i FROM n`,
    );
    await database.query(
      `INSERT INTO reelthread_value SELECT 'conversation:' || id, json_object('value', json_set($1, '$.id', id))
       FROM reelthread_conversation`,
      [draft],
    );
    const conversations = createConversations(database);
    const newest = await conversations.list('slack:T1', 20);
    expect(newest.map(({ id }) => id).slice(0, 2)).toEqual(['slack:T1/10000', 'slack:T1/9999']);
    expect((await conversations.get('slack:T1/5000'))?.id).toBe('slack:T1/5000');

    for (const sql of [
      'SELECT id FROM reelthread_conversation WHERE tenant = 1 ORDER BY updated_at DESC LIMIT 20',
      'SELECT message FROM reelthread_inbox WHERE conversation = 1 AND lane = 1 AND done_at IS NULL ORDER BY number',
      'SELECT DISTINCT conversation FROM reelthread_inbox WHERE done_at IS NULL',
      'SELECT number FROM reelthread_inbox WHERE done_at < 1 LIMIT 200',
      'SELECT author, COUNT(*) FROM reelthread_inbox WHERE tenant = 1 AND lane = 1 AND done_at IS NULL GROUP BY author',
      'DELETE FROM reelthread_inbox WHERE conversation = 1 AND done_at IS NULL',
      'DELETE FROM reelthread_inbox WHERE conversation = 1 AND done_at IS NOT NULL',
    ]) {
      const plan = await database.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
      expect(plan.map(({ detail }) => detail)).toEqual([expect.stringMatching(/USING (?:COVERING )?INDEX/)]);
    }
    await database.close();
  });
});
