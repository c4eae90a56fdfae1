import { execFile, spawn } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { RenderSettings, StudioDraft } from '../../src/studio/draft.js';

/** Filters that the peer is made of. They are in ffmpeg from 4.4 on; drawtext only when it was built with FreeType. */
const FILTERS = ['zoompan', 'xfade', 'drawtext'];
/** Where the packages of distributions put a font that has both scripts of the title. */
const FONTS = [
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc',
  '/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc',
  '/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Bold.ttc',
  '/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc',
];

export interface Peer {
  readonly ffmpeg: string;
  readonly version: string;
  readonly font: string;
}

/** The machine's own ffmpeg, or a sentence that tells what is missing. */
export async function findPeer(): Promise<Peer | string> {
  const run = promisify(execFile);
  try {
    const { stdout: filters } = await run('ffmpeg', ['-hide_banner', '-filters'], { maxBuffer: 4_000_000 });
    const missing = FILTERS.filter((name) => !filters.includes(` ${name} `));
    if (missing.length > 0) return `the ffmpeg on the PATH has no ${missing.join(', no ')}`;
    const { stdout: version } = await run('ffmpeg', ['-version']);
    const font = FONTS.find((file) => existsSync(file));
    if (!font) return 'there is no Noto Sans CJK for its drawtext (Debian: fonts-noto-cjk)';
    return { ffmpeg: 'ffmpeg', version: version.split(' ')[2] ?? 'of unknown version', font };
  } catch {
    // It cannot be run: that is the answer.
    return 'there is no ffmpeg on the PATH (Debian: ffmpeg)';
  }
}

/** The one that a machine without an ffmpeg gets. `undefined` where npm has none for it. */
export async function npmFfmpeg(): Promise<string | undefined> {
  try {
    return (await import('@ffmpeg-installer/ffmpeg')).default.path;
  } catch {
    return undefined; // The package has no binary for this kind of machine.
  }
}

export interface Made {
  readonly file: string;
  /** Of the whole process, from its start to its end. */
  readonly seconds: number;
  readonly megabytes: number;
}

/** Runs ffmpeg by itself; `output` is the last of the arguments. */
export async function byFilters(ffmpeg: string, programArguments: readonly string[]): Promise<Made> {
  const file = programArguments.at(-1) ?? '';
  return made(file, await timed(ffmpeg, programArguments));
}

export interface OurJob {
  readonly draft: StudioDraft;
  /** Files by the names that the draft has for them. */
  readonly media: Readonly<Record<string, string>>;
  readonly preset: RenderSettings['preset'];
  readonly ffmpegPath: string;
}

/** Renders in a process of its own, as the studio does. */
export async function byStudio(job: OurJob, folder: string): Promise<Made> {
  const jobFile = path.join(folder, 'job.json');
  const target = path.join(folder, 'ours');
  writeFileSync(jobFile, JSON.stringify({ ...job, folder: target }));
  const program = path.join(import.meta.dirname, 'children/render-once.js');
  return made(path.join(target, 'video.mp4'), await timed(process.execPath, [program, jobFile]));
}

function made(file: string, seconds: number): Made {
  return { file, seconds, megabytes: statSync(file).size / 1e6 };
}

function timed(program: string, programArguments: readonly string[]): Promise<number> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, programArguments, { stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve((performance.now() - start) / 1_000);
      else reject(new Error(`${program} ended with ${code}`));
    });
  });
}
