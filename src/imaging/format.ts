import { open } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { Failure } from '../failure.js';
import { ACCEPTED_IMAGES } from './limits.js';

export type ImageFormat = 'jpg' | 'png' | 'webp' | 'gif' | 'avif' | 'heic' | 'bmp';

const BY_EXTENSION: Readonly<Record<string, ImageFormat>> = {
  jpg: 'jpg',
  png: 'png',
  apng: 'png',
  webp: 'webp',
  gif: 'gif',
  avif: 'avif',
  heic: 'heic',
  bmp: 'bmp',
};

/** Enough for every signature above, an ID3-sized preamble and the brands of an ISO file. */
const HEAD_BYTES = 4_100;

/** The first bytes of a file. Rejects with Failure `file-unreadable`. */
export async function readHead(path: string, bytes = HEAD_BYTES): Promise<Buffer> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new Failure('file-unreadable', { detail: 'the file cannot be opened', cause });
  }
}

/**
 * What a picture really is, by its first bytes and never by its name. SVG and TIFF are refused: an SVG may point at
 * other files and addresses, and libvips would open both without being asked.
 * Rejects with Failure `unsupported-file`, `file-empty` or `file-unreadable`.
 */
export async function sniffImage(path: string): Promise<ImageFormat> {
  const head = await readHead(path);
  if (head.length === 0) throw new Failure('file-empty');
  const type = await fileTypeFromBuffer(head);
  const format = BY_EXTENSION[type?.ext ?? ''];
  if (format === 'heic' && isAvif(head)) return 'avif';
  if (format) return format;
  const kind = /<svg[\s>]/i.test(head.toString('latin1')) ? 'SVG' : type?.ext.toUpperCase();
  throw new Failure('unsupported-file', {
    detail: `not a picture that is accepted: ${kind ?? 'unknown type'}`,
    facts: {
      reason: `${kind ? `it is a file of type ${kind}` : 'it is not a picture'}; accepted: ${ACCEPTED_IMAGES}`,
    },
  });
}

/** A HEIF container whose brand is the neutral `mif1` says in its compatible brands what is inside. */
function isAvif(head: Buffer): boolean {
  const brands = head.toString('latin1', 8, Math.min(head.readUInt32BE(0), head.length));
  return /avif|avis/.test(brands) && !/heic|heix|hevc|hevx/.test(brands);
}
