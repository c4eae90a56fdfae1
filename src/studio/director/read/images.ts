import type { Clause } from '../clause.js';
import type { ImageRef } from '../orders.js';

/** An image that the clause names, and where in the clause. */
export interface Mention {
  readonly ref: ImageRef;
  readonly index: number;
  /** Named by its position or its whole file name, so that nothing else can be meant. */
  readonly exact: boolean;
}

/**
 * Images that a clause points at, in its order. Bare numbers and ordinals count only where `loosely` is set ("swap 1
 * and 2"), and so do words that are both a file's name and something else ("put red before blue").
 */
export function mentions(clause: Clause, loosely = false): Mention[] {
  const found: Mention[] = [];
  for (const [index, { meaning, named }] of clause.tokens.entries()) {
    if (meaning.is === 'image') found.push({ ref: meaning.ref, index, exact: meaning.exact });
    else if (meaning.is === 'word' && meaning.word === 'others')
      found.push({ ref: { by: 'others', than: [...clause.antecedents] }, index, exact: true });
    else if (loosely && named) found.push({ ref: named, index, exact: false });
    else if (loosely && meaning.is === 'number' && Number.isInteger(meaning.value)) {
      found.push({ ref: { by: 'position', n: meaning.value }, index, exact: true });
    } else if (loosely && meaning.is === 'ordinal') {
      const ref: ImageRef = meaning.n < 0 ? { by: 'from-end', n: 1 } : { by: 'position', n: meaning.n };
      found.push({ ref, index, exact: true });
    }
  }
  return found;
}

export const refs = (found: readonly Mention[]): ImageRef[] => found.map(({ ref }) => ref);

/** The images that a quality is said of; undefined for all of them. */
export function concerned(clause: Clause): ImageRef[] | undefined {
  const named = mentions(clause)
    .map(({ ref }) => ref)
    .filter((ref) => ref.by !== 'all');
  if (named.length > 0) return named;
  // "zoom in on the first and pan left on the second"
  const ordinals = mentions(clause, true).filter(({ index }) => clause.at(index)?.is === 'ordinal');
  return ordinals.length > 0 ? ordinals.map(({ ref }) => ref) : undefined;
}
