import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Failure } from '../../failure.js';

/** What every render needs. */
const REQUIRED = ['libx264', 'aac'];

const run = promisify(execFile);

/**
 * The ffmpeg that encodes: the configured one, else `ffmpeg` on the PATH, else the one that npm brought. Each is run
 * once; one on the PATH that lacks H.264 or AAC is passed over.
 * Rejects with Failure `config`: a configured one that does not work is not silently replaced.
 */
export async function findFfmpeg(configured?: string): Promise<string> {
  if (configured) {
    const problem = await problemOf(configured);
    if (!problem) return configured;
    const detail = `FFMPEG_PATH=${JSON.stringify(configured)} cannot be used: ${problem}`;
    throw new Failure('config', { detail, facts: { fix: 'FFMPEG_PATH' } });
  }
  const problems: string[] = [];
  for (const [where, candidate] of [
    ['on the PATH', async () => 'ffmpeg'],
    ['from npm', bundledFfmpeg],
  ] as const) {
    try {
      const path = await candidate();
      const problem = await problemOf(path);
      if (!problem) return path;
      problems.push(`${where}: ${problem}`);
    } catch (thrown) {
      problems.push(`${where}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
  }
  throw new Failure('config', {
    detail: `no ffmpeg was found (${problems.join('; ')}); set FFMPEG_PATH to one that has libx264`,
    facts: { fix: 'FFMPEG_PATH' },
  });
}

/** The names of the encoders that an ffmpeg has. Rejects when it cannot be run. */
export async function encodersOf(ffmpegPath: string): Promise<ReadonlySet<string>> {
  const { stdout } = await run(ffmpegPath, ['-hide_banner', '-encoders'], {
    timeout: 15_000,
    maxBuffer: 4_000_000,
    windowsHide: true,
  });
  // A line is ` V....D libx264              libx264 H.264 / AVC`; the list follows a row of dashes.
  const lines = stdout.slice(stdout.indexOf('------')).split('\n');
  return new Set(lines.map((line) => line.trim().split(/\s+/)[1] ?? '').filter((name) => name !== ''));
}

async function problemOf(ffmpegPath: string): Promise<string | undefined> {
  try {
    const encoders = await encodersOf(ffmpegPath);
    const missing = REQUIRED.filter((name) => !encoders.has(name));
    return missing.length === 0 ? undefined : `it has no ${missing.join(' and no ')}`;
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'failed';
    return code === 'ENOENT' ? 'there is no such program' : `it does not run (${code})`;
  }
}

/** Rejects on a platform for which the package has no binary. */
async function bundledFfmpeg(): Promise<string> {
  const { default: installer } = await import('@ffmpeg-installer/ffmpeg');
  return installer.path;
}

/** Looks for ffmpeg when the first render needs it, and again after a failure: it may have been installed meanwhile. */
export function ffmpegWhenNeeded(configured?: string): () => Promise<string> {
  let found: Promise<string> | undefined;
  return () => {
    found ??= findFfmpeg(configured).catch((thrown: unknown) => {
      found = undefined;
      throw thrown;
    });
    return found;
  };
}
