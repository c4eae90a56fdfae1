import type { KeyValueStore } from '../../src/conversation/ports/stores.js';

/** Values as the store keeps them: JSON, by key. */
export class MemoryValues implements KeyValueStore {
  readonly rows = new Map<string, string>();
  /** After how many milliseconds each row ends; undefined for those that stay. */
  readonly lifetimes = new Map<string, number | undefined>();
  delayMs = 0;

  async get<T>(key: string): Promise<T | undefined> {
    await this.#wait();
    const row = this.rows.get(key);
    return row === undefined ? undefined : (JSON.parse(row) as T);
  }

  async set(key: string, value: unknown, ttlMs?: number): Promise<void> {
    await this.#wait();
    this.lifetimes.set(key, ttlMs);
    this.rows.set(key, JSON.stringify(value));
  }

  async delete(key: string): Promise<void> {
    await this.#wait();
    this.rows.delete(key);
  }

  async #wait(): Promise<void> {
    if (this.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
  }
}
