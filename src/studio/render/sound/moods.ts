import type { MusicMood } from '../../draft.js';
import type { InstrumentName } from './instruments.js';

/** A chord: the distance of its root from the key's, and of its tones from its root, in semitones. */
export interface Chord {
  readonly root: number;
  readonly tones: readonly number[];
}

/** One stroke in a bar of four beats. */
export interface Stroke {
  readonly instrument: InstrumentName;
  /** Beat, 0 to below 4. */
  readonly at: number;
  /** Beats. */
  readonly length: number;
  readonly level: number;
  /** Which tone: a number is a tone of the chord from the lowest (it goes on upwards by octaves); `all` is the chord. */
  readonly tone: number | 'all';
  /** Octaves above or below the middle. */
  readonly octave?: number;
  /** -1 left to 1 right. */
  readonly pan?: number;
}

/** How a mood sounds. `base` plays from the first bar, `rhythm` after the opening, `lift` in the second half. */
export interface MoodScore {
  readonly bpm: number;
  /** MIDI number of the key's root. */
  readonly key: number;
  /** How far every second eighth comes late, as a share of an eighth. */
  readonly swing: number;
  readonly reverb: { readonly wet: number; readonly tail: number };
  readonly progressions: readonly (readonly Chord[])[];
  readonly base: readonly Stroke[];
  readonly rhythm: readonly Stroke[];
  readonly lift: readonly Stroke[];
}

const chord = (root: number, ...tones: number[]): Chord => ({ root, tones });
const major = (root: number) => chord(root, 0, 4, 7);
const minor = (root: number) => chord(root, 0, 3, 7);
const major7 = (root: number) => chord(root, 0, 4, 7, 11);
const minor7 = (root: number) => chord(root, 0, 3, 7, 10);
const minor9 = (root: number) => chord(root, 0, 3, 10, 14);
const major9 = (root: number) => chord(root, 0, 4, 11, 14);
const dominant = (root: number) => chord(root, 0, 4, 10, 14);
const suspended = (root: number) => chord(root, 0, 5, 7);

/** The same stroke at several places of the bar. */
function each(beats: readonly number[], stroke: Omit<Stroke, 'at'>): Stroke[] {
  return beats.map((at) => ({ ...stroke, at }));
}

/** A run through the chord, one tone after the other. */
function run(
  tones: readonly number[],
  step: number,
  stroke: Omit<Stroke, 'at' | 'tone' | 'length'>,
): Stroke[] {
  return tones.map((tone, i) => ({
    ...stroke,
    tone,
    at: i * step,
    length: step,
    pan: (stroke.pan ?? 0) + (i % 2 === 0 ? -0.18 : 0.18),
    // The first of every four is played a little stronger.
    level: stroke.level * (i % 4 === 0 ? 1 : 0.78),
  }));
}

const EIGHTHS = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5];
const OFFBEATS = [0.5, 1.5, 2.5, 3.5];

