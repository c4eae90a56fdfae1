import type { KeyValueStore } from '../../src/conversation/ports/stores.js';

/**
 * Writes rows one at a time per key, newest value wins: changes that arrive while a write runs are taken together by
 * the next one. The promise resolves when a write that holds the change is done.
 */
export class RowWriter {
  readonly #store: KeyValueStore;
  readonly #running = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, Promise<void>>();

  constructor(store: KeyValueStore) {
    this.#store = store;
  }

  /** `value` is called when the write begins. */
  write(key: string, value: () => unknown): Promise<void> {
    const waiting = this.#waiting.get(key);
    if (waiting) return waiting;
    const turn = (this.#running.get(key) ?? Promise.resolve()).then(
      () => this.#run(key, value),
      // The write before failed; whoever asked for it was told. This one is an attempt of its own.
      () => this.#run(key, value),
    );
    this.#waiting.set(key, turn);
    return turn;
  }

  /** Deletes the row after whatever is being written to it. */
  async delete(key: string): Promise<void> {
    await (this.#waiting.get(key) ?? this.#running.get(key))?.catch(() => {});
    await this.#store.delete(key);
  }

  #run(key: string, value: () => unknown): Promise<void> {
    this.#waiting.delete(key);
    const write = this.#store.set(key, value());
    this.#running.set(key, write);
    const done = () => {
      if (this.#running.get(key) === write) this.#running.delete(key);
    };
    write.then(done, done);
    return write;
  }
}
