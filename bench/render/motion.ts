import { execFileSync } from 'node:child_process';
import path from 'node:path';
import sharp from 'sharp';
import type { RenderSettings } from '../../src/studio/draft.js';
import { type ClipSize, clipDraft } from './clip.js';
import { byFilters, byStudio } from './sides.js';

const SECONDS = 6;

/** A slow pan over a dot, made by both; how far the dot shakes around its path, in pixels. */
export async function measureMotion(
  ffmpegPath: string,
  { width, height, fps }: ClipSize,
  preset: RenderSettings['preset'],
  folder: string,
): Promise<{ ours: number; peer: number }> {
  const dot = path.join(folder, 'dot.png');
  const circle = `<svg width="${width * 2}" height="${height * 2}"><circle cx="${width}" cy="${height}" r="40" fill="#fff"/></svg>`;
  await sharp({ create: { width: width * 2, height: height * 2, channels: 3, background: '#000' } })
    .composite([{ input: Buffer.from(circle) }])
    .blur(6)
    .toFile(dot);
  const segment = {
    s: 0,
    d: SECONDS * 1_000,
    m: { name: 'dot', media: 'dot', motion: 'pan-right', fit: 'cover' } as const,
  };
  const draft = {
    ...clipDraft({ width, height, fps }),
    d: SECONDS * 1_000,
    t: [{ tt: 0 as const, sg: [segment] }],
  };
  const ours = await byStudio({ draft, media: { dot }, preset, ffmpegPath }, folder);
  const frames = fps * SECONDS;
  const zoompan = `zoompan=z=1.15:x='(iw-iw/zoom)*on/${frames}':y='(ih-ih/zoom)/2':d=${frames}:s=${width}x${height}:fps=${fps}`;
  const encoder = ['-c:v', 'libx264', '-preset', preset, '-crf', '20', '-pix_fmt', 'yuv420p'];
  const peer = await byFilters(ffmpegPath, [
    ...['-v', 'error', '-nostdin', '-y', '-i', dot, '-vf', zoompan, ...encoder],
    path.join(folder, 'motion.mp4'),
  ]);
  return {
    ours: shakingOf(ours.file, ffmpegPath, width, height),
    peer: shakingOf(peer.file, ffmpegPath, width, height),
  };
}

/**
 * How much a movement shakes: a dot is followed through the frames of a video, and each of its positions is compared
 * with the middle of those before and after it. A smooth movement, also one that gathers speed, gives nearly zero.
 */
function shakingOf(file: string, ffmpeg: string, width: number, height: number): number {
  const raw = execFileSync(
    ffmpeg,
    ['-v', 'error', '-nostdin', '-i', file, '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1'],
    { maxBuffer: 2_000_000_000 },
  );
  const frames = raw.length / (width * height);
  const centres = Array.from({ length: frames }, (_, i) =>
    centroid(raw.subarray(i * width * height, (i + 1) * width * height), width),
  );
  const jumps: number[] = [];
  for (let i = 1; i + 1 < frames; i++) {
    const [before, here, after] = [centres[i - 1] ?? 0, centres[i] ?? 0, centres[i + 1] ?? 0];
    jumps.push(here - (before + after) / 2);
  }
  // Three positions share in each difference: independent errors add up to 1.5 times their variance.
  return Math.sqrt(jumps.reduce((sum, jump) => sum + jump * jump, 0) / jumps.length / 1.5);
}

function centroid(frame: Uint8Array, width: number): number {
  let [sum, weight] = [0, 0];
  for (let i = 0; i < frame.length; i++) {
    const level = (frame[i] ?? 0) - 40;
    if (level <= 0) continue;
    sum += (i % width) * level;
    weight += level;
  }
  return sum / weight;
}
