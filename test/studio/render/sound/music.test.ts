import { describe, expect, it } from 'vitest';
import { frequencyOf, INSTRUMENTS } from '../../../../src/studio/render/sound/instruments.js';
import { composeMusic } from '../../../../src/studio/render/sound/music.js';
import { rootMeanSquare, SAMPLE_RATE, type Stereo } from '../../../../src/studio/render/sound/pcm.js';
import { levelAt } from './tones.js';

const MOODS = ['upbeat', 'calm', 'lofi', 'cinematic', 'corporate'] as const;
const dB = (level: number) => 20 * Math.log10(level);
const peakOf = ({ left, right }: Stereo) =>
  left.reduce((peak, value, i) => Math.max(peak, Math.abs(value), Math.abs(right[i] ?? 0)), 0);

describe('composeMusic', () => {
  it('gives every mood the same mean level, without clipping, from the first second to the last', () => {
    for (const mood of MOODS) {
      const piece = composeMusic(mood, 9, 1);
      expect(piece.left.length).toBe(9 * SAMPLE_RATE);
      expect(dB(rootMeanSquare(piece)), mood).toBeCloseTo(-18, 1);
      expect(peakOf(piece), mood).toBeLessThan(1.2);
      for (let second = 0; second < 9; second++) {
        const part = (channel: Float32Array) =>
          channel.subarray(second * SAMPLE_RATE, (second + 1) * SAMPLE_RATE);
        const level = rootMeanSquare({ left: part(piece.left), right: part(piece.right) });
        expect(dB(level), `${mood}, second ${second}`).toBeGreaterThan(-34);
      }
    }
  });

  it('is the same for the same seed, and another for another', () => {
    const bytes = (seed: number) => Buffer.from(composeMusic('lofi', 3, seed).left.buffer);
    expect(bytes(5).equals(bytes(5))).toBe(true);
    expect(bytes(5).equals(bytes(6))).toBe(false);
  });

  it('sounds different in every mood', () => {
    const pieces = MOODS.map((mood) => Buffer.from(composeMusic(mood, 2, 1).left.buffer).toString('latin1'));
    expect(new Set(pieces).size).toBe(MOODS.length);
  });

  it('is stereo, and has no constant offset', () => {
    for (const mood of MOODS) {
      const { left, right } = composeMusic(mood, 4, 2);
      expect(
        left.some((value, i) => Math.abs(value - (right[i] ?? 0)) > 0.01),
        mood,
      ).toBe(true);
      expect(Math.abs(left.reduce((sum, value) => sum + value, 0) / left.length), mood).toBeLessThan(0.004);
    }
  });

  it('also makes a piece of a second', () => {
    for (const mood of MOODS) expect(composeMusic(mood, 1, 1).left.length).toBe(SAMPLE_RATE);
  });
});

describe('the instruments', () => {
  it('play the pitch they are asked for', () => {
    for (const name of ['pad', 'strings', 'keys', 'pluck', 'muted', 'bass'] as const) {
      const pitch = name === 'bass' ? 45 : 69;
      const note = INSTRUMENTS[name](pitch, 0.6).subarray(2_000, 2_000 + 16_384);
      const own = levelAt(note, frequencyOf(pitch));
      expect(own, name).toBeGreaterThan(levelAt(note, frequencyOf(pitch + 1)) * 3);
      expect(own, name).toBeGreaterThan(levelAt(note, frequencyOf(pitch - 1)) * 3);
    }
  });

  it('start and end without a click', () => {
    for (const [name, instrument] of Object.entries(INSTRUMENTS)) {
      const note = instrument(60, 0.5);
      expect(Math.abs(note[0] ?? 1), name).toBeLessThan(0.02);
      expect(Math.abs(note.at(-1) ?? 1), name).toBeLessThan(0.02);
      expect(
        note.every((value) => Math.abs(value) < 2),
        name,
      ).toBe(true);
    }
  });
});
