import type { KeyValueStore } from '../../../../src/conversation/ports/stores.js';
import { Failure } from '../../../../src/failure.js';

/** A store as the real one behaves: what goes in is JSON, what comes out is a copy; and it can be made to fail. */
export class MemoryValues implements KeyValueStore {
  readonly rows = new Map<string, string>();
  broken: 'store-unavailable' | 'store-full' | undefined;

  async get<T>(key: string): Promise<T | undefined> {
    const row = this.rows.get(key);
    return row === undefined ? undefined : (JSON.parse(row) as T);
  }

  async set(key: string, value: unknown): Promise<void> {
    const row = JSON.stringify(value);
    await new Promise((resolve) => setImmediate(resolve));
    if (this.broken) throw new Failure(this.broken);
    this.rows.set(key, row);
  }

  async delete(key: string): Promise<void> {
    if (this.broken) throw new Failure(this.broken);
    this.rows.delete(key);
  }
}
