import type { Clause } from '../clause.js';
import type { Destination, ImageRef, Order } from '../orders.js';
import type { Meaning } from '../tokens.js';
import { type Mention, mentions } from './images.js';
import { cutsImage } from './look.js';
import type { Scene } from './scene.js';

/** Order, removal, replacement and addition of images. */
export function readPictures(clause: Clause, scene: Scene): Order[] {
  if (clause.verb('reverse')) return [{ do: 'reverse' }];
  if (clause.verb('shuffle')) return [{ do: 'shuffle' }];
  return (
    keeping(clause) ??
    replacing(clause) ??
    swapping(clause) ??
    removing(clause, scene) ??
    adding(clause, scene) ??
    moving(clause) ??
    sequence(clause) ??
    []
  );
}

const refs = (found: readonly Mention[]) => found.map(({ ref }) => ref);

/** "use only beach.jpg", "keep the first two", "just image 2". */
function keeping(clause: Clause): Order[] | undefined {
  if (clause.word('except') && clause.removing) {
    const spared = mentions(clause, true).filter(({ ref }) => ref.by !== 'all');
    return spared.length > 0 ? [{ do: 'keep-images', images: refs(spared) }] : undefined;
  }
  const only = clause.indexOf((meaning) => meaning.is === 'word' && meaning.word === 'only');
  if (clause.verb('keep') && !clause.removing && only < 0) {
    const kept = mentions(clause, true).filter(({ ref }) => ref.by !== 'all');
    return kept.length > 0 && isBareKeep(clause) ? [{ do: 'keep-images', images: refs(kept) }] : undefined;
  }
  if (only < 0) return undefined;
  const kept = mentions(clause, true);
  const first = kept[0];
  if (!first) return undefined;
  const between = clause.tokens.slice(Math.min(only, first.index) + 1, Math.max(only, first.index));
  const isNear = between.every(
    ({ meaning }) => ['word', 'filler', 'verb'].includes(meaning.is) && !isDoing(meaning),
  );
  return isNear && !clause.has('motion') && !clause.has('duration')
    ? [{ do: 'keep-images', images: refs(kept) }]
    : undefined;
}

const isDoing = (meaning: Meaning) =>
  meaning.is === 'verb' && !['use', 'keep', 'show', 'create', 'make'].includes(meaning.verb);

/** "keep image 2 still" keeps a quality and not only that image. */
function isBareKeep(clause: Clause): boolean {
  return !['motion', 'duration', 'color', 'edge', 'place'].some((kind) => clause.has(kind as Meaning['is']));
}

/** "replace image 2 with the new one", "use the new photo instead of image 2", "用新图替换第二张". */
function replacing(clause: Clause): Order[] | undefined {
  const named = withLooseNew(clause);
  const [first, second] = named;
  if (!first || !second || clause.thing('order')) return undefined;
  const instead = clause.indexOf((meaning) => meaning.is === 'verb' && meaning.verb === 'instead');
  if (instead > first.index && instead < second.index)
    return [{ do: 'replace-image', image: second.ref, by: first.ref }];
  if (instead >= 0 && instead < first.index)
    return [{ do: 'replace-image', image: first.ref, by: second.ref }];
  const verb = clause.indexOf((meaning) => meaning.is === 'verb' && meaning.verb === 'replace');
  // 用 A 替换 B: what follows the verb goes.
  const isUseForm = clause.verb('use') && verb > first.index && verb < second.index;
  if (isUseForm) return [{ do: 'replace-image', image: second.ref, by: first.ref }];
  const isChange =
    clause.doing('change', 'switch', 'swap') && (second.ref.by === 'new' || second.ref.by === 'this');
  return verb >= 0 || isChange || isExchange(clause, second.ref)
    ? [{ do: 'replace-image', image: first.ref, by: second.ref }]
    : undefined;
}

/** "把第二张换成 team.jpg", "swap image 2 for sunset.jpg". */
function isExchange(clause: Clause, by: ImageRef): boolean {
  return (
    by.by === 'name' && /换成|换为|\b(?:swap|switch|exchange|change)\b.*\b(?:for|to|into)\b/i.test(clause.raw)
  );
}

