/** All sound inside a render: 48,000 samples a second, two channels, -1 to 1. */
export const SAMPLE_RATE = 48_000;

export interface Stereo {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

export function silence(samples: number): Stereo {
  return { left: new Float32Array(samples), right: new Float32Array(samples) };
}

export function samplesIn(seconds: number): number {
  return Math.round(seconds * SAMPLE_RATE);
}

export function decibels(db: number): number {
  return 10 ** (db / 20);
}

/** Mean power of both channels, as an amplitude. */
export function rootMeanSquare({ left, right }: Stereo): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += (left[i] ?? 0) ** 2 + (right[i] ?? 0) ** 2;
  return Math.sqrt(sum / Math.max(1, left.length * 2));
}
