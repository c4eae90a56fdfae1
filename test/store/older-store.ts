import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { KeyvSqlite } from '@keyv/sqlite';
import type { PostgresServer } from './postgres-server.js';

const FIXTURES = path.join(import.meta.dirname, '../fixtures/store');

/** What is stored in the fixtures of version 1, as far as a test has to know it. */
export const OLDER = {
  encryptionKey: Buffer.alloc(32, 7).toString('base64'),
  thread: 'b5d0a4e9-0892-4dc4-bbb2-5d52178d8690',
  conversation: 'playground:local/b5d0a4e9-0892-4dc4-bbb2-5d52178d8690',
  /** Its turn has begun. */
  running: 'add a title',
  waiting: 'make the music louder',
  session: '5529798706024415234',
  /** Sealed. The backend knows the user by the beginning of it. */
  clientId: '6a59789f-f2b8-41c0-aa86-8a9f264c520f',
} as const;

/** Makes `reelthread.db` in this folder, as version 1 left it; then runs the further statements. */
export async function makeOlderSqlite(dataDir: string, further: readonly string[] = []): Promise<void> {
  const database = new KeyvSqlite({
    uri: `sqlite://${path.join(dataDir, 'reelthread.db')}`,
    table: 'reelthread_value',
  });
  // Keyv has made a table of its own already.
  await database.query('DROP TABLE IF EXISTS reelthread_value');
  for (const statement of [...(await statements('v1-sqlite', 'v1-rows')), ...further]) {
    await database.query(statement);
  }
  await database.close();
}

/** The same in a new database of PostgreSQL; resolves to its address. */
export async function makeOlderPostgres(server: PostgresServer): Promise<string> {
  const databaseUrl = await server.createDatabase();
  await server.query(databaseUrl, (await statements('v1-postgres', 'v1-rows')).join(';\n'));
  return databaseUrl;
}

/** Every statement ends with its line. */
async function statements(...names: string[]): Promise<string[]> {
  const files = await Promise.all(names.map((name) => readFile(path.join(FIXTURES, `${name}.sql`), 'utf8')));
  return files
    .flatMap((file) => file.replaceAll(/^--.*$/gm, '').split(/;\n/))
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
