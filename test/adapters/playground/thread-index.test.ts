import { expect, it } from 'vitest';
import { RowWriter } from '../../../adapters/playground/row-writer.js';
import { ThreadIndex } from '../../../adapters/playground/thread-index.js';
import { MemoryValues } from '../../fakes/memory-values.js';

const thread = (id: string, updatedAt: number) => ({ id, title: `thread ${id}`, updatedAt });
const open = (values: MemoryValues) => new ThreadIndex(values, new RowWriter(values));

it('lists threads newest first, also after a restart, and not those that were deleted', async () => {
  const values = new MemoryValues();
  const index = open(values);
  await Promise.all([thread('aa1', 1), thread('aa2', 3), thread('0b1', 2)].map((one) => index.set(one)));
  await index.set(thread('aa1', 4));
  await index.delete('0b1');
  for (const list of [index, open(values)]) {
    expect((await list.list()).map(({ id }) => id)).toEqual(['aa1', 'aa2']);
  }
});

it('takes over the list of an older version, and what was written since counts', async () => {
  const values = new MemoryValues();
  await values.set('playground:local/threads', [thread('aa1', 1), thread('0b1', 2)]);
  await values.set('playground:local/threads/aa', [thread('aa1', 3)]);
  for (const index of [open(values), open(values)]) {
    expect(await index.list()).toEqual([thread('aa1', 3), thread('0b1', 2)]);
  }
  expect(await values.get('playground:local/threads')).toBeUndefined();
});

it('writes little for a thread, however many there are', async () => {
  const values = new MemoryValues();
  const index = open(values);
  const id = (number: number) => ((number * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, '0');
  for (let number = 0; number < 2_000; number++) await index.set(thread(id(number), number));
  const before = new Map(values.rows);
  await open(values).set(thread(id(1_000), 5_000));
  const written = [...values.rows].filter(([key, row]) => before.get(key) !== row);
  expect(written).toHaveLength(1);
  expect(written[0]?.[1].length).toBeLessThan(2_000);
});
