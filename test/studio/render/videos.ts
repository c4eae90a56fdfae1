import { execFileSync } from 'node:child_process';
import ffmpeg from '@ffmpeg-installer/ffmpeg';

/** The ffmpeg that npm brought: it is on every machine on which the tests run. */
export const FFMPEG = ffmpeg.path;

/** A decoded frame: planar 4:2:0. */
export interface DecodedFrame {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Decodes a whole video; fails when ffmpeg has anything to complain about. */
export function decodeFrames(file: string, width: number, height: number): DecodedFrame[] {
  const raw = execFileSync(
    FFMPEG,
    [
      '-v',
      'error',
      '-xerror',
      '-nostdin',
      '-i',
      file,
      '-f',
      'rawvideo',
      '-pix_fmt',
      'yuv420p',
      '-vsync',
      '0',
      'pipe:1',
    ],
    { maxBuffer: 500_000_000 },
  );
  const bytes = (width * height * 3) / 2;
  return Array.from({ length: raw.length / bytes }, (_, i) => ({
    data: raw.subarray(i * bytes, (i + 1) * bytes),
    width,
    height,
  }));
}

/** Decodes the left channel at 48 kHz. */
export function decodeAudio(file: string): Float32Array {
  const raw = execFileSync(
    FFMPEG,
    [
      '-v',
      'error',
      '-xerror',
      '-nostdin',
      '-i',
      file,
      '-f',
      'f32le',
      '-af',
      'pan=mono|c0=c0',
      '-ar',
      '48000',
      'pipe:1',
    ],
    { maxBuffer: 500_000_000 },
  );
  return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
}

/** The colour of a place (0-1), by the formulas of BT.709 in limited range: not by the code under test. */
export function colourAt(
  { data, width, height }: DecodedFrame,
  u: number,
  v: number,
): [number, number, number] {
  const [x, y] = [Math.floor(u * width), Math.floor(v * height)];
  const chroma = width * height + (y >> 1) * (width / 2) + (x >> 1);
  const luma = ((data[y * width + x] ?? 0) - 16) / 219;
  const cb = ((data[chroma] ?? 0) - 128) / 224;
  const cr = ((data[chroma + (width * height) / 4] ?? 0) - 128) / 224;
  const r = luma + 1.5748 * cr;
  const b = luma + 1.8556 * cb;
  const g = (luma - 0.2126 * r - 0.0722 * b) / 0.7152;
  return [r * 255, g * 255, b * 255];
}

export function meanLuma({ data, width, height }: DecodedFrame): number {
  let sum = 0;
  for (let i = 0; i < width * height; i++) sum += data[i] ?? 0;
  return sum / (width * height);
}
