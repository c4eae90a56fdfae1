import type { StudioDraft } from '../../draft.js';
import type { Destination, OrderOf } from '../orders.js';
import { fitFor, segmentFor } from './make.js';
import type { Outcome, Problem, Stage } from './outcome.js';
import { mediaOf, positionOf, positionsOf } from './resolve.js';
import {
  divideAtLeast,
  MAX_IMAGES,
  MAX_TOTAL_MS,
  MIN_IMAGE_MS,
  type Placed,
  pictures,
  withPictures,
} from './timeline.js';

const place = (draft: StudioDraft, order: readonly number[]): Placed[] =>
  order.flatMap((was) => {
    const segment = pictures(draft)[was];
    return segment ? [{ segment, was }] : [];
  });

function reordered(draft: StudioDraft, order: readonly number[], moved: readonly number[] = []): Outcome {
  const changed = withPictures(draft, place(draft, order));
  return {
    draft: changed,
    change: { what: 'order', names: pictures(changed).map(({ m }) => m.name) },
    images: moved.flatMap((index) => pictures(draft)[index]?.m.media ?? []),
  };
}

const indicesOf = (draft: StudioDraft) => pictures(draft).map((_, index) => index);

export function applyReverse(draft: StudioDraft): Outcome {
  return reordered(draft, indicesOf(draft).reverse());
}

/** A fixed permutation, so that the same words always give the same video: every second image, then the others. */
export function applyShuffle(draft: StudioDraft): Outcome {
  const all = indicesOf(draft);
  return reordered(draft, [
    ...all.filter((index) => index % 2 === 1),
    ...all.filter((index) => index % 2 === 0),
  ]);
}

export function applySwap(draft: StudioDraft, stage: Stage, order: OrderOf<'swap'>): Outcome {
  const [first, second] = order.images;
  if (!first || !second) return { problem: { why: 'no-such-image', count: pictures(draft).length } };
  const a = positionOf(first, draft, stage);
  const b = positionOf(second, draft, stage);
  if ('problem' in a) return a;
  // "swap image 2 for sunset.jpg", which is not in the video yet, replaces it.
  if ('problem' in b) return applyReplace(draft, stage, { do: 'replace-image', image: first, by: second });
  const swapped = indicesOf(draft).map((index) =>
    index === a.found ? b.found : index === b.found ? a.found : index,
  );
  return reordered(draft, swapped, [a.found, b.found]);
}

export function applyMove(draft: StudioDraft, stage: Stage, order: OrderOf<'move'>): Outcome {
  const moved = positionsOf(order.images, draft, stage);
  // An image that is not in the video yet is put where it was wanted.
  if ('problem' in moved) {
    const added = applyAdd(draft, stage, { do: 'add-images', images: order.images, to: order.to });
    return 'problem' in added ? moved : added;
  }
  const rest = indicesOf(draft).filter((index) => !moved.found.includes(index));
  const at = insertionPoint(draft, stage, order.to, rest);
  if (typeof at !== 'number') return { problem: at };
  return reordered(draft, [...rest.slice(0, at), ...moved.found, ...rest.slice(at)], moved.found);
}

/** Where in `rest` the moved images go; a problem when the anchor is unknown. */
function insertionPoint(
  draft: StudioDraft,
  stage: Stage,
  to: Destination,
  rest: readonly number[],
): number | Problem {
  if (to.at === 'start') return 0;
  if (to.at === 'end') return rest.length;
  if (to.at === 'slot') return Math.min(Math.max(to.n - 1, 0), rest.length);
  const anchor = positionOf(to.image, draft, stage);
  if ('problem' in anchor) return anchor.problem;
  const at = rest.indexOf(anchor.found);
  if (at < 0) return { why: 'which-image', names: [] };
  return to.at === 'before' ? at : at + 1;
}

/** The named images come first, in the order named; the others keep theirs behind them. */
export function applySequence(draft: StudioDraft, stage: Stage, order: OrderOf<'sequence'>): Outcome {
  const named = positionsOf(order.images, draft, stage);
  if ('problem' in named) return named;
  const rest = indicesOf(draft).filter((index) => !named.found.includes(index));
  return reordered(draft, [...named.found, ...rest], named.found);
}

export function applyKeep(draft: StudioDraft, stage: Stage, order: OrderOf<'keep-images'>): Outcome {
  const kept = positionsOf(order.images, draft, stage);
  if ('problem' in kept) return kept;
  const gone = indicesOf(draft).filter((index) => !kept.found.includes(index));
  return without(draft, gone);
}

