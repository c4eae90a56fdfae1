import type {
  AudioSegment,
  StudioDraft,
  StudioTrack,
  TextSegment,
  TransitionKind,
  VideoSegment,
} from '../../draft.js';
import type { TextRole } from '../orders.js';

/** The whole video may not be longer: a render takes about as long as the video, and people wait for it. */
export const MAX_TOTAL_MS = 300_000;
export const MIN_IMAGE_MS = 400;
export const MAX_IMAGES = 100;
export const CROSSFADE_MS = 800;
/** A change of image may take this share of the shorter of its two images, so that two changes never meet. */
const TRANSITION_SHARE = 0.8;
const ROLES: readonly TextRole[] = ['title', 'subtitle', 'caption'];

export function pictures(draft: StudioDraft): VideoSegment[] {
  return draft.t.flatMap((track) => (track.tt === 0 ? track.sg : []));
}

export function sound(draft: StudioDraft): AudioSegment | undefined {
  return draft.t.flatMap((track) => (track.tt === 1 ? track.sg : []))[0];
}

export function texts(draft: StudioDraft): TextSegment[] {
  return draft.t.flatMap((track) => (track.tt === 7 ? track.sg : []));
}

/** Tracks in the order in which they are told: images, music, then one track for each kind of text. */
export function assemble(
  draft: Pick<StudioDraft, 'm'>,
  parts: { pictures: readonly VideoSegment[]; sound?: AudioSegment; texts: readonly TextSegment[] },
): StudioDraft {
  const tracks: StudioTrack[] = [{ tt: 0, sg: [...parts.pictures] }];
  if (parts.sound) tracks.push({ tt: 1, sg: [parts.sound] });
  for (const role of ROLES) {
    const segments = parts.texts.filter((text) => text.m.role === role).sort((a, b) => a.s - b.s);
    if (segments.length > 0) tracks.push({ tt: 7, sg: segments });
  }
  return { d: parts.pictures.reduce((sum, { d }) => sum + d, 0), m: draft.m, t: tracks };
}

/** A picture of the new timeline and where it stood in the old one. */
export interface Placed {
  readonly segment: VideoSegment;
  /** Index in the draft before; absent for a new picture. */
  readonly was?: number;
}

/**
 * Puts pictures in a new order or gives them new lengths, and lets the rest follow: starts are counted anew,
 * transitions fit between their images, music spans the video, a text that stood over the whole video, at its end or
 * exactly over one image still does.
 */
export function withPictures(draft: StudioDraft, placed: readonly Placed[]): StudioDraft {
  const before = pictures(draft);
  const after = layOut(withOpening(placed, before), prevailingTransition(before));
  const total = after.reduce((sum, { d }) => sum + d, 0);
  const sounding = sound(draft);
  const follow = (text: TextSegment) => followPictures(text, { draft, before, placed, after, total });
  return assemble(draft, {
    pictures: after,
    ...(sounding && { sound: { ...sounding, s: 0, d: total } }),
    texts: texts(draft).flatMap((text) => follow(text) ?? []),
  });
}

/** What most of the changes are, for an image that had none because it was the first. */
export function prevailingTransition(segments: readonly VideoSegment[]): { kind: TransitionKind; d: number } {
  const counts = new Map<string, { count: number; transition: { kind: TransitionKind; d: number } }>();
  for (const { m } of segments) {
    if (!m.transition) continue;
    const key = `${m.transition.kind} ${m.transition.d}`;
    counts.set(key, { count: (counts.get(key)?.count ?? 0) + 1, transition: m.transition });
  }
  const [most] = [...counts.values()].sort((a, b) => b.count - a.count);
  return most?.transition ?? { kind: 'crossfade', d: CROSSFADE_MS };
}

/** A fade from black at the beginning belongs to the video: whichever image is first now has it. */
function withOpening(placed: readonly Placed[], before: readonly VideoSegment[]): VideoSegment[] {
  return placed.map(({ segment, was }, index) => {
    const { transition, ...m } = segment.m;
    if (index > 0) return was === 0 ? { ...segment, m } : segment;
    const opening = was === undefined || was === 0 ? transition : before[0]?.m.transition;
    return opening?.kind === 'fade-black'
      ? { ...segment, m: { ...m, transition: opening } }
      : { ...segment, m };
  });
}

function layOut(
  segments: readonly VideoSegment[],
  usual: { kind: TransitionKind; d: number },
): VideoSegment[] {
  let start = 0;
  return segments.map((segment, index) => {
    const { transition, ...m } = segment.m;
    const wanted = transition ?? (index > 0 ? usual : undefined);
    const laid: VideoSegment = { s: start, d: segment.d, m };
    if (wanted) {
      const shorter = Math.min(segments[index - 1]?.d ?? segment.d, segment.d);
      const d = wanted.kind === 'cut' ? 0 : Math.min(wanted.d, Math.floor(shorter * TRANSITION_SHARE));
      laid.m.transition = { kind: wanted.kind, d };
    }
    start += segment.d;
    return laid;
  });
}

interface Move {
  readonly draft: StudioDraft;
  readonly before: readonly VideoSegment[];
  readonly placed: readonly Placed[];
  readonly after: readonly VideoSegment[];
  readonly total: number;
}

/** Where a text goes when the pictures move; undefined when the picture that it belonged to is gone. */
function followPictures(
  text: TextSegment,
  { draft, before, placed, after, total }: Move,
): TextSegment | undefined {
  if (text.s === 0 && text.d === draft.d) return { ...text, d: total };
  if (text.m.role === 'caption') {
    const over = before.findIndex(({ s, d }) => s === text.s && d === text.d);
    if (over >= 0) {
      const now = placed.findIndex(({ was }) => was === over);
      const segment = after[now];
      return segment && { ...text, s: segment.s, d: segment.d };
    }
  }
  const d = Math.min(text.d, total);
  const atEnd = text.s > 0 && text.s + text.d === draft.d;
  return { ...text, s: atEnd ? total - d : Math.min(text.s, total - d), d };
}

/** Whole milliseconds that add up to `total`, in proportion to `shares`. */
export function divide(total: number, shares: readonly number[]): number[] {
  const sum = shares.reduce((a, b) => a + b, 0);
  const parts = shares.map((share) => Math.floor((total * share) / sum));
  const rest = total - parts.reduce((a, b) => a + b, 0);
  return parts.map((part, index) => part + (index < rest ? 1 : 0));
}

/** As `divide`, but no part is shorter than `least`: those that would be are, and the others share what is left. */
export function divideAtLeast(total: number, shares: readonly number[], least: number): number[] {
  const short = new Set<number>();
  for (;;) {
    const free = shares.flatMap((_, index) => (short.has(index) ? [] : [index]));
    const parts = divide(
      total - short.size * least,
      free.map((index) => shares[index] ?? 0),
    );
    const found = free.filter((_, rank) => (parts[rank] ?? 0) < least);
    if (found.length === 0 || free.length === found.length) {
      return shares.map((_, index) => (short.has(index) ? least : (parts[free.indexOf(index)] ?? least)));
    }
    for (const index of found) short.add(index);
  }
}
