import { Worker } from 'node:worker_threads';
import { Failure } from '../failure.js';
import { decodeHeicHere, type HeicPixels } from './heic-decoder.js';
import { DECODE_SECONDS } from './limits.js';
import { type PackedFailure, unpackFailure, workerScript } from './threads.js';

/**
 * Decodes a HEIC file in a thread of its own, so that a bot which answers other people meanwhile is not held up.
 * Rejects with Failure `file-unreadable` or `file-too-large`.
 */
export async function decodeHeic(bytes: Uint8Array): Promise<HeicPixels> {
  const script = workerScript(import.meta.url, './heic-worker.js');
  if (!script) return decodeHeicHere(bytes);
  // Without `stdout` and `stderr` the remarks of the WASM library would appear in the bot's own log.
  const worker = new Worker(script, { workerData: bytes, stdout: true, stderr: true });
  const deadline = setTimeout(() => void worker.terminate(), DECODE_SECONDS * 1_000);
  try {
    return await new Promise<HeicPixels>((resolve, reject) => {
      worker.once('message', (answer: { pixels?: HeicPixels; failure?: PackedFailure }) => {
        if (answer.pixels) resolve(answer.pixels);
        else reject(answer.failure ? unpackFailure(answer.failure) : new Failure('internal'));
      });
      worker.once('error', (cause) => reject(Failure.from(cause, 'file-unreadable')));
      worker.once('exit', () =>
        reject(new Failure('file-unreadable', { detail: 'the HEIC decoder gave up' })),
      );
    });
  } finally {
    clearTimeout(deadline);
  }
}

/**
 * The ICC profile inside a HEIC file (iPhones write Display P3). The JavaScript bindings of libheif cannot return it,
 * so it is taken from its `colr` box of type `prof` (ISO/IEC 14496-12, 12.1.5).
 */
export function heicColourProfile(bytes: Buffer): Buffer | undefined {
  const at = bytes.indexOf('colrprof', 0, 'latin1');
  if (at < 4) return undefined;
  const boxSize = bytes.readUInt32BE(at - 4);
  const profile = bytes.subarray(at + 8, at - 4 + boxSize);
  return profile.length > 128 && profile.toString('latin1', 36, 40) === 'acsp' ? profile : undefined;
}
