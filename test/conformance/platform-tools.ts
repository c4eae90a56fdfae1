import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { VideoFile } from '../../src/conversation/ports/platform.js';

/** What a promise rejects with; fails when it does not. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (thrown) {
    return thrown;
  }
  throw new Error('expected a rejection');
}

/** A finished video of these bytes. */
export function videoOf(bytes: Buffer): VideoFile {
  return {
    name: 'reelthread-1.mp4',
    type: 'video/mp4',
    seconds: 9,
    width: 1920,
    height: 1080,
    open: async () => ({
      name: 'reelthread-1.mp4',
      type: 'video/mp4',
      size: bytes.length,
      body: Readable.from([bytes]),
    }),
  };
}

/** Bytes whose source dies in the middle. */
export async function* breaksOff(): AsyncGenerator<Buffer> {
  yield randomBytes(100_000);
  throw new Error('connection reset');
}

/** SHA-256 of a stream, read to its end. */
export async function digest(body: Readable): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of body) hash.update(chunk);
  return hash.digest('hex');
}
