import type { Motion, StudioDraft, VideoSegment } from '../../draft.js';
import type { MakeOrder, MotionWish } from '../orders.js';
import type { LibraryItem, Outcome, Stage } from './outcome.js';
import { mediaOf } from './resolve.js';
import { assemble, CROSSFADE_MS, MAX_IMAGES, pictures, withPictures } from './timeline.js';

const IMAGE_MS = 3_000;
/** One image alone may be looked at a little longer. */
const ONLY_IMAGE_MS = 5_000;
const FRAME = { width: 1920, height: 1080 };
const GENTLE: readonly Motion[] = ['zoom-in', 'pan-right', 'zoom-out', 'pan-left'];
/** An image whose shape differs from the frame's by more than this would lose too much when it fills the frame. */
const MAX_CROP = 1.5;

/** A new video of the named images, or of all; gentle motion, crossfades, no music until somebody asks for it. */
export function applyMake(draft: StudioDraft | null, stage: Stage, order: MakeOrder): Outcome {
  const all = stage.library.filter(({ kind }) => kind === 'image');
  if (all.length === 0) return { problem: { why: 'no-images' } };
  const resolved = order.images ? mediaOf(order.images, draft, stage) : { found: all.map(({ id }) => id) };
  if ('problem' in resolved) return resolved;
  const items = resolved.found.flatMap((id) => all.find((item) => item.id === id) ?? []);
  const used = items.slice(0, MAX_IMAGES);
  const ms = used.length === 1 ? ONLY_IMAGE_MS : IMAGE_MS;
  const segments = used.map((item, index) => segmentFor(item, { index, ms, frame: FRAME }));
  const title = used[0]?.name.replace(/\.[^.]+$/, '') ?? '';
  const blank: StudioDraft = { d: 0, m: { title, ...FRAME, fps: 30 }, t: [] };
  const made = withPictures(
    blank,
    segments.map((segment) => ({ segment })),
  );
  return {
    draft: made,
    change: { what: 'made', images: used.length },
    images: used.map(({ id }) => id),
    ...(items.length > used.length && { notes: [{ note: 'too-many-images', count: MAX_IMAGES }] }),
  };
}

/** The same images and words, moved otherwise. */
export function applyRemake(draft: StudioDraft): Outcome {
  const segments = pictures(draft);
  const turned = segments.map((segment, index) => {
    const step = GENTLE.indexOf(segment.m.motion);
    const motion = step < 0 ? motionFor('auto', index) : (GENTLE[(step + 1) % GENTLE.length] ?? 'zoom-in');
    return { segment: { ...segment, m: { ...segment.m, motion } }, was: index };
  });
  return { draft: withPictures(draft, turned), change: { what: 'remade', images: segments.length } };
}

export function segmentFor(
  item: LibraryItem,
  options: { index: number; ms: number; frame: { width: number; height: number } },
): VideoSegment {
  return {
    s: 0,
    d: options.ms,
    m: {
      name: item.name,
      media: item.id,
      motion: motionFor('auto', options.index),
      fit: fitFor(item, options.frame),
      ...(options.index > 0 && { transition: { kind: 'crossfade', d: CROSSFADE_MS } }),
    },
  };
}

/** The motion of the image at `index` when a wish concerns several: neighbours move differently. */
export function motionFor(wish: MotionWish, index: number): Motion {
  const isOdd = index % 2 === 1;
  if (wish === 'auto') return GENTLE[index % GENTLE.length] ?? 'zoom-in';
  if (wish === 'zoom') return isOdd ? 'zoom-out' : 'zoom-in';
  if (wish === 'pan') return isOdd ? 'pan-left' : 'pan-right';
  return wish;
}

export function fitFor(
  item: Pick<LibraryItem, 'width' | 'height'> | undefined,
  frame: { width: number; height: number },
): 'cover' | 'blur' {
  if (!item?.width || !item.height) return 'cover';
  const difference = item.width / item.height / (frame.width / frame.height);
  return Math.max(difference, 1 / difference) > MAX_CROP ? 'blur' : 'cover';
}

/** Gives the video another frame; images whose shape no longer suits it are shown whole. */
export function applyAspect(
  draft: StudioDraft,
  stage: Stage,
  frame: { width: number; height: number },
): Outcome {
  const { width, height } = frame;
  const resized = pictures(draft).map((segment) => {
    const item = stage.library.find(({ id }) => id === segment.m.media);
    return { ...segment, m: { ...segment.m, fit: fitFor(item, frame) } };
  });
  const changed = assemble({ m: { ...draft.m, width, height } }, { pictures: resized, ...partsOf(draft) });
  return { draft: changed, change: { what: 'aspect', width, height } };
}

function partsOf(draft: StudioDraft) {
  const [sound] = draft.t.flatMap((track) => (track.tt === 1 ? track.sg : []));
  return { ...(sound && { sound }), texts: draft.t.flatMap((track) => (track.tt === 7 ? track.sg : [])) };
}
