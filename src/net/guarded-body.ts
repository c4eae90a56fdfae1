import { type Readable, Transform } from 'node:stream';
import { Failure } from '../failure.js';
import { fetchFailure } from './fetch-failure.js';

interface Limits {
  readonly host: string;
  /** `Content-Length`, when there is one. */
  readonly declared: string | string[] | undefined;
  readonly maxBytes: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** The same bytes, counted, and with every error turned into a Failure. Destroying it closes the connection. */
export function guardedBody(source: Readable, limits: Limits): Readable {
  const tooLarge = () =>
    new Failure('file-too-large', {
      detail: `${limits.host} sends more than ${limits.maxBytes} bytes`,
      facts: { limitBytes: limits.maxBytes },
    });
  if (limits.maxBytes !== undefined && Number(limits.declared) > limits.maxBytes) {
    source.on('error', ignore).destroy();
    throw tooLarge();
  }
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (limits.maxBytes !== undefined && bytes > limits.maxBytes) done(tooLarge());
      else done(null, chunk);
    },
  });
  source.on('error', (error) => counted.destroy(fetchFailure(error, limits.host, limits.signal)));
  counted.on('close', () => source.destroy());
  // An abort may come before the caller has put its own listener on: whoever reads later still gets the error.
  counted.on('error', ignore);
  return source.pipe(counted);
}

/** Streams without a listener for their errors end the process. */
function ignore(): void {}
