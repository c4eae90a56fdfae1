import { Failure } from '../../failure.js';
import type { Database } from './database.js';

/** Any number will do, as long as it stays the same: processes that start at once prepare the schema in turn. */
const PREPARATION_LOCK = 7_335_385;

/** Version by version; the first entry makes version 1. An entry that has been released is never changed. */
const MIGRATIONS: readonly string[] = [
  // Records are JSON as text: it comes back as it was written, and nothing looks into it.
  `CREATE TABLE studio.session (
     id TEXT PRIMARY KEY,
     updated_at BIGINT NOT NULL,
     -- Its files are being removed; nobody finds it any more.
     swept BOOLEAN NOT NULL DEFAULT false,
     record TEXT NOT NULL
   );
   CREATE INDEX session_updated_at ON studio.session (updated_at);
   CREATE TABLE studio.render (
     number BIGINT GENERATED ALWAYS AS IDENTITY,
     id TEXT PRIMARY KEY,
     key TEXT NOT NULL UNIQUE,
     session_id TEXT NOT NULL,
     status TEXT NOT NULL,
     attempts INTEGER NOT NULL DEFAULT 0,
     -- Of the attempt that runs: a process that was taken for dead has another one, and may not write any more.
     claim TEXT,
     percent INTEGER NOT NULL DEFAULT 0,
     job TEXT NOT NULL,
     error TEXT,
     video TEXT,
     created_at BIGINT NOT NULL,
     completed_at BIGINT
   );
   CREATE INDEX render_active ON studio.render (number) WHERE status IN ('pending', 'processing');
   CREATE INDEX render_completed_at ON studio.render (completed_at) WHERE completed_at IS NOT NULL;`,
];

/** Brings the schema up to date, one process at a time. Rejects with Failure `config` when it is newer than this program. */
export function migrate(database: Database): Promise<void> {
  return database.transaction(async (query) => {
    await query('SELECT pg_advisory_xact_lock($1)', [PREPARATION_LOCK]);
    await query('CREATE SCHEMA IF NOT EXISTS studio');
    await query('CREATE TABLE IF NOT EXISTS studio.migration (version INTEGER PRIMARY KEY)');
    const [row] = await query<{ version: number | null }>(
      'SELECT max(version) AS version FROM studio.migration',
    );
    const found = row?.version ?? 0;
    if (found > MIGRATIONS.length) {
      const detail = `the studio's schema has version ${found}, this program knows ${MIGRATIONS.length}: start a newer version of it`;
      throw new Failure('config', { detail });
    }
    for (const [index, statements] of MIGRATIONS.entries()) {
      if (index + 1 <= found) continue;
      await query(statements);
      await query('INSERT INTO studio.migration (version) VALUES ($1)', [index + 1]);
    }
  });
}
