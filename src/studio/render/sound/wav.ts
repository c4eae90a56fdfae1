import type { FileHandle } from 'node:fs/promises';
import { readAt, unreadableSound } from './sound-format.js';

/** Where the samples of a WAV file are and how they are written. */
export interface WavLayout {
  readonly channels: number;
  readonly sampleRate: number;
  readonly bits: number;
  readonly float: boolean;
  readonly dataAt: number;
  readonly dataBytes: number;
}

const PCM = 1;
const IEEE_FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/**
 * Finds format and samples. Source: Microsoft, "Multimedia Programming Interface and Data Specifications" and
 * WAVEFORMATEXTENSIBLE. Rejects with Failure `file-unreadable`.
 */
export async function readWavLayout(handle: FileHandle, size: number): Promise<WavLayout> {
  let format: Omit<WavLayout, 'dataAt' | 'dataBytes'> | undefined;
  for (let at = 12, chunks = 0; at + 8 <= size && chunks < 200; chunks++) {
    const header = await readAt(handle, at, 8);
    const id = header.toString('latin1', 0, 4);
    const length = header.readUInt32LE(4);
    if (id === 'fmt ') format = parseFormat(await readAt(handle, at + 8, 40));
    if (id === 'data') {
      if (!format) break;
      // A program that was writing into a pipe leaves a length of zero or of all ones: the rest of the file is sound.
      const rest = size - at - 8;
      const dataBytes = length === 0 || length === 0xffffffff ? rest : Math.min(length, rest);
      return { ...format, dataAt: at + 8, dataBytes };
    }
    at += 8 + length + (length % 2);
  }
  throw unreadableSound('no sound data in the WAV file');
}

function parseFormat(chunk: Buffer): Omit<WavLayout, 'dataAt' | 'dataBytes'> {
  if (chunk.length < 16) throw unreadableSound('WAV header cut short');
  const tag = chunk.readUInt16LE(0);
  const coding = tag === EXTENSIBLE && chunk.length >= 26 ? chunk.readUInt16LE(24) : tag;
  const channels = chunk.readUInt16LE(2);
  const sampleRate = chunk.readUInt32LE(4);
  const bits = chunk.readUInt16LE(14);
  const float = coding === IEEE_FLOAT;
  const known = float ? [32, 64].includes(bits) : coding === PCM && [8, 16, 24, 32].includes(bits);
  if (!known) throw unreadableSound(`WAV coding ${coding} with ${bits} bits is not known`);
  if (channels < 1 || channels > 8 || sampleRate < 4_000 || sampleRate > 384_000) {
    throw unreadableSound(`a WAV file of ${channels} channels at ${sampleRate} Hz`);
  }
  return { channels, sampleRate, bits, float };
}

/** Samples of whole frames, one array for each channel, -1 to 1. */
export function decodeWavFrames(bytes: Buffer, { channels, bits, float }: WavLayout): Float32Array[] {
  const sampleBytes = bits / 8;
  const frames = Math.floor(bytes.length / (sampleBytes * channels));
  const read = sampleReader(bytes, bits, float);
  return Array.from({ length: channels }, (_, channel) => {
    const samples = new Float32Array(frames);
    for (let i = 0; i < frames; i++) samples[i] = read((i * channels + channel) * sampleBytes);
    return samples;
  });
}

function sampleReader(bytes: Buffer, bits: number, float: boolean): (at: number) => number {
  if (float) return bits === 64 ? (at) => bytes.readDoubleLE(at) : (at) => bytes.readFloatLE(at);
  // 8 bits are the only ones without a sign.
  if (bits === 8) return (at) => (bytes.readUInt8(at) - 128) / 128;
  const full = 2 ** (bits - 1);
  return (at) => bytes.readIntLE(at, bits / 8) / full;
}
