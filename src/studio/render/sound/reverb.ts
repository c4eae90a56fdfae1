import type { Stereo } from './pcm.js';

/** Delays in samples at 48 kHz that share no factor, so that their echoes do not add up to a tone (after Schroeder and Moorer). */
const COMBS = [1_557, 1_617, 1_491, 1_422];
const ALLPASSES = [225, 556];
/** The right channel is a little longer, which makes a room of it. */
const SPREAD = 23;

/** Adds a room to a piece of sound, in place. `wet` is the room's level; `tail` 0-1 is how long it rings. */
export function addReverb(sound: Stereo, { wet, tail }: { wet: number; tail: number }): void {
  addRoom(sound.left, wet, tail, 0);
  addRoom(sound.right, wet, tail, SPREAD);
}

function addRoom(samples: Float32Array, wet: number, tail: number, spread: number): void {
  const combs = COMBS.map((delay) => ({ line: new Float32Array(delay + spread), at: 0, dull: 0 }));
  const allpasses = ALLPASSES.map((delay) => ({ line: new Float32Array(delay + spread), at: 0 }));
  const feedback = 0.7 + 0.26 * tail;
  for (let i = 0; i < samples.length; i++) {
    const dry = samples[i] ?? 0;
    let room = 0;
    for (const comb of combs) {
      const echo = comb.line[comb.at] ?? 0;
      // Walls swallow high tones first.
      comb.dull += 0.55 * (echo - comb.dull);
      comb.line[comb.at] = dry * 0.25 + comb.dull * feedback;
      comb.at = comb.at + 1 === comb.line.length ? 0 : comb.at + 1;
      room += echo;
    }
    for (const allpass of allpasses) {
      const delayed = allpass.line[allpass.at] ?? 0;
      const input = room + delayed * 0.5;
      allpass.line[allpass.at] = input;
      room = delayed - input * 0.5;
      allpass.at = allpass.at + 1 === allpass.line.length ? 0 : allpass.at + 1;
    }
    samples[i] = dry + room * wet;
  }
}
