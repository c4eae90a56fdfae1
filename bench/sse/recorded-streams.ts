import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Answers of a real agent server, as the tests replay them. The working directory is the project. */
const RECORDINGS = path.resolve('test/fixtures/adk');
const LINE_END = '\r\n';

/** The bodies of all recorded streams of events, without HTTP and its chunked coding. */
export function recordedStreams(): Buffer[] {
  return readdirSync(RECORDINGS)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => readFileSync(path.join(RECORDINGS, name)))
    .flatMap((file) => {
      const answer = file.subarray(file.indexOf('\n', file.indexOf('<<< RESPONSE')) + 1);
      const bodyAt = answer.indexOf(LINE_END + LINE_END);
      const isStream = /content-type: text\/event-stream/i.test(answer.toString('latin1', 0, bodyAt));
      const body = isStream ? withoutChunks(answer.subarray(bodyAt + 4)) : Buffer.alloc(0);
      return body.length > 0 ? [body] : [];
    });
}

/** RFC 9112 §7.1. A recording that was cut ends without the last chunk. */
function withoutChunks(coded: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at < coded.length; ) {
    const lineEnd = coded.indexOf(LINE_END, at);
    const size = Number.parseInt(coded.toString('latin1', at, lineEnd), 16);
    if (lineEnd < 0 || !(size > 0)) break;
    pieces.push(coded.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
  return Buffer.concat(pieces);
}

/** Cuts streams as a network does: segments of up to `largest` bytes that know nothing of events or characters. */
export function cut(streams: readonly Buffer[], largest: number): Buffer[][] {
  // The same cuts in every run (a linear congruential generator, constants of Numerical Recipes).
  let seed = 1;
  const next = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  return streams.map((stream) => {
    const pieces: Buffer[] = [];
    for (let at = 0; at < stream.length; ) {
      const size = 1 + next(largest);
      pieces.push(stream.subarray(at, at + size));
      at += size;
    }
    return pieces;
  });
}
