import type { MusicMood } from '../../draft.js';
import { INSTRUMENTS, type InstrumentName } from './instruments.js';
import { type Chord, MOODS, type MoodScore, type Stroke } from './moods.js';
import { decibels, rootMeanSquare, SAMPLE_RATE, type Stereo, samplesIn, silence } from './pcm.js';
import { seededRandom } from './random.js';
import { addReverb } from './reverb.js';

/** Mean level of finished music, so that every mood is as loud as the others and leaves room for a voice. */
const MEAN_LEVEL = decibels(-18);

/** The tempo may be changed by this share so that the last bar ends with the video. */
const MAX_STRETCH = 0.08;

const BEATS = 4;

/** A piece from this length on has a bar without drums at its start; a short one begins at once. */
const OPENING_FROM_BARS = 8;

/**
 * Music made here: no recording, nothing to license. The same mood, length and seed give the same piece, note for
 * note. It ends on the key's own chord with the last bar; the fade is left to the mixer.
 */
export function composeMusic(mood: MusicMood, seconds: number, seed: number): Stereo {
  const score = MOODS[mood];
  const random = seededRandom(seed);
  const progression = score.progressions[Math.floor(random() * score.progressions.length)] ?? [];
  const bar = barSeconds(score.bpm, seconds);
  const bars = Math.max(1, Math.ceil(seconds / bar - 0.01));
  const piece = silence(samplesIn(seconds));
  const band = new Band(piece, random);
  for (let index = 0; index < bars; index++) {
    const last = index === bars - 1 && bars > 2;
    const chord = last
      ? homeChord(progression, score)
      : (progression[index % progression.length] ?? { root: 0, tones: [0] });
    for (const stroke of strokesOf(score, index, bars, last))
      band.play(stroke, chord, score, index * bar, bar / BEATS);
  }
  addReverb(piece, score.reverb);
  return atMeanLevel(piece);
}

function barSeconds(bpm: number, seconds: number): number {
  const wanted = (BEATS * 60) / bpm;
  const fitting = seconds / Math.max(1, Math.round(seconds / wanted));
  return Math.abs(fitting / wanted - 1) <= MAX_STRETCH ? fitting : wanted;
}

function strokesOf(score: MoodScore, index: number, bars: number, last: boolean): Stroke[] {
  // The last bar is one stroke that rings out.
  if (last) return [...score.base, ...score.rhythm].filter(({ at }) => at === 0);
  const opening = bars >= OPENING_FROM_BARS && index === 0;
  const lifted = index >= Math.max(2, Math.floor(bars / 2));
  return [...score.base, ...(opening ? [] : score.rhythm), ...(lifted ? score.lift : [])];
}

/** The chord a piece comes home to: of the progression, the one on the key's root or the nearest to it. */
function homeChord(progression: readonly Chord[], score: MoodScore): Chord {
  return (
    progression.find(({ root }) => root === 0) ??
    score.progressions.flat().find(({ root }) => root === 0) ?? { root: 0, tones: [0, 7] }
  );
}

/** Plays strokes into a piece. A note that was drawn once is kept: the same ones come back in every bar. */
class Band {
  private readonly drawn = new Map<string, Float32Array>();

  constructor(
    private readonly piece: Stereo,
    private readonly random: () => number,
  ) {}

  play(stroke: Stroke, chord: Chord, score: MoodScore, barStart: number, beat: number): void {
    const isOffbeat = stroke.at % 1 === 0.5;
    const time = barStart + (stroke.at + (isOffbeat ? score.swing * 0.5 : 0)) * beat;
    const tones = stroke.tone === 'all' ? chord.tones.map((_, i) => i) : [stroke.tone];
    for (const tone of tones) {
      const pitch = pitchOf(chord, tone, score.key, stroke.octave ?? 0);
      // Nobody plays like a machine: a few milliseconds and a tenth of the level.
      const start = time + this.random() * 0.006;
      const level = stroke.level * (0.92 + this.random() * 0.16);
      const spread = stroke.tone === 'all' ? (tone / Math.max(1, tones.length - 1) - 0.5) * 0.7 : 0;
      this.add(
        this.note(stroke.instrument, pitch, stroke.length * beat),
        start,
        level,
        (stroke.pan ?? 0) + spread,
      );
    }
  }

  private note(name: InstrumentName, pitch: number, seconds: number): Float32Array {
    const key = `${name} ${pitch} ${seconds.toFixed(3)}`;
    const known = this.drawn.get(key);
    if (known) return known;
    const note = INSTRUMENTS[name](pitch, seconds);
    this.drawn.set(key, note);
    return note;
  }

  private add(note: Float32Array, seconds: number, level: number, pan: number): void {
    const { left, right } = this.piece;
    const start = Math.round(seconds * SAMPLE_RATE);
    const length = Math.min(note.length, left.length - start);
    const angle = ((Math.min(1, Math.max(-1, pan)) + 1) * Math.PI) / 4;
    const leftLevel = level * Math.cos(angle);
    const rightLevel = level * Math.sin(angle);
    for (let i = 0; i < length; i++) {
      const sample = note[i] as number;
      left[start + i] = (left[start + i] as number) + sample * leftLevel;
      right[start + i] = (right[start + i] as number) + sample * rightLevel;
    }
  }
}

/** Folds a chord's tone into the octave around the middle, so that chords follow each other in small steps. */
function pitchOf(chord: Chord, tone: number, key: number, octave: number): number {
  const tones = chord.tones;
  const lift = Math.floor(tone / tones.length);
  let pitch = key + chord.root + (tones[tone % tones.length] ?? 0);
  // The bass plays roots as they are; everything else stays close to the key.
  while (octave >= 0 && pitch > key + 10) pitch -= 12;
  while (octave < 0 && pitch > key + 7) pitch -= 12;
  return pitch + (lift + octave) * 12;
}

function atMeanLevel(piece: Stereo): Stereo {
  const level = rootMeanSquare(piece);
  if (level === 0) return piece;
  const gain = MEAN_LEVEL / level;
  for (const channel of [piece.left, piece.right]) {
    for (let i = 0; i < channel.length; i++) channel[i] = (channel[i] as number) * gain;
  }
  return piece;
}
