import { SAMPLE_RATE } from './pcm.js';

/** Samples to each side of a point that count for it, before the widening for a rate that is made lower. */
const HALF_WIDTH = 16;
const MAX_PHASES = 1_024;
/** Shape of the window (Kaiser): about 80 dB of attenuation. */
const BETA = 8;

/** Changes one channel to 48 kHz, piece by piece, by windowed-sinc interpolation. */
export class Resampler {
  private readonly step: number;
  private readonly half: number;
  private readonly phases: number;
  private readonly kernels: Float32Array;
  /** Input that is still needed; `offset` is the position of its first sample in the whole input. */
  private held: Float32Array;
  private offset: number;
  private produced = 0;

  constructor(rate: number) {
    this.step = rate / SAMPLE_RATE;
    this.half = Math.ceil(HALF_WIDTH * Math.max(1, this.step));
    const exact = SAMPLE_RATE / greatestCommonDivisor(rate, SAMPLE_RATE);
    this.phases = Math.min(exact, MAX_PHASES);
    this.kernels = kernelTable(this.half, this.phases, 0.94 * Math.min(1, 1 / this.step));
    // Silence before the first sample, so that it can be interpolated too.
    this.held = new Float32Array(this.half);
    this.offset = -this.half;
  }

  push(samples: Float32Array): Float32Array {
    const input = new Float32Array(this.held.length + samples.length);
    input.set(this.held);
    input.set(samples, this.held.length);
    const end = this.offset + input.length - this.half;
    const count = Math.max(0, Math.ceil(end / this.step) - this.produced);
    const out = new Float32Array(count);
    const taps = this.half * 2;
    for (let i = 0; i < count; i++) {
      const position = (this.produced + i) * this.step;
      let whole = Math.floor(position);
      let phase = Math.round((position - whole) * this.phases);
      if (phase === this.phases) {
        phase = 0;
        whole++;
      }
      const from = whole - this.half + 1 - this.offset;
      let sum = 0;
      for (let k = 0; k < taps; k++) {
        sum += (input[from + k] ?? 0) * (this.kernels[phase * taps + k] as number);
      }
      out[i] = sum;
    }
    this.produced += count;
    const next = Math.floor(this.produced * this.step) - this.half + 1;
    const keep = Math.max(0, Math.min(input.length, next - this.offset));
    this.held = input.slice(keep);
    this.offset += keep;
    return out;
  }

  /** The last samples, which waited for others after them. */
  flush(): Float32Array {
    return this.push(new Float32Array(this.half));
  }
}

function kernelTable(half: number, phases: number, cutoff: number): Float32Array {
  const taps = half * 2;
  const table = new Float32Array(taps * phases);
  for (let phase = 0; phase < phases; phase++) {
    let sum = 0;
    for (let k = 0; k < taps; k++) {
      const x = k - half + 1 - phase / phases;
      const sinc = x === 0 ? 1 : Math.sin(Math.PI * cutoff * x) / (Math.PI * cutoff * x);
      const edge = Math.max(0, 1 - (x / half) ** 2);
      const value = sinc * (besselI0(BETA * Math.sqrt(edge)) / besselI0(BETA));
      table[phase * taps + k] = value;
      sum += value;
    }
    for (let k = 0; k < taps; k++) table[phase * taps + k] = (table[phase * taps + k] ?? 0) / sum;
  }
  return table;
}

/** Modified Bessel function of the first kind, order zero. */
function besselI0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > 1e-9 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
