import type { Figure, Report } from './bench.js';
import { median, spreadOf } from './statistics.js';

/** One line for one side. `ratio` compares with the peer: the first side that is not ours. */
export interface Row {
  readonly quantity: string;
  readonly side: string;
  readonly median: string;
  readonly spread: string;
  readonly ratio: string;
}

/** Sides of ours are named `ours`, or `ours, on PostgreSQL`. */
export function isOurs(side: string): boolean {
  return side.startsWith('ours');
}

export function rowsOf(report: Report): Row[] {
  const quantities = new Set(report.figures.map(({ quantity }) => quantity));
  return [...quantities].flatMap((quantity) => {
    const figures = report.figures.filter((figure) => figure.quantity === quantity);
    const peer = figures.find(({ side }) => !isOurs(side));
    return figures.map((figure) => rowOf(figure, figures.length > 1 ? peer : undefined));
  });
}

function rowOf(figure: Figure, peer: Figure | undefined): Row {
  const { quantity, side, unit, values } = figure;
  const { lowest, highest } = spreadOf(values);
  return {
    quantity,
    side,
    median: `${readable(median(values))} ${unit}`.trim(),
    spread: `${readable(lowest)}–${readable(highest)}`,
    ratio: ratioOf(figure, peer),
  };
}

function ratioOf(figure: Figure, peer: Figure | undefined): string {
  if (!peer) return '';
  if (peer === figure) return 'peer';
  const ratio = median(figure.values) / median(peer.values);
  return Number.isFinite(ratio) ? `${readable(ratio)} ×` : '';
}

/** Three digits that matter. */
export function readable(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.095 ? 2 : 3;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

/** For a terminal. */
export function textTable(report: Report): string {
  const rows = rowsOf(report);
  const columns = ['quantity', 'side', 'median', 'spread', 'ratio'] as const;
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')}`;
  return [
    line(columns),
    ...rows.map((row) => line(columns.map((column) => row[column])).trimEnd()),
    ...report.goals.map(
      ({ goal, measured, reached }) => `  ${reached ? 'reached' : 'MISSED '} ${goal}: ${measured}`,
    ),
    ...report.notes.map((note) => `  note: ${note}`),
  ].join('\n');
}
