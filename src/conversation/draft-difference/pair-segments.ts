import type { ReadSegment } from '../timeline/read-tracks.js';

/** A segment before and after, with its position in each. */
export interface Pair {
  readonly before: ReadSegment;
  readonly after: ReadSegment;
  readonly beforeIndex: number;
  readonly afterIndex: number;
}

export interface Pairing {
  /** In the order of `after`. */
  readonly pairs: readonly Pair[];
  readonly removed: readonly ReadSegment[];
  readonly added: readonly ReadSegment[];
}

/** Segments with the same key are taken for one another. */
type Key = (segment: ReadSegment) => string;

const byLabel: Key = ({ label }) => label;
const byStart: Key = ({ start }) => String(Math.round(start / 100));
const bySpan: Key = (segment) => `${byStart(segment)}-${Math.round(segment.end / 100)}`;
const byLabelAndSpan: Key = (segment) => `${bySpan(segment)} ${segment.label}`;

/** Nothing finer than a tenth of a second is told. */
export function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) < 50;
}

/**
 * Finds out which segment became which: first by name and time, then by name, then by place in time; the last
 * one left on each side was replaced.
 */
export function pairSegments(before: readonly ReadSegment[], after: readonly ReadSegment[]): Pairing {
  const openBefore = new Set(before.keys());
  const openAfter = new Set(after.keys());
  const pairs: Pair[] = [];
  const pairBy = (key: Key) => {
    const waiting = new Map<string, number[]>();
    for (const index of openBefore) {
      const segment = before[index];
      if (!segment) continue;
      const queue = waiting.get(key(segment));
      if (queue) queue.push(index);
      else waiting.set(key(segment), [index]);
    }
    for (const afterIndex of openAfter) {
      const segment = after[afterIndex];
      const beforeIndex = segment && waiting.get(key(segment))?.shift();
      const old = beforeIndex === undefined ? undefined : before[beforeIndex];
      if (!segment || beforeIndex === undefined || !old) continue;
      pairs.push({ before: old, after: segment, beforeIndex, afterIndex });
      openBefore.delete(beforeIndex);
      openAfter.delete(afterIndex);
    }
  };
  for (const key of [byLabelAndSpan, byLabel, bySpan, byStart]) pairBy(key);
  if (openBefore.size === 1 && openAfter.size === 1) pairBy(() => '');
  return {
    pairs: pairs.sort((one, other) => one.afterIndex - other.afterIndex),
    removed: [...openBefore].flatMap((index) => before[index] ?? []),
    added: [...openAfter].flatMap((index) => after[index] ?? []),
  };
}
