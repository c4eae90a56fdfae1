import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import sharp from 'sharp';
import type { RenderSettings } from '../src/studio/draft.js';
import { Compositor, type PreparedScene } from '../src/studio/render/compositor.js';
import { findFfmpeg } from '../src/studio/render/find-ffmpeg.js';
import type { Scene } from '../src/studio/render/plan.js';
import { prepareScene } from '../src/studio/render/prepare-scene.js';
import { placeTexts, visibleTexts } from '../src/studio/render/text/layout.js';
import { frameBytes } from '../src/studio/render/yuv.js';
import { CLIP, type ClipPictures, clipDraft, drawPictures, nativeArguments } from './render-clip.js';
import { shakingOf } from './render-motion.js';

/**
 * The studio's renderer against ffmpeg's own filter graph on the same clip, whole processes, same encoder, in turns.
 * `--peer` is an ffmpeg with zoompan, xfade and drawtext (4.4 or newer); ours encodes with it too, so that only the
 * compositing differs, and once more with the ffmpeg that a machine without one has.
 */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    peer: { type: 'string', default: 'ffmpeg' },
    font: { type: 'string', default: '/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc' },
    preset: { type: 'string', default: 'veryfast' },
  },
});
const rounds = Number(options.rounds);
const preset = options.preset as RenderSettings['preset'];
const folder = mkdtempSync(path.join(os.tmpdir(), 'reelthread-bench-'));

interface Sample {
  readonly seconds: number;
  readonly megabytes: number;
}

