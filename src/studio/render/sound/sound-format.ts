import { type FileHandle, open } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { Failure } from '../../../failure.js';

export type SoundFormat = 'wav' | 'mp3' | 'flac' | 'vorbis' | 'opus';

export const ACCEPTED_SOUNDS = 'MP3, WAV, OGG, FLAC, Opus';

/** Bytes of one sound file. */
export const MAX_SOUND_BYTES = 200_000_000;

const HEAD_BYTES = 8_192;

/**
 * Opens a sound file and says what it really is, by its bytes and never by its name. M4A and AAC are refused: no
 * decoder with a permissive licence is known, and ffmpeg is never given a file that a person sent.
 * Rejects with Failure `file-empty`, `file-too-large`, `unsupported-file` or `file-unreadable`.
 */
export async function withSoundFile<T>(
  path: string,
  use: (file: { handle: FileHandle; format: SoundFormat; size: number; head: Buffer }) => Promise<T>,
): Promise<T> {
  const handle = await open(path, 'r').catch((cause: unknown) => {
    throw new Failure('file-unreadable', { detail: 'the file cannot be opened', cause });
  });
  try {
    const { size } = await handle.stat();
    if (size === 0) throw new Failure('file-empty');
    if (size > MAX_SOUND_BYTES) {
      throw new Failure('file-too-large', { facts: { sizeBytes: size, limitBytes: MAX_SOUND_BYTES } });
    }
    const head = await readAt(handle, 0, HEAD_BYTES);
    return await use({ handle, size, head, format: await sniffSound(head) });
  } finally {
    await handle.close();
  }
}

export async function readAt(handle: FileHandle, position: number, bytes: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, position);
  return buffer.subarray(0, bytesRead);
}

async function sniffSound(head: Buffer): Promise<SoundFormat> {
  const type = await fileTypeFromBuffer(head);
  switch (type?.ext) {
    case 'wav':
      return 'wav';
    case 'mp3':
      return 'mp3';
    case 'flac':
      return 'flac';
    default: {
      // The first packet of an Ogg file names its codec; it follows the header of the first page.
      const packet = head.toString('latin1', 0, 4) === 'OggS' ? head.toString('latin1', 28, 36) : '';
      if (packet === 'OpusHead') return 'opus';
      if (packet.startsWith('\x01vorbis')) return 'vorbis';
      const kind = type ? `it is a file of type ${type.ext.toUpperCase()}` : 'it is not a sound';
      const reason = `${kind}; accepted: ${ACCEPTED_SOUNDS}`;
      throw new Failure('unsupported-file', { detail: reason, facts: { reason } });
    }
  }
}

export function unreadableSound(detail: string, cause?: unknown): Failure {
  return new Failure('file-unreadable', {
    detail,
    cause,
    facts: { reason: 'the sound is damaged or cut short' },
  });
}
