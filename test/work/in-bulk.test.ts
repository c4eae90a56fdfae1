import { describe, expect, it } from 'vitest';
import { inBulk } from '../../src/work/in-bulk.js';

/** Writes that end when the test says so. */
function heldWrites() {
  const written: string[][] = [];
  const open: { resolve(): void; reject(reason: unknown): void }[] = [];
  const bulk = inBulk(
    (item: string) => item.toLowerCase(),
    (items) =>
      new Promise<void>((resolve, reject) => {
        written.push([...items]);
        open.push({ resolve, reject });
      }),
  );
  return { bulk, written, open };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('writes in bulk', () => {
  it('collect while one is under way, each identity once', async () => {
    const { bulk, written, open } = heldWrites();
    const first = bulk.add('a');
    await turn();
    const others = [bulk.add('A'), bulk.add('b'), bulk.add('B')];
    await turn();
    expect(written).toEqual([['a']]);
    open[0]?.resolve();
    await first;
    await turn();
    expect(written).toEqual([['a'], ['A', 'B']]);
    open[1]?.resolve();
    await Promise.all(others);
  });

  it('go on after one that failed, of which only its own items hear', async () => {
    const { bulk, open } = heldWrites();
    const failing = bulk.add('a');
    await turn();
    const next = bulk.add('b');
    open[0]?.reject(new Error('away'));
    await expect(failing).rejects.toThrow('away');
    await turn();
    let isSettled = false;
    const settled = bulk.settled().then(() => {
      isSettled = true;
    });
    await turn();
    expect(isSettled).toBe(false);
    open[1]?.resolve();
    await Promise.all([next, settled]);
  });
});
