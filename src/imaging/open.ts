import { readFile, stat } from 'node:fs/promises';
import type { Sharp } from 'sharp';
import { Failure } from '../failure.js';
import { decodeBmp, readBmpHeader } from './bmp.js';
import { type ImageFormat, readHead, sniffImage } from './format.js';
import { decodeHeic, heicColourProfile } from './heic.js';
import { ACCEPTED_IMAGES, MAX_IMAGE_BYTES, TOO_MANY_PIXELS } from './limits.js';
import { openBytes, openFile, openPixels } from './sharp.js';
import { wrapInTiff } from './tiff-wrap.js';

/** A picture that is ready to be resized or written: upright, with its colour profile, of any accepted format. */
export interface OpenImage {
  readonly format: ImageFormat;
  /** Size as people see it, after the orientation of the file was applied. */
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
  readonly image: Sharp;
}

/**
 * Opens a picture of any accepted format. Size and pixel count are checked from the header, before anything is
 * decoded. Rejects with Failure `unsupported-file`, `file-empty`, `file-too-large` or `file-unreadable`.
 */
export async function openImage(path: string): Promise<OpenImage> {
  const format = await sniffImage(path);
  const { size } = await stat(path);
  if (size > MAX_IMAGE_BYTES) {
    throw new Failure('file-too-large', { facts: { sizeBytes: size, limitBytes: MAX_IMAGE_BYTES } });
  }
  if (format === 'heic') return openHeic(path);
  if (format === 'bmp') return openBmp(path);
  const image = openFile(path);
  const metadata = await image.metadata().catch((cause: unknown) => {
    throw unreadable(cause);
  });
  const { width, height } = metadata.autoOrient;
  // AVIF and HEIC share a container: what calls itself AVIF and holds HEVC is one that libvips cannot decode.
  if (format === 'avif' && metadata.compression === 'hevc') return openHeic(path);
  return { format, width, height, hasAlpha: metadata.hasAlpha, image: image.autoOrient() };
}

async function openHeic(path: string): Promise<OpenImage> {
  const bytes = await readFile(path);
  const { data, width, height, hasAlpha } = await decodeHeic(bytes);
  const profile = heicColourProfile(bytes);
  const image = profile
    ? openBytes(wrapInTiff({ data, width, height }, profile))
    : openPixels({ data, width, height, channels: 4 });
  return { format: 'heic', width, height, hasAlpha, image: hasAlpha ? image : image.removeAlpha() };
}

async function openBmp(path: string): Promise<OpenImage> {
  // The header first: the rest is read only when the picture is of a size that is accepted.
  readBmpHeader(await readHead(path));
  const pixels = decodeBmp(await readFile(path));
  const { width, height, channels } = pixels;
  return { format: 'bmp', width, height, hasAlpha: channels === 4, image: openPixels(pixels) };
}

/** What libvips throws, in our words. Its own message may name the path, so it stays in `cause` and `detail`. */
export function unreadable(cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/pixel limit/i.test(message)) {
    return new Failure('file-too-large', { detail: message, cause, facts: { reason: TOO_MANY_PIXELS } });
  }
  if (/unsupported image format/i.test(message)) {
    const reason = `this kind of picture cannot be read; accepted: ${ACCEPTED_IMAGES}`;
    return new Failure('unsupported-file', { detail: message, cause, facts: { reason } });
  }
  return new Failure('file-unreadable', {
    detail: message.split('\n')[0],
    cause,
    facts: { reason: 'the file is damaged or cut short' },
  });
}
