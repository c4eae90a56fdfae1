import { Client } from 'pg';
import { Failure } from '../failure.js';
import { storeFailure } from './store-failure.js';

/** A connection of its own that may hold one advisory lock of PostgreSQL. Everything rejects with a Failure. */
export interface LockSession {
  /** True when the lock is held from now on, until the session ends. Does not wait for it. */
  tryLock(): Promise<boolean>;
  /** Rejects when the session has ended, or does not answer in time: the lock is then free for others. */
  confirm(): Promise<void>;
  /** True when no other process has a session for this lock. */
  isAlone(): Promise<boolean>;
  /** Aborted when the connection breaks; the reason is a Failure. */
  readonly broken: AbortSignal;
  /** Ends the session, and with it the lock. Never rejects, and waits for a second at most. */
  close(): Promise<void>;
}

const CLOSE_WITHIN_MS = 1_000;
/** Second half of the key under which candidates are seen; `objsubid` 2 are keys with two halves. */
const CANDIDATE = 1;

export async function openLockSession(options: {
  databaseUrl: string;
  lock: number;
  /** How long an answer may take. */
  answerMs: number;
  /** PostgreSQL ends the session when it hears nothing for so long. */
  silentMs: number;
}): Promise<LockSession> {
  const { databaseUrl, lock, answerMs, silentMs } = options;
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'reelthread',
    connectionTimeoutMillis: answerMs,
    query_timeout: answerMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: silentMs,
  });
  const broken = new AbortController();
  client.on('error', (error) => broken.abort(storeFailure(error)));
  client.on('end', () => broken.abort(new Failure('store-unavailable', { detail: 'the connection ended' })));

  async function ask<Row extends object>(sql: string, values: unknown[] = []): Promise<Row | undefined> {
    try {
      return (await client.query<Row>(sql, values)).rows[0];
    } catch (error) {
      throw storeFailure(error);
    }
  }

  async function close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_WITHIN_MS);
    });
    // A connection that is dead cannot be closed properly: PostgreSQL ends it by itself.
    await Promise.race([client.end().catch(() => undefined), late]);
    clearTimeout(timer);
  }

  try {
    await client.connect();
    // Which of them there are depends on the version (`idle_session_timeout`: 14) and on the kind of connection.
    await ask(
      `SELECT set_config(s.name, v.value, false) FROM pg_settings s
         JOIN (VALUES ('idle_session_timeout', $1), ('tcp_keepalives_idle', $2),
                      ('tcp_keepalives_interval', '1'), ('tcp_keepalives_count', '3')) v (name, value)
         ON v.name = s.name`,
      [`${silentMs}ms`, String(Math.ceil(silentMs / 2_000))],
    );
    // A second lock, which all candidates share, only to be seen.
    await ask('SELECT pg_advisory_lock_shared($1::int, $2::int)', [lock, CANDIDATE]);
  } catch (error) {
    await close();
    throw storeFailure(error);
  }
  let server: number | undefined;

  /** A pooler that hands statements to whatever session is free would keep the lock for nobody, and for ever. */
  function sameServer(pid: number | undefined): void {
    server ??= pid;
    if (pid === server && pid !== undefined) return;
    const detail =
      'DATABASE_URL leads to a pooler that does not keep sessions (PgBouncer: pool_mode = session)';
    throw new Failure('config', { detail });
  }

  return {
    broken: broken.signal,
    async tryLock() {
      const row = await ask<{ held: boolean; pid: number }>(
        'SELECT pg_try_advisory_lock($1) AS held, pg_backend_pid() AS pid',
        [lock],
      );
      sameServer(row?.pid);
      return row?.held === true;
    },
    async confirm() {
      sameServer((await ask<{ pid: number }>('SELECT pg_backend_pid() AS pid'))?.pid);
    },
    async isAlone() {
      const row = await ask<{ sessions: number }>(
        `SELECT count(*)::int AS sessions FROM pg_locks
           WHERE locktype = 'advisory' AND objsubid = 2 AND classid = $1::int AND objid = $2::int
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        [lock, CANDIDATE],
      );
      return row?.sessions === 1;
    },
    close,
  };
}
