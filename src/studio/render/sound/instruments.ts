import { SAMPLE_RATE, samplesIn } from './pcm.js';
import { seededRandom } from './random.js';

/** Draws one note: a pitch as a MIDI number (60 is middle C) held for some seconds. The level is about 1. */
export type Instrument = (pitch: number, seconds: number) => Float32Array;

export type InstrumentName = keyof typeof INSTRUMENTS;

const TAU = Math.PI * 2;

export function frequencyOf(pitch: number): number {
  return 440 * 2 ** ((pitch - 69) / 12);
}

/** A soft chord behind everything: two slightly mistuned waves that swell and die away. */
const pad: Instrument = (pitch, seconds) =>
  swell(pitch, seconds, { attack: 0.35, release: 0.7, bright: 1.6, detune: 0.0025 });

/** The same with more bow: brighter, and wider apart. */
const strings: Instrument = (pitch, seconds) =>
  swell(pitch, seconds, { attack: 0.22, release: 0.5, bright: 1.2, detune: 0.0045 });

function swell(
  pitch: number,
  seconds: number,
  shape: { attack: number; release: number; bright: number; detune: number },
): Float32Array {
  const wave = waveTable(pitch, shape.bright);
  const frequency = frequencyOf(pitch);
  const length = samplesIn(seconds + shape.release);
  const out = new Float32Array(length);
  for (const tuning of [1 - shape.detune, 1 + shape.detune]) {
    let phase = tuning > 1 ? 0.37 : 0;
    const step = (frequency * tuning) / SAMPLE_RATE;
    for (let i = 0; i < length; i++) {
      out[i] = (out[i] ?? 0) + (wave[(phase * WAVE) & (WAVE - 1)] ?? 0) * 0.5;
      phase += step;
      if (phase >= 1) phase -= 1;
    }
  }
  const attack = samplesIn(Math.min(shape.attack, seconds / 2));
  const release = samplesIn(shape.release);
  for (let i = 0; i < length; i++) {
    const rise = Math.min(1, i / attack);
    const fall = Math.min(1, (length - i) / release);
    out[i] = (out[i] ?? 0) * rise * rise * (3 - 2 * rise) * fall * fall;
  }
  return out;
}

const WAVE = 4_096;

/** One period with falling overtones; none above 6 kHz, where a synthesiser turns harsh. */
function waveTable(pitch: number, falloff: number): Float32Array {
  const overtones = Math.max(1, Math.min(24, Math.floor(6_000 / frequencyOf(pitch))));
  const table = new Float32Array(WAVE);
  let loudest = 0;
  for (let i = 0; i < WAVE; i++) {
    let value = 0;
    for (let n = 1; n <= overtones; n++) value += Math.sin((TAU * n * i) / WAVE) / n ** falloff;
    table[i] = value;
    loudest = Math.max(loudest, Math.abs(value));
  }
  return table.map((value) => value / loudest);
}

/** An electric piano: a sine whose overtones ring at the stroke and fade before it does. */
const keys: Instrument = (pitch, seconds) => {
  const length = samplesIn(Math.min(3.2, seconds + 0.5));
  const out = new Float32Array(length);
  const step = (TAU * frequencyOf(pitch)) / SAMPLE_RATE;
  const decay = 1.1 + (pitch - 48) * 0.02;
  for (let i = 0; i < length; i++) {
    const t = i / SAMPLE_RATE;
    const bell = 1.5 * Math.exp(-t * 4) + 0.35;
    const tine = 0.2 * Math.exp(-t * 14) * Math.sin(step * i * 7);
    out[i] =
      (Math.sin(step * i + bell * Math.sin(step * i)) + tine) *
      Math.exp(-t * decay) *
      edges(i, length, 0.004, 0.25);
  }
  return out;
};

/** A plucked string: every overtone dies sooner than the one below it. */
const pluck: Instrument = (pitch) => plucked(pitch, 1.3, 3.2);

/** The same with the palm on the strings. */
const muted: Instrument = (pitch) => plucked(pitch, 0.45, 9);

