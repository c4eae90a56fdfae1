import { KeyvPostgres, type KeyvPostgresOptions } from '@keyv/postgres';
import type { Pool as PgPool, PoolClient as PgPoolClient, QueryConfig } from 'pg';
import type { Log } from '../conversation/ports/tools.js';
import { Failure } from '../failure.js';
import { borrowPool, POSTGRES_SCHEMA } from '../postgres-pool.js';
import type { Database, SqlValue, Statement } from './database.js';
import { keyvOn } from './keyv.js';
import { errorCode, storeFailure } from './store-failure.js';

/** Any number will do, as long as it stays the same: processes that start at once prepare the schema in turn. */
const PREPARATION_LOCK = 7_335_384;
const DEADLOCK = '40P01';
/** For a migration, and for whoever waits for one: an index on a large table takes minutes. */
const PATIENCE_MS = 60 * 60_000;

/** Keyv's adapter on our pool. Left to itself it opens one of its own, whose broken connections end the process. */
class KeyvOnPool extends KeyvPostgres {
  constructor(options: KeyvPostgresOptions & { query: Database['query'] }) {
    super(options);
  }

  override async connect(): Promise<(sql: string, values?: SqlValue[]) => Promise<object[]>> {
    // Called by the constructor of the class above, which has set `opts` and nothing else.
    const { query } = this.opts as { query: Database['query'] };
    return query;
  }
}

/**
 * Opens the database at `databaseUrl`; any number of processes may.
 * Rejects with Failure `config` or `store-unavailable` that names DATABASE_URL, and never repeats it.
 */
export async function openPostgresDatabase(databaseUrl: string, log: Log): Promise<Database> {
  if (!/^postgres(?:ql)?:\/\//.test(databaseUrl)) {
    throw new Failure('config', { detail: 'DATABASE_URL is not valid: it must be a postgres:// address' });
  }
  const borrowed = await borrowPool(databaseUrl, log);
  const { pool } = borrowed;
  let open = true;

  async function onPool<T>(task: (pool: PgPool) => Promise<T>): Promise<T> {
    if (!open) throw new Failure('store-unavailable', { detail: 'the store is closed' });
    try {
      return await task(pool).catch((error: unknown) => {
        if (errorCode(error) !== DEADLOCK) throw error;
        // Two processes met with the same rows in another order. Nothing of ours was done: once more.
        return task(pool);
      });
    } catch (error) {
      throw storeFailure(error);
    }
  }

  const query = <Row extends object>(sql: string, values: readonly SqlValue[] = []): Promise<Row[]> =>
    onPool(async () => (await pool.query<Row>(sql, [...values])).rows);

  const prepare = <T>(task: () => Promise<T>): Promise<T> =>
    onPool(() =>
      withClient(pool, async (client) => {
        await client.query(patient('SELECT pg_advisory_lock($1)', [PREPARATION_LOCK]));
        // The connection keeps the lock until it is closed: the migrations themselves run on others.
        return task();
      }),
    );

  async function close(): Promise<void> {
    open = false;
    await borrowed.release();
  }

  try {
    const adapter = await prepare(async () => {
      await query(`CREATE SCHEMA IF NOT EXISTS ${POSTGRES_SCHEMA}`);
      const made = new KeyvOnPool({
        schema: POSTGRES_SCHEMA,
        table: 'reelthread_value',
        keySize: 1_024,
        query,
      });
      await made.get('');
      return made;
    });
    return {
      dialect: 'postgres',
      keyv: keyvOn(adapter),
      query,
      atomically: (statements, options) => onPool(() => inTransaction(pool, statements, options?.patient)),
      prepare,
      // Dead rows are PostgreSQL's to clear away: autovacuum does it.
      scrub: async () => {},
      close,
    };
  } catch (error) {
    await close();
    const { code, detail } = storeFailure(error);
    throw new Failure(code, { detail: `DATABASE_URL cannot be used: ${detail}`, cause: error });
  }
}

async function inTransaction(
  pool: PgPool,
  statements: readonly Statement[],
  isPatient = false,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    for (const { sql, values } of statements) {
      await client.query(isPatient ? patient(sql, values) : { text: sql, values: [...values] });
    }
    await client.query('COMMIT');
  } catch (error) {
    // Closing the connection rolls back, whatever state it is in.
    client.release(true);
    throw error;
  }
  client.release();
}

/** A statement that the pool's own timeout does not cut off. The types of `pg` do not know the setting. */
function patient(text: string, values: readonly SqlValue[]): QueryConfig {
  const config: QueryConfig & { query_timeout: number } = {
    text,
    values: [...values],
    query_timeout: PATIENCE_MS,
  };
  return config;
}

/** The connection is closed afterwards, and with it every lock that it holds. */
async function withClient<T>(pool: PgPool, task: (client: PgPoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await task(client);
  } finally {
    client.release(true);
  }
}
