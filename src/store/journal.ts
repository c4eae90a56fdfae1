import type { JournalEntry, JournalStore } from '../conversation/ports/stores.js';
import type { Database } from './database.js';

interface StepRow {
  readonly step: string;
  readonly state: JournalEntry['state'];
  readonly value: string | null;
  /** PostgreSQL hands 64-bit numbers over as text. */
  readonly at: number | string;
}

/** The journal: one row per step, so that two steps written at the same moment do not overwrite each other. */
export function createJournal(database: Database): JournalStore {
  return {
    async read(conversation, messageId) {
      const rows = await database.query<StepRow>(
        'SELECT step, state, value, at FROM reelthread_journal WHERE conversation = $1 AND message = $2',
        [conversation, messageId],
      );
      return Object.fromEntries(rows.map((row) => [row.step, entryOf(row)]));
    },

    async write(conversation, messageId, step, entry) {
      await database.query(
        `INSERT INTO reelthread_journal (conversation, message, step, state, value, at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (conversation, message, step)
         DO UPDATE SET state = excluded.state, value = excluded.value, at = excluded.at`,
        [conversation, messageId, step, entry.state, JSON.stringify(entry.value) ?? null, entry.at],
      );
    },

    async clear(conversation, messageId) {
      await database.query('DELETE FROM reelthread_journal WHERE conversation = $1 AND message = $2', [
        conversation,
        messageId,
      ]);
    },
  };
}

function entryOf(row: StepRow): JournalEntry {
  const { state } = row;
  const at = Number(row.at);
  return row.value === null ? { state, at } : { state, value: JSON.parse(row.value), at };
}
