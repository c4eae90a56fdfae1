import { Failure } from '../../failure.js';
import type {
  AudioSegment,
  Motion,
  RenderSettings,
  StudioDraft,
  TextSegment,
  VideoSegment,
} from '../draft.js';
import {
  MAX_GIF_SECONDS,
  MAX_SEGMENTS,
  MAX_SHORT_EDGE,
  MAX_TEXT_LENGTH,
  MAX_VIDEO_SECONDS,
  MIN_SHORT_EDGE,
} from './limits.js';

/** A draft with its settings, worked out: whole frames, even sizes, transitions that fit. Times are milliseconds. */
export interface RenderPlan {
  readonly title: string;
  /** Even, as 4:2:0 video needs. */
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly frames: number;
  /** `#rrggbb` behind transparent pictures; absent: chosen for each picture. */
  readonly background?: string;
  readonly scenes: readonly Scene[];
  readonly transitions: readonly Transition[];
  readonly texts: readonly TextSegment[];
  readonly sounds: readonly AudioSegment[];
}

/** One picture on screen. */
export interface Scene {
  readonly name: string;
  readonly media: string;
  readonly motion: Motion;
  readonly fit: 'cover' | 'blur';
  /** First and last moment at which anything of it is visible; its motion lasts from one to the other. */
  readonly from: number;
  readonly until: number;
  /** Where its own segment begins: from here on it is the scene of the moment. */
  readonly start: number;
}

export interface Transition {
  readonly kind: 'crossfade' | 'fade-black';
  readonly from: number;
  readonly until: number;
  /** Index of the scene that comes in; the one before goes out. */
  readonly scene: number;
}

/** GIF players round delays to hundredths of a second: 12.5 and 10 frames a second are exact. */
const GIF = { shortSeconds: 15, fps: 12.5, longFps: 10, longEdge: 480, longGifLongEdge: 400 };

/**
 * Works out a draft. Throws Failure `nothing-to-export` when it has no picture, and `render-failed` with
 * `facts.reason` when it goes beyond the limits.
 */
export function planRender(draft: StudioDraft, settings: RenderSettings): RenderPlan {
  const segments = draft.t.flatMap((track) => (track.tt === 0 ? track.sg : []));
  if (segments.length === 0) throw new Failure('nothing-to-export', { detail: 'the draft has no picture' });
  const seconds = segments.reduce((sum, { d }) => sum + d, 0) / 1_000;
  assertWithinLimits(draft, settings, segments, seconds);
  const isGif = settings.format === 'gif';
  const fps = !isGif ? draft.m.fps : seconds > GIF.shortSeconds ? GIF.longFps : GIF.fps;
  const longEdge = !isGif ? undefined : seconds > GIF.shortSeconds ? GIF.longGifLongEdge : GIF.longEdge;
  const size = outputSize(draft.m, settings.shortEdge, longEdge);
  const transitions = planTransitions(segments);
  return {
    title: draft.m.title,
    ...size,
    fps,
    frames: Math.max(1, Math.round(seconds * fps)),
    background: draft.m.background,
    scenes: planScenes(segments, transitions),
    transitions,
    texts: draft.t
      .flatMap((track) => (track.tt === 7 ? track.sg : []))
      .filter(({ m }) => m.text.trim() !== ''),
    sounds: isGif ? [] : draft.t.flatMap((track) => (track.tt === 1 ? track.sg : [])),
  };
}

/** The moment that a frame shows. */
export function frameTime(plan: RenderPlan, frame: number): number {
  return (frame * 1_000) / plan.fps;
}

/** The draft's shape with the shorter edge of the settings, both edges even; `longEdge` caps the longer one. */
function outputSize(shape: { width: number; height: number }, shortEdge: number, longEdge = Infinity) {
  const ratio = Math.max(shape.width, shape.height) / Math.min(shape.width, shape.height);
  const short = Math.min(shortEdge, longEdge / ratio);
  const even = (value: number) => Math.max(2, Math.round(value / 2) * 2);
  const [a, b] = [even(short), even(short * ratio)];
  return shape.width < shape.height ? { width: a, height: b } : { width: b, height: a };
}

function planTransitions(segments: readonly VideoSegment[]): Transition[] {
  const transitions: Transition[] = [];
  let start = 0;
  segments.forEach((segment, scene) => {
    const { kind, d } = segment.m.transition ?? { kind: 'cut', d: 0 };
    // A transition reaches half of its length into both neighbours. Never past their middle, where the next one
    // may begin: at most two pictures are on screen at once.
    const length = Math.min(d, segment.d, segments[scene - 1]?.d ?? segment.d);
    const meaningful = scene > 0 ? kind !== 'cut' : kind === 'fade-black';
    if (meaningful && kind !== 'cut' && length > 0) {
      transitions.push({ kind, from: start - length / 2, until: start + length / 2, scene });
    }
    start += segment.d;
  });
  return transitions;
}

function planScenes(segments: readonly VideoSegment[], transitions: readonly Transition[]): Scene[] {
  let start = 0;
  return segments.map(({ d, m }, index) => {
    const own = start;
    start += d;
    const visible = (scene: number) =>
      transitions.find((transition) => transition.scene === scene && transition.kind === 'crossfade');
    return {
      name: m.name,
      media: m.media,
      motion: m.motion,
      fit: m.fit,
      start: own,
      from: visible(index)?.from ?? own,
      until: visible(index + 1)?.until ?? start,
    };
  });
}

function assertWithinLimits(
  draft: StudioDraft,
  settings: RenderSettings,
  segments: readonly VideoSegment[],
  seconds: number,
): void {
  const refuse = (reason: string) => new Failure('render-failed', { detail: reason, facts: { reason } });
  const { width, height, fps } = draft.m;
  if (segments.some(({ d }) => !(d > 0))) throw refuse('a picture has no duration');
  if (!(width > 0) || !(height > 0) || width / height > 5 || height / width > 5)
    throw refuse('a frame has no such shape');
  if (!(fps >= 1 && fps <= 60)) throw refuse('a video has 1 to 60 frames a second');
  if (!(settings.shortEdge >= MIN_SHORT_EDGE && settings.shortEdge <= MAX_SHORT_EDGE)) {
    throw refuse(`the shorter edge is ${MIN_SHORT_EDGE} to ${MAX_SHORT_EDGE} pixels`);
  }
  if (seconds > MAX_VIDEO_SECONDS) throw refuse(`a video lasts at most ${MAX_VIDEO_SECONDS / 60} minutes`);
  if (settings.format === 'gif' && seconds > MAX_GIF_SECONDS) {
    throw refuse(`a GIF lasts at most ${MAX_GIF_SECONDS} seconds; an MP4 may be longer`);
  }
  if (draft.t.some(({ sg }) => sg.length > MAX_SEGMENTS))
    throw refuse(`a track has at most ${MAX_SEGMENTS} parts`);
  const texts = draft.t.flatMap((track) => (track.tt === 7 ? track.sg : []));
  if (texts.some(({ m }) => m.text.length > MAX_TEXT_LENGTH)) {
    throw refuse(`a text has at most ${MAX_TEXT_LENGTH} characters`);
  }
}
