import { Failure } from '../failure.js';
import type { Database } from './database.js';
import { nameOfKey } from './values.js';

/** What differs between the two databases in the definition of a table. */
interface Words {
  /** A number that is greater than that of every row that is there. */
  readonly sequence: string;
  /** Unix milliseconds need 64 bits; SQLite's INTEGER has them, PostgreSQL's has not. */
  readonly milliseconds: string;
  readonly dialect: Database['dialect'];
}

const WORDS: Record<Database['dialect'], Words> = {
  sqlite: { sequence: 'INTEGER PRIMARY KEY', milliseconds: 'INTEGER', dialect: 'sqlite' },
  postgres: {
    sequence: 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
    milliseconds: 'BIGINT',
    dialect: 'postgres',
  },
};

/**
 * The schema, version by version; the first entry makes version 1. An entry that has been released is never changed.
 * `reelthread_value` belongs to Keyv and is made by its adapter.
 */
const MIGRATIONS: readonly ((words: Words) => readonly string[])[] = [
  ({ sequence, milliseconds }) => [
    `CREATE TABLE reelthread_inbox (
       number ${sequence},
       tenant TEXT NOT NULL,
       id TEXT NOT NULL,
       conversation TEXT NOT NULL,
       lane TEXT NOT NULL,
       message TEXT NOT NULL,
       done_at ${milliseconds},
       UNIQUE (tenant, id)
     )`,
    // Only rows that still wait are in it: next() and unfinished() stay as quick as the queue is short.
    `CREATE INDEX reelthread_inbox_waiting ON reelthread_inbox (conversation, lane, number) WHERE done_at IS NULL`,
    `CREATE INDEX reelthread_inbox_done ON reelthread_inbox (done_at) WHERE done_at IS NOT NULL`,
    `CREATE TABLE reelthread_journal (
       conversation TEXT NOT NULL,
       message TEXT NOT NULL,
       step TEXT NOT NULL,
       state TEXT NOT NULL,
       value TEXT,
       at ${milliseconds} NOT NULL,
       PRIMARY KEY (conversation, message, step)
     )`,
    `CREATE INDEX reelthread_journal_at ON reelthread_journal (at)`,
    // The conversations themselves are Keyv values; this says whose they are and in which order they are listed.
    `CREATE TABLE reelthread_conversation (
       id TEXT PRIMARY KEY,
       tenant TEXT NOT NULL,
       updated_at ${milliseconds} NOT NULL
     )`,
    `CREATE INDEX reelthread_conversation_newest ON reelthread_conversation (tenant, updated_at DESC)`,
  ],
  // "Forget" finds what belongs to a conversation without reading everything that is stored. Rows that wait have an
  // index since version 1, so that accepting a message does not become dearer.
  ({ dialect }) => [
    `CREATE INDEX reelthread_inbox_done_conversation ON reelthread_inbox (conversation) WHERE done_at IS NOT NULL`,
    `CREATE INDEX reelthread_value_name ON reelthread_value ((${nameOfKey(dialect)}))`,
  ],
  // Limits per person and per tenant are counted in one index that holds only what waits. Rows from before have no
  // author and count for their tenant alone.
  ({ milliseconds }) => [
    'ALTER TABLE reelthread_inbox ADD COLUMN author TEXT',
    `ALTER TABLE reelthread_inbox ADD COLUMN began_at ${milliseconds}`,
    `CREATE INDEX reelthread_inbox_crowd ON reelthread_inbox (tenant, lane, author, began_at) WHERE done_at IS NULL`,
  ],
];

/** The version that this program reads and writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/**
 * Brings the schema up to `SCHEMA_VERSION`, each version in one transaction, one process at a time.
 * Rejects with Failure `config` when the database was written by a newer program.
 */
export function migrate(database: Database, now: number): Promise<void> {
  return database.prepare(() => migrateAlone(database, now));
}

async function migrateAlone(database: Database, now: number): Promise<void> {
  const { milliseconds } = WORDS[database.dialect];
  await database.query(
    `CREATE TABLE IF NOT EXISTS reelthread_migration (version INTEGER PRIMARY KEY, applied_at ${milliseconds} NOT NULL)`,
  );
  const rows = await database.query<{ version: number | null }>(
    'SELECT MAX(version) AS version FROM reelthread_migration',
  );
  const found = rows[0]?.version ?? 0;
  if (found > SCHEMA_VERSION) {
    throw new Failure('config', {
      detail: `the database has schema version ${found}, this program knows ${SCHEMA_VERSION}: start a newer version of it`,
    });
  }
  for (const [index, statements] of MIGRATIONS.entries()) {
    const version = index + 1;
    if (version <= found) continue;
    await database.atomically(
      [
        ...statements(WORDS[database.dialect]).map((sql) => ({ sql, values: [] })),
        {
          sql: 'INSERT INTO reelthread_migration (version, applied_at) VALUES ($1, $2)',
          values: [version, now],
        },
      ],
      { patient: true },
    );
  }
}
