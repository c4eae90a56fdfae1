import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.js';
import { openStore } from '../../src/store/open-store.js';
import { openSqliteDatabase } from '../../src/store/sqlite-database.js';
import { heldClock, message, quiet } from './samples.js';

const ROWS = 5_000;
const clock = heldClock();
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'reelthread-sweep-'));
  await (await openStore({ dataDir, log: quiet, clock })).close();
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** A store that was used for months: as many old rows in each table, and as many values that stay. */
async function fill(database: Database): Promise<void> {
  const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})`;
  const ended = JSON.stringify({ value: { value: { at: 1 }, until: 1 } });
  const kept = JSON.stringify({ value: { value: { starter: 'U1' } } });
  await database.query(
    `${numbers} INSERT INTO reelthread_inbox (tenant, id, conversation, lane, message, done_at)
     SELECT 't', i, 't/' || i, 'ordered', '', 1 FROM n`,
  );
  await database.query(
    `${numbers} INSERT INTO reelthread_journal (conversation, message, step, state, value, at)
     SELECT 't/' || i, i, 'say:card', 'done', '{}', 1 FROM n`,
  );
  for (const [name, value] of [
    ['post', ended],
    ['thread', kept],
  ]) {
    await database.query(
      `${numbers} INSERT INTO reelthread_value (key, value) SELECT 'slack:t/' || i || '/${name}', $1 FROM n`,
      [value ?? ''],
    );
  }
}

async function count(table: string): Promise<number> {
  const database = await openSqliteDatabase({ dataDir });
  const [row] = await database.query<{ rows: number }>(`SELECT COUNT(*) AS rows FROM ${table}`);
  await database.close();
  return row?.rows ?? 0;
}

it('takes many rows away in small pieces, between which messages are accepted', async () => {
  const database = await openSqliteDatabase({ dataDir });
  await fill(database);
  await database.close();

  const store = await openStore({ dataDir, log: quiet, clock });
  let isOver = false;
  const sweeping = store.sweep(1_000).then(() => {
    isOver = true;
  });
  let accepted = 0;
  // One after the other: each waits for at most one piece of the sweep.
  while (!isOver) {
    if (await store.inbox.accept(message(`new-${accepted}`), 'ordered')) accepted += 1;
  }
  await sweeping;
  await store.close();

  // In one piece per table it would be three or four.
  expect(accepted).toBeGreaterThan(50);
  expect(await count('reelthread_inbox')).toBe(accepted);
  expect(await count('reelthread_journal')).toBe(0);
  expect(await count("reelthread_value WHERE key LIKE '%/post'")).toBe(0);
  expect(await count("reelthread_value WHERE key LIKE '%/thread'")).toBe(ROWS);
});
