import type { Conversation } from '../conversation.js';
import type { InboundMessage } from '../inbound.js';
import type { Lane } from './work.js';

/** Small values by key, such as Keyv. Keys carry their tenant. */
export interface KeyValueStore {
  get<T>(key: string): Promise<T | undefined>;
  set(key: string, value: unknown, ttlMs?: number): Promise<void>;
  delete(key: string): Promise<void>;
}

export interface ConversationStore {
  get(id: string): Promise<Conversation | undefined>;
  save(conversation: Conversation): Promise<void>;
  /** Saves it when there is none with this id; otherwise changes nothing. Atomic: two first messages may race. */
  create(conversation: Conversation): Promise<void>;
  /** Newest first. */
  list(tenant: string, limit: number): Promise<Conversation[]>;
  /** Every one that this person began (`Conversation.starter`), in no order. */
  begunBy(tenant: string, person: string): Promise<Conversation[]>;
  /** Deletes everything that belongs to one conversation, or to a whole tenant. */
  forget(scope: { conversation: string } | { tenant: string }): Promise<void>;
}

/** How many requests of one lane may wait, those that run included. */
export interface WaitingLimits {
  readonly thread: number;
  /** `Infinity` where nobody knows who a person is. */
  readonly person: number;
  readonly tenant: number;
}

/** How many requests of the ordered lane may run at once. */
export type RunningLimits = Omit<WaitingLimits, 'thread'>;

/** What has to be true, and what has to be there, before a message becomes a row. */
export interface Door {
  readonly limits: WaitingLimits;
  /** The thread of the message, kept when it is new. */
  readonly conversation: Conversation;
}

/** The first request of a thread that is not done. */
export interface Head {
  readonly conversation: string;
  readonly id: string;
  /** Undefined for a row of an older version, which did not write it down. */
  readonly person?: string;
  readonly running: boolean;
}

/** Durable rows, one per message. A row is there before the platform is acknowledged. */
export interface Inbox {
  /**
   * False when this message (tenant and id) has been accepted before. Rejects with `store-unavailable` or `store-full`,
   * and with `too-many-waiting` when a limit of `door` is reached (its facts tell which); then nothing is kept. Messages
   * that are accepted at the same moment in another process are not counted.
   */
  accept(message: InboundMessage, lane: Lane, door?: Door): Promise<boolean>;
  /** The oldest message of the lane that is not done. */
  next(conversation: string, lane: Lane): Promise<InboundMessage | undefined>;
  done(message: InboundMessage): Promise<void>;
  /** How many `ordered` messages of this conversation are not done, the running one included. */
  waiting(conversation: string): Promise<InboundMessage[]>;
  /** What runs in a tenant and what could run next, one ordered request for each thread, the oldest first. */
  heads(tenant: string): Promise<Head[]>;
  /**
   * Marks an ordered request as running, until it is done, unless a limit is reached. True when it runs, and when there
   * is no such row any more. Exact in the whole cluster: two that begin at once are counted one after the other.
   */
  begin(message: InboundMessage, limits: RunningLimits): Promise<boolean>;
  /** Conversations that have messages which are not done: to be woken after a start. */
  unfinished(): Promise<string[]>;
}

/** Journal entries of one message; see `journal.ts`. */
export interface JournalStore {
  read(conversation: string, messageId: string): Promise<Record<string, JournalEntry>>;
  write(conversation: string, messageId: string, step: string, entry: JournalEntry): Promise<void>;
  clear(conversation: string, messageId: string): Promise<void>;
}

export interface JournalEntry {
  /** `void`: it was started and certainly had no effect, so it may be started again. */
  readonly state: 'started' | 'done' | 'void';
  readonly value?: unknown;
  /** Unix milliseconds. */
  readonly at: number;
}
