import type { Keyv } from 'keyv';

export type SqlValue = string | number | null;

/** A statement with its values. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/**
 * One SQL database, shared by Keyv and by the tables of our own.
 *
 * The SQL of this folder is written once for SQLite and PostgreSQL: placeholders are `$1`, `$2`, ... and appear for the
 * first time in that order (SQLite numbers named placeholders by appearance). Everything rejects with a Failure:
 * `store-full`, `store-unavailable`, or `internal` for a statement that is wrong in itself.
 */
export interface Database {
  readonly dialect: 'sqlite' | 'postgres';
  /** Keyv on `reelthread_value`, without key prefixes of its own, with errors thrown instead of swallowed. */
  readonly keyv: Keyv;
  query<Row extends object>(sql: string, values?: readonly SqlValue[]): Promise<Row[]>;
  /** Runs all statements or none of them. A `patient` one may take as long as it needs, such as a new index. */
  atomically(statements: readonly Statement[], options?: { readonly patient?: boolean }): Promise<void>;
  /** Runs a task (migrations) while no other process does. */
  prepare<T>(task: () => Promise<T>): Promise<T>;
  /** Takes the bytes of what was deleted or overwritten out of the files, as far as the database lets us. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}
