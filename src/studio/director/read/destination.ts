import type { Clause } from '../clause.js';
import type { Destination, ImageRef } from '../orders.js';
import { type Mention, mentions } from './images.js';

export function isSame(ref: ImageRef, other: ImageRef | undefined): boolean {
  return other !== undefined && JSON.stringify(ref) === JSON.stringify(other);
}

/** Where to: "to the front", "first", "to position 2", "after image 3", "放到第一张", "移到第三张前面". */
export function destinationOf(clause: Clause): Destination | undefined {
  const slot = clause.first('slot');
  if (slot) return slot.n < 0 ? { at: 'end' } : { at: 'slot', n: slot.n };
  const relation = clause.indexOf((meaning) => meaning.is === 'relation');
  const named = mentions(clause, true);
  const [left] = clause.word('between') ? named.slice(-2) : [];
  if (left && named.length === 3) return { at: 'after', image: left.ref };
  if (relation >= 0) {
    const side = clause.first('relation')?.side ?? 'after';
    // The anchor comes after the word in English and before it in Chinese; in both it is the last one named.
    const anchor = named.at(-1);
    return anchor && (named.length > 1 || relation < anchor.index)
      ? { at: side, image: anchor.ref }
      : undefined;
  }
  const edge =
    clause.first('edge')?.edge ??
    (clause.verb('open-with') ? 'start' : clause.verb('close-with') ? 'end' : undefined);
  if (edge) return { at: edge };
  const place = clause.doing('move') ? clause.first('place')?.position : undefined;
  if (place && named.length > 0) return place === 'bottom' ? { at: 'end' } : { at: 'start' };
  return ordinalDestination(clause, named);
}

/** "put the beach first", "make sunset the last image", "把海滩放到第一张". */
function ordinalDestination(clause: Clause, named: readonly Mention[]): Destination | undefined {
  const target = named.at(-1);
  const isPlacing = clause.doing('move', 'make', 'want', 'reorder', 'change', 'show') || !clause.has('verb');
  if (!target || !isPlacing || (named.length < 2 && !clause.word('it', 'this'))) return undefined;
  const meaning = clause.at(target.index);
  const isRank = meaning?.is === 'ordinal' || (meaning?.is === 'image' && meaning.ref.by !== 'name');
  if (!isRank || clause.verb('reorder') || clause.thing('order')) return undefined;
  if (
    meaning?.is !== 'ordinal' &&
    !clause.word('to') &&
    !/到|在|为|成|the (?:first|last)/i.test(clause.plain)
  )
    return undefined;
  const { ref } = target;
  if (ref.by === 'from-end' && ref.n === 1) return { at: 'end' };
  if (ref.by === 'position') return ref.n === 1 ? { at: 'start' } : { at: 'slot', n: ref.n };
  return undefined;
}

export function lastDestinationIndex(clause: Clause): number {
  const named = mentions(clause, true);
  const hasOther =
    clause.has('slot') ||
    clause.has('relation') ||
    clause.has('edge') ||
    clause.verb('open-with', 'close-with');
  return hasOther || named.length < 2 ? -1 : (named.at(-1)?.index ?? -1);
}

export function isDestinationOrdinal(clause: Clause, index: number, last: number): boolean {
  if (index !== last) return false;
  const meaning = clause.at(index);
  return meaning?.is === 'ordinal' || (meaning?.is === 'image' && meaning.ref.by !== 'name');
}
