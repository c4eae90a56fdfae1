import type { Figure } from './bench.js';
import type { Results } from './results.js';
import { median, overlap, spreadOf } from './statistics.js';
import { isOurs } from './table.js';

/** Smaller moves of a median are noise. */
const SHARE = 0.1;

export interface Change {
  readonly bench: string;
  readonly side: string;
  readonly quantity: string;
  readonly unit: string;
  readonly before: number;
  readonly after: number;
  readonly verdict: 'worse' | 'better' | 'same';
}

/**
 * Every figure that both results have. It counts as moved when its median moved by more than a tenth and no round of
 * one lies within the spread of the other.
 */
export function compareResults(before: Results, after: Results): Change[] {
  return after.benches.flatMap((report) => {
    const earlier = before.benches.find(({ bench }) => bench === report.bench);
    return report.figures.flatMap((figure) => {
      const known = earlier?.figures.find(
        ({ side, quantity, unit }) =>
          side === figure.side && quantity === figure.quantity && unit === figure.unit,
      );
      return known ? [{ bench: report.bench, ...compareFigure(known, figure) }] : [];
    });
  });
}

function compareFigure(earlier: Figure, later: Figure): Omit<Change, 'bench'> {
  const { side, quantity, unit } = later;
  const before = median(earlier.values);
  const after = median(later.values);
  const moved =
    Math.abs(after - before) > SHARE * Math.abs(before) &&
    !overlap(spreadOf(earlier.values), spreadOf(later.values));
  const isBetter = after > before === (betterOf(later) === 'more');
  return { side, quantity, unit, before, after, verdict: moved ? (isBetter ? 'better' : 'worse') : 'same' };
}

/** Rates are better when they are higher, and everything else when it is lower, unless the figure says so. */
function betterOf(figure: Figure): 'more' | 'less' {
  return figure.better ?? (figure.unit.endsWith('/s') ? 'more' : 'less');
}

/** What got worse of ours; a peer that got slower tells of the machine. */
export function regressions(changes: readonly Change[]): Change[] {
  return changes.filter(({ verdict, side }) => verdict === 'worse' && isOurs(side));
}

/** Goals that were reached before and are missed now. They are told, but figures decide: a goal is one line in noise. */
export function goalsLost(before: Results, after: Results): string[] {
  return after.benches.flatMap(({ bench, goals }) => {
    const earlier = before.benches.find((report) => report.bench === bench)?.goals ?? [];
    return goals
      .filter(
        ({ goal, reached }) => !reached && earlier.some((known) => known.goal === goal && known.reached),
      )
      .map(({ goal, measured }) => `${bench}: ${goal}: ${measured}`);
  });
}