export function applyRemove(draft: StudioDraft, stage: Stage, order: OrderOf<'remove-images'>): Outcome {
  const ambiguous = order.images.map((ref) => positionOf(ref, draft, stage)).find(isAmbiguous);
  if (ambiguous) return ambiguous;
  const gone = positionsOf(order.images, draft, stage);
  return 'problem' in gone ? gone : without(draft, gone.found);
}

function isAmbiguous(found: ReturnType<typeof positionOf>): found is { problem: Problem } {
  return 'problem' in found && found.problem.why === 'which-image';
}

function without(draft: StudioDraft, gone: readonly number[]): Outcome {
  const segments = pictures(draft);
  if (gone.length >= segments.length) return { problem: { why: 'last-image' } };
  const kept = indicesOf(draft).filter((index) => !gone.includes(index));
  return {
    draft: withPictures(draft, place(draft, kept)),
    change: {
      what: 'images-removed',
      names: gone.map((index) => segments[index]?.m.name ?? ''),
      left: kept.length,
    },
  };
}

export function applyReplace(draft: StudioDraft, stage: Stage, order: OrderOf<'replace-image'>): Outcome {
  const target = positionOf(order.image, draft, stage);
  if ('problem' in target) return target;
  const media = mediaOf([order.by], draft, stage);
  if ('problem' in media) return media;
  const [id, ...others] = media.found;
  const item = stage.library.find((one) => one.id === id && one.kind === 'image');
  if (!item) return { problem: { why: 'no-new-image' } };
  if (others.length > 0) {
    const names = media.found.flatMap(
      (one) => stage.library.find((candidate) => candidate.id === one)?.name ?? [],
    );
    return { problem: { why: 'which-image', names } };
  }
  const segments = pictures(draft);
  const before = segments[target.found]?.m.name ?? '';
  const changed = segments.map((segment, was) => {
    if (was !== target.found) return { segment, was };
    const m = { ...segment.m, name: item.name, media: item.id, fit: fitFor(item, draft.m) };
    return { segment: { ...segment, m }, was };
  });
  return {
    draft: withPictures(draft, changed),
    change: { what: 'image-replaced', before, after: item.name },
    images: [item.id],
  };
}

export function applyAdd(draft: StudioDraft, stage: Stage, order: OrderOf<'add-images'>): Outcome {
  const media = mediaOf(order.images, draft, stage);
  if ('problem' in media) return media;
  const segments = pictures(draft);
  const present = new Set(segments.map(({ m }) => m.media));
  const items = media.found.flatMap(
    (id) => stage.library.find((item) => item.id === id && item.kind === 'image') ?? [],
  );
  const added = items.filter(({ id }) => !present.has(id)).slice(0, MAX_IMAGES - segments.length);
  if (added.length === 0) return { problem: { why: 'already-there', names: items.map(({ name }) => name) } };
  const at = insertionPoint(draft, stage, order.to ?? { at: 'end' }, indicesOf(draft));
  if (typeof at !== 'number') return { problem: at };
  const ms = usualLength(draft);
  const fresh = added.map((item, index): Placed => {
    const { transition: _usual, ...m } = segmentFor(item, {
      index: segments.length + index,
      ms,
      frame: draft.m,
    }).m;
    return { segment: { s: 0, d: ms, m } };
  });
  const kept = place(draft, indicesOf(draft));
  const all = [...kept.slice(0, at), ...fresh, ...kept.slice(at)];
  return {
    draft: withPictures(draft, withinLimit(all)),
    change: {
      what: 'images-added',
      names: added.map(({ name }) => name),
      count: segments.length + added.length,
    },
    images: added.map(({ id }) => id),
  };
}

/** Into a video that is as long as it may be, more images fit only when each is shown a little shorter. */
function withinLimit(all: readonly Placed[]): Placed[] {
  const lengths = all.map(({ segment }) => segment.d);
  if (lengths.reduce((sum, d) => sum + d, 0) <= MAX_TOTAL_MS) return [...all];
  const fitted = divideAtLeast(MAX_TOTAL_MS, lengths, MIN_IMAGE_MS);
  return all.map((placed, index) => ({
    ...placed,
    segment: { ...placed.segment, d: fitted[index] ?? MIN_IMAGE_MS },
  }));
}

/** The middle length of the images so far. */
function usualLength(draft: StudioDraft): number {
  const lengths = pictures(draft)
    .map(({ d }) => d)
    .sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length / 2)] ?? 3_000;
}
