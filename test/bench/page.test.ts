import { describe, expect, it } from 'vitest';
import type { Figure } from '../../bench/suite/bench.js';
import { joined, markdownOf, withResults } from '../../bench/suite/page.js';
import type { Results, TitledReport } from '../../bench/suite/results.js';
import { median, percentile } from '../../bench/suite/statistics.js';
import { readable, rowsOf, textTable } from '../../bench/suite/table.js';
import { inTurns } from '../../bench/suite/turns.js';

const figure = (side: string, ...values: number[]): Figure => ({
  side,
  quantity: 'rate',
  unit: 'x/s',
  values,
});

const REPORT: TitledReport = {
  bench: 'row',
  title: 'rows',
  work: 'Writes rows.',
  figures: [figure('ours', 20, 30, 40), figure('theirs', 10, 10, 11), figure('theirs, tuned', 15)],
  goals: [{ goal: 'twice the rate', measured: '3 times', reached: true }],
  notes: ['a | b'],
};

const RESULTS: Results = {
  machine: { cpu: 'EPYC', cores: 2, memoryGb: 4, system: 'Linux', node: 'v20' },
  date: '2026-11-20T10:00:00.000Z',
  commit: 'abc1234',
  rounds: 3,
  quick: false,
  benches: [REPORT],
  failed: [],
};

describe('a table', () => {
  it('shows medians, the spread, and the ratio to the first side that is not ours', () => {
    expect(rowsOf(REPORT)).toEqual([
      { quantity: 'rate', side: 'ours', median: '30 x/s', spread: '20–40', ratio: '3 ×' },
      { quantity: 'rate', side: 'theirs', median: '10 x/s', spread: '10–11', ratio: 'peer' },
      { quantity: 'rate', side: 'theirs, tuned', median: '15 x/s', spread: '15–15', ratio: '1.5 ×' },
    ]);
  });

  it('says whether a goal was reached', () => {
    expect(textTable(REPORT)).toContain('reached twice the rate: 3 times');
    const missed = { ...REPORT, goals: [{ goal: 'g', measured: 'm', reached: false }] };
    expect(textTable(missed)).toContain('MISSED  g: m');
  });

  it('has as many digits as matter', () => {
    expect([0.0123, 0.5, 12.34, 1234.5, Number.NaN].map(readable)).toEqual([
      '0.012',
      '0.5',
      '12.3',
      '1,235',
      '–',
    ]);
  });
});

describe('the page', () => {
  const page = 'before\n<!-- results: written by npm run bench:report -->\nold\n<!-- /results -->\nafter\n';

  it('gets the results between its markers, and nothing else changes', () => {
    const written = withResults(page, 'new');
    expect(written).toMatch(/^before\n<!-- results[^>]*-->\n\nnew\n\n<!-- \/results -->\nafter\n$/);
    expect(withResults(written, 'new')).toBe(written);
    expect(() => withResults('no markers', 'new')).toThrow('markers');
  });

  it('names the machine, the goals and the figures', () => {
    const markdown = markdownOf(RESULTS);
    expect(markdown).toContain(
      '2 cores of EPYC, 4 GB, Linux, Node v20; 2026-11-20, commit abc1234, 3 rounds',
    );
    expect(markdown).toContain('| row | twice the rate | 3 times | yes |');
    expect(markdown).toContain('| rate | ours | 30 x/s | 20–40 | 3 × |');
    expect(markdown).toContain('- a | b');
  });

  it('takes the last of several results, of one machine only', () => {
    const later = {
      ...RESULTS,
      benches: [
        { ...REPORT, work: 'again' },
        { ...REPORT, bench: 'sse' },
      ],
    };
    expect(joined([RESULTS, later]).benches.map(({ bench, work }) => [bench, work])).toEqual([
      ['row', 'again'],
      ['sse', 'Writes rows.'],
    ]);
    const elsewhere = { ...RESULTS, machine: { ...RESULTS.machine, cpu: 'another' } };
    expect(() => joined([RESULTS, elsewhere])).toThrow('different machines');
    expect(() => joined([])).toThrow('usage');
  });
});

describe('statistics', () => {
  it('know the middle and the tail', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile([7], 0.99)).toBe(7);
    expect(percentile([], 0.5)).toBeNaN();
  });

  it('let the sides take turns, each beginning once', async () => {
    const order: string[] = [];
    const side = (name: string) => async () => order.push(name);
    const samples = await inTurns({ a: side('a'), b: side('b') }, 2);
    expect(order).toEqual(['a', 'b', 'b', 'a']);
    expect(samples).toEqual({ a: [1, 4], b: [2, 3] });
  });
});