/** Mentions, with a bare "new" ("the new one" without a noun) counted as the new image. */
function withLooseNew(clause: Clause): Mention[] {
  const found = mentions(clause, true);
  const bare = clause.indexOf((meaning) => meaning.is === 'word' && meaning.word === 'new');
  if (bare >= 0 && !found.some(({ ref }) => ref.by === 'new')) {
    found.push({ ref: { by: 'new' }, index: bare, exact: true });
    found.sort((a, b) => a.index - b.index);
  }
  return found;
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

function removing(clause: Clause, scene: Scene): Order[] | undefined {
  if (!clause.removing && !cutsImage(clause)) return undefined;
  if (clause.verb('show', 'use', 'move') && !clause.negated) return undefined;
  const named = mentions(clause, true);
  const first = named[0];
  // "that is not this one" removes nothing.
  if (!clause.doing('remove') && named.length > 0 && named.every(({ ref }) => ref.by === 'this'))
    return undefined;
  if (!first) {
    const isThis = clause.thing('image') && (clause.word('it', 'this') || scene.focus === 'image');
    return isThis && clause.unknown.length === 0
      ? [{ do: 'remove-images', images: [{ by: 'this' }] }]
      : undefined;
  }
  // "remove the person from image 2" is about something in the image.
  const isInside =
    clause.unknown.length > 0 || clause.has('beyond') || clause.word('in') || clause.word('from');
  // "remove the transition between 1 and 2"
  const isElse = clause.thing('transition', 'motion') || clause.has('motion') || clause.word('between');
  return isInside || isElse ? undefined : [{ do: 'remove-images', images: refs(named) }];
}

function adding(clause: Clause, scene: Scene): Order[] | undefined {
  if (!clause.doing('add') && !clause.verb('use')) return undefined;
  const isAboutElse = ['transition', 'motion', 'mood', 'color'].some((kind) =>
    clause.has(kind as Meaning['is']),
  );
  if (clause.unknown.length > 0 || isAboutElse || clause.verb('fade') || clause.thing('transition', 'motion'))
    return undefined;
  // "give every photo 6 seconds" gives no photo.
  if (clause.has('duration') && !clause.has('image')) return undefined;
  const to = destinationOf(clause);
  const anchor = to && 'image' in to ? to.image : undefined;
  const named = refs(mentions(clause)).filter((ref) => ref !== anchor);
  const speaksOfNew =
    clause.word('new', 'uploaded', 'other') || (scene.hasNewImages && clause.word('it', 'this'));
  const images: ImageRef[] = named.length > 0 ? named : [{ by: 'new' }];
  const isAboutImages =
    named.length > 0 ||
    (clause.thing('image') && clause.doing('add')) ||
    (speaksOfNew && clause.doing('add'));
  if (!isAboutImages || (clause.verb('use') && !named.some(({ by }) => by === 'new' || by === 'name')))
    return undefined;
  return [{ do: 'add-images', images, ...(to && { to }) }];
}

/** "put the lighthouse first", and no file has such a name. */
function askingWhich(clause: Clause): Order[] | undefined {
  const [unknown, ...others] = clause.unknown;
  const isPlacing = clause.verb('move', 'open-with', 'close-with') && !clause.word('in');
  const somewhere = ['ordinal', 'edge', 'relation', 'slot'].some((kind) => clause.has(kind as Meaning['is']));
  const names = mentions(clause);
  if (clause.has('duration') || clause.has('quote')) return undefined;
  if (!unknown || others.length > 0 || !isPlacing || names.length > 0) return undefined;
  if (!somewhere && !clause.verb('open-with', 'close-with')) return undefined;
  return [{ do: 'ask-image', said: clause.source.slice(unknown.start, unknown.end) }];
}

function moving(clause: Clause): Order[] | undefined {
  const asking = askingWhich(clause);
  if (asking) return asking;
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

function isSame(ref: ImageRef, other: ImageRef | undefined): boolean {
  return other !== undefined && JSON.stringify(ref) === JSON.stringify(other);
}

/** Where to: "to the front", "first", "to position 2", "after image 3", "放到第一张", "移到第三张前面". */
function destinationOf(clause: Clause): Destination | undefined {
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
  if (meaning?.is !== 'ordinal' && !clause.word('to') && !/到|在|为|成|the (?:first|last)/i.test(clause.raw))
    return undefined;
  const { ref } = target;
  if (ref.by === 'from-end' && ref.n === 1) return { at: 'end' };
  if (ref.by === 'position') return ref.n === 1 ? { at: 'start' } : { at: 'slot', n: ref.n };
  return undefined;
}

function lastDestinationIndex(clause: Clause): number {
  const named = mentions(clause, true);
  const hasOther =
    clause.has('slot') ||
    clause.has('relation') ||
    clause.has('edge') ||
    clause.verb('open-with', 'close-with');
  return hasOther || named.length < 2 ? -1 : (named.at(-1)?.index ?? -1);
}

function isDestinationOrdinal(clause: Clause, index: number, last: number): boolean {
  if (index !== last) return false;
  const meaning = clause.at(index);
  return meaning?.is === 'ordinal' || (meaning?.is === 'image' && meaning.ref.by !== 'name');
}

/** "order: 3, 1, 2", "beach, then sunset, then team". */
function sequence(clause: Clause): Order[] | undefined {
  const all = mentions(clause, true);
  // "the beach first, then the sunset": the rank is said of the one before and is no image itself.
  const names = all.filter(({ index }) => clause.at(index)?.is !== 'ordinal');
  const named = names.length >= 2 ? names : all;
  const isOrder = clause.thing('order') || clause.doing('reorder') || clause.verb('move') || isChain(clause);
  if (named.length < 2 || !isOrder || clause.has('motion') || clause.has('duration')) return undefined;
  return [{ do: 'sequence', images: refs(named) }];
}

/** "team first, then beach", "team → beach → sunset": a list with a direction needs no verb. */
function isChain(clause: Clause): boolean {
  const isBare = clause.tokens.every(
    ({ meaning }) => meaning.is === 'image' || meaning.is === 'filler' || meaning.is === 'word',
  );
  if (isBare && mentions(clause).length > 2) return true;
  return !clause.has('verb') && /\bthen\b|→|>|然后|接着/i.test(clause.raw);
}
