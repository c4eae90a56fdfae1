import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { MediaStream } from '../conversation/ports/media-stream.js';
import type { ImageConverter } from '../conversation/ports/tools.js';
import { Failure } from '../failure.js';
import { MAX_IMAGE_BYTES } from './limits.js';

const JPEG_QUALITY = 92;

/**
 * Turns HEIC, BMP and AVIF into JPEG (quality 92), or into PNG when the picture has transparency. The file passes
 * through a temporary folder that is removed at once; the answer is held in memory, at a known size.
 */
export function createImageConverter({
  maxBytes = MAX_IMAGE_BYTES,
}: {
  maxBytes?: number;
} = {}): ImageConverter {
  return {
    async convert(media, _from, signal) {
      const folder = await mkdtemp(path.join(tmpdir(), 'reelthread-'));
      try {
        const file = path.join(folder, randomUUID());
        await save(media, file, maxBytes, signal);
        return await convertFile(media.name, file);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

async function save(media: MediaStream, file: string, maxBytes: number, signal?: AbortSignal): Promise<void> {
  let sizeBytes = 0;
  const limiter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length;
      if (sizeBytes <= maxBytes) done(null, chunk);
      else done(new Failure('file-too-large', { facts: { file: media.name, limitBytes: maxBytes } }));
    },
  });
  try {
    await pipeline(media.body, limiter, createWriteStream(file), { signal });
  } catch (cause) {
    if (signal?.aborted) throw new Failure('stopped', { cause });
    throw Failure.from(cause, 'file-fetch-failed');
  }
}

/** What the file really is decides, not what it was announced as: a HEIC picture named `.avif` is converted too. */
async function convertFile(name: string, file: string): Promise<MediaStream> {
  // Loading the decoders takes a while, and most conversations need none.
  const { openImage, unreadable } = await import('./open.js');
  try {
    const { image, hasAlpha } = await openImage(file);
    const upright = image.toColourspace('srgb');
    const encoded = hasAlpha
      ? upright.png()
      : upright.jpeg({ quality: JPEG_QUALITY, chromaSubsampling: '4:4:4' });
    const bytes = await encoded.toBuffer();
    return {
      name: rename(name, hasAlpha ? 'png' : 'jpg'),
      type: hasAlpha ? 'image/png' : 'image/jpeg',
      size: bytes.length,
      body: Readable.from([bytes]),
    };
  } catch (cause) {
    const { code, detail, facts } = unreadable(cause);
    throw new Failure(code, { detail, cause, facts: { ...facts, file: name } });
  }
}

/** `photo.heic` becomes `photo.jpg`, and so does `photo`. */
function rename(name: string, extension: string): string {
  return `${path.basename(name, path.extname(name)) || 'image'}.${extension}`;
}
