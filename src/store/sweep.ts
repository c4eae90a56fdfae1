import { setImmediate as breathe } from 'node:timers/promises';
import type { Clock, Log } from '../conversation/ports/tools.js';
import { Failure } from '../failure.js';
import type { Database } from './database.js';
import type { Keyring } from './keyring.js';
import { SEALED } from './sealed-values.js';
import { type Entry, isOver } from './values.js';

/** Rows per statement: short enough that a message waiting to be accepted does not notice. */
const BATCH = 200;

interface ValueRow {
  readonly key: string;
  readonly value: string;
}

export interface SweptHouse {
  readonly database: Database;
  readonly clock: Clock;
  readonly keyring: Keyring;
  readonly log: Log;
}

/**
 * Removes what is over: done messages and journals older than `retentionMs`, values past their time; and seals values
 * anew that were sealed with an older key. In small pieces, so that accepting goes on meanwhile.
 */
export async function sweep(house: SweptHouse, retentionMs: number): Promise<void> {
  const { database, clock } = house;
  const before = clock.now() - retentionMs;
  await sweepRows(
    database,
    `DELETE FROM reelthread_inbox WHERE number IN
       (SELECT number FROM reelthread_inbox WHERE done_at < $1 LIMIT ${BATCH}) RETURNING number`,
    before,
  );
  // The journal of a message that still waits stays, however old it is: without it work would be done twice.
  await sweepRows(
    database,
    `DELETE FROM reelthread_journal WHERE (conversation, message, step) IN
       (SELECT conversation, message, step FROM reelthread_journal AS old WHERE at < $1 AND NOT EXISTS
         (SELECT 1 FROM reelthread_inbox AS waiting WHERE waiting.conversation = old.conversation
          AND waiting.id = old.message AND waiting.done_at IS NULL) LIMIT ${BATCH}) RETURNING step`,
    before,
  );
  await sweepValues(house);
  await database.scrub();
}

async function sweepRows(database: Database, sql: string, before: number): Promise<void> {
  for (;;) {
    const removed = await database.query(sql, [before]);
    if (removed.length < BATCH) return;
    await breathe();
  }
}

/** Walks over all values but the conversations, which have no end of their own. */
async function sweepValues(house: SweptHouse): Promise<void> {
  let last = '';
  for (;;) {
    const rows = await house.database.query<ValueRow>(
      `SELECT key, value FROM reelthread_value WHERE key > $1 AND substr(key, 1, 13) <> 'conversation:'
       ORDER BY key LIMIT ${BATCH}`,
      [last],
    );
    const isEnded = (row: ValueRow) => isOver(entryOf(row), house.clock.now());
    await deleteUnchanged(house.database, rows.filter(isEnded));
    for (const row of rows) if (!isEnded(row)) await sealWithNewestKey(house, row);
    const end = rows.at(-1);
    if (!end || rows.length < BATCH) return;
    last = end.key;
    await breathe();
  }
}

function entryOf({ value }: ValueRow): Entry {
  return (JSON.parse(value) as { value: Entry }).value;
}

/** Only rows that are still what was read: somebody may have written them meanwhile. */
async function deleteUnchanged(database: Database, rows: readonly ValueRow[]): Promise<void> {
  if (rows.length === 0) return;
  const pairs = rows.map((_, row) => `($${2 * row + 1}, $${2 * row + 2})`);
  await database.query(
    `DELETE FROM reelthread_value WHERE (key, value) IN (VALUES ${pairs})`,
    rows.flatMap(({ key, value }) => [key, value]),
  );
}

async function sealWithNewestKey({ database, keyring, log }: SweptHouse, row: ValueRow): Promise<void> {
  const stored = JSON.parse(row.value) as { value: Entry };
  const entry = stored.value;
  if (!row.key.startsWith(SEALED) || typeof entry.value !== 'string' || keyring.isCurrent(entry.value))
    return;
  const sealed = sealAnew(keyring, entry.value, row.key, log);
  if (sealed === undefined) return;
  await database.query('UPDATE reelthread_value SET value = $1 WHERE key = $2 AND value = $3', [
    JSON.stringify({ ...stored, value: { ...entry, value: sealed } }),
    row.key,
    row.value,
  ]);
}

/** One value that does not open must not end the sweep of all others. */
function sealAnew(keyring: Keyring, sealed: string, key: string, log: Log): string | undefined {
  try {
    return keyring.seal(keyring.open(sealed, key), key);
  } catch (error) {
    log.warn({ key, detail: Failure.from(error).detail }, 'a sealed value cannot be sealed anew');
    return undefined;
  }
}
