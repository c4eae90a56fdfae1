import type { StudioDraft, VideoSegment } from '../../draft.js';
import type { ImageRef, OrderOf, TransitionOrder } from '../orders.js';
import { motionFor } from './make.js';
import type { Note, Outcome, Stage } from './outcome.js';
import { positionsOf } from './resolve.js';
import { CROSSFADE_MS, pictures, prevailingTransition, withPictures } from './timeline.js';

const FADE_BLACK_MS = 1_000;
const LONGEST_TRANSITION_MS = 5_000;

export function applyMotion(draft: StudioDraft, stage: Stage, order: OrderOf<'motion'>): Outcome {
  const chosen = positionsOf(order.images, draft, stage);
  if ('problem' in chosen) return chosen;
  return {
    draft: changeSegments(draft, chosen.found, (segment, rank) => ({
      ...segment.m,
      motion: motionFor(order.motion, rank),
    })),
    change: { what: 'motion', motion: order.motion, names: namesOf(draft, order.images, chosen.found) },
    ...(order.images && { images: mediaAt(draft, chosen.found) }),
  };
}

export function applyFit(draft: StudioDraft, stage: Stage, order: OrderOf<'fit'>): Outcome {
  const chosen = positionsOf(order.images, draft, stage);
  if ('problem' in chosen) return chosen;
  return {
    draft: changeSegments(draft, chosen.found, ({ m }) => ({ ...m, fit: order.fit })),
    change: { what: 'fit', fit: order.fit },
  };
}

export function applyTransition(draft: StudioDraft, stage: Stage, order: TransitionOrder): Outcome {
  const segments = pictures(draft);
  if (segments.length < 2 && !order.opening) return { problem: { why: 'one-image' } };
  const chosen = order.opening ? { found: [0] } : boundaries(draft, stage, order.between);
  if ('problem' in chosen) return chosen;
  const usual = prevailingTransition(segments);
  // A length is said of changes that can be seen: where all are cuts, they become crossfades.
  const kind = order.kind ?? (usual.kind === 'cut' ? 'crossfade' : usual.kind);
  const base =
    usual.kind === kind && usual.d > 0 ? usual.d : kind === 'fade-black' ? FADE_BLACK_MS : CROSSFADE_MS;
  const wanted = Math.min(order.ms ?? Math.round(base * (order.factor ?? 1)), LONGEST_TRANSITION_MS);
  const changed = changeSegments(draft, chosen.found, ({ m }) => ({ ...m, transition: { kind, d: wanted } }));
  const fitted = Math.min(
    ...chosen.found.map((index) => pictures(changed)[index]?.m.transition?.d ?? wanted),
  );
  const isShorter = kind !== 'cut' && order.ms !== undefined && fitted < order.ms;
  const notes: Note[] = isShorter ? [{ note: 'transition-shortened', ms: fitted }] : [];
  return {
    draft: changed,
    change: {
      what: 'transition',
      kind,
      ms: kind === 'cut' ? 0 : fitted,
      at: order.opening ? 'start' : order.between ? 'some' : 'all',
    },
    notes,
  };
}

/** Indices of the images whose coming in is meant: all but the first, or those between the named ones. */
function boundaries(draft: StudioDraft, stage: Stage, between: readonly ImageRef[] | undefined) {
  const count = pictures(draft).length;
  if (!between) return { found: Array.from({ length: count - 1 }, (_, index) => index + 1) };
  const named = positionsOf(between, draft, stage);
  if ('problem' in named) return named;
  const [first, ...others] = [...named.found].sort((a, b) => a - b);
  if (others.length > 0) return { found: others };
  // "before the last image" and "on image 1": into it, or out of it when nothing comes before.
  return { found: [Math.max(first ?? 1, 1)] };
}

function changeSegments(
  draft: StudioDraft,
  chosen: readonly number[],
  change: (segment: VideoSegment, rank: number) => VideoSegment['m'],
): StudioDraft {
  return withPictures(
    draft,
    pictures(draft).map((segment, index) => {
      const rank = chosen.indexOf(index);
      return { segment: rank < 0 ? segment : { ...segment, m: change(segment, rank) }, was: index };
    }),
  );
}

/** Names of the chosen images; none when all are meant. */
function namesOf(
  draft: StudioDraft,
  refs: readonly ImageRef[] | undefined,
  chosen: readonly number[],
): string[] {
  return refs ? chosen.map((index) => pictures(draft)[index]?.m.name ?? '') : [];
}

function mediaAt(draft: StudioDraft, chosen: readonly number[]): string[] {
  return chosen.flatMap((index) => pictures(draft)[index]?.m.media ?? []);
}
