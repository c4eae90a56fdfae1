import type { Pool } from 'pg';
import { Failure } from '../../failure.js';
import { openPool } from '../../postgres-pool.js';
import type { StudioLog } from '../log.js';

type SqlValue = string | number | null | readonly string[];
type Query = <Row extends object>(sql: string, values?: readonly SqlValue[]) => Promise<Row[]>;

/** The PostgreSQL that the processes of a studio share. Everything rejects with Failure `store-unavailable`. */
export interface Database {
  /** For BullMQ, whose tables lie in the schema `bullmq`; our own are always named with theirs. */
  readonly pool: Pool;
  readonly query: Query;
  /** Runs statements on one connection: all of them, or none. */
  transaction<T>(task: (query: Query) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Rejects with Failure `config` for what is no address of a PostgreSQL. It connects when it is first used. */
export async function openDatabase(databaseUrl: string, log: StudioLog): Promise<Database> {
  if (!/^postgres(?:ql)?:\/\//.test(databaseUrl)) {
    throw new Failure('config', {
      detail: 'STUDIO_DATABASE_URL (or DATABASE_URL) is not valid: it must be a postgres:// address',
    });
  }
  const options = { searchPath: 'bullmq', name: 'reelthread-studio', log };
  const pool = openPool(await import('pg'), databaseUrl, options);
  return {
    pool,
    query: queryOn(pool),
    transaction: (task) => inTransaction(pool, task),
    close: () => pool.end(),
  };
}

function queryOn(connection: Pick<Pool, 'query'>): Query {
  return <Row extends object>(sql: string, values: readonly SqlValue[] = []) =>
    asFailure(async () => (await connection.query<Row>(sql, [...values])).rows);
}

async function inTransaction<T>(pool: Pool, task: (query: Query) => Promise<T>): Promise<T> {
  const client = await asFailure(() => pool.connect());
  const query = queryOn(client);
  try {
    await query('BEGIN');
    const result = await task(query);
    await query('COMMIT');
    client.release();
    return result;
  } catch (thrown) {
    // Closing the connection rolls back, whatever state it is in.
    client.release(true);
    throw thrown;
  }
}

async function asFailure<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (thrown) {
    // Only the code of the error: messages of PostgreSQL may repeat values.
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'no answer';
    throw new Failure('store-unavailable', { detail: `PostgreSQL: ${code}`, cause: thrown });
  }
}
