import { Failure } from '../failure.js';
import { MAX_PIXELS, TOO_MANY_PIXELS } from './limits.js';

/**
 * A reader for BMP, which libvips has not: uncompressed 1, 4, 8, 16, 24 and 32 bits, with or without colour masks.
 * Run-length coded files are refused; almost nothing writes them.
 * Source: Microsoft, "Bitmap Storage" and the BITMAPCOREHEADER to BITMAPV5HEADER structures.
 */
export interface BmpHeader {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly bits: number;
  /** Where the pixels start. */
  readonly offset: number;
  /** Where the palette starts, and the bytes of one entry. */
  readonly palette: { readonly offset: number; readonly entryBytes: number; readonly count: number };
  /** Colour masks of 16 and 32 bit files: red, green, blue, alpha (0: none). */
  readonly masks: readonly [number, number, number, number];
}

const CORE_HEADER = 12;
const BI_RGB = 0;
const BI_BITFIELDS = 3;
const BI_ALPHABITFIELDS = 6;

/** Reads the header, and refuses what cannot be read. Throws Failure `file-unreadable`, `unsupported-file` or `file-too-large`. */
export function readBmpHeader(bytes: Buffer): BmpHeader {
  if (bytes.length < 26 || bytes.toString('latin1', 0, 2) !== 'BM') throw unreadable('no BMP header');
  const headerSize = bytes.readUInt32LE(14);
  const core = headerSize === CORE_HEADER;
  if (!core && (headerSize < 40 || bytes.length < 14 + headerSize)) throw unreadable('BMP header cut short');
  const width = core ? bytes.readUInt16LE(18) : bytes.readInt32LE(18);
  const signedHeight = core ? bytes.readUInt16LE(20) : bytes.readInt32LE(22);
  const height = Math.abs(signedHeight);
  const bits = bytes.readUInt16LE(core ? 24 : 28);
  const compression = core ? BI_RGB : bytes.readUInt32LE(30);
  if (width <= 0 || height === 0 || ![1, 4, 8, 16, 24, 32].includes(bits)) throw unreadable('bad BMP header');
  if (width * height > MAX_PIXELS) {
    throw new Failure('file-too-large', { facts: { reason: TOO_MANY_PIXELS } });
  }
  const masked = compression === BI_BITFIELDS || compression === BI_ALPHABITFIELDS;
  if (compression !== BI_RGB && !masked) {
    throw new Failure('unsupported-file', { facts: { reason: 'it is a BMP with run-length coding' } });
  }
  // The masks follow a 40-byte header, and are part of a longer one: at the same place.
  const hasAlphaMask = headerSize >= 56 || compression === BI_ALPHABITFIELDS;
  if (masked && bytes.length < (hasAlphaMask ? 70 : 66)) throw unreadable('BMP masks cut short');
  const masks = masked
    ? ([54, 58, 62, 66].map((at, i) => (i < 3 || hasAlphaMask ? bytes.readUInt32LE(at) : 0)) as Masks)
    : bits === 16
      ? ([0x7c00, 0x03e0, 0x001f, 0] as const)
      : ([0xff0000, 0xff00, 0xff, 0] as const);
  const colours = core ? 0 : bytes.readUInt32LE(46);
  return {
    width,
    height,
    bits,
    topDown: signedHeight < 0,
    offset: bytes.readUInt32LE(10),
    palette: {
      offset: 14 + headerSize,
      entryBytes: core ? 3 : 4,
      count: bits <= 8 ? Math.min(colours || 2 ** bits, 2 ** bits) : 0,
    },
    masks,
  };
}

type Masks = [number, number, number, number];

/** Decodes to RGB, or RGBA when the file has an alpha mask. Throws like `readBmpHeader`. */
export function decodeBmp(bytes: Buffer): {
  data: Uint8Array;
  width: number;
  height: number;
  channels: 3 | 4;
} {
  const header = readBmpHeader(bytes);
  const { width, height, bits } = header;
  const stride = Math.ceil((width * bits) / 32) * 4;
  // Checked before the picture is allocated: a header of 54 bytes may claim any size.
  if (header.offset + stride * height > bytes.length) throw unreadable('BMP pixels cut short');
  const channels = header.masks[3] === 0 ? 3 : 4;
  const data = new Uint8Array(width * height * channels);
  const readPixel = pixelReader(bytes, header);
  for (let y = 0; y < height; y++) {
    const row = header.offset + (header.topDown ? y : height - 1 - y) * stride;
    for (let x = 0, out = y * width * channels; x < width; x++, out += channels) readPixel(row, x, data, out);
  }
  return { data, width, height, channels };
}

type PixelReader = (row: number, x: number, data: Uint8Array, out: number) => void;

function pixelReader(bytes: Buffer, header: BmpHeader): PixelReader {
  const { bits, palette } = header;
  if (bits === 24) {
    return (row, x, data, out) => {
      const at = row + x * 3;
      data[out] = bytes[at + 2] ?? 0;
      data[out + 1] = bytes[at + 1] ?? 0;
      data[out + 2] = bytes[at] ?? 0;
    };
  }
  if (bits <= 8) {
    if (palette.offset + palette.count * palette.entryBytes > bytes.length)
      throw unreadable('no BMP palette');
    const perByte = 8 / bits;
    const mask = 2 ** bits - 1;
    return (row, x, data, out) => {
      const byte = bytes[row + Math.floor(x / perByte)] ?? 0;
      const index = (byte >> (8 - bits * ((x % perByte) + 1))) & mask;
      const at = palette.offset + Math.min(index, palette.count - 1) * palette.entryBytes;
      data[out] = bytes[at + 2] ?? 0;
      data[out + 1] = bytes[at + 1] ?? 0;
      data[out + 2] = bytes[at] ?? 0;
    };
  }
  const fields = header.masks.map(maskField);
  const count = header.masks[3] === 0 ? 3 : 4;
  return (row, x, data, out) => {
    const value = bits === 16 ? bytes.readUInt16LE(row + x * 2) : bytes.readUInt32LE(row + x * 4);
    for (let i = 0; i < count; i++) data[out + i] = fields[i]?.(value) ?? 0;
  };
}

/** Takes one colour out of a pixel and stretches it to 0-255. */
function maskField(mask: number): (value: number) => number {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const max = mask >>> shift;
  return (value) => Math.round((((value & mask) >>> shift) * 255) / max);
}

function unreadable(detail: string): Failure {
  return new Failure('file-unreadable', { detail, facts: { reason: 'the file is damaged or cut short' } });
}