try {
  const pictures = await drawPictures(folder, path.join(import.meta.dirname, '../../samples'));
  const npmFfmpeg = (await import('@ffmpeg-installer/ffmpeg')).default.path;
  const peer = await findFfmpeg(options.peer);
  const sides: Record<string, () => Promise<Sample>> = {
    'ffmpeg filters': () => native(peer, pictures),
    'ours, same ffmpeg': () => ours(peer, pictures),
    'ours, npm ffmpeg': () => ours(npmFfmpeg, pictures),
  };
  const samples = Object.fromEntries(Object.keys(sides).map((name) => [name, [] as Sample[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(sides)) samples[name]?.push(await run());
  }
  console.log(
    `${CLIP.seconds} s at ${CLIP.width}x${CLIP.height}, preset ${preset}, ${rounds} rounds in turns`,
  );
  console.log(`${os.cpus().length} x ${os.cpus()[0]?.model}, Node ${process.version}`);
  const reference = median(samples['ffmpeg filters']?.map(({ seconds }) => seconds) ?? []);
  for (const [name, taken] of Object.entries(samples)) {
    const seconds = taken.map((sample) => sample.seconds);
    const middle = median(seconds);
    console.log(
      `${name.padEnd(18)} ${middle.toFixed(2)} s [${Math.min(...seconds).toFixed(2)}-${Math.max(...seconds).toFixed(2)}]` +
        `  ratio ${(middle / reference).toFixed(2)}  ${taken[0]?.megabytes.toFixed(1)} MB`,
    );
  }
  await measureFrames(pictures);
  await measureMotion(peer);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function native(ffmpeg: string, pictures: ClipPictures): Promise<Sample> {
  const output = path.join(folder, 'native.mp4');
  const seconds = await timed(ffmpeg, nativeArguments(pictures, options.font, preset, output));
  return { seconds, megabytes: statSync(output).size / 1e6 };
}

async function ours(ffmpegPath: string, pictures: ClipPictures): Promise<Sample> {
  const job = path.join(folder, 'job.json');
  const target = path.join(folder, 'ours');
  const media = { jpg: pictures.jpg, png: pictures.png, webp: pictures.webp };
  writeFileSync(job, JSON.stringify({ draft: clipDraft(), media, preset, folder: target, ffmpegPath }));
  const seconds = await timed(process.execPath, [path.join(import.meta.dirname, 'render-once.js'), job]);
  return { seconds, megabytes: statSync(path.join(target, 'video.mp4')).size / 1e6 };
}

function timed(program: string, programArguments: string[]): Promise<number> {
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

/** What one frame costs on one thread: the best of many, so that other work on the machine does not count. */
async function measureFrames(pictures: ClipPictures): Promise<void> {
  const scene = (motion: Scene['motion']): Scene => ({
    name: motion,
    media: motion,
    motion,
    fit: 'cover',
    start: 0,
    from: 0,
    until: 4_000,
  });
  const scenes = [
    await prepareScene(scene('zoom-in'), pictures.jpg, CLIP),
    await prepareScene(scene('pan-right'), pictures.png, CLIP),
  ];
  const sceneOf = (index: number) => scenes[index] as PreparedScene;
  const title = clipDraft().t.flatMap((track) => (track.tt === 7 ? track.sg : []));
  const texts = visibleTexts(placeTexts(title, CLIP), 2_000);
  const compositor = new Compositor(CLIP);
  const out = new Uint8Array(frameBytes(CLIP));
  const cost = (run: (i: number) => void) => {
    let best = Infinity;
    for (let i = 0; i < 100; i++) {
      const start = performance.now();
      run(i);
      best = Math.min(best, performance.now() - start);
    }
    return `${best.toFixed(2)} ms`;
  };
  const one = (index: number) => ({ kind: 'one', scene: index, light: 1 }) as const;
  const two = { kind: 'two', from: 0, to: 1, mix: 0.4 } as const;
  console.log(
    [
      `a frame: zoom ${cost((i) => compositor.compose(out, i * 30, one(0), sceneOf, []))}`,
      `pan ${cost((i) => compositor.compose(out, i * 30, one(1), sceneOf, []))}`,
      `cross-fade ${cost((i) => compositor.compose(out, i * 30, two, sceneOf, []))}`,
      `zoom with title ${cost((i) => compositor.compose(out, i * 30, one(0), sceneOf, texts))}`,
    ].join(', '),
  );
}

/** A slow pan over a dot, made by both; how far the dot shakes around its path. */
async function measureMotion(peer: string): Promise<void> {
  const { width, height, fps } = CLIP;
  const dot = path.join(folder, 'dot.png');
  const circle = `<svg width="${width * 2}" height="${height * 2}"><circle cx="${width}" cy="${height}" r="40" fill="#fff"/></svg>`;
  await sharp({ create: { width: width * 2, height: height * 2, channels: 3, background: '#000' } })
    .composite([{ input: Buffer.from(circle) }])
    .blur(6)
    .toFile(dot);
  const job = path.join(folder, 'job.json');
  const draft = clipDraft();
  const [video] = draft.t;
  if (video?.tt !== 0) throw new Error('the clip starts with its pictures');
  const panning = [{ s: 0, d: 6_000, m: { name: 'dot', media: 'dot', motion: 'pan-right', fit: 'cover' } }];
  const target = path.join(folder, 'ours');
  const motionDraft = { ...draft, d: 6_000, t: [{ tt: 0, sg: panning }] };
  writeFileSync(
    job,
    JSON.stringify({ draft: motionDraft, media: { dot }, preset, folder: target, ffmpegPath: peer }),
  );
  await timed(process.execPath, [path.join(import.meta.dirname, 'render-once.js'), job]);
  const output = path.join(folder, 'native.mp4');
  const zoompan = `zoompan=z=1.15:x='(iw-iw/zoom)*on/${fps * 6}':y='(ih-ih/zoom)/2':d=${fps * 6}:s=${width}x${height}:fps=${fps}`;
  const encoder = ['-c:v', 'libx264', '-preset', preset, '-crf', '20', '-pix_fmt', 'yuv420p', output];
  await promisify(execFile)(peer, ['-v', 'error', '-nostdin', '-y', '-i', dot, '-vf', zoompan, ...encoder]);
  const shaking = (file: string) => `${shakingOf(file, peer, width, height).toFixed(3)} px`;
  console.log(
    `shaking in a slow pan: ours ${shaking(path.join(target, 'video.mp4'))}, zoompan at 2x ${shaking(output)}`,
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
