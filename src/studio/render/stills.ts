import { openPixels } from '../../imaging/sharp.js';
import type { Size } from './motion.js';
import { frameTime, type RenderPlan } from './plan.js';

/** Which composed frames become the poster and the preview: the finished video is never decoded for them. */
export interface StillsPlan {
  readonly posterFrame: number;
  readonly previewFrames: ReadonlySet<number>;
  /** The preview is smaller by this whole number. */
  readonly previewFactor: number;
}

const PREVIEW = { longEdge: 480, fps: 8, frames: 120, quality: 68 };
const POSTER_QUALITY = 88;

/**
 * The preview shows the video at 8 frames a second. Of more than 15 seconds it shows frames from the whole length, in
 * 15 seconds: a chat wants a small file, and the end of a video matters as much as its start.
 */
export function planStills(plan: RenderPlan): StillsPlan {
  const count = Math.max(1, Math.min(PREVIEW.frames, Math.round((plan.frames / plan.fps) * PREVIEW.fps)));
  return {
    posterFrame: posterFrame(plan),
    previewFrames: new Set(Array.from({ length: count }, (_, i) => Math.floor((i * plan.frames) / count))),
    previewFactor: Math.ceil(Math.max(plan.width, plan.height) / PREVIEW.longEdge),
  };
}

/** The middle of the first title, where it is to be read; without one, the middle of the first picture. */
function posterFrame(plan: RenderPlan): number {
  const title = plan.texts.find(({ m }) => m.role === 'title') ?? plan.texts[0];
  const firstEnd = plan.scenes[1]?.start ?? frameTime(plan, plan.frames);
  const time = title ? title.s + title.d / 2 : firstEnd / 2;
  return Math.max(0, Math.min(plan.frames - 1, Math.floor((time * plan.fps) / 1_000)));
}

/** RGB pixels of one frame. */
export interface Still extends Size {
  readonly data: Uint8Array;
}

export async function writePoster(still: Still, file: string): Promise<void> {
  await openPixels({ ...still, channels: 3 })
    .jpeg({ quality: POSTER_QUALITY, mozjpeg: false })
    .toFile(file);
}

/** Writes an animated WebP that plays for ever. */
export async function writePreview(stills: readonly Still[], file: string): Promise<void> {
  const { width = 0, height = 0 } = stills[0] ?? {};
  const pages = Buffer.concat(stills.map(({ data }) => data));
  await openPixels({ data: pages, width, height: height * stills.length, channels: 3, pageHeight: height })
    .webp({ quality: PREVIEW.quality, effort: 1, loop: 0, delay: stills.map(() => 1_000 / PREVIEW.fps) })
    .toFile(file);
}
