import { describe, expect, it } from 'vitest';
import { aheadOf, nextToBegin } from '../../src/conversation/next-to-begin.js';
import type { Head } from '../../src/conversation/ports/stores.js';

/** `anna*` runs, `anna` waits; the oldest first, each in a thread of its own. */
function heads(...people: string[]): Head[] {
  return people.map((name, index) => ({
    conversation: `t/${index}`,
    id: String(index),
    person: name === '?' ? undefined : name.replace('*', ''),
    running: name.endsWith('*'),
  }));
}

const begun = (people: string[], limits = { person: 2, tenant: 4 }) =>
  nextToBegin(heads(...people), limits).map(({ id }) => Number(id));

describe('the next to begin', () => {
  it('are all, in their order, while there is room', () => {
    expect(begun(['anna', 'ben', 'cem'])).toEqual([0, 1, 2]);
    expect(begun([])).toEqual([]);
  });

  it('are as many as a person and a tenant may have', () => {
    expect(begun(['anna', 'anna', 'anna'])).toEqual([0, 1]);
    expect(begun(['anna*', 'anna*', 'anna'])).toEqual([]);
    expect(begun(['a*', 'b*', 'c*', 'd', 'e'])).toEqual([3]);
    expect(begun(['a*', 'b*', 'c*', 'd*', 'e*', 'f'])).toEqual([]);
  });

  it('are those of whoever has the least at work, then the oldest', () => {
    expect(begun(['anna*', 'anna', 'ben', 'ben', 'cem'], { person: 9, tenant: 3 })).toEqual([2, 4]);
    expect(begun(['anna', 'anna', 'anna', 'ben'], { person: 9, tenant: 3 })).toEqual([0, 3, 1]);
  });

  it('count for their tenant alone when nobody knows whose they are', () => {
    expect(begun(['?', '?', '?', '?', '?'], { person: 1, tenant: 4 })).toEqual([0, 1, 2, 3]);
    expect(begun(['you', 'you', 'you'], { person: Number.POSITIVE_INFINITY, tenant: 2 })).toEqual([0, 1]);
  });
});

describe('how many are ahead', () => {
  const ahead = (people: string[], which: number, limits = { person: 2, tenant: 4 }) => {
    const all = heads(...people);
    const waiting = all[which];
    return waiting && aheadOf(waiting, all, limits);
  };

  it('counts what has to end before: one that runs, and those of the same person that wait', () => {
    expect(ahead(['anna*', 'anna*', 'anna', 'ben', 'anna'], 2)).toBe(1);
    expect(ahead(['anna*', 'anna*', 'anna', 'ben', 'anna'], 4)).toBe(2);
  });

  it('counts everybody when the tenant is full, but for those who have to wait for themselves', () => {
    expect(ahead(['anna*', 'anna*', 'b*', 'c*', 'anna', 'd', 'e'], 6)).toBe(2);
  });
});
