import { type OpenImage, openImage, unreadable } from './open.js';

/** Decoded pixels: sRGB, 8 bits, RGB or RGBA (alpha not premultiplied), rows without padding. */
export interface RawImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
}

/**
 * Decodes a picture of any accepted format to sRGB, upright, so that its longer edge is at most `maxEdge` pixels; a
 * smaller picture keeps its size. CMYK, grey, 16 bits and wide-gamut profiles are converted; of an animation it is
 * the first frame. Rejects with Failure `unsupported-file`, `file-empty`, `file-too-large` or `file-unreadable`.
 */
export async function decodeImage(path: string, { maxEdge }: { maxEdge: number }): Promise<RawImage> {
  return decodeOpened(await openImage(path), { maxEdge });
}

/** The same for a picture that was opened before. */
export async function decodeOpened(
  { image, hasAlpha }: OpenImage,
  { maxEdge }: { maxEdge: number },
): Promise<RawImage> {
  try {
    const { data, info } = await image
      .resize(maxEdge, maxEdge, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    if (channels === 4 && !hasAlpha) throw new Error('libvips added an alpha channel');
    if (channels !== 3 && channels !== 4) throw new Error(`libvips returned ${channels} channels`);
    return { data, width, height, channels };
  } catch (cause) {
    throw unreadable(cause);
  }
}
