import { pipeline, Readable, Transform } from 'node:stream';
import { Failure } from '../../failure.js';
import type { MediaStream } from '../ports/media-stream.js';

/** Enough for every signature, for the brands of an MP4 and for a few frames of sound. */
export const PEEK_BYTES = 4_100;

/**
 * Reads the first bytes of a file and puts them back: the returned media streams the whole file, with the
 * back-pressure, the errors and the `destroy` of the original. `firstBytes` is shorter than `bytes` only when
 * the file is. Rejects with Failure `file-fetch-failed` when the source breaks.
 */
export async function peek(
  media: MediaStream,
  bytes = PEEK_BYTES,
): Promise<{ firstBytes: Uint8Array; media: MediaStream }> {
  const { body } = media;
  // An error between two readers must not end the process: the next reader finds it on the stream.
  body.on('error', ignore);
  const chunks: Buffer[] = [];
  let length = 0;
  let ended = false;
  try {
    while (length < bytes && !ended) {
      const chunk: unknown = body.read();
      if (chunk === null) {
        ended = await waitForMore(body);
      } else {
        const buffer = toBuffer(chunk);
        chunks.push(buffer);
        length += buffer.length;
      }
    }
  } catch (problem) {
    body.destroy();
    throw Failure.from(problem, 'file-fetch-failed');
  }
  const read = Buffer.concat(chunks);
  const firstBytes = read.subarray(0, bytes);
  if (ended) return { firstBytes, media: { ...media, body: Readable.from(read, { objectMode: false }) } };
  // At once after `read`: the stream takes bytes back only until it has emitted its end.
  body.unshift(read);
  // Only now does Node forget the 'readable' listeners, so that the next reader may use 'data' or `pipe`.
  await new Promise(setImmediate);
  return { firstBytes, media };
}

function ignore(): void {}

function toBuffer(chunk: unknown): Buffer {
  if (Buffer.isBuffer(chunk)) return chunk;
  if (chunk instanceof Uint8Array) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return Buffer.from(String(chunk));
}

/**
 * Waits until there is something to read (false) or nothing more will come (true); rejects when the source
 * breaks.
 */
function waitForMore(body: Readable): Promise<boolean> {
  return new Promise((resolve, reject) => {
    if (body.errored) return reject(body.errored);
    if (body.readableEnded) return resolve(true);
    if (body.destroyed) return reject(new Error('the source was closed before its end'));
    const settle = (act: () => void) => {
      body.off('readable', onReadable).off('end', onEnd).off('error', onError).off('close', onClose);
      act();
    };
    const onReadable = () => settle(() => resolve(false));
    const onEnd = () => settle(() => resolve(true));
    const onError = (problem: Error) => settle(() => reject(problem));
    const onClose = () => settle(() => reject(new Error('the source was closed before its end')));
    body.on('readable', onReadable).on('end', onEnd).on('error', onError).on('close', onClose);
  });
}

/**
 * Counts bytes while they flow: platforms and people may claim any size. More than `maxBytes` destroys the
 * result and the source with Failure `file-too-large`; a source that breaks destroys the result with `file-
 * fetch-failed`.
 */
export function limitBytes(source: Readable, maxBytes: number, file?: string): Readable {
  let seen = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen <= maxBytes) return done(null, chunk);
      done(
        new Failure('file-too-large', {
          detail: `more than ${maxBytes} bytes arrived`,
          facts: { file, limitBytes: maxBytes },
        }),
      );
    },
    destroy(problem, done) {
      done(problem && Failure.from(problem, 'file-fetch-failed'));
    },
  });
  counter.on('error', ignore);
  // The outcome is told by `counter` itself; `pipeline` takes care that neither stream outlives the other.
  pipeline(source, counter, ignore);
  return counter;
}
