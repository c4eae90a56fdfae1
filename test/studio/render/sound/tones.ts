import { SAMPLE_RATE, type Stereo } from '../../../../src/studio/render/sound/pcm.js';

/** Amplitude of one frequency in a piece of sound (Goertzel). */
export function levelAt(samples: Float32Array, frequency: number, rate = SAMPLE_RATE): number {
  const turn = 2 * Math.cos((2 * Math.PI * frequency) / rate);
  let [one, two] = [0, 0];
  for (let i = 0; i < samples.length; i++) {
    // A Hann window: without it a tone leaks into its neighbours.
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / samples.length);
    [one, two] = [(samples[i] ?? 0) * window + turn * one - two, one];
  }
  return (Math.sqrt(one * one + two * two - turn * one * two) * 4) / samples.length;
}

export function sine(frequency: number, seconds: number, level: number, rate = SAMPLE_RATE): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * rate) },
    (_, i) => level * Math.sin((2 * Math.PI * frequency * i) / rate),
  );
}

export function tone(frequency: number, seconds: number, level: number): Stereo {
  return { left: sine(frequency, seconds, level), right: sine(frequency, seconds, level) };
}

/** A WAV file; 16 bits unless told otherwise. */
export function wav(
  channels: readonly Float32Array[],
  rate: number,
  coding: 'u8' | 's16' | 's24' | 's32' | 'f32' = 's16',
): Buffer {
  const bits = { u8: 8, s16: 16, s24: 24, s32: 32, f32: 32 }[coding];
  const length = channels[0]?.length ?? 0;
  const frame = (bits / 8) * channels.length;
  const file = Buffer.alloc(44 + length * frame);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(coding === 'f32' ? 3 : 1, 20);
  file.writeUInt16LE(channels.length, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * frame, 28);
  file.writeUInt16LE(frame, 32);
  file.writeUInt16LE(bits, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(length * frame, 40);
  for (let i = 0; i < length; i++) {
    channels.forEach((samples, channel) => {
      const at = 44 + i * frame + (channel * bits) / 8;
      const value = samples[i] ?? 0;
      if (coding === 'f32') file.writeFloatLE(value, at);
      else if (coding === 'u8') file.writeUInt8(Math.round(value * 127) + 128, at);
      else file.writeIntLE(Math.round(value * (2 ** (bits - 1) - 1)), at, bits / 8);
    });
  }
  return file;
}
