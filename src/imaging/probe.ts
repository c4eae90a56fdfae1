import { decodeOpened } from './decode.js';
import type { ImageFormat } from './format.js';
import { openImage } from './open.js';

/** What a picture is; the size is as people see it, with the orientation of the file applied. */
export interface ImageFacts {
  readonly format: ImageFormat;
  readonly width: number;
  readonly height: number;
}

/** The longer edge of the picture that is decoded to see that the file is whole. */
const TRIAL_EDGE = 64;

/**
 * Says what a picture is, by its bytes and never by its name, and that it is whole: the file is decoded once, at a
 * small size. Rejects with Failure `unsupported-file` (SVG, TIFF, something else), `file-empty`, `file-unreadable`
 * (damaged or cut short) or `file-too-large` (bytes or pixels; `facts.reason` says which).
 */
export async function probeImage(path: string): Promise<ImageFacts> {
  const opened = await openImage(path);
  await decodeOpened(opened, { maxEdge: TRIAL_EDGE });
  return { format: opened.format, width: opened.width, height: opened.height };
}
