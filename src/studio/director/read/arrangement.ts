import type { Clause } from '../clause.js';
import type { ImageRef, Order } from '../orders.js';
import { destinationOf, isDestinationOrdinal, isSame, lastDestinationIndex } from './destination.js';
import { mentions, refs } from './images.js';

/** Which image comes where: swapped, moved, put in a row. */
export function readArrangement(clause: Clause): Order[] | undefined {
  if (clause.verb('reverse')) return [{ do: 'reverse' }];
  if (clause.verb('shuffle')) return [{ do: 'shuffle' }];
  return swapping(clause) ?? askingWhich(clause) ?? moving(clause) ?? sequence(clause);
}

function swapping(clause: Clause): Order[] | undefined {
  if (!clause.doing('swap', 'switch')) return undefined;
  const named = mentions(clause, true).map(({ ref }) => ref);
  const [first, second] = named.length === 1 ? bothOf(named[0]) : named;
  return first && second ? [{ do: 'swap', images: [first, second] }] : undefined;
}

/** "switch the first two images" */
function bothOf(ref: ImageRef | undefined): ImageRef[] {
  if (ref?.by === 'first' && ref.count === 2) return [1, 2].map((n) => ({ by: 'position', n }));
  return ref?.by === 'last' && ref.count === 2 ? [2, 1].map((n) => ({ by: 'from-end', n })) : [];
}

/** "put the lighthouse first", and no file has such a name. */
function askingWhich(clause: Clause): Order[] | undefined {
  const [unknown, ...others] = clause.unknown;
  const isPlacing = clause.verb('move', 'open-with', 'close-with') && !clause.word('in');
  const somewhere = clause.has('ordinal', 'edge', 'relation', 'slot');
  const names = mentions(clause);
  if (clause.has('duration', 'quote')) return undefined;
  if (!unknown || others.length > 0 || !isPlacing || names.length > 0) return undefined;
  if (!somewhere && !clause.verb('open-with', 'close-with')) return undefined;
  return [{ do: 'ask-image', said: clause.source.slice(unknown.start, unknown.end) }];
}

function moving(clause: Clause): Order[] | undefined {
  const to = destinationOf(clause);
  if (!to) return undefined;
  const last = lastDestinationIndex(clause);
  const anchor = 'image' in to ? to.image : undefined;
  const candidates = mentions(clause, true).filter(
    ({ ref, index }) => !isSame(ref, anchor) && !isDestinationOrdinal(clause, index, last),
  );
  // "put image 3 between 1 and 2": the other two say where.
  const named = clause.word('between') ? candidates.slice(0, 1) : candidates;
  const isMove =
    clause.doing('move', 'make', 'change', 'want', 'open-with', 'close-with', 'reorder', 'show', 'swap') ||
    !clause.has('verb');
  if (!isMove || clause.unknown.length > 0) return undefined;
  // "show the logo for 2 seconds at the end" says where and how long; "5 seconds at the start" only how long.
  if (clause.has('duration') && !clause.has('image')) return undefined;
  if (named.length === 0) {
    const isThis = clause.word('it', 'this') && (clause.thing('image') || clause.doing('move'));
    return isThis ? [{ do: 'move', images: [{ by: 'this' }], to }] : undefined;
  }
  return [{ do: 'move', images: refs(named), to }];
}

/** "order: 3, 1, 2", "beach, then sunset, then team". */
function sequence(clause: Clause): Order[] | undefined {
  const all = mentions(clause, true);
  // "the beach first, then the sunset": the rank is said of the one before and is no image itself.
  const names = all.filter(({ index }) => clause.at(index)?.is !== 'ordinal');
  const named = names.length >= 2 ? names : all;
  const isOrder = clause.thing('order') || clause.doing('reorder') || clause.verb('move') || isChain(clause);
  if (named.length < 2 || !isOrder || clause.has('motion', 'duration')) return undefined;
  return [{ do: 'sequence', images: refs(named) }];
}

/** "team first, then beach", "team → beach → sunset": a list with a direction needs no verb. */
function isChain(clause: Clause): boolean {
  const isBare = clause.tokens.every(
    ({ meaning }) => meaning.is === 'image' || meaning.is === 'filler' || meaning.is === 'word',
  );
  if (isBare && mentions(clause).length > 2) return true;
  return !clause.has('verb') && /\bthen\b|→|>|然后|接着/i.test(clause.plain);
}