function plucked(pitch: number, seconds: number, decay: number): Float32Array {
  const length = samplesIn(seconds);
  const out = new Float32Array(length);
  const frequency = frequencyOf(pitch);
  for (let n = 1; n <= 9 && frequency * n < 7_000; n++) {
    // A rotating pair of numbers is a sine that needs no call for each sample.
    const angle = (TAU * frequency * n) / SAMPLE_RATE;
    const turn = 2 * Math.cos(angle);
    let [before, now] = [0, Math.sin(angle)];
    let level = 0.5 / n ** 0.95;
    const fade = Math.exp((-decay * (0.7 + n * 0.3)) / SAMPLE_RATE);
    for (let i = 0; i < length; i++) {
      out[i] = (out[i] ?? 0) + before * level;
      [before, now] = [now, turn * now - before];
      level *= fade;
    }
  }
  for (let i = 0; i < length; i++) out[i] = (out[i] ?? 0) * edges(i, length, 0.002, 0.08);
  return out;
}

const bass: Instrument = (pitch, seconds) => {
  const length = samplesIn(seconds + 0.12);
  const out = new Float32Array(length);
  const step = (TAU * frequencyOf(pitch)) / SAMPLE_RATE;
  for (let i = 0; i < length; i++) {
    const t = i / SAMPLE_RATE;
    const tone =
      Math.sin(step * i) +
      0.35 * Math.exp(-t * 3) * Math.sin(step * i * 2) +
      0.12 * Math.exp(-t * 6) * Math.sin(step * i * 3);
    out[i] = tone * 0.8 * Math.exp(-t * 0.9) * edges(i, length, 0.008, 0.1);
  }
  return out;
};

/** A drum with a falling pitch: `pitch` is ignored by all drums. */
const kick: Instrument = () => drum({ from: 125, to: 48, fall: 26, decay: 11, seconds: 0.45 });

/** A large drum far away. */
const boom: Instrument = () => drum({ from: 82, to: 41, fall: 9, decay: 2.6, seconds: 1.8 });

function drum(shape: {
  from: number;
  to: number;
  fall: number;
  decay: number;
  seconds: number;
}): Float32Array {
  const length = samplesIn(shape.seconds);
  const out = new Float32Array(length);
  let phase = 0;
  for (let i = 0; i < length; i++) {
    const t = i / SAMPLE_RATE;
    phase += (TAU * (shape.to + (shape.from - shape.to) * Math.exp(-t * shape.fall))) / SAMPLE_RATE;
    out[i] = Math.sin(phase) * Math.exp(-t * shape.decay) * edges(i, length, 0.003, 0.05);
  }
  return out;
}

const clap: Instrument = () => noise({ seconds: 0.24, decay: 22, low: 900, high: 5_200, seed: 11 });
const brush: Instrument = () => noise({ seconds: 0.2, decay: 26, low: 500, high: 3_800, seed: 12 });
const hat: Instrument = () => noise({ seconds: 0.09, decay: 60, low: 6_500, high: 12_000, seed: 13 });
const shaker: Instrument = () => noise({ seconds: 0.1, decay: 42, low: 4_200, high: 9_000, seed: 14 });

/** Noise between two frequencies (one-pole filters), struck and dying away. */
function noise(shape: {
  seconds: number;
  decay: number;
  low: number;
  high: number;
  seed: number;
}): Float32Array {
  const random = seededRandom(shape.seed);
  const out = new Float32Array(samplesIn(shape.seconds));
  const up = 1 - Math.exp((-TAU * shape.high) / SAMPLE_RATE);
  const down = 1 - Math.exp((-TAU * shape.low) / SAMPLE_RATE);
  let [smooth, slow] = [0, 0];
  for (let i = 0; i < out.length; i++) {
    smooth += up * (random() * 2 - 1 - smooth);
    slow += down * (smooth - slow);
    const t = i / SAMPLE_RATE;
    out[i] = (smooth - slow) * 2.2 * Math.exp(-t * shape.decay) * edges(i, out.length, 0.001, 0.02);
  }
  return out;
}

/** Starts and ends without a click. */
function edges(i: number, length: number, attack: number, release: number): number {
  return Math.min(1, i / (attack * SAMPLE_RATE), (length - i) / (release * SAMPLE_RATE));
}

export const INSTRUMENTS = { pad, strings, keys, pluck, muted, bass, kick, boom, clap, brush, hat, shaker };
