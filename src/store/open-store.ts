import type { ConversationStore, Inbox, JournalStore, KeyValueStore } from '../conversation/ports/stores.js';
import type { Clock, Log } from '../conversation/ports/tools.js';
import type { Lane } from '../conversation/ports/work.js';
import { createConversations } from './conversations.js';
import type { Database } from './database.js';
import { createInbox, unfinishedLanes, waitingByLane } from './inbox.js';
import { createJournal } from './journal.js';
import { createKeyring, loadKeys } from './keyring.js';
import { migrate, SCHEMA_VERSION } from './migrations.js';
import { createSealedValues, secretBytes } from './sealed-values.js';
import { type SweptHouse, sweep } from './sweep.js';
import { createValues } from './values.js';

/** Everything that is kept. Every method rejects with a Failure and nothing else. */
export interface Store {
  readonly conversations: ConversationStore;
  readonly inbox: Inbox;
  readonly journal: JournalStore;
  /** What there is to do: every lane of every conversation that has a message which is not done. */
  unfinishedLanes(): Promise<{ conversation: string; lane: Lane }[]>;
  /** How many messages are not done in the whole database; for `/metrics`. */
  waiting(): Promise<Record<Lane, number>>;
  /** Small values. A namespace is a word of a-z, 0-9 and `-`; keys start with their tenant where they have one. */
  values(namespace: string): KeyValueStore;
  /** The same, encrypted at rest: tokens, installations. */
  sealed(namespace: string): KeyValueStore;
  /** 32 random bytes that are made once and stay the same, such as the key of the button seal. */
  secret(name: string): Promise<Buffer>;
  /** Resolves when a row can be written and read now; for `/readyz`. */
  check(): Promise<void>;
  /** Removes expired values, and done messages and journals that are older than `retentionMs`, without blocking. */
  sweep(retentionMs: number): Promise<void>;
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly dataDir: string;
  /** A PostgreSQL address; without it SQLite in `dataDir`, which one process can have at a time. */
  readonly databaseUrl?: string;
  /** See `loadKeys`. */
  readonly encryptionKey?: string;
  readonly log: Log;
  readonly clock: Clock;
}

/**
 * Opens the store, brings its schema up to date and makes sure that sealed values can be opened.
 * Rejects with Failure `config` (folder in use, newer schema, wrong ENCRYPTION_KEY), `store-unavailable` or `store-full`.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const database = await openDatabase(options);
  try {
    await migrate(database, options.clock.now());
    const keyring = createKeyring(await loadKeys(options.dataDir, options.encryptionKey));
    if (options.databaseUrl !== undefined && options.encryptionKey === undefined) {
      const detail =
        'ENCRYPTION_KEY is not set: the secrets in the database open with the key file of DATA_DIR only';
      options.log.warn({ dataDir: options.dataDir }, detail);
    }
    // A wrong key is found at the start, not when the first token is needed.
    await secretBytes(database, keyring, 'canary');
    return assemble({ database, keyring, clock: options.clock, log: options.log });
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * Brings the schema up to date and does nothing else: the release step, before new processes start. It needs no key.
 * Resolves to the version of the schema. Rejects as `openStore` does.
 */
export async function migrateStore(options: Omit<StoreOptions, 'encryptionKey'>): Promise<number> {
  const database = await openDatabase(options);
  try {
    await migrate(database, options.clock.now());
    return SCHEMA_VERSION;
  } finally {
    await database.close();
  }
}

/** Only the driver that is needed is loaded. */
async function openDatabase({
  dataDir,
  databaseUrl,
  log,
}: Omit<StoreOptions, 'encryptionKey'>): Promise<Database> {
  if (databaseUrl !== undefined) {
    const { openPostgresDatabase } = await import('./postgres-database.js');
    return openPostgresDatabase(databaseUrl, log);
  }
  const { openSqliteDatabase } = await import('./sqlite-database.js');
  return openSqliteDatabase({ dataDir });
}

function assemble(house: SweptHouse): Store {
  const { database, clock, keyring } = house;
  const checks = createValues(database, clock, 'check');
  const conversations = createConversations(database);
  return {
    conversations,
    inbox: createInbox(database, clock),
    journal: createJournal(database),
    unfinishedLanes: () => unfinishedLanes(database),
    waiting: () => waitingByLane(database),
    values: (namespace) => createValues(database, clock, namespace),
    sealed: (namespace) => createSealedValues(database, clock, keyring, namespace),
    secret: (name) => secretBytes(database, keyring, name),
    async check() {
      await checks.set('store', clock.now());
      await checks.get('store');
    },
    sweep: (retentionMs) => sweep(house, retentionMs),
    close: () => database.close(),
  };
}
