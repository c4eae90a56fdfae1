import { Worker } from 'node:worker_threads';
import { Failure } from '../../failure.js';
import { type PackedFailure, unpackFailure, workerScript } from '../../imaging/threads.js';
import { BufferPool } from './buffer-pool.js';
import { type CompositionJob, compose } from './composition.js';
import { EventQueue } from './event-queue.js';
import type { Still } from './stills.js';

/** What happens while a video is composed, in order. */
export type CompositionEvent =
  | { kind: 'prepared'; phase: 'images' | 'audio'; done: number; total: number }
  /** The sound file is written; frames follow. */
  | { kind: 'ready' }
  /** One frame, in order. Its buffer is given back with `recycle`. */
  | { kind: 'frame'; buffer: ArrayBuffer }
  | { kind: 'still'; still: 'poster' | 'preview'; picture: Still };

export type FromCompositor = CompositionEvent | { kind: 'done' } | { kind: 'failed'; failure: PackedFailure };

export type ToCompositor = { kind: 'stop' } | { kind: 'recycle'; buffer: ArrayBuffer };

/** A running composition. */
export interface Composition {
  /** Ends after the last frame. Throws a Failure; `stopped` when it was stopped. */
  readonly events: AsyncIterable<CompositionEvent>;
  recycle(buffer: ArrayBuffer): void;
  /** Resolves when the thread is gone. */
  stop(): Promise<void>;
}

/** A thread that does not stop by itself in this time, such as one that decodes a large HEIC file, is terminated. */
const STOP_MS = 300;

/** Composes in a thread of its own where there is a compiled script for it, else in this one. */
export function startComposition(job: CompositionJob): Composition {
  const script = workerScript(import.meta.url, './compositor-worker.js');
  return script ? composeInThread(script, job) : composeHere(job);
}

function composeInThread(script: URL, job: CompositionJob): Composition {
  const events = new EventQueue<CompositionEvent>();
  const worker = new Worker(script, { workerData: job });
  const send = (message: ToCompositor, transfer: ArrayBuffer[] = []) => worker.postMessage(message, transfer);
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      events.fail(new Failure('stopped', { detail: 'the compositor ended' }));
      resolve();
    });
  });
  worker.once('error', (cause) => events.fail(Failure.from(cause, 'render-failed')));
  worker.on('message', (message: FromCompositor) => {
    if (message.kind === 'done') events.close();
    else if (message.kind === 'failed') events.fail(unpackFailure(message.failure));
    else events.push(message);
  });
  return {
    events,
    recycle: (buffer) => send({ kind: 'recycle', buffer }, [buffer]),
    async stop() {
      send({ kind: 'stop' });
      const deadline = setTimeout(() => void worker.terminate(), STOP_MS);
      await exited;
      clearTimeout(deadline);
    },
  };
}

function composeHere(job: CompositionJob): Composition {
  const events = new EventQueue<CompositionEvent>();
  const stop = new AbortController();
  const pool = new BufferPool(job.plan);
  const running = compose(job, {
    signal: stop.signal,
    prepared: (phase, done, total) => events.push({ kind: 'prepared', phase, done, total }),
    ready: () => events.push({ kind: 'ready' }),
    takeBuffer: () => pool.take(stop.signal),
    giveFrame: (buffer) => events.push({ kind: 'frame', buffer }),
    giveStill: (still, picture) => events.push({ kind: 'still', still, picture }),
  }).then(
    () => events.close(),
    (thrown) => events.fail(thrown),
  );
  return {
    events,
    recycle: (buffer) => pool.put(buffer),
    async stop() {
      stop.abort(new Failure('stopped'));
      await running;
    },
  };
}
