import { execFileSync } from 'node:child_process';

/**
 * How much a movement shakes: a dot is followed through the frames of a video, and each of its positions is compared
 * with the middle of those before and after it. A smooth movement, also one that gathers speed, gives nearly zero.
 */
export function shakingOf(file: string, ffmpeg: string, width: number, height: number): number {
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
