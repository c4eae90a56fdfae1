import type { Pool } from 'pg';
import { Failure } from '../../failure.js';
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

/** One of them listens for renders; the rest is for statements, each of which takes a few milliseconds. */
const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 10_000;
/** No statement takes that long: it is the network that has gone. */
const QUERY_TIMEOUT_MS = 30_000;

/** Rejects with Failure `config` for what is no address of a PostgreSQL. It connects when it is first used. */
export async function openDatabase(databaseUrl: string, log: StudioLog): Promise<Database> {
  if (!/^postgres(?:ql)?:\/\//.test(databaseUrl)) {
    throw new Failure('config', {
      detail: 'STUDIO_DATABASE_URL (or DATABASE_URL) is not valid: it must be a postgres:// address',
    });
  }
  const { Pool } = await import('pg');
  const pool = new Pool({
    connectionString: databaseUrl,
    options: '-c search_path=bullmq',
    application_name: 'reelthread-studio',
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => log.warn({ detail: error.message }, 'a connection to PostgreSQL broke'));

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
