import type { InboundMessage } from '../conversation/inbound.js';
import type { Clock, ConversationStore, Inbox, Lane } from '../conversation/ports.js';
import { Failure } from '../failure.js';
import { inBatches } from './batches.js';
import { type Arrival, identityOf, refusedAtTheDoor } from './crowds.js';
import type { Database } from './database.js';
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
export function createInbox(
  database: Database,
  clock: Clock,
  conversations: Pick<ConversationStore, 'create'>,
): Inbox {
  const arrive = inBatches(
    (arrivals: readonly Arrival[]) => admit(database, conversations, arrivals),
    LARGEST_BATCH,
  );
  return {
    async accept(message, lane, door) {
      assertPlace(message.place);
      const outcome = await arrive({ message, lane, door });
      if (outcome instanceof Failure) throw outcome;
      return outcome;
    },

    async next(conversation, lane) {
      const rows = await database.query<MessageRow>(
        `SELECT message FROM reelthread_inbox WHERE conversation = $1 AND lane = $2 AND done_at IS NULL
         ORDER BY number LIMIT 1`,
        [conversation, lane],
      );
      return rows.map(parse)[0];
    },

    async done(message) {
      await database.query(
        `UPDATE reelthread_inbox SET done_at = $1, message = '', author = NULL, began_at = NULL
         WHERE tenant = $2 AND id = $3 AND done_at IS NULL`,
        [clock.now(), message.place.tenant, message.id],
      );
    },

    async waiting(conversation) {
      const rows = await database.query<MessageRow>(
        `SELECT message FROM reelthread_inbox WHERE conversation = $1 AND lane = 'ordered' AND done_at IS NULL
         ORDER BY number`,
        [conversation],
      );
      return rows.map(parse);
    },

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
async function admit(
  database: Database,
  conversations: Pick<ConversationStore, 'create'>,
  arrivals: readonly Arrival[],
): Promise<(boolean | Failure)[]> {
  const refused = await refusedAtTheDoor(database, arrivals);
  const admitted = arrivals.filter((arrival) => !refused.has(arrival));
  const opened = new Map(
    admitted.flatMap(({ door }) => (door ? [[door.conversation.id, door.conversation]] : [])),
  );
  await Promise.all([...opened.values()].map((conversation) => conversations.create(conversation)));
  const isNew = await insertNew(database, admitted);
  return arrivals.map((arrival) => refused.get(arrival) ?? isNew.has(arrival));
}

/** One statement for all of them; those that were new. */
async function insertNew(database: Database, arrivals: readonly Arrival[]): Promise<ReadonlySet<Arrival>> {
  if (arrivals.length === 0) return new Set();
  const places = arrivals.map((_, row) => `(${[1, 2, 3, 4, 5, 6].map((column) => `$${row * 6 + column}`)})`);
  const rows = await database.query<Accepted>(
    `INSERT INTO reelthread_inbox (tenant, id, conversation, lane, author, message) VALUES ${places}
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
