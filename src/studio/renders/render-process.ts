import { type ChildProcess, fork } from 'node:child_process';
import { Failure } from '../../failure.js';
import type { RenderedVideo } from '../draft.js';
import type { JobOrder, JobReport } from './job-messages.js';
import type { RunRender } from './render-once.js';

export interface RenderProcessOptions {
  /** Compiled `render-job.js`. */
  readonly entry: URL | string;
  /** Found once, when the first render needs it. Rejects with Failure `config`. */
  readonly ffmpegPath: () => Promise<string>;
  /** Its environment; by default that of this process. It decodes foreign files, so no secret may be in it. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** A process that ignores a cancellation is killed after this. */
const KILL_AFTER_MS = 3_000;
/** A render takes about as long as its video; one that takes far longer hangs. */
const PATIENCE = { baseMs: 60_000, factor: 10 };
const MAX_STDERR = 4_000;

/** Renders in a process of its own, so that the server stays responsive and can kill it. */
export function inOwnProcess({ entry, ffmpegPath, environment }: RenderProcessOptions): RunRender {
  return async (job, { signal, onProgress }) => {
    const encoder = await ffmpegPath();
    signal.throwIfAborted();
    const child = fork(entry, [], {
      execArgv: [],
      ...(environment && { env: environment }),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const order: JobOrder = { kind: 'render', ...job, ffmpegPath: encoder };
    const limit = PATIENCE.baseMs + job.draft.d * PATIENCE.factor;
    return await supervise(child, order, { signal, onProgress, limitMs: limit });
  };
}

type Hooks = Parameters<RunRender>[1] & { limitMs: number };

/** Resolves with the video when the process has ended; by then nothing of it is left. */
function supervise(child: ChildProcess, order: JobOrder, { signal, onProgress, limitMs }: Hooks) {
  return new Promise<RenderedVideo>((resolve, reject) => {
    let outcome: { video: RenderedVideo } | { failure: Failure } | undefined;
    const stderr = collect(child);
    const kill = () => child.kill('SIGKILL');
    const cancel = () => {
      tell(child, { kind: 'cancel' });
      setTimeout(kill, KILL_AFTER_MS).unref();
    };
    const limit = setTimeout(() => {
      outcome ??= { failure: new Failure('render-timeout', { detail: `more than ${limitMs} ms` }) };
      cancel();
    }, limitMs);
    signal.addEventListener('abort', cancel, { once: true });
    child.on('message', (report: JobReport) => {
      if (report.kind === 'progress') onProgress(report.progress);
      else if (report.kind === 'done') outcome ??= { video: report.video };
      else {
        const { code, detail, facts } = report;
        outcome ??= { failure: new Failure(code, { ...(detail && { detail }), facts }) };
      }
    });
    child.on('error', (cause) => {
      outcome ??= { failure: new Failure('render-failed', { detail: 'the process did not start', cause }) };
      // A process that never began has no `close`.
      if (child.pid === undefined) child.emit('close', null, null);
    });
    child.once('close', (code: number | null, killedBy: NodeJS.Signals | null) => {
      clearTimeout(limit);
      signal.removeEventListener('abort', cancel);
      if (signal.aborted) reject(new Failure('stopped'));
      else if (outcome && 'video' in outcome) resolve(outcome.video);
      else reject(outcome?.failure ?? lost(code ?? killedBy, stderr()));
    });
    tell(child, order);
  });
}

function tell(child: ChildProcess, order: JobOrder): void {
  // A process that has just ended cannot be told anything; its `close` says the rest.
  if (child.connected) child.send(order, () => {});
}

function lost(how: number | string | null, stderr: string): Failure {
  return new Failure('render-failed', { detail: `the process ended (${how}) without a result: ${stderr}` });
}

/** The end of what the process wrote as errors, for the operator's log. */
function collect(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-MAX_STDERR);
  });
  return () => text.trim().split('\n').slice(-3).join(' ');
}
