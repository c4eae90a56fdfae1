import { spawn } from 'node:child_process';
import { Failure } from '../../failure.js';
import { type EncodingJob, ffmpegArguments } from './ffmpeg-arguments.js';
import { encodersOf } from './find-ffmpeg.js';

/** Takes raw frames and writes a video file. */
export interface Encoder {
  /** Resolves when the frame was taken and its buffer may be used again. Rejects with Failure `render-failed`. */
  write(frame: Uint8Array): Promise<void>;
  /** Resolves when the file is complete. Rejects with Failure `render-failed`. */
  finish(): Promise<void>;
  /** Kills the encoder; resolves when it is gone. */
  abort(): Promise<void>;
}

/** An encoder that takes no frame for so long hangs. */
const STALL_MS = 60_000;
const STDERR_BYTES = 2_000;

/** Starts ffmpeg as an encoder of our own frames. Rejects with Failure `render-failed` when it has no such encoder. */
export async function openEncoder(ffmpegPath: string, job: EncodingJob): Promise<Encoder> {
  const encoders = job.format === 'webm' ? await encodersOf(ffmpegPath) : new Set<string>();
  const child = spawn(ffmpegPath, ffmpegArguments(job, encoders), {
    stdio: ['pipe', 'ignore', 'pipe'],
    windowsHide: true,
  });
  let complaints = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    complaints = (complaints + text).slice(-STDERR_BYTES);
  });
  // What went wrong is told by the exit, with ffmpeg's own words; a broken pipe is only its first sign.
  child.stdin.on('error', () => {});
  const exited = new Promise<void>((resolve, reject) => {
    child.once('error', (cause) => reject(failure('it cannot be started', cause)));
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(failure(`it ended with ${signal ?? code}: ${complaints.trim()}`));
    });
  });
  exited.catch(() => {}); // reported by write, finish or abort, whichever comes next
  return {
    write: (frame) => withDeadline(Promise.race([pushed(child.stdin, frame), stopped(exited)])),
    async finish() {
      child.stdin.end();
      await withDeadline(exited);
    },
    async abort() {
      child.kill('SIGKILL');
      child.stdin.destroy();
      await exited.catch(() => {});
    },
  };

  function withDeadline<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        child.kill('SIGKILL');
        reject(failure(`it made no progress for ${STALL_MS / 1_000} s`));
      }, STALL_MS);
    });
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  }
}

/** A write that fails waits for the exit, which says why. */
function pushed(pipe: NodeJS.WritableStream, frame: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    pipe.write(frame, (error) => {
      if (!error) resolve();
    });
  });
}

/** The end of ffmpeg before it was told to end is a failure, whatever its exit code. */
async function stopped(exited: Promise<void>): Promise<never> {
  await exited;
  throw failure('it ended too early');
}

function failure(detail: string, cause?: unknown): Failure {
  return new Failure('render-failed', { detail: `ffmpeg: ${detail}`, cause });
}
