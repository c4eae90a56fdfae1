import { randomBytes } from 'node:crypto';
import type { KeyValueStore } from '../conversation/ports/stores.js';
import type { Clock } from '../conversation/ports/tools.js';
import type { Database } from './database.js';
import type { Keyring } from './keyring.js';
import { createValues, fullKey, keepFirst } from './values.js';

/** Sealed namespaces are kept apart from plain ones of the same name. */
export const SEALED = 'sealed-';

/** Values of one namespace, encrypted at rest. Keys are not: they carry a tenant, never a secret. */
export function createSealedValues(
  database: Database,
  clock: Clock,
  keyring: Keyring,
  namespace: string,
): KeyValueStore {
  const space = `${SEALED}${namespace}`;
  const values = createValues(database, clock, space);
  return {
    async get<T>(key: string) {
      const sealed = await values.get<string>(key);
      return sealed === undefined ? undefined : (JSON.parse(keyring.open(sealed, fullKey(space, key))) as T);
    },

    async set(key, value, ttlMs) {
      await values.set(key, keyring.seal(JSON.stringify(value ?? null), fullKey(space, key)), ttlMs);
    },

    delete: (key) => values.delete(key),
  };
}

/** 32 random bytes by name, made once for all processes that share the database, and kept sealed. */
export async function secretBytes(database: Database, keyring: Keyring, name: string): Promise<Buffer> {
  const key = fullKey(`${SEALED}secret`, name);
  const kept = await keepFirst(database, key, keyring.seal(randomBytes(32).toString('base64'), key));
  return Buffer.from(keyring.open(String(kept), key), 'base64');
}
