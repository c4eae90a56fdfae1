import sharp, { type Sharp } from 'sharp';
import { DECODE_SECONDS, MAX_PIXELS } from './limits.js';

// libvips keeps decoded pictures and runs one thread per core for each operation. Both cost memory, and a render
// has no use for either: it decodes each picture once and needs the cores for the encoder.
sharp.cache(false);
sharp.concurrency(1);

/** Opens a picture file. Only the first page of an animation is read; a damaged file is an error, not a grey half. */
export function openFile(path: string): Sharp {
  return sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true }).timeout({
    seconds: DECODE_SECONDS,
  });
}

/** Wraps pixels that are already decoded. */
export function openPixels(pixels: {
  data: Uint8Array;
  width: number;
  height: number;
  channels: 1 | 3 | 4;
  /** Height of one picture, when several stand below each other: the frames of an animation. */
  pageHeight?: number;
}): Sharp {
  const { data, ...raw } = pixels;
  return sharp(data, { raw, limitInputPixels: MAX_PIXELS });
}

/** Opens an encoded picture that we built ourselves in memory. */
export function openBytes(bytes: Uint8Array): Sharp {
  return sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' }).timeout({ seconds: DECODE_SECONDS });
}
