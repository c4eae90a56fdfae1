import type { InboundMessage } from '../conversation/inbound.js';
import type { Head, RunningLimits } from '../conversation/ports/stores.js';
import type { Database, Statement } from './database.js';

/** Any number will do, as long as it stays the same and no other lock of this program has it. */
const BEGINNING_LOCK = 7_335_385;

interface HeadRow {
  readonly conversation: string;
  readonly id: string;
  readonly author: string | null;
  readonly began_at: number | string | null;
}

/** See `Inbox.heads`. */
export async function headsOf(database: Database, tenant: string): Promise<Head[]> {
  const rows = await database.query<HeadRow>(
    `SELECT conversation, id, author, began_at FROM reelthread_inbox WHERE number IN
       (SELECT MIN(number) FROM reelthread_inbox
        WHERE tenant = $1 AND lane = 'ordered' AND done_at IS NULL GROUP BY conversation)
     ORDER BY number`,
    [tenant],
  );
  return rows.map(({ conversation, id, author, began_at }) => ({
    conversation,
    id,
    person: author ?? undefined,
    running: began_at !== null,
  }));
}

/**
 * See `Inbox.begin`. A place is a mark on the row of the request and nothing else: it goes when the row is done or
 * deleted. A process that dies takes no place with it, because the request goes on, and keeps its place, elsewhere.
 */
export async function beginRunning(
  database: Database,
  message: InboundMessage,
  { person, tenant }: RunningLimits,
  now: number,
): Promise<boolean> {
  const { tenant: mine } = message.place;
  const running = (alias: string) =>
    `SELECT COUNT(*) FROM reelthread_inbox AS ${alias} WHERE ${alias}.tenant = $2 AND ${alias}.lane = 'ordered'
     AND ${alias}.done_at IS NULL AND ${alias}.began_at IS NOT NULL`;
  await database.atomically([
    ...oneAfterTheOther(database, mine),
    {
      sql: `UPDATE reelthread_inbox SET began_at = $1 WHERE tenant = $2 AND id = $3
              AND done_at IS NULL AND began_at IS NULL
              AND (${running('everybody')}) < $4
              AND (${running('hers')} AND hers.author = $5) < $6`,
      values: [now, mine, message.id, countable(tenant), message.author.id, countable(person)],
    },
  ]);
  const rows = await database.query<Pick<HeadRow, 'began_at'>>(
    'SELECT began_at FROM reelthread_inbox WHERE tenant = $1 AND id = $2 AND done_at IS NULL',
    [mine, message.id],
  );
  return rows[0]?.began_at !== null;
}

/** SQLite writes one after the other anyway. The next statement sees what the last holder of the lock has written. */
function oneAfterTheOther(database: Database, tenant: string): Statement[] {
  if (database.dialect === 'sqlite') return [];
  return [{ sql: `SELECT pg_advisory_xact_lock(${BEGINNING_LOCK}, hashtext($1))`, values: [tenant] }];
}

/** Databases know no `Infinity`. */
function countable(limit: number): number {
  return Math.min(limit, Number.MAX_SAFE_INTEGER);
}
