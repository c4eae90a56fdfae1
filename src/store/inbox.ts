import { inBatches } from '../batches.js';
import type { InboundMessage } from '../conversation/inbound.js';
import type { Inbox } from '../conversation/ports/stores.js';
import type { Clock } from '../conversation/ports/tools.js';
import type { Lane } from '../conversation/ports/work.js';
import { Failure } from '../failure.js';
import { createMissing } from './conversations.js';
import { type Arrival, identityOf, refusedAtTheDoor } from './crowds.js';
import type { Database } from './database.js';
import { places, rowPlaces } from './placeholders.js';
import { beginRunning, headsOf } from './running.js';
import { assertPlace } from './scope.js';

interface MessageRow {
  readonly message: string;
}

interface Accepted {
  readonly tenant: string;
  readonly id: string;
}

/** Rows of one statement: six values each, and SQLite takes 32,766 values. */
const LARGEST_BATCH = 500;

/**
 * The inbox: one row per message, unique by tenant and message id. A message that is done stays as an empty row until
 * it is swept, so that a late repetition of it is still recognised; what the person wrote, and who it was, is gone at
 * once.
 */
export function createInbox(database: Database, clock: Clock): Inbox {
  const arrive = inBatches((arrivals: readonly Arrival[]) => admit(database, arrivals), LARGEST_BATCH);
  const findNext = inBatches((lanes: readonly LaneOfThread[]) => nextOf(database, lanes), LARGEST_BATCH);
  const finish = inBatches(
    (messages: readonly InboundMessage[]) => markDone(database, messages, clock.now()),
    LARGEST_BATCH,
  );
  const findWaiting = inBatches((threads: readonly string[]) => waitingIn(database, threads), LARGEST_BATCH);
  return {
    async accept(message, lane, door) {
      assertPlace(message.place);
      const outcome = await arrive({ message, lane, door });
      if (outcome instanceof Failure) throw outcome;
      return outcome;
    },

    next: (conversation, lane) => findNext({ conversation, lane }),

    done: (message) => finish(message),

    waiting: (conversation) => findWaiting(conversation),

    heads: (tenant) => headsOf(database, tenant),

    begin: (message, limits) => beginRunning(database, message, limits, clock.now()),

    async unfinished() {
      const rows = await database.query<{ conversation: string }>(
        'SELECT DISTINCT conversation FROM reelthread_inbox WHERE done_at IS NULL',
      );
      return rows.map((row) => row.conversation);
    },
  };
}

/** Every lane of every conversation that has a message which is not done. */
export function unfinishedLanes(database: Database): Promise<{ conversation: string; lane: Lane }[]> {
  return database.query('SELECT DISTINCT conversation, lane FROM reelthread_inbox WHERE done_at IS NULL');
}

/**
 * Lets in whom the limits let in. This process has one batch at a time, so what is counted is what there is; a thread is
 * kept before the first message in it, so that a crash in between leaves no message without a thread.
 */
async function admit(database: Database, arrivals: readonly Arrival[]): Promise<(boolean | Failure)[]> {
  const refused = await refusedAtTheDoor(database, arrivals);
  const admitted = arrivals.filter((arrival) => !refused.has(arrival));
  await createMissing(
    database,
    admitted.flatMap(({ door }) => (door ? [door.conversation] : [])),
  );
  const isNew = await insertNew(database, admitted);
  return arrivals.map((arrival) => refused.get(arrival) ?? isNew.has(arrival));
}

/** One statement for all of them; those that were new. */
async function insertNew(database: Database, arrivals: readonly Arrival[]): Promise<ReadonlySet<Arrival>> {
  if (arrivals.length === 0) return new Set();
  const rows = await database.query<Accepted>(
    `INSERT INTO reelthread_inbox (tenant, id, conversation, lane, author, message) VALUES ${rowPlaces(arrivals.length, 6)}
     ON CONFLICT (tenant, id) DO NOTHING RETURNING tenant, id`,
    arrivals.flatMap(({ message, lane }) => [
      message.place.tenant,
      message.id,
      message.place.conversation,
      lane,
      message.author.id,
      JSON.stringify(message),
    ]),
  );
  const inserted = new Set(rows.map(identityOf));
  // Twins in one batch share one row: the first of them has it.
  return new Set(
    arrivals.filter(({ message }) => inserted.delete(identityOf({ ...message.place, id: message.id }))),
  );
}

interface LaneOfThread {
  readonly conversation: string;
  readonly lane: Lane;
}

/** See `Inbox.next`. */
async function nextOf(
  database: Database,
  lanes: readonly LaneOfThread[],
): Promise<(InboundMessage | undefined)[]> {
  const rows = await database.query<LaneOfThread & MessageRow>(
    `SELECT conversation, lane, message FROM reelthread_inbox WHERE number IN
       (SELECT MIN(number) FROM reelthread_inbox
        WHERE (conversation, lane) IN (VALUES ${rowPlaces(lanes.length, 2)}) AND done_at IS NULL
        GROUP BY conversation, lane)`,
    lanes.flatMap(({ conversation, lane }) => [conversation, lane]),
  );
  const keyOf = ({ conversation, lane }: LaneOfThread) => `${lane} ${conversation}`;
  const found = new Map(rows.map((row) => [keyOf(row), row]));
  return lanes.map((lane) => {
    const row = found.get(keyOf(lane));
    return row && parse(row);
  });
}

/** See `Inbox.done`. */
async function markDone(
  database: Database,
  messages: readonly InboundMessage[],
  now: number,
): Promise<undefined[]> {
  await database.query(
    `UPDATE reelthread_inbox SET done_at = $1, message = '', author = NULL, began_at = NULL
     WHERE (tenant, id) IN (VALUES ${rowPlaces(messages.length, 2, 2)}) AND done_at IS NULL`,
    [now, ...messages.flatMap(({ place, id }) => [place.tenant, id])],
  );
  return messages.map(() => undefined);
}

/** See `Inbox.waiting`. */
async function waitingIn(database: Database, threads: readonly string[]): Promise<InboundMessage[][]> {
  const rows = await database.query<{ conversation: string } & MessageRow>(
    `SELECT conversation, message FROM reelthread_inbox
     WHERE conversation IN (${places(threads.length)}) AND lane = 'ordered' AND done_at IS NULL
     ORDER BY number`,
    threads,
  );
  const byThread = new Map(threads.map((thread) => [thread, [] as InboundMessage[]]));
  for (const row of rows) byThread.get(row.conversation)?.push(parse(row));
  return threads.map((thread) => byThread.get(thread) ?? []);
}

/** How many messages are not done, by lane; what runs is counted. */
export async function waitingByLane(database: Database): Promise<Record<Lane, number>> {
  const rows = await database.query<{ lane: Lane; count: number | string }>(
    'SELECT lane, COUNT(*) AS count FROM reelthread_inbox WHERE done_at IS NULL GROUP BY lane',
  );
  const counts: Record<Lane, number> = { ordered: 0, aside: 0 };
  // PostgreSQL hands 64-bit numbers over as text.
  for (const { lane, count } of rows) counts[lane] = Number(count);
  return counts;
}

function parse(row: MessageRow): InboundMessage {
  return JSON.parse(row.message) as InboundMessage;
}
