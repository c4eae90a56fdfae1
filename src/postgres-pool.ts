import type { Pool as PgPool } from 'pg';
import type { Log } from './conversation/ports/tools.js';

/** Two connections of it listen all the time; the rest is for statements, each of which takes a few milliseconds. */
const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 10_000;
/** No statement takes that long: it is the network that has gone. */
const QUERY_TIMEOUT_MS = 30_000;

/** Our tables live in the first schema, BullMQ's in the second, and nothing in `public`. */
export const POSTGRES_SCHEMA = 'reelthread';
const SEARCH_PATH = `${POSTGRES_SCHEMA},bullmq`;

interface Shared {
  readonly pool: PgPool;
  borrowers: number;
}

const pools = new Map<string, Shared>();

export interface BorrowedPool {
  readonly pool: PgPool;
  /** Gives it back; the last one to do so closes the connections. Harmless when repeated. */
  release(): Promise<void>;
}

/**
 * The one pool of connections that this process has to a PostgreSQL server, at most 10 of them: store and work share
 * it. Two of them LISTEN, so a pooler in between has to keep sessions (PgBouncer in session mode, or none). A process
 * that may hold Discord's gateway has one connection beside it, for the lock (`store/lock-session.ts`).
 * It connects when it is first used, so nothing is refused here.
 */
export async function borrowPool(databaseUrl: string, log: Log): Promise<BorrowedPool> {
  const shared = pools.get(databaseUrl) ?? {
    pool: openPool(await import('pg'), databaseUrl, { searchPath: SEARCH_PATH, name: 'reelthread', log }),
    borrowers: 0,
  };
  pools.set(databaseUrl, shared);
  shared.borrowers += 1;
  let released = false;
  return {
    pool: shared.pool,
    async release() {
      if (released) return;
      released = true;
      shared.borrowers -= 1;
      if (shared.borrowers > 0) return;
      pools.delete(databaseUrl);
      await shared.pool.end();
    },
  };
}

export interface PoolOptions {
  /** Where tables are looked for that are named without their schema: BullMQ names all of its own so. */
  readonly searchPath: string;
  /** As operators see it in `pg_stat_activity`, unless the address names the process. */
  readonly name: string;
  readonly log: Pick<Log, 'warn'>;
}

/** A pool of its own, of at most 10 connections. It connects when it is first used, so nothing is refused here. */
export function openPool(
  { Pool }: Pick<typeof import('pg'), 'Pool'>,
  databaseUrl: string,
  { searchPath, name, log }: PoolOptions,
): PgPool {
  const pool = new Pool({
    connectionString: databaseUrl,
    // Not as a parameter of the connection: PgBouncer refuses that, or drops it without a word.
    onConnect: (client) => client.query(`SET search_path TO ${searchPath}`),
    application_name: name,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    // A connection that was cut without a word is noticed, also when it only listens.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => log.warn({ detail: error.message }, 'a connection to PostgreSQL broke'));
  return pool;
}
