import { ascii } from './bytes.js';
import type { MediaKind } from './kinds.js';
import { isAdts, isMpegAudio, lengthOfId3Tag } from './sniff-audio.js';
import { readIsoBrand } from './sniff-iso.js';
import { sniffText } from './sniff-text.js';

type Signature = readonly [kind: MediaKind, offset: number, ...bytes: (number | string)[]];

/** Magic bytes that are enough by themselves. */
const SIGNATURES: readonly Signature[] = [
  ['jpg', 0, 0xff, 0xd8, 0xff],
  ['png', 0, 0x89, 'PNG\r\n', 0x1a, '\n'],
  ['gif', 0, 'GIF87a'],
  ['gif', 0, 'GIF89a'],
  ['tiff', 0, 'II*', 0],
  ['tiff', 0, 'MM', 0, '*'],
  ['tiff', 0, 'II+', 0],
  ['tiff', 0, 'MM', 0, '+'],
  ['psd', 0, '8BPS'],
  ['ico', 0, 0, 0, 1, 0],
  ['jxl', 0, 0xff, 0x0a],
  ['jxl', 0, 0, 0, 0, 0x0c, 'JXL '],
  ['jpeg2000', 0, 0, 0, 0, 0x0c, 'jP  '],
  ['zip', 0, 'PK', 3, 4],
  ['zip', 0, 'PK', 5, 6],
  ['rar', 0, 'Rar!', 0x1a, 7],
  ['7z', 0, '7z', 0xbc, 0xaf, 0x27, 0x1c],
  ['gzip', 0, 0x1f, 0x8b],
  ['ogg', 0, 'OggS'],
  ['flac', 0, 'fLaC'],
  ['amr', 0, '#!AMR'],
  ['midi', 0, 'MThd'],
  ['flv', 0, 'FLV', 1],
  ['wmv', 0, 0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11],
  ['mpeg', 0, 0, 0, 1, 0xba],
  ['mpeg', 0, 0, 0, 1, 0xb3],
  ['executable', 0, 0x7f, 'ELF'],
  ['executable', 0, 0xca, 0xfe, 0xba, 0xbe],
  ['executable', 0, 0xfe, 0xed, 0xfa, 0xce],
  ['executable', 0, 0xfe, 0xed, 0xfa, 0xcf],
  ['executable', 0, 0xce, 0xfa, 0xed, 0xfe],
  ['executable', 0, 0xcf, 0xfa, 0xed, 0xfe],
  ['executable', 0, '#!'],
  ['aac', 0, 'ADIF'],
];

/** RIFF and IFF files say at byte 8 what they hold. */
const CHUNK_FORMS: Readonly<Record<string, Readonly<Record<string, MediaKind>>>> = {
  RIFF: { WEBP: 'webp', WAVE: 'wav', 'AVI ': 'avi', AVIX: 'avi' },
  RF64: { WAVE: 'wav' },
  BW64: { WAVE: 'wav' },
  FORM: { AIFF: 'aiff', AIFC: 'aiff' },
};

/**
 * What a file really is, from its first bytes (a few kilobytes; fewer make it less certain) and never from
 * its name. `undefined` when nothing known fits.
 */
export function sniff(firstBytes: Uint8Array): MediaKind | undefined {
  return (
    bySignature(firstBytes) ??
    CHUNK_FORMS[ascii(firstBytes, 0, 4)]?.[ascii(firstBytes, 8, 4)] ??
    readIsoBrand(firstBytes) ??
    sniffMatroska(firstBytes) ??
    sniffSound(firstBytes) ??
    sniffBitmap(firstBytes) ??
    sniffText(firstBytes)
  );
}

function bySignature(bytes: Uint8Array): MediaKind | undefined {
  return SIGNATURES.find(([, offset, ...parts]) => startsWith(bytes, offset, parts))?.[0];
}

function startsWith(bytes: Uint8Array, offset: number, parts: readonly (number | string)[]): boolean {
  let position = offset;
  for (const part of parts) {
    const expected =
      typeof part === 'number' ? [part] : [...part].map((character) => character.charCodeAt(0));
    for (const byte of expected) {
      if (bytes[position] !== byte) return false;
      position += 1;
    }
  }
  return true;
}

/** EBML: the DocType element (0x4282) near the start says WebM or Matroska (RFC 8794 §11.2.8). */
function sniffMatroska(bytes: Uint8Array): MediaKind | undefined {
  if (!startsWith(bytes, 0, [0x1a, 0x45, 0xdf, 0xa3])) return undefined;
  for (let index = 4; index < Math.min(bytes.length, 1_024); index++) {
    if (bytes[index] !== 0x42 || bytes[index + 1] !== 0x82) continue;
    const size = (bytes[index + 2] ?? 0) & 0x7f;
    const documentType = ascii(bytes, index + 3, Math.min(size, 16)).replace(/\0+$/, '');
    if (documentType === 'webm') return 'webm';
    if (documentType === 'matroska') return 'mkv';
  }
  // The DocType has a default value, and it is "matroska".
  return 'mkv';
}

function sniffSound(bytes: Uint8Array): MediaKind | undefined {
  if (ascii(bytes, 0, 3) === 'ID3') {
    // An ID3 tag may stand before AAC and FLAC as well; with a large cover the sound is out of sight, and MP3
    // is meant.
    const sound = bytes.subarray(lengthOfId3Tag(bytes));
    if (ascii(sound, 0, 4) === 'fLaC') return 'flac';
    return isAdts(sound) ? 'aac' : 'mp3';
  }
  // Some encoders pad the beginning with zeros.
  const start = bytes.findIndex((byte) => byte !== 0);
  const sound = start > 0 ? bytes.subarray(start) : bytes;
  if (isAdts(sound)) return 'aac';
  return isMpegAudio(sound) ? 'mp3' : undefined;
}

/** "BM" alone begins many texts, "MZ" too: both are looked at more closely. */
function sniffBitmap(bytes: Uint8Array): MediaKind | undefined {
  const mark = ascii(bytes, 0, 2);
  if (mark === 'BM') {
    const headerSize = (bytes[14] ?? 0) + ((bytes[15] ?? 0) << 8);
    const reserved = [6, 7, 8, 9].every((index) => bytes[index] === 0);
    return reserved && [12, 16, 40, 52, 56, 64, 108, 124].includes(headerSize) ? 'bmp' : undefined;
  }
  return mark === 'MZ' && bytes.includes(0) ? 'executable' : undefined;
}
