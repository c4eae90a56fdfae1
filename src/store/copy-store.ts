import type { Clock, Log } from '../conversation/ports/tools.js';
import { Failure } from '../failure.js';
import type { Database, SqlValue } from './database.js';
import { migrate } from './migrations.js';
import { openPostgresDatabase } from './postgres-database.js';
import { openSqliteDatabase } from './sqlite-database.js';

type Row = Readonly<Record<string, SqlValue>>;

/** Rows per statement; SQLite takes 32,766 values. */
const BATCH = 500;

/** What a row is found by, in the order in which rows are read; the rest of its columns. */
const TABLES = {
  reelthread_value: { key: ['key'], others: ['value'] },
  reelthread_conversation: { key: ['id'], others: ['tenant', 'updated_at'] },
  reelthread_journal: { key: ['conversation', 'message', 'step'], others: ['state', 'value', 'at'] },
  // The number itself is given anew; what counts is the order.
  reelthread_inbox: {
    key: ['number'],
    others: ['tenant', 'id', 'conversation', 'lane', 'message', 'done_at', 'author', 'began_at'],
  },
} as const;

/**
 * Copies everything from SQLite in `dataDir` to an empty PostgreSQL database, and returns the number of rows by table.
 * Nothing may run on either. Sealed values are copied as they are: the same ENCRYPTION_KEY, or the file `key` of this
 * `dataDir`, has to be used afterwards.
 * Rejects with Failure `config` when the folder is in use or the target holds something; after another failure the
 * target is to be emptied before the next attempt.
 */
export async function copyStore(options: {
  dataDir: string;
  databaseUrl: string;
  clock: Clock;
  log: Log;
}): Promise<Record<string, number>> {
  const from = await openSqliteDatabase({ dataDir: options.dataDir });
  try {
    const to = await openPostgresDatabase(options.databaseUrl, options.log);
    try {
      for (const database of [from, to]) await migrate(database, options.clock.now());
      await refuseUnlessEmpty(to);
      const counts: Record<string, number> = {};
      for (const table of Object.keys(TABLES) as (keyof typeof TABLES)[]) {
        counts[table] = await copyTable(from, to, table);
      }
      return counts;
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

async function refuseUnlessEmpty(database: Database): Promise<void> {
  for (const table of Object.keys(TABLES)) {
    const rows = await database.query(`SELECT 1 AS found FROM ${table} LIMIT 1`);
    if (rows.length === 0) continue;
    throw new Failure('config', { detail: `the target database is not empty: ${table} has rows` });
  }
}

async function copyTable(from: Database, to: Database, table: keyof typeof TABLES): Promise<number> {
  const { key, others } = TABLES[table];
  const columns = table === 'reelthread_inbox' ? others : [...key, ...others];
  const wanted = [...key, ...others].join(', ');
  let count = 0;
  let last: Row | undefined;
  for (;;) {
    const after = last
      ? `WHERE (${key.join(', ')}) > (${key.map((_, index) => `$${index + 1}`).join(', ')})`
      : '';
    const rows: Row[] = await from.query<Row>(
      `SELECT ${wanted} FROM ${table} ${after} ORDER BY ${key.join(', ')} LIMIT ${BATCH}`,
      last ? valuesOf(last, key) : [],
    );
    last = rows.at(-1);
    if (!last) return count;
    await insert(to, table, columns, rows);
    count += rows.length;
  }
}

async function insert(
  to: Database,
  table: string,
  columns: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  const width = columns.length;
  const places = rows.map(
    (_, row) => `(${columns.map((_, column) => `$${row * width + column + 1}`).join(', ')})`,
  );
  await to.query(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${places.join(', ')}`,
    rows.flatMap((row) => valuesOf(row, columns)),
  );
}

function valuesOf(row: Row, columns: readonly string[]): SqlValue[] {
  return columns.map((column) => row[column] ?? null);
}
