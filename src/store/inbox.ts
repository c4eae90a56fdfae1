import type { InboundMessage } from '../conversation/inbound.js';
import type { Clock, Inbox } from '../conversation/ports.js';
import type { Database } from './database.js';
import { assertPlace } from './scope.js';

interface MessageRow {
  readonly message: string;
}

/**
 * The inbox: one row per message, unique by tenant and message id. A message that is done stays as an empty row until
 * it is swept, so that a late repetition of it is still recognised; what the person wrote is gone at once.
 */
export function createInbox(database: Database, clock: Clock): Inbox {
  return {
    async accept(message, lane) {
      assertPlace(message.place);
      const rows = await database.query(
        `INSERT INTO reelthread_inbox (tenant, id, conversation, lane, message) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant, id) DO NOTHING RETURNING number`,
        [message.place.tenant, message.id, message.place.conversation, lane, JSON.stringify(message)],
      );
      return rows.length > 0;
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

function parse(row: MessageRow): InboundMessage {
  return JSON.parse(row.message) as InboundMessage;
}
