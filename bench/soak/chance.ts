import { createHash } from 'node:crypto';

/** A number from 0 to below 1 that depends on its names alone: the same seed makes the same choices in any order. */
export function chance(...names: readonly (string | number)[]): number {
  return createHash('sha256').update(names.join('\n')).digest().readUInt32BE() / 2 ** 32;
}

/** One of the outcomes, each with its share in percent; undefined for the rest. */
export function pick<T extends string>(
  shares: Readonly<Partial<Record<T, number>>>,
  ...names: readonly (string | number)[]
): T | undefined {
  let left = chance(...names) * 100;
  for (const outcome in shares) {
    left -= shares[outcome] ?? 0;
    if (left < 0) return outcome;
  }
  return undefined;
}
