import type { Readable } from 'node:stream';
import type { AttachmentRef } from '../../src/conversation/inbound.js';
import type { MediaStream } from '../../src/conversation/ports/media-stream.js';
import { Failure } from '../../src/failure.js';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The first value of a header; `name` in small letters. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** A file as a platform sends it. Its size is told only when it is certain: encoded bodies become longer. */
export function mediaStream(
  { name, type }: AttachmentRef,
  { headers, body }: { headers: Headers; body: Readable },
): MediaStream {
  const length = Number(headerOf(headers, 'content-length'));
  const isCertain = Number.isSafeInteger(length) && length > 0 && !headers['content-encoding'];
  return {
    name,
    type: type ?? headerOf(headers, 'content-type'),
    size: isCertain ? length : undefined,
    body,
  };
}

/** Failure `file-fetch-failed` for whatever went wrong while this file was fetched. */
export function fetchFailure(thrown: unknown, { name }: AttachmentRef): Failure {
  const failure = Failure.from(thrown, 'file-fetch-failed');
  if (failure.code === 'file-fetch-failed') return failure;
  return new Failure('file-fetch-failed', { detail: failure.detail, cause: failure, facts: { file: name } });
}
