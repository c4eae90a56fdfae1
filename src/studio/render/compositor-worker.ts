import { parentPort, workerData } from 'node:worker_threads';
import { Failure } from '../../failure.js';
import { packFailure } from '../../imaging/threads.js';
import { BufferPool } from './buffer-pool.js';
import { type CompositionJob, compose } from './composition.js';
import type { FromCompositor, ToCompositor } from './composition-thread.js';

/** The thread in which a video is composed, while the main one feeds the encoder. */
const port = parentPort;
if (!port) throw new Failure('internal', { detail: 'the compositor runs as a worker thread' });
const post = (message: FromCompositor, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

const job = workerData as CompositionJob;
const stop = new AbortController();
const pool = new BufferPool(job.plan);
port.on('message', (message: ToCompositor) => {
  if (message.kind === 'stop') stop.abort(new Failure('stopped'));
  else pool.put(message.buffer);
});

try {
  await compose(job, {
    signal: stop.signal,
    prepared: (phase, done, total) => post({ kind: 'prepared', phase, done, total }),
    ready: () => post({ kind: 'ready' }),
    takeBuffer: () => pool.take(stop.signal),
    giveFrame: (buffer) => post({ kind: 'frame', buffer }, [buffer]),
    giveStill: (still, picture) => post({ kind: 'still', still, picture }),
  });
  post({ kind: 'done' });
} catch (thrown) {
  post({ kind: 'failed', failure: packFailure(Failure.from(thrown)) });
} finally {
  port.close();
}
