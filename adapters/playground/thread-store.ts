import { randomUUID } from 'node:crypto';
import type { KeyValueStore } from '../../src/conversation/ports/stores.js';
import type { Clock } from '../../src/conversation/ports/tools.js';
import { Failure } from '../../src/failure.js';
import type { ApiThreadSummary } from './api-types.js';
import { THREAD_IDLE_MS } from './limits.js';
import { RowWriter } from './row-writer.js';
import { type MessageRow, messageKey, Thread, type ThreadRow, threadKey } from './thread.js';
import { ThreadIndex } from './thread-index.js';

const THREAD_ID = /^[0-9a-f-]{36}$/;

/** Every thread of the playground: kept in the store, found again after a restart, in memory while it is used. */
export class ThreadStore {
  readonly #values: KeyValueStore;
  readonly #clock: Clock;
  readonly #writer: RowWriter;
  readonly #threads = new Map<string, Thread>();
  readonly #loading = new Map<string, Promise<Thread | undefined>>();
  readonly #index: ThreadIndex;

  constructor(values: KeyValueStore, clock: Clock) {
    this.#values = values;
    this.#clock = clock;
    this.#writer = new RowWriter(values);
    this.#index = new ThreadIndex(values, this.#writer);
  }

  async create(skill: string): Promise<Thread> {
    this.#forgetIdle();
    const now = this.#clock.now();
    const row: ThreadRow = {
      id: randomUUID(),
      createdAt: now,
      title: '',
      skill,
      updatedAt: now,
      positions: 0,
    };
    const thread = this.#thread(row, []);
    this.#threads.set(row.id, thread);
    try {
      await thread.save();
    } catch (thrown) {
      this.#threads.delete(row.id);
      throw Failure.from(thrown, 'store-unavailable');
    }
    return thread;
  }

  /** Undefined for an id that is not (or no longer) one of a thread. */
  async find(id: string): Promise<Thread | undefined> {
    if (!THREAD_ID.test(id)) return undefined;
    this.#forgetIdle();
    const thread = this.#threads.get(id) ?? (await this.#loadOnce(id));
    if (thread) thread.usedAt = this.#clock.now();
    return thread;
  }

  /** As `find`, but rejects with Failure `place-gone`. */
  async get(id: string): Promise<Thread> {
    const thread = await this.find(id);
    if (!thread) throw new Failure('place-gone', { detail: 'no such playground thread' });
    return thread;
  }

  /** Newest first, at most `limit`. */
  list(limit: number): Promise<ApiThreadSummary[]> {
    return this.#index.list(limit);
  }

  /** Ids of the threads that nobody used since this moment. */
  async unusedSince(time: number): Promise<string[]> {
    return (await this.#index.list()).filter((thread) => thread.updatedAt < time).map((thread) => thread.id);
  }

  async delete(id: string): Promise<void> {
    const thread = await this.find(id);
    if (!thread) return;
    this.#threads.delete(id);
    await thread.erase();
    await this.#index.delete(id);
  }

  /** Two who ask at the same time must get the same thread: each keeps its own count of positions. */
  #loadOnce(id: string): Promise<Thread | undefined> {
    let loading = this.#loading.get(id);
    if (!loading) {
      loading = this.#load(id).finally(() => this.#loading.delete(id));
      this.#loading.set(id, loading);
    }
    return loading;
  }

  async #load(id: string): Promise<Thread | undefined> {
    const row = await this.#values.get<ThreadRow>(threadKey(id));
    if (!row) return undefined;
    const reads = Array.from({ length: row.positions }, (_, position) =>
      this.#values.get<MessageRow>(messageKey(id, position)),
    );
    const rows = (await Promise.all(reads)).filter((each) => each !== undefined && each !== null);
    const thread = this.#thread(row, withoutRepeats(rows));
    this.#threads.set(id, thread);
    return thread;
  }

  #thread(row: ThreadRow, rows: readonly MessageRow[]): Thread {
    return new Thread(row, rows, {
      writer: this.#writer,
      clock: this.#clock,
      touched: async (thread) => {
        // A thread that was deleted in the meantime must not come back into the list.
        if (this.#threads.get(thread.id) !== thread) return;
        const { id, title, updatedAt } = thread.row;
        await this.#index.set({ id, title, updatedAt });
      },
    });
  }

  #forgetIdle(): void {
    const limit = this.#clock.now() - THREAD_IDLE_MS;
    for (const [id, thread] of this.#threads) {
      if (thread.usedAt < limit && !thread.watched) this.#threads.delete(id);
    }
  }
}

/**
 * A message that was withdrawn while the store was in trouble may have left its row behind; the attempt that came
 * after it has the same id or key and counts.
 */
function withoutRepeats(rows: readonly MessageRow[]): MessageRow[] {
  const identity = (row: MessageRow) => (row.key === undefined ? `id ${row.message.id}` : `key ${row.key}`);
  const last = new Map(rows.map((row) => [identity(row), row]));
  return rows.filter((row) => last.get(identity(row)) === row);
}
