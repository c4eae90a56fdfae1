import type { StudioDraft } from '../../draft.js';
import type { LengthOrder, PaceOrder } from '../orders.js';
import type { Note, Outcome, Stage } from './outcome.js';
import { positionsOf } from './resolve.js';
import { divideAtLeast, MAX_TOTAL_MS, MIN_IMAGE_MS, pictures, withPictures } from './timeline.js';

export function applyLength(draft: StudioDraft, stage: Stage, order: LengthOrder): Outcome {
  const segments = pictures(draft);
  if (order.of === 'total') return lengthen(draft, order.ms);
  const chosen = positionsOf(order.of === 'images' ? order.images : undefined, draft, stage);
  if ('problem' in chosen) return chosen;
  const lengths = segments.map(({ d }, index) => (chosen.found.includes(index) ? order.ms : d));
  return relength(draft, lengths, order.of, chosen.found);
}

export function applyPace(draft: StudioDraft, stage: Stage, order: PaceOrder): Outcome {
  const turn = (ms: number) =>
    Math.round(order.deltaMs === undefined ? ms * (order.factor ?? 1) : ms + order.deltaMs);
  if (order.of === 'total') return lengthen(draft, turn(draft.d));
  const chosen = positionsOf(order.images, draft, stage);
  if ('problem' in chosen) return chosen;
  const lengths = pictures(draft).map(({ d }, index) => (chosen.found.includes(index) ? turn(d) : d));
  return relength(draft, lengths, 'images', chosen.found);
}

/** Another total: each image keeps its share. */
function lengthen(draft: StudioDraft, wanted: number): Outcome {
  const segments = pictures(draft);
  const least = segments.length * MIN_IMAGE_MS;
  const total = Math.min(Math.max(wanted, least), MAX_TOTAL_MS);
  const lengths = divideAtLeast(
    total,
    segments.map(({ d }) => d),
    MIN_IMAGE_MS,
  );
  const notes: Note[] = [];
  if (wanted > total) notes.push({ note: 'too-long', ms: total });
  if (wanted < total) notes.push({ note: 'too-short', ms: total });
  return relength(
    draft,
    lengths,
    'total',
    segments.map((_, index) => index),
    notes,
  );
}

function relength(
  draft: StudioDraft,
  wanted: readonly number[],
  of: LengthOrder['of'],
  chosen: readonly number[],
  notes: readonly Note[] = [],
): Outcome {
  const segments = pictures(draft);
  const lengths = wanted.map((ms) => Math.max(ms, MIN_IMAGE_MS));
  const sum = lengths.reduce((a, b) => a + b, 0);
  if (sum > MAX_TOTAL_MS) {
    const fitted = divideAtLeast(MAX_TOTAL_MS, lengths, MIN_IMAGE_MS);
    return relength(draft, fitted, of, chosen, [...notes, { note: 'too-long', ms: MAX_TOTAL_MS }]);
  }
  const isRaised = lengths.some((ms, index) => ms !== wanted[index]);
  const changed = withPictures(
    draft,
    segments.map((segment, index) => ({
      segment: { ...segment, d: lengths[index] ?? segment.d },
      was: index,
    })),
  );
  const first = chosen[0] ?? 0;
  return {
    draft: changed,
    change: {
      what: 'length',
      of,
      ms: of === 'total' ? changed.d : (lengths[first] ?? 0),
      total: changed.d,
      names: chosen.map((index) => segments[index]?.m.name ?? ''),
    },
    notes: isRaised ? [...notes, { note: 'too-short', ms: MIN_IMAGE_MS }] : notes,
    ...(of === 'images' && { images: chosen.map((index) => segments[index]?.m.media ?? '') }),
  };
}
