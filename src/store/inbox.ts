import type { InboundMessage } from '../conversation/inbound.js';
import type { Clock, Inbox, Lane } from '../conversation/ports.js';
import { inBatches } from './batches.js';
import type { Database } from './database.js';
import { assertPlace } from './scope.js';

interface MessageRow {
  readonly message: string;
}

interface Accepted {
  readonly tenant: string;
  readonly id: string;
}

interface Arrival {
  readonly message: InboundMessage;
  readonly lane: Lane;
}

/** Rows of one statement: five values each, and SQLite takes 32,766 values. */
const LARGEST_BATCH = 500;

/**
 * The inbox: one row per message, unique by tenant and message id. A message that is done stays as an empty row until
 * it is swept, so that a late repetition of it is still recognised; what the person wrote is gone at once.
 */
export function createInbox(database: Database, clock: Clock): Inbox {
  const insert = inBatches((arrivals: readonly Arrival[]) => insertNew(database, arrivals), LARGEST_BATCH);
  return {
    async accept(message, lane) {
      assertPlace(message.place);
      return insert({ message, lane });
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
        `UPDATE reelthread_inbox SET done_at = $1, message = '' WHERE tenant = $2 AND id = $3 AND done_at IS NULL`,
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

/** One statement for all of them; true for each that was new. */
async function insertNew(database: Database, arrivals: readonly Arrival[]): Promise<boolean[]> {
  const places = arrivals.map((_, row) => `(${[1, 2, 3, 4, 5].map((column) => `$${row * 5 + column}`)})`);
  const rows = await database.query<Accepted>(
    `INSERT INTO reelthread_inbox (tenant, id, conversation, lane, message) VALUES ${places}
     ON CONFLICT (tenant, id) DO NOTHING RETURNING tenant, id`,
    arrivals.flatMap(({ message, lane }) => [
      message.place.tenant,
      message.id,
      message.place.conversation,
      lane,
      JSON.stringify(message),
    ]),
  );
  const inserted = new Set(rows.map(identity));
  // Twins in one batch share one row: the first of them has it.
  return arrivals.map(({ message }) =>
    inserted.delete(identity({ tenant: message.place.tenant, id: message.id })),
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

function identity({ tenant, id }: Accepted): string {
  return JSON.stringify([tenant, id]);
}

function parse(row: MessageRow): InboundMessage {
  return JSON.parse(row.message) as InboundMessage;
}
