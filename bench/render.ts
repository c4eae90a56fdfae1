import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { RenderSettings } from '../src/studio/draft.js';
import {
  CLIP_SECONDS,
  type ClipPictures,
  type ClipSize,
  clipDraft,
  drawPictures,
  nativeArguments,
} from './render/clip.js';
import { frameCosts } from './render/frames.js';
import { measureMotion } from './render/motion.js';
import { byFilters, byStudio, findPeer, type Made, npmFfmpeg, type Peer } from './render/sides.js';
import type { Bench, BenchOptions, Figure, Goal, Report } from './suite/bench.js';
import { median } from './suite/statistics.js';
import { figuresOf, inTurns } from './suite/turns.js';

const FULL: ClipSize = { width: 1_920, height: 1_080, fps: 30 };
const SMALL: ClipSize = { width: 480, height: 270, fps: 30 };
/** What the studio renders with by default. */
const PRESET: RenderSettings['preset'] = 'veryfast';
const RATIO = 1;
const SHAKING_PX = 0.05;
const SAMPLES = path.join(import.meta.dirname, '../../samples');

type Sides = Record<string, () => Promise<Made>>;

/**
 * The studio's renderer against ffmpeg's own filter graph on the same clip: whole processes, the same encoder, in
 * turns. Ours encodes with the peer's ffmpeg, so that only the compositing differs, and once more with the ffmpeg that
 * a machine without one has.
 */
async function run({ rounds, quick }: BenchOptions): Promise<Report> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'reelthread-render-'));
  const size = quick ? SMALL : FULL;
  try {
    const pictures = await drawPictures(folder, SAMPLES);
    const peer = await findPeer();
    const samples = await inTurns(await sidesOf(pictures, size, peer, folder), rounds);
    const motion =
      typeof peer === 'string' ? undefined : await measureMotion(peer.ffmpeg, size, PRESET, folder);
    const costs = Object.entries(await frameCosts(pictures, size));
    return {
      bench: 'render',
      work:
        `${CLIP_SECONDS} s at ${size.width}x${size.height} and ${size.fps} frames a second, three pictures that move, ` +
        `two cross-fades, a title, a tone; H.264 with preset ${PRESET} and CRF 20, AAC`,
      figures: [
        ...figuresOf(samples, 'time of the whole process', 's', ({ seconds }) => seconds),
        ...figuresOf(samples, 'size of the file', 'MB', ({ megabytes }) => megabytes),
        ...(motion ? shakingFigures(motion) : []),
        ...costs.map(([quantity, ms]): Figure => ({ side: 'ours', quantity, unit: 'ms', values: [ms] })),
      ],
      goals: goalsOf(samples, motion),
      notes: notesOf(peer),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sidesOf(
  pictures: ClipPictures,
  size: ClipSize,
  peer: Peer | string,
  folder: string,
): Promise<Sides> {
  const media = { jpg: pictures.jpg, png: pictures.png, webp: pictures.webp };
  const ours = (ffmpegPath: string) => () =>
    byStudio({ draft: clipDraft(size), media, preset: PRESET, ffmpegPath }, folder);
  const fromNpm = await npmFfmpeg();
  const sides: Sides = {};
  if (typeof peer !== 'string') {
    sides.ours = ours(peer.ffmpeg);
    const output = path.join(folder, 'native.mp4');
    sides['ffmpeg filters'] = () =>
      byFilters(peer.ffmpeg, nativeArguments(pictures, size, { font: peer.font, preset: PRESET }, output));
  }
  if (fromNpm !== undefined) sides["ours, with npm's ffmpeg"] = ours(fromNpm);
  return sides;
}

function shakingFigures({ ours, peer }: { ours: number; peer: number }): Figure[] {
  const quantity = 'shaking in a slow pan';
  return [
    { side: 'ours', quantity, unit: 'px', values: [ours] },
    { side: 'ffmpeg filters', quantity, unit: 'px', values: [peer] },
  ];
}

/** Without a peer there is nothing to compare with, and no goal. */
function goalsOf(
  samples: Readonly<Record<string, readonly Made[]>>,
  motion: { ours: number } | undefined,
): Goal[] {
  const { ours, 'ffmpeg filters': filters } = samples;
  if (!ours || !filters || !motion) return [];
  const seconds = (side: readonly Made[]) => median(side.map((made) => made.seconds));
  const ratio = seconds(ours) / seconds(filters);
  return [
    {
      goal: `at most ${RATIO.toFixed(1)} times as long as ffmpeg's filters`,
      measured: `${ratio.toFixed(2)} times`,
      reached: ratio <= RATIO,
    },
    {
      goal: `a movement deviates by less than ${SHAKING_PX} px a frame`,
      measured: `${motion.ours.toFixed(3)} px`,
      reached: motion.ours < SHAKING_PX,
    },
  ];
}

function notesOf(peer: Peer | string): string[] {
  const own =
    'What a frame costs was measured on one thread, the best of 100; a render composes on several threads.';
  if (typeof peer === 'string') return [`Not compared: ${peer}.`, own];
  return [
    `The peer is ffmpeg ${peer.version} with zoompan, xfade and drawtext in one filter graph; its pictures are scaled ` +
      'to twice the frame first, as is usual, because zoompan moves by whole pixels.',
    'Shaking: how far a dot is from the middle between the frames before and after it, as a root mean square.',
    own,
  ];
}

export const bench: Bench = {
  name: 'render',
  title: '10 s clip in the studio',
  run,
};
