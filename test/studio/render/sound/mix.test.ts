import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AudioSegment } from '../../../../src/studio/draft.js';
import { limit } from '../../../../src/studio/render/sound/limiter.js';
import { mixSound } from '../../../../src/studio/render/sound/mix.js';
import {
  decibels,
  rootMeanSquare,
  SAMPLE_RATE,
  type Stereo,
} from '../../../../src/studio/render/sound/pcm.js';
import { Resampler } from '../../../../src/studio/render/sound/resample.js';
import { temporaryFolder } from '../../../imaging/pictures.js';
import { levelAt, sine, tone, wav } from './tones.js';

const folder = temporaryFolder();
const upload = (s: number, d: number, m: Partial<AudioSegment['m']> = {}): AudioSegment => ({
  s,
  d,
  m: { name: 'voice.wav', media: 'voice', volume: 1, ...m },
});
const mediaPath = (id: string) => path.join(folder, `${id}.wav`);
const mix = (segments: AudioSegment[], seconds: number) => mixSound(segments, seconds, mediaPath, () => {});
const part = ({ left }: Stereo, from: number, to: number) =>
  left.subarray(from * SAMPLE_RATE, to * SAMPLE_RATE);

describe('mixSound', () => {
  it('puts an upload at its place, with its volume, at 48 kHz', async () => {
    writeFileSync(mediaPath('voice'), wav([sine(440, 1, 0.8, 22_050)], 22_050));
    const sound = await mix([upload(1_000, 2_000, { volume: 0.5 })], 4);
    expect(sound.left.length).toBe(4 * SAMPLE_RATE);
    expect(part(sound, 0, 0.99).every((value) => value === 0)).toBe(true);
    expect(levelAt(part(sound, 1.2, 1.8), 440)).toBeCloseTo(0.4, 2);
    expect(sound.right[1.5 * SAMPLE_RATE]).toBe(sound.left[1.5 * SAMPLE_RATE]);
    expect(part(sound, 2.05, 4).every((value) => Math.abs(value) < 0.001)).toBe(true);
  });

  it('cuts an upload that is longer than its segment, and fades it out', async () => {
    writeFileSync(mediaPath('voice'), wav([sine(440, 3, 0.5)], 48_000));
    const sound = await mix([upload(0, 2_000, { fadeOut: 1_000 })], 3);
    expect(levelAt(part(sound, 0.3, 0.9), 440)).toBeCloseTo(0.5, 2);
    expect(levelAt(part(sound, 1.4, 1.6), 440)).toBeCloseTo(0.25, 1);
    expect(part(sound, 2, 3).every((value) => value === 0)).toBe(true);
  });

  it('adds sounds up, and keeps loud ones from clipping', async () => {
    writeFileSync(mediaPath('voice'), wav([sine(440, 2, 0.9)], 48_000));
    const sound = await mix(
      [upload(0, 2_000), upload(0, 2_000), { s: 0, d: 2_000, m: { name: 'M', volume: 1, mood: 'calm' } }],
      2,
    );
    expect(sound.left.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0)).toBeLessThanOrEqual(
      decibels(-1.4),
    );
    expect(levelAt(part(sound, 0.5, 1.5), 440)).toBeGreaterThan(0.6);
  });

  it('fades music out at the end of the video', async () => {
    const sound = await mix([{ s: 0, d: 4_000, m: { name: 'M', volume: 1, mood: 'upbeat' } }], 4);
    const level = (from: number, to: number) =>
      rootMeanSquare({ left: part(sound, from, to), right: part(sound, from, to) });
    expect(level(3.9, 4)).toBeLessThan(level(1, 2) / 5);
  });

  it('names the file that cannot be read', async () => {
    writeFileSync(mediaPath('voice'), 'not a sound');
    await expect(mix([upload(0, 1_000)], 1)).rejects.toMatchObject({
      code: 'unsupported-file',
      facts: { file: 'voice.wav' },
    });
  });
});

describe('the resampler', () => {
  it('keeps pitch and level, in pieces of any size, and the length', () => {
    for (const rate of [8_000, 22_050, 32_000, 44_100, 96_000]) {
      const input = sine(1_000, 1, 0.5, rate);
      const resampler = new Resampler(rate);
      const pieces: number[] = [];
      for (let from = 0; from < input.length; from += 1_009) {
        pieces.push(...resampler.push(input.subarray(from, from + 1_009)));
      }
      pieces.push(...resampler.flush());
      expect(Math.abs(pieces.length - SAMPLE_RATE), `${rate}`).toBeLessThanOrEqual(2);
      const middle = Float32Array.from(pieces).subarray(4_000, 40_000);
      expect(levelAt(middle, 1_000), `${rate}`).toBeCloseTo(0.5, 2);
      // What is left after the tone is taken away: distortion and mirror tones.
      const noise = Math.sqrt(
        middle.reduce(
          (sum, value, i) =>
            sum + (value - 0.5 * Math.sin((2 * Math.PI * 1_000 * (i + 4_000)) / SAMPLE_RATE)) ** 2,
          0,
        ) / middle.length,
      );
      expect(20 * Math.log10(noise / 0.35), `${rate}`).toBeLessThan(-55);
    }
  });

  it('takes away what 48 kHz cannot carry', () => {
    const resampler = new Resampler(96_000);
    const out = resampler.push(sine(30_000, 0.5, 0.5, 96_000));
    expect(Math.max(...out.subarray(2_000).map(Math.abs))).toBeLessThan(0.01);
  });
});

describe('the limiter', () => {
  it('leaves quiet sound alone', () => {
    const sound = tone(440, 0.3, 0.5);
    const before = sound.left.slice();
    limit(sound);
    expect(sound.left).toEqual(before);
  });

  it('brings a peak down before it comes, without a jump', () => {
    const sound = tone(440, 0.5, 0.3);
    for (let i = 12_000; i < 12_040; i++) sound.left[i] = 2;
    limit(sound);
    expect(sound.left.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0)).toBeLessThanOrEqual(
      decibels(-1.5) + 1e-6,
    );
    // Just before the peak the sound is already quieter.
    expect(levelAt(sound.left.subarray(11_890, 11_999), 440)).toBeLessThan(0.25);
    expect(levelAt(sound.left.subarray(2_000, 11_000), 440)).toBeCloseTo(0.3, 2);
  });
});
