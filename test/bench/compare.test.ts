import { describe, expect, it } from 'vitest';
import type { Figure, Report } from '../../bench/suite/bench.js';
import { compareResults, goalsLost, regressions } from '../../bench/suite/compare.js';
import type { Results } from '../../bench/suite/results.js';

const RATE: Figure = { side: 'ours', quantity: 'rate', unit: 'events/s', values: [100, 104, 108] };

function results(figures: readonly Figure[], goals: Report['goals'] = []): Results {
  return {
    machine: { cpu: 'c', cores: 2, memoryGb: 4, system: 's', node: 'v20' },
    date: '2026-11-20T10:00:00.000Z',
    rounds: 3,
    quick: false,
    benches: [{ bench: 'b', title: 't', work: 'w', figures, goals, notes: [] }],
    failed: [],
  };
}

/** What is said about one figure that changes its values. */
function verdict(figure: Figure, values: readonly number[]): string | undefined {
  return compareResults(results([figure]), results([{ ...figure, values }]))[0]?.verdict;
}

describe('two results', () => {
  it('differ when the median moved by more than a tenth and the rounds do not overlap', () => {
    expect(verdict(RATE, [80, 84, 88])).toBe('worse');
    expect(verdict(RATE, [120, 124, 128])).toBe('better');
    // A tenth is noise, however tight the rounds are.
    expect(verdict(RATE, [95, 96, 97])).toBe('same');
    // One round of each is as good as the other's.
    expect(verdict(RATE, [60, 70, 101])).toBe('same');
  });

  it('know which way is better: rates up, all else down, unless the figure says so', () => {
    const time: Figure = { ...RATE, unit: 'ms' };
    expect(verdict(time, [120, 124, 128])).toBe('worse');
    expect(verdict(time, [80, 84, 88])).toBe('better');
    expect(verdict({ ...time, better: 'more' }, [120, 124, 128])).toBe('better');
    expect(verdict({ ...RATE, better: 'less' }, [120, 124, 128])).toBe('worse');
  });

  it('only blame what is ours: a slower peer tells of the machine', () => {
    const slower = [10, 11, 12];
    const both = ['ours, SQLite', 'plain Bolt'].map((side): Figure => ({ ...RATE, side }));
    const changes = compareResults(
      results(both),
      results(both.map((figure) => ({ ...figure, values: slower }))),
    );
    expect(changes.map((change) => change.verdict)).toEqual(['worse', 'worse']);
    expect(regressions(changes).map(({ side }) => side)).toEqual(['ours, SQLite']);
  });

  it('leave out what only one of them has', () => {
    const other = { ...RATE, quantity: 'another' };
    expect(compareResults(results([RATE]), results([other]))).toEqual([]);
  });

  it('tell goals that were reached and are missed', () => {
    const goal = (reached: boolean) => [{ goal: 'quick', measured: reached ? '1 ms' : '9 ms', reached }];
    expect(goalsLost(results([], goal(true)), results([], goal(false)))).toEqual(['b: quick: 9 ms']);
    expect(goalsLost(results([], goal(false)), results([], goal(false)))).toEqual([]);
    expect(goalsLost(results([], goal(true)), results([], goal(true)))).toEqual([]);
  });
});
