import type { FileHandle } from 'node:fs/promises';
import { readAt, type SoundFormat, unreadableSound, withSoundFile } from './sound-format.js';
import { readWavLayout } from './wav.js';

export interface SoundFacts {
  readonly format: SoundFormat;
  readonly seconds: number;
  readonly sampleRate: number;
  readonly channels: number;
}

/**
 * Says what a sound file is and how long it lasts, from its headers alone.
 * Rejects with Failure `unsupported-file`, `file-empty`, `file-too-large` or `file-unreadable`.
 */
export async function probeAudio(path: string): Promise<SoundFacts> {
  return withSoundFile(path, async ({ handle, format, size, head }) => {
    const facts = await readFacts(handle, format, size, head);
    if (!(facts.seconds > 0)) throw unreadableSound('there is no sound in the file');
    return { format, ...facts };
  });
}

type Measured = Omit<SoundFacts, 'format'>;

async function readFacts(
  handle: FileHandle,
  format: SoundFormat,
  size: number,
  head: Buffer,
): Promise<Measured> {
  switch (format) {
    case 'wav': {
      const { sampleRate, channels, bits, dataBytes } = await readWavLayout(handle, size);
      return { seconds: dataBytes / ((bits / 8) * channels * sampleRate), sampleRate, channels };
    }
    case 'flac':
      return flacFacts(head);
    case 'mp3':
      return mp3Facts(handle, size, head);
    default:
      return oggFacts(handle, format, size, head);
  }
}

/** STREAMINFO, the first metadata block (RFC 9639, 8.2): rate, channels and the number of samples. */
function flacFacts(head: Buffer): Measured {
  if (head.length < 26) throw unreadableSound('FLAC header cut short');
  const sampleRate = head.readUIntBE(18, 3) >> 4;
  const channels = ((head.readUInt8(20) >> 1) & 7) + 1;
  const samples = (head.readUInt8(21) & 15) * 2 ** 32 + head.readUInt32BE(22);
  return { seconds: samples / sampleRate, sampleRate, channels };
}

/** The last page's granule position is the number of samples (RFC 3533, 6; RFC 7845, 4). */
async function oggFacts(
  handle: FileHandle,
  format: SoundFormat,
  size: number,
  head: Buffer,
): Promise<Measured> {
  if (head.length < 48) throw unreadableSound('Ogg header cut short');
  const opus = format === 'opus';
  const channels = head.readUInt8(opus ? 37 : 39);
  const sampleRate = opus ? 48_000 : head.readUInt32LE(40);
  const preSkip = opus ? head.readUInt16LE(38) : 0;
  const tailBytes = Math.min(size, 131_072);
  const tail = await readAt(handle, size - tailBytes, tailBytes);
  const lastPage = tail.lastIndexOf('OggS', undefined, 'latin1');
  if (lastPage < 0 || lastPage + 14 > tail.length) throw unreadableSound('no last Ogg page');
  const samples = Number(tail.readBigInt64LE(lastPage + 6)) - preSkip;
  return { seconds: samples / sampleRate, sampleRate, channels };
}

const MP3_RATES = [44_100, 48_000, 32_000];
const MP3_KBITS = {
  1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};

/**
 * The first frame after the ID3 tag (ISO/IEC 11172-3, 2.4.1.3). A variable bit rate writes the number of frames into
 * it (`Xing` or `Info`); otherwise the rate is constant and the length follows from the size.
 */
async function mp3Facts(handle: FileHandle, size: number, head: Buffer): Promise<Measured> {
  const start = head.toString('latin1', 0, 3) === 'ID3' && head.length > 10 ? 10 + syncsafe(head, 6) : 0;
  const bytes = await readAt(handle, start, 65_536);
  for (let at = 0; at + 4 <= bytes.length; at++) {
    const frame = parseMp3Header(bytes.readUInt32BE(at));
    if (!frame) continue;
    const tag = bytes.subarray(at, at + 200);
    const counted = Math.max(tag.indexOf('Xing', 0, 'latin1'), tag.indexOf('Info', 0, 'latin1'));
    const hasCount = counted > 0 && counted + 12 <= tag.length && (tag.readUInt32BE(counted + 4) & 1) === 1;
    const seconds = hasCount
      ? (tag.readUInt32BE(counted + 8) * frame.samples) / frame.sampleRate
      : ((size - start - at) * 8) / (frame.kbits * 1_000);
    return { seconds, sampleRate: frame.sampleRate, channels: frame.channels };
  }
  throw unreadableSound('no MP3 frame');
}

function parseMp3Header(header: number) {
  const version = (header >>> 19) & 3; // 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5
  const layer = (header >>> 17) & 3; // 1: layer III
  const rateIndex = (header >>> 10) & 3;
  const kbits = MP3_KBITS[version === 3 ? 1 : 2][(header >>> 12) & 15];
  const rate = MP3_RATES[rateIndex];
  if (header >>> 21 !== 0x7ff || version === 1 || layer !== 1 || !kbits || !rate) return undefined;
  return {
    kbits,
    sampleRate: rate / (version === 3 ? 1 : version === 2 ? 2 : 4),
    samples: version === 3 ? 1_152 : 576,
    channels: ((header >>> 6) & 3) === 3 ? 1 : 2,
  };
}

/** Seven bits of each byte (ID3v2, 3.1). */
function syncsafe(bytes: Buffer, at: number): number {
  return [0, 1, 2, 3].reduce((value, i) => value * 128 + ((bytes[at + i] ?? 0) & 127), 0);
}
