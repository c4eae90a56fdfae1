import { describe, expect, it } from 'vitest';
import { RowWriter } from '../../../adapters/playground/row-writer.js';
import type { KeyValueStore } from '../../../src/conversation/ports/stores.js';

/** A store whose writes end when the test says so. */
class SlowStore implements KeyValueStore {
  readonly writes: { key: string; value: unknown; end: (problem?: Error) => void }[] = [];
  readonly deleted: string[] = [];

  async get(): Promise<undefined> {
    return undefined;
  }

  set(key: string, value: unknown): Promise<void> {
    return new Promise((resolve, reject) => {
      this.writes.push({ key, value, end: (problem) => (problem ? reject(problem) : resolve()) });
    });
  }

  async delete(key: string): Promise<void> {
    this.deleted.push(key);
  }
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('RowWriter', () => {
  it('takes changes that arrive during a write together, with the newest value', async () => {
    const store = new SlowStore();
    const writer = new RowWriter(store);
    let value = 1;
    const first = writer.write('a', () => value);
    await settle();
    value = 2;
    const second = writer.write('a', () => value);
    value = 3;
    const third = writer.write('a', () => value);
    await settle();
    expect(store.writes.map((write) => write.value)).toEqual([1]);
    store.writes[0]?.end();
    await first;
    await settle();
    expect(store.writes.map((write) => write.value)).toEqual([1, 3]);
    store.writes[1]?.end();
    await Promise.all([second, third]);
  });

  it('does not let one row wait for another', async () => {
    const store = new SlowStore();
    const writer = new RowWriter(store);
    void writer.write('slow', () => 1);
    const other = writer.write('other', () => 2);
    await settle();
    store.writes.find((write) => write.key === 'other')?.end();
    await other;
  });

  it('tells a failure to whoever asked for that write, and tries anew for the next', async () => {
    const store = new SlowStore();
    const writer = new RowWriter(store);
    const first = writer.write('a', () => 1);
    await settle();
    const second = writer.write('a', () => 2);
    store.writes[0]?.end(new Error('locked'));
    await expect(first).rejects.toThrow('locked');
    await settle();
    store.writes[1]?.end();
    await expect(second).resolves.toBeUndefined();
  });

  it('deletes after the write that runs, so that the row does not come back', async () => {
    const store = new SlowStore();
    const writer = new RowWriter(store);
    const write = writer.write('a', () => 1);
    await settle();
    const deletion = writer.delete('a');
    await settle();
    expect(store.deleted).toEqual([]);
    store.writes[0]?.end();
    await Promise.all([write, deletion]);
    expect(store.deleted).toEqual(['a']);
  });
});
