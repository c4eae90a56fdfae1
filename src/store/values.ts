import type { KeyValueStore } from '../conversation/ports/stores.js';
import type { Clock } from '../conversation/ports/tools.js';
import { Failure } from '../failure.js';
import type { Database, Statement } from './database.js';
import { rowPlaces } from './placeholders.js';

/** What Keyv keeps. The end of its life is ours: Keyv looks at the machine's clock, and has no sweep. */
export interface Entry {
  readonly value: unknown;
  /** Unix milliseconds. */
  readonly until?: number;
}

/** PostgreSQL's column holds 1,024 characters; the rest is for the namespace. */
const LONGEST_KEY = 960;

/** The key as it is stored: `<namespace>:<key>`. A namespace holds no colon, so two namespaces can never meet. */
export function fullKey(namespace: string, key: string): string {
  if (!/^[a-z][a-z0-9-]{0,59}$/.test(namespace)) {
    throw new Failure('internal', { detail: `namespace ${JSON.stringify(namespace)} is not a-z, 0-9 and -` });
  }
  if (key === '' || key.length > LONGEST_KEY) {
    throw new Failure('internal', { detail: `a key of ${key.length} characters in namespace ${namespace}` });
  }
  return `${namespace}:${key}`;
}

/**
 * SQL for the part of a stored key after its namespace. Bytewise order, so that everything inside of a scope is one
 * range of the index `reelthread_value_name`; a query finds that index only by these very words.
 */
export function nameOfKey(dialect: Database['dialect']): string {
  return dialect === 'sqlite'
    ? `substr(key, instr(key, ':') + 1)`
    : `substr(key, strpos(key, ':') + 1) COLLATE "C"`;
}

/** Plain values of one namespace. A value whose time is over is as good as gone; the sweep removes its row. */
export function createValues(database: Database, clock: Clock, namespace: string): KeyValueStore {
  return {
    async get<T>(key: string) {
      const entry = await database.keyv.get<Entry>(fullKey(namespace, key));
      if (!entry || isOver(entry, clock.now())) return undefined;
      return entry.value as T;
    },

    async set(key, value, ttlMs) {
      const entry: Entry = ttlMs === undefined ? { value } : { value, until: clock.now() + ttlMs };
      await database.keyv.set(fullKey(namespace, key), entry);
    },

    async delete(key) {
      await database.keyv.delete(fullKey(namespace, key));
    },
  };
}

/** Keeps `value` unless there is one already; returns the one that is kept, also when several processes try at once. */
export async function keepFirst(database: Database, key: string, value: unknown): Promise<unknown> {
  const entry: Entry = { value };
  const { sql, values } = insertIfAbsent([[key, entry]]);
  await database.query(sql, values);
  return (await database.keyv.get<Entry>(key))?.value;
}

/** Keyv has no "set if there is none": the rows are written as Keyv writes them. Keys are full keys. */
export function insertIfAbsent(entries: readonly (readonly [key: string, stored: unknown])[]): Statement {
  return {
    sql: `INSERT INTO reelthread_value (key, value) VALUES ${rowPlaces(entries.length, 2)}
          ON CONFLICT (key) DO NOTHING`,
    values: entries.flatMap(([key, stored]) => [key, JSON.stringify({ value: stored })]),
  };
}

export function isOver(entry: Entry, now: number): boolean {
  return entry.until !== undefined && entry.until <= now;
}