export const MOODS: Readonly<Record<MusicMood, MoodScore>> = {
  upbeat: {
    bpm: 116,
    key: 60,
    swing: 0,
    reverb: { wet: 0.5, tail: 0.35 },
    progressions: [
      [major(0), major(7), minor(9), major(5)],
      [minor(9), major(5), major(0), major(7)],
      [major(0), major(5), minor(9), major(7)],
    ],
    base: [
      ...each([0], { instrument: 'pad', length: 4, level: 0.13, tone: 'all' }),
      ...run([0, 2, 1, 2, 3, 2, 1, 2], 0.5, { instrument: 'pluck', level: 0.38, octave: 1 }),
      ...each([0, 1.5, 2.5], { instrument: 'bass', length: 0.9, level: 0.28, tone: 0, octave: -2 }),
    ],
    rhythm: [
      ...each([0, 1, 2, 3], { instrument: 'kick', length: 0, level: 0.42, tone: 0 }),
      ...each([1, 3], { instrument: 'clap', length: 0, level: 0.42, tone: 0, pan: 0.05 }),
      ...each(OFFBEATS, { instrument: 'hat', length: 0, level: 0.4, tone: 0, pan: 0.25 }),
    ],
    lift: [
      ...each([0, 1.5, 3], {
        instrument: 'keys',
        length: 0.5,
        level: 0.12,
        tone: 'all',
        octave: 1,
        pan: -0.25,
      }),
      ...each([0.75, 1.75, 2.75, 3.75], { instrument: 'shaker', length: 0, level: 0.22, tone: 0, pan: -0.3 }),
    ],
  },
  calm: {
    bpm: 70,
    key: 53,
    swing: 0,
    reverb: { wet: 1, tail: 0.75 },
    progressions: [
      [major7(0), minor7(9), major7(5), suspended(7)],
      [major7(5), major(0), minor7(2), suspended(7)],
      [major7(0), major7(5), minor7(9), major7(5)],
    ],
    base: [
      ...each([0], { instrument: 'pad', length: 4, level: 0.15, tone: 'all' }),
      ...run([0, 2, 1, 3, 2, 4, 3, 2], 0.5, { instrument: 'keys', level: 0.26, octave: 1 }),
      ...each([0], { instrument: 'bass', length: 3.6, level: 0.26, tone: 0, octave: -1 }),
    ],
    rhythm: [],
    lift: [...each([0, 2.5], { instrument: 'pluck', length: 1, level: 0.12, tone: 3, octave: 1, pan: 0.35 })],
  },
  lofi: {
    bpm: 78,
    key: 58,
    swing: 0.3,
    reverb: { wet: 0.45, tail: 0.4 },
    progressions: [
      [minor9(2), dominant(7), major9(0), minor7(9)],
      [major9(5), minor7(4), minor9(2), major9(0)],
      [major9(0), minor7(9), minor9(2), dominant(7)],
    ],
    base: [
      ...each([0], { instrument: 'keys', length: 1.8, level: 0.24, tone: 'all' }),
      ...each([2.5], { instrument: 'keys', length: 1.2, level: 0.17, tone: 'all' }),
      ...each([0], { instrument: 'pad', length: 4, level: 0.06, tone: 'all' }),
      ...each([0, 2.5], { instrument: 'bass', length: 1.2, level: 0.3, tone: 0, octave: -2 }),
    ],
    rhythm: [
      ...each([0, 2.5], { instrument: 'kick', length: 0, level: 0.42, tone: 0 }),
      ...each([1, 3], { instrument: 'brush', length: 0, level: 0.5, tone: 0 }),
      ...each(EIGHTHS, { instrument: 'hat', length: 0, level: 0.24, tone: 0, pan: 0.2 }),
    ],
    lift: [
      ...each([1.5], { instrument: 'pluck', length: 1, level: 0.12, tone: 3, octave: 1, pan: -0.3 }),
      ...each([3], { instrument: 'pluck', length: 1, level: 0.1, tone: 2, octave: 1, pan: 0.3 }),
    ],
  },
  cinematic: {
    bpm: 86,
    key: 57,
    swing: 0,
    reverb: { wet: 0.95, tail: 0.8 },
    progressions: [
      [minor(0), major(8), major(3), major(10)],
      [minor(0), minor(5), major(8), major(7)],
      [minor(0), major(3), major(8), major(10)],
    ],
    base: [
      ...each([0], { instrument: 'strings', length: 4, level: 0.2, tone: 'all' }),
      ...each([0], { instrument: 'bass', length: 3.8, level: 0.24, tone: 0, octave: -2 }),
      ...run([0, 1, 2, 1, 0, 1, 2, 1], 0.5, { instrument: 'muted', level: 0.24, octave: 0 }),
    ],
    rhythm: [...each([0], { instrument: 'boom', length: 0, level: 0.45, tone: 0 })],
    lift: [
      ...each([0], { instrument: 'strings', length: 4, level: 0.13, tone: 2, octave: 1, pan: 0.2 }),
      ...each([2, 3, 3.5], { instrument: 'boom', length: 0, level: 0.3, tone: 0, pan: -0.1 }),
      ...run([0, 1, 2, 3, 2, 1, 2, 3], 0.5, { instrument: 'pluck', level: 0.13, octave: 1 }),
    ],
  },
  corporate: {
    bpm: 106,
    key: 62,
    swing: 0,
    reverb: { wet: 0.5, tail: 0.45 },
    progressions: [
      [major(0), major(7), minor(9), major(5)],
      [major(5), major(0), major(7), minor(9)],
      [major(0), minor(9), major(5), major(7)],
    ],
    base: [
      ...run([0, 1, 2, 1, 3, 1, 2, 1], 0.5, { instrument: 'muted', level: 0.34, octave: 0 }),
      ...each([0], { instrument: 'pad', length: 4, level: 0.12, tone: 'all' }),
      ...each([0], { instrument: 'keys', length: 2, level: 0.13, tone: 'all', octave: 0, pan: 0.15 }),
      ...each([0, 2], { instrument: 'bass', length: 1.6, level: 0.26, tone: 0, octave: -2 }),
    ],
    rhythm: [
      ...each([0, 2], { instrument: 'kick', length: 0, level: 0.42, tone: 0 }),
      ...each([1, 3], { instrument: 'clap', length: 0, level: 0.36, tone: 0 }),
      ...each(EIGHTHS, { instrument: 'shaker', length: 0, level: 0.28, tone: 0, pan: 0.25 }),
    ],
    lift: [
      ...run([3, 4, 5, 4, 3, 4, 5, 4], 0.5, { instrument: 'pluck', level: 0.13, octave: 0, pan: -0.15 }),
    ],
  },
};
