import type { Conversation } from '../conversation/conversation.js';
import type { ConversationStore } from '../conversation/ports/stores.js';
import type { Database, Statement } from './database.js';
import { places, rowPlaces } from './placeholders.js';
import { assertPlace } from './scope.js';
import { fullKey, insertIfAbsent, nameOfKey } from './values.js';

const NAMESPACE = 'conversation';

/** Conversations are Keyv values; a row beside each says whose it is and when it changed, so that lists need no scan. */
export function createConversations(database: Database): ConversationStore {
  return {
    async get(id) {
      return database.keyv.get<Conversation>(fullKey(NAMESPACE, id));
    },

    async save(conversation) {
      const { id, place, updatedAt } = conversation;
      assertPlace(place);
      // The row comes first: a crash in between leaves a row without a value, which lists skip and `forget` removes.
      await database.query(
        `INSERT INTO reelthread_conversation (id, tenant, updated_at) VALUES ($1, $2, $3)
         ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at`,
        [id, place.tenant, updatedAt],
      );
      await database.keyv.set(fullKey(NAMESPACE, id), conversation);
    },

    create: (conversation) => createMissing(database, [conversation]),

    async list(tenant, limit) {
      const rows = await database.query<{ id: string }>(
        'SELECT id FROM reelthread_conversation WHERE tenant = $1 ORDER BY updated_at DESC LIMIT $2',
        [tenant, limit],
      );
      if (rows.length === 0) return [];
      const found = await database.keyv.getMany<Conversation>(rows.map((row) => fullKey(NAMESPACE, row.id)));
      return found.filter((conversation) => conversation !== undefined);
    },

    async begunBy(tenant, person) {
      const starter =
        database.dialect === 'sqlite'
          ? `json_extract(kept.value, '$.value.starter')`
          : `kept.value::json -> 'value' ->> 'starter'`;
      const rows = await database.query<{ value: string }>(
        `SELECT kept.value AS value FROM reelthread_conversation AS own
         JOIN reelthread_value AS kept ON kept.key = '${NAMESPACE}:' || own.id
         WHERE own.tenant = $1 AND ${starter} = $2`,
        [tenant, person],
      );
      return rows.map(({ value }) => (JSON.parse(value) as { value: Conversation }).value);
    },

    async forget(scope) {
      await database.atomically(
        'tenant' in scope
          ? forgetTenant(database, scope.tenant)
          : forgetConversation(database, scope.conversation),
      );
      await database.scrub();
    },
  };
}

/**
 * Saves those of which there is none yet. Every message asks for its conversation, and nearly always it is there: that
 * is one look for all of them.
 */
export async function createMissing(
  database: Database,
  conversations: readonly Conversation[],
): Promise<void> {
  for (const { place } of conversations) assertPlace(place);
  const byKey = new Map(
    conversations.map((conversation) => [fullKey(NAMESPACE, conversation.id), conversation]),
  );
  if (byKey.size === 0) return;
  const found = await database.query<{ key: string }>(
    `SELECT key FROM reelthread_value WHERE key IN (${places(byKey.size)})`,
    [...byKey.keys()],
  );
  for (const { key } of found) byKey.delete(key);
  if (byKey.size === 0) return;
  await database.atomically([
    {
      sql: `INSERT INTO reelthread_conversation (id, tenant, updated_at) VALUES ${rowPlaces(byKey.size, 3)}
            ON CONFLICT (id) DO NOTHING`,
      values: [...byKey.values()].flatMap(({ id, place, updatedAt }) => [id, place.tenant, updatedAt]),
    },
    insertIfAbsent([...byKey]),
  ]);
}

function forgetConversation(database: Database, conversation: string): Statement[] {
  return [
    { sql: 'DELETE FROM reelthread_journal WHERE conversation = $1', values: [conversation] },
    // Two statements, because what waits and what is done are found in two indexes.
    ...['NULL', 'NOT NULL'].map((state) => ({
      sql: `DELETE FROM reelthread_inbox WHERE conversation = $1 AND done_at IS ${state}`,
      values: [conversation],
    })),
    { sql: 'DELETE FROM reelthread_conversation WHERE id = $1', values: [conversation] },
    forgetValues(database, conversation),
  ];
}

function forgetTenant(database: Database, tenant: string): Statement[] {
  const conversation = database.dialect === 'sqlite' ? 'conversation' : 'conversation COLLATE "C"';
  return [
    {
      sql: `DELETE FROM reelthread_journal WHERE ${conversation} >= $1 AND ${conversation} < $2`,
      values: inside(tenant),
    },
    { sql: 'DELETE FROM reelthread_inbox WHERE tenant = $1', values: [tenant] },
    { sql: 'DELETE FROM reelthread_conversation WHERE tenant = $1', values: [tenant] },
    forgetValues(database, tenant),
  ];
}

/** Every value of every namespace whose key is `scope` or lies inside it (`<scope>/...`). */
function forgetValues(database: Database, scope: string): Statement {
  const name = nameOfKey(database.dialect);
  return {
    sql: `DELETE FROM reelthread_value WHERE ${name} = $1 OR (${name} >= $2 AND ${name} < $3)`,
    values: [scope, ...inside(scope)],
  };
}

/** From and below which keys everything inside of `scope` lies: `0` is the sign after `/`. Ids may hold any sign. */
function inside(scope: string): [from: string, below: string] {
  return [`${scope}/`, `${scope}0`];
}
