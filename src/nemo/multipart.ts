import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { MediaStream } from '../conversation/ports/media-stream.js';
import { mediaType } from './media-types.js';

/** A form with one file, whose bytes are passed on as they come. */
export interface MultipartFile {
  /** With the boundary: this header is never written by hand (trap 14). */
  readonly contentType: string;
  /** Of the whole body; undefined when the size of the file is not known. */
  readonly contentLength?: number;
  readonly body: Readable;
  /** What the source of the file failed with, if it did. */
  sourceError(): unknown;
}

export function multipartFile(field: string, media: MediaStream): MultipartFile {
  const boundary = `reelthread-${randomUUID()}`;
  const head = Buffer.from(
    `--${boundary}\r\n` +
      `Content-Disposition: form-data; name="${field}"; filename="${quoted(media.name)}"\r\n` +
      `Content-Type: ${mediaType(media.name)}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  let sourceError: unknown;

  async function* body(): AsyncGenerator<Uint8Array> {
    yield head;
    try {
      for await (const chunk of media.body as AsyncIterable<Uint8Array>) yield chunk;
    } catch (error) {
      sourceError = error;
      throw error;
    }
    yield tail;
  }

  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    contentLength: media.size === undefined ? undefined : head.length + media.size + tail.length,
    body: Readable.from(body(), { objectMode: false }),
    sourceError: () => sourceError,
  };
}

/** As browsers escape it (WHATWG HTML, multipart/form-data). Other characters go as UTF-8. */
function quoted(name: string): string {
  return name.replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/"/g, '%22');
}
