import { expect, it } from 'vitest';
import { Recent } from '../../../adapters/chat/recent.js';

it('the oldest goes when it is full, and reading keeps young', () => {
  const recent = new Recent<number>(2);
  recent.set('a', 1);
  recent.set('b', 2);
  expect(recent.get('a')).toBe(1);
  recent.set('c', 3);
  expect(recent.get('b')).toBeUndefined();
  expect(recent.values()).toEqual([1, 3]);
});

it('entries can be taken away, also by what their keys say', () => {
  const recent = new Recent<number>(9);
  for (const key of ['x/1', 'x/2', 'y/1']) recent.set(key, 0);
  recent.delete('x/1');
  expect(recent.values()).toHaveLength(2);
  recent.deleteWhere((key) => key.startsWith('x/'));
  expect(recent.get('x/2')).toBeUndefined();
  expect(recent.get('y/1')).toBe(0);
});
