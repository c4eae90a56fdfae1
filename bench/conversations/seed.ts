import { RowWriter } from '../../adapters/playground/row-writer.js';
import { ThreadIndex } from '../../adapters/playground/thread-index.js';
import type { Clock } from '../../src/conversation/ports/tools.js';
import { copyStore } from '../../src/store/copy-store.js';
import type { Database } from '../../src/store/database.js';
import { openPostgresDatabase } from '../../src/store/postgres-database.js';
import { openSqliteDatabase } from '../../src/store/sqlite-database.js';
import { createValues } from '../../src/store/values.js';
import { JPEG } from '../../test/conversation/harness.js';
import { startBot } from '../../test/e2e/bot-process.js';
import { openThread } from '../../test/e2e/playground-client.js';
import { silentLog } from '../../test/fakes/silent-log.js';

/** Messages of a person in every conversation: each leaves a done row in the inbox. */
export const MESSAGES = 10;
/** Conversations that are multiplied by one statement. */
const BATCH = 1_000;
/** Coprime with 2^32: ids that differ, in no order, as those of real threads. */
const SCATTER = 2_654_435_761;

export const clock: Clock = { now: Date.now, sleep: async () => {} };

export interface Seed {
  readonly dataDir: string;
  /** Without it SQLite in `dataDir`. */
  readonly databaseUrl?: string;
}

/** The id of the thread that was made as number `index`, from 1 on. */
export function threadId(index: number): string {
  const hex = ((index * SCATTER) % 2 ** 32).toString(16).padStart(8, '0');
  return `${hex}-0000-4000-8000-0000${hex}`;
}

/**
 * One conversation as people have it: pictures, a video, edits. Made by the program itself, through its playground.
 * Resolves to the id of its thread.
 */
export async function makeTemplate(environment: Record<string, string>): Promise<string> {
  const bot = await startBot(environment);
  try {
    const thread = await openThread(bot.url);
    const photos = ['a.jpg', 'b.jpg', 'c.jpg'].map((name) => ({ name, bytes: new Uint8Array(JPEG) }));
    await thread.send('turn these images into a short video', photos);
    await thread.until(({ video }) => video !== undefined);
    for (let number = 2; number <= MESSAGES; number++) {
      const before = (await thread.messages()).length;
      await thread.send(`make the title say "Summer ${number}"`);
      await untilQuiet(bot.url);
      if ((await thread.messages()).length <= before + 1) throw new Error('the edit was not answered');
    }
    return thread.id;
  } finally {
    await bot.stop();
  }
}

/** Resolves when no message waits or is worked on. */
export async function untilQuiet(url: string): Promise<void> {
  for (;;) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    if (/^reelthread_messages_waiting\{lane="ordered"\} 0$/m.test(metrics)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Fills a store with `count` conversations that are all like the one in `template`, which stays there as well. */
export async function multiply(
  { dataDir, databaseUrl }: Seed,
  template: string,
  count: number,
): Promise<void> {
  if (databaseUrl !== undefined) {
    await copyStore({
      dataDir,
      databaseUrl,
      clock: { now: Date.now, sleep: async () => {} },
      log: silentLog,
    });
  }
  const database =
    databaseUrl === undefined
      ? await openSqliteDatabase({ dataDir })
      : await openPostgresDatabase(databaseUrl, silentLog);
  try {
    for (let from = 1; from <= count; from += BATCH) {
      await database.atomically(copies(database, template, from, Math.min(count, from + BATCH - 1)), {
        patient: true,
      });
    }
    await listThreads(database, count);
    if (database.dialect === 'postgres') await database.query('ANALYZE');
  } finally {
    await database.close();
  }
}

/** The rows of the template once more for every number, under another id. */
function copies(database: Database, template: string, from: number, until: number) {
  const hex =
    database.dialect === 'sqlite'
      ? `printf('%08x', (i * ${SCATTER}) % 4294967296)`
      : `lpad(to_hex((i::bigint * ${SCATTER}) % 4294967296), 8, '0')`;
  const id = `${hex} || '-0000-4000-8000-0000' || ${hex}`;
  const renamed = (column: string) => `replace(${column}, '${template}', ${id})`;
  const numbers = `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${until})`;
  return [
    `${numbers} INSERT INTO reelthread_conversation (id, tenant, updated_at)
     SELECT ${renamed('id')}, tenant, updated_at - i * 60000 FROM reelthread_conversation, n
     WHERE id LIKE '%${template}'`,
    `${numbers} INSERT INTO reelthread_value (key, value)
     SELECT ${renamed('key')}, ${renamed('value')} FROM reelthread_value, n WHERE key LIKE '%${template}%'`,
    `${numbers} INSERT INTO reelthread_inbox (tenant, id, conversation, lane, message, done_at)
     SELECT tenant, id || '-' || i, ${renamed('conversation')}, lane, message, done_at
     FROM reelthread_inbox, n WHERE conversation LIKE '%${template}'`,
  ].map((sql) => ({ sql, values: [] }));
}

/** The list of the page, by the playground's own means. */
async function listThreads(database: Database, count: number): Promise<void> {
  const values = createValues(database, clock, 'playground');
  const index = new ThreadIndex(values, new RowWriter(values));
  await Promise.all(
    Array.from({ length: count }, (_, thread) =>
      index.set({
        id: threadId(thread + 1),
        title: 'turn these images into a short video',
        updatedAt: Date.now() - (thread + 1) * 60_000,
      }),
    ),
  );
}
