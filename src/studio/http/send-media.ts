import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MediaStore } from '../media/media-store.js';
import { byteRange } from './byte-range.js';

const TYPES: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  gif: 'image/gif',
  jpg: 'image/jpeg',
  webp: 'image/webp',
};

/**
 * Streams a finished file from wherever it lies; single byte ranges work, so that a player can seek. Resolves to
 * undefined when there is no such file. What stands under a key never changes, so the key is its own version.
 */
export async function sendMedia(
  request: FastifyRequest,
  reply: FastifyReply,
  media: MediaStore,
  key: string,
): Promise<FastifyReply | undefined> {
  const size = await media.size(key);
  if (size === undefined) return undefined;
  const etag = `"${key.replaceAll(/[^\w.-]/g, '-')}"`;
  reply
    .header('X-Content-Type-Options', 'nosniff')
    .header('Accept-Ranges', 'bytes')
    .header('ETag', etag)
    .type(TYPES[key.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
  const condition = request.headers['if-range'];
  const wanted = condition === undefined || condition === etag ? request.headers.range : undefined;
  const range = byteRange(wanted, size);
  if (range === 'unsatisfiable') return reply.code(416).header('Content-Range', `bytes */${size}`).send();
  const { first, last } = range ?? { first: 0, last: size - 1 };
  reply.header('Content-Length', last - first + 1);
  if (range) reply.code(206).header('Content-Range', `bytes ${first}-${last}/${size}`);
  // Whoever asks for the head only must not make the store send the file.
  if (request.method === 'HEAD' || size === 0) return reply.send(Readable.from([]));
  return reply.send(await media.read(key, { first, last }));
}
