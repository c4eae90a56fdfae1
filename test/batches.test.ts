import { describe, expect, it } from 'vitest';
import { inBatches } from '../src/batches.js';
import { Failure } from '../src/failure.js';

/** A disk that finishes a write when it is told to. */
function slowDisk() {
  const written: number[][] = [];
  const finish: (() => void)[] = [];
  const write = async (items: readonly number[]) => {
    written.push([...items]);
    await new Promise<void>((resolve) => finish.push(resolve));
    return items.map((item) => item * 10);
  };
  return { written, write, next: async () => [finish.shift()?.(), await new Promise(setImmediate)] };
}

describe('batches', () => {
  it('write a lone item at once and collect what comes meanwhile, in order', async () => {
    const disk = slowDisk();
    const write = inBatches(disk.write, 3);
    const results = Promise.all([1, 2, 3, 4, 5].map(write));
    expect(disk.written).toEqual([[1]]);
    await disk.next();
    expect(disk.written).toEqual([[1], [2, 3, 4]]);
    await disk.next();
    await disk.next();
    expect(disk.written).toEqual([[1], [2, 3, 4], [5]]);
    expect(await results).toEqual([10, 20, 30, 40, 50]);
  });

  it('refuse all items of a batch that the disk refused, and go on', async () => {
    let full = true;
    const write = inBatches(async (items: readonly number[]) => {
      if (full) throw new Failure('store-full');
      return items;
    }, 10);
    const outcomes = await Promise.allSettled([1, 2, 3].map(write));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    full = false;
    expect(await write(4)).toBe(4);
  });

  it('do not let one wrong item take its neighbours with it', async () => {
    const write = inBatches(async (items: readonly number[]) => {
      if (items.includes(3)) throw new Failure('internal');
      return items;
    }, 10);
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(write));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  });
});
