import type { Clock } from '../../src/conversation/ports/tools.js';
import { Failure } from '../../src/failure.js';
import type { ApiMessage, ApiThread } from './api-types.js';
import { WORKING_MS } from './limits.js';
import type { RowWriter } from './row-writer.js';

/** One message as it is stored: a row of its own, so that an edit writes little however long the thread is. */
export interface MessageRow {
  readonly position: number;
  revision: number;
  message: ApiMessage;
  /** Identity of a post of the bot: the same key is shown once. */
  readonly key?: string;
  /** Key of the file that was delivered into this message. */
  delivered?: string;
}

/** The thread itself as it is stored. */
export interface ThreadRow {
  readonly id: string;
  readonly createdAt: number;
  title: string;
  skill: string;
  updatedAt: number;
  /** Positions that were given out; a row may be missing when its message was withdrawn. */
  positions: number;
}

export type ThreadEvent =
  | { readonly kind: 'message'; readonly message: ApiMessage; readonly revision: number }
  | { readonly kind: 'withdrawn'; readonly id: string }
  | { readonly kind: 'working' }
  | { readonly kind: 'closed' };

type Listener = (event: ThreadEvent) => void;

interface Entry {
  readonly row: MessageRow;
  /** Resolves when the row is safe. */
  kept: Promise<void>;
}

/** Keys carry the tenant, as everything in the store does. */
export const threadKey = (id: string) => `playground:local/thread/${id}`;
export const messageKey = (id: string, position: number) => `${threadKey(id)}/${position}`;

/** One thread in memory: its messages in order, who is watching, and the way each change takes to the store. */
export class Thread {
  readonly row: ThreadRow;
  usedAt: number;
  readonly #entries: Entry[];
  readonly #listeners = new Set<Listener>();
  readonly #writer: RowWriter;
  readonly #clock: Clock;
  readonly #touched: (thread: Thread) => Promise<void>;
  #revision: number;
  #workingUntil = 0;

  constructor(
    row: ThreadRow,
    rows: readonly MessageRow[],
    tools: { writer: RowWriter; clock: Clock; touched: (thread: Thread) => Promise<void> },
  ) {
    this.row = row;
    this.#entries = rows.map((each) => ({ row: each, kept: Promise.resolve() }));
    this.#writer = tools.writer;
    this.#clock = tools.clock;
    this.#touched = tools.touched;
    this.#revision = Math.max(0, ...rows.map((each) => each.revision));
    this.usedAt = tools.clock.now();
  }

  get id(): string {
    return this.row.id;
  }

  get messages(): readonly ApiMessage[] {
    return this.#entries.map((entry) => entry.row.message);
  }

  get revision(): number {
    return this.#revision;
  }

  get watched(): boolean {
    return this.#listeners.size > 0;
  }

  /** How much longer the bot counts as working, in milliseconds. */
  get workingForMs(): number {
    return Math.max(0, this.#workingUntil - this.#clock.now());
  }

  find(id: string): ApiMessage | undefined {
    return this.#entryOf(id)?.row.message;
  }

  /** Messages that changed after this revision, in the order of their changes. */
  changedSince(revision: number): { message: ApiMessage; revision: number }[] {
    return this.#entries
      .map((entry) => entry.row)
      .filter((row) => row.revision > revision)
      .sort((one, other) => one.revision - other.revision)
      .map((row) => ({ message: row.message, revision: row.revision }));
  }

  view(): ApiThread {
    const { id, title, skill, updatedAt } = this.row;
    return {
      id,
      title,
      skill,
      updatedAt,
      working: this.workingForMs > 0,
      revision: this.#revision,
      messages: this.messages,
    };
  }

  /**
   * Shows a message and resolves when it is kept. A message whose key was posted before is not shown again: the first
   * one is returned. Rejects with Failure `store-unavailable` or `store-full`, and then the message is withdrawn.
   */
  async append(message: ApiMessage, key?: string): Promise<ApiMessage> {
    const before = key === undefined ? undefined : this.#entries.find((entry) => entry.row.key === key);
    if (before) {
      await before.kept;
      return before.row.message;
    }
    const row: MessageRow = { position: this.row.positions++, revision: this.#nextRevision(), message, key };
    const entry: Entry = { row, kept: this.#keep(row) };
    this.#entries.push(entry);
    this.#tell({ kind: 'message', message, revision: row.revision });
    try {
      await entry.kept;
    } catch (thrown) {
      // The store is in trouble already: that it cannot delete either is no second problem to report.
      await this.withdraw(message.id).catch(() => {});
      throw Failure.from(thrown, 'store-unavailable');
    }
    return message;
  }

  /** Replaces a message by what `change` makes of it. False when there is no such message (any more). */
  async change(
    id: string,
    change: (message: ApiMessage) => ApiMessage,
    delivered?: string,
  ): Promise<boolean> {
    const entry = this.#entryOf(id);
    if (!entry) return false;
    const { row } = entry;
    row.message = change(row.message);
    row.revision = this.#nextRevision();
    if (delivered !== undefined) row.delivered = delivered;
    this.#tell({ kind: 'message', message: row.message, revision: row.revision });
    await this.#writer.write(messageKey(this.id, row.position), () => row);
    return true;
  }

  /** True when the file with this key is in this message. */
  hasDelivered(id: string, key: string): boolean {
    return this.#entryOf(id)?.row.delivered === key;
  }

  /** Takes a message away again: its order was refused, so it must not stand there as if it had been taken. */
  async withdraw(id: string): Promise<void> {
    const index = this.#entries.findIndex((entry) => entry.row.message.id === id);
    const [entry] = index < 0 ? [] : this.#entries.splice(index, 1);
    if (!entry) return;
    this.#tell({ kind: 'withdrawn', id });
    await this.#writer.delete(messageKey(this.id, entry.row.position));
  }

  setWorking(on: boolean): void {
    this.#workingUntil = on ? this.#clock.now() + WORKING_MS : 0;
    this.#tell({ kind: 'working' });
  }

  /** Calls back for every change from now on, until the returned function is called. */
  watch(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Keeps changed facts of the thread itself (title, skill). */
  async save(): Promise<void> {
    this.row.updatedAt = this.#clock.now();
    await this.#writer.write(threadKey(this.id), () => this.row);
    await this.#touched(this);
  }

  /** Deletes every row of the thread and ends the streams of those who watch it. */
  async erase(): Promise<void> {
    this.#tell({ kind: 'closed' });
    this.#entries.length = 0;
    for (let position = 0; position < this.row.positions; position++) {
      await this.#writer.delete(messageKey(this.id, position));
    }
    await this.#writer.delete(threadKey(this.id));
  }

  async #keep(row: MessageRow): Promise<void> {
    // The message first: a crash in between leaves a row that the next message overwrites, never a hole that counts.
    await this.#writer.write(messageKey(this.id, row.position), () => row);
    await this.save();
  }

  /** Grows with time as well, so that numbers given out before a crash but not kept are never given out again. */
  #nextRevision(): number {
    this.#revision = Math.max(this.#revision + 1, this.#clock.now());
    return this.#revision;
  }

  #entryOf(id: string): Entry | undefined {
    // Mostly the newest messages are looked for.
    return this.#entries.findLast((entry) => entry.row.message.id === id);
  }

  #tell(event: ThreadEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
