import type { FileHandle } from 'node:fs/promises';
import { Failure } from '../../../failure.js';
import { readAt, type SoundFormat, unreadableSound, withSoundFile } from './sound-format.js';
import { decodeWavFrames, readWavLayout } from './wav.js';

/** A piece of decoded sound: one array for each channel. */
export interface SoundChunk {
  readonly channels: readonly Float32Array[];
  readonly sampleRate: number;
}

/** A WASM decoder, whichever it is. `flush` returns what it still holds. */
interface Decoder {
  decode(bytes: Uint8Array): Promise<DecodedAudio> | DecodedAudio;
  flush?(): Promise<DecodedAudio> | DecodedAudio;
  free(): void;
}

interface DecodedAudio {
  readonly channelData: Float32Array[];
  readonly samplesDecoded: number;
  readonly sampleRate: number;
}

/**
 * Bytes that a decoder is given at once. Small: a few bytes of silence in FLAC or Opus decode to seconds of sound,
 * so that 4 KB may become 100 MB, and the caller stops when it has enough.
 */
const CHUNK_BYTES = 4_096;

/**
 * Decodes a sound file piece by piece; `take` returns false when it has enough. Damaged parts are left out, but a
 * file that has no sound at all is refused.
 * Rejects with Failure `unsupported-file`, `file-empty`, `file-too-large` or `file-unreadable`.
 */
export async function decodeSound(path: string, take: (chunk: SoundChunk) => boolean): Promise<void> {
  const samples = await withSoundFile(path, ({ handle, format, size }) =>
    format === 'wav' ? decodeWav(handle, size, take) : decodePacked(handle, format, size, take),
  );
  if (samples === 0) throw unreadableSound('there is no sound in the file');
}

async function decodeWav(handle: FileHandle, size: number, take: (chunk: SoundChunk) => boolean) {
  const layout = await readWavLayout(handle, size);
  const frameBytes = (layout.bits / 8) * layout.channels;
  const pieceBytes = frameBytes * 16_384;
  let samples = 0;
  for (let done = 0; done < layout.dataBytes; done += pieceBytes) {
    const piece = await readAt(handle, layout.dataAt + done, Math.min(pieceBytes, layout.dataBytes - done));
    const channels = decodeWavFrames(piece, layout);
    const length = channels[0]?.length ?? 0;
    if (length === 0) break;
    samples += length;
    if (!take({ channels, sampleRate: layout.sampleRate })) break;
  }
  return samples;
}

async function decodePacked(
  handle: FileHandle,
  format: Exclude<SoundFormat, 'wav'>,
  size: number,
  take: (chunk: SoundChunk) => boolean,
): Promise<number> {
  const decoder = await createDecoder(format);
  let samples = 0;
  const give = ({ channelData, samplesDecoded, sampleRate }: DecodedAudio) => {
    samples += samplesDecoded;
    return samplesDecoded === 0 || take({ channels: channelData, sampleRate });
  };
  try {
    let wanted = true;
    for (let at = 0; wanted && at < size; at += CHUNK_BYTES) {
      wanted = give(await decoder.decode(await readAt(handle, at, CHUNK_BYTES)));
    }
    if (wanted && decoder.flush) give(await decoder.flush());
    return samples;
  } catch (cause) {
    throw cause instanceof Failure ? cause : unreadableSound('the decoder gave up', cause);
  } finally {
    decoder.free();
  }
}

/** The decoders are loaded when they are needed: a video without uploaded sound needs none. */
async function createDecoder(format: Exclude<SoundFormat, 'wav'>): Promise<Decoder> {
  const decoder = await newDecoder(format);
  await decoder.ready;
  return decoder;
}

async function newDecoder(format: Exclude<SoundFormat, 'wav'>): Promise<Decoder & { ready: Promise<void> }> {
  switch (format) {
    case 'mp3':
      return new (await import('mpg123-decoder')).MPEGDecoder();
    case 'flac':
      return new (await import('@wasm-audio-decoders/flac')).FLACDecoder();
    case 'vorbis':
      return new (await import('@wasm-audio-decoders/ogg-vorbis')).OggVorbisDecoder();
    case 'opus':
      return new (await import('ogg-opus-decoder')).OggOpusDecoder({ forceStereo: true });
  }
}
