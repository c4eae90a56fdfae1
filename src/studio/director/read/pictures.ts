import type { Clause } from '../clause.js';
import type { ImageRef, Order } from '../orders.js';
import type { Meaning } from '../tokens.js';
import { readArrangement } from './arrangement.js';
import { destinationOf } from './destination.js';
import { type Mention, mentions, refs } from './images.js';
import { cutsImage } from './look.js';
import type { Scene } from './scene.js';

/** Which images are in the video, and in what order. */
export function readPictures(clause: Clause, scene: Scene): Order[] {
  return (
    keeping(clause) ??
    replacing(clause) ??
    removing(clause, scene) ??
    adding(clause, scene) ??
    readArrangement(clause) ??
    []
  );
}

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
  return isNear && !clause.has('motion', 'duration')
    ? [{ do: 'keep-images', images: refs(kept) }]
    : undefined;
}

const isDoing = (meaning: Meaning) =>
  meaning.is === 'verb' && !['use', 'keep', 'show', 'create', 'make'].includes(meaning.verb);

/** "keep image 2 still" keeps a quality and not only that image. */
function isBareKeep(clause: Clause): boolean {
  return !clause.has('motion', 'duration', 'color', 'edge', 'place');
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
    by.by === 'name' &&
    /换成|换为|\b(?:swap|switch|exchange|change)\b.*\b(?:for|to|into)\b/i.test(clause.plain)
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
  const isAboutElse = clause.has('transition', 'motion', 'mood', 'color');
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
