import { parentPort, workerData } from 'node:worker_threads';
import { Failure } from '../failure.js';
import { decodeHeicHere } from './heic-decoder.js';
import { packFailure } from './threads.js';

/** One picture in, one answer out, and the thread ends: its few hundred megabytes of WASM memory go with it. */
try {
  const pixels = await decodeHeicHere(workerData as Uint8Array);
  parentPort?.postMessage({ pixels }, [pixels.data.buffer]);
} catch (thrown) {
  parentPort?.postMessage({ failure: packFailure(Failure.from(thrown, 'file-unreadable')) });
}
