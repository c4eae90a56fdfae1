import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { afterAll } from 'vitest';

/** Four patches: two above, two below. The HEIC fixtures show the same. */
export const PATCHES = [
  [200, 30, 40],
  [30, 180, 60],
  [40, 60, 220],
  [240, 240, 240],
] as const;

export const FIXTURES = path.join(import.meta.dirname, '../fixtures/images');

/** A folder that is removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'reelthread-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** RGB(A) pixels of the four patches; with alpha, the right half is transparent. */
export function patches(width: number, height: number, alpha = false): Buffer {
  const channels = alpha ? 4 : 3;
  const data = Buffer.alloc(width * height * channels, 255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const patch = PATCHES[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)] ?? [0, 0, 0];
      const at = (y * width + x) * channels;
      data.set(patch, at);
      if (alpha) data[at + 3] = x < width / 2 ? 255 : 0;
    }
  }
  return data;
}

export function patchesImage(width = 96, height = 64, alpha = false): Sharp {
  return sharp(patches(width, height, alpha), { raw: { width, height, channels: alpha ? 4 : 3 } });
}

/** The colours in the middle of the four quarters. */
export function quarterColours(image: { data: Uint8Array; width: number; height: number; channels: number }) {
  const { data, width, height, channels } = image;
  return [0.25, 0.75].flatMap((v) =>
    [0.25, 0.75].map((u) => {
      const at = (Math.floor(v * height) * width + Math.floor(u * width)) * channels;
      return [...data.subarray(at, at + 3)];
    }),
  );
}

/** The largest difference of a colour from what it should be. */
export function worstDifference(
  found: readonly (readonly number[])[],
  wanted: readonly (readonly number[])[],
) {
  return Math.max(
    ...wanted.flatMap((colour, i) => colour.map((value, c) => Math.abs(value - (found[i]?.[c] ?? 1e3)))),
  );
}

/** A PNG whose header and pixels are true but tiny in bytes: rows of zeros. */
export function writePngBomb(file: string, width: number, height: number): void {
  const row = Buffer.alloc(Math.ceil(width / 8) + 1);
  const rows = Buffer.concat(Array.from({ length: Math.min(height, 2_000) }, () => row));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  writeFileSync(
    file,
    Buffer.concat([
      signature,
      pngChunk('IHDR', header),
      pngChunk('IDAT', deflateSync(rows)),
      pngChunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

function pngChunk(type: string, body: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + body.length);
  chunk.writeUInt32BE(body.length, 0);
  chunk.write(type, 4, 'latin1');
  body.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + body.length)), 8 + body.length);
  return chunk;
}

/** An uncompressed BMP of the four patches, written by hand: rows from the bottom up, each padded to four bytes. */
export function bmp(options: {
  width: number;
  height: number;
  bits: 8 | 24 | 32;
  topDown?: boolean;
  alpha?: boolean;
}): Buffer {
  const { width, height, bits, topDown, alpha } = options;
  const headerSize = alpha ? 56 : 40;
  const palette = bits === 8 ? 4 * 4 : 0;
  const stride = Math.ceil((width * bits) / 32) * 4;
  const offset = 14 + headerSize + palette;
  const file = Buffer.alloc(offset + stride * height);
  file.write('BM', 0, 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(offset, 10);
  file.writeUInt32LE(headerSize, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(topDown ? -height : height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(bits, 28);
  if (alpha) {
    file.writeUInt32LE(3, 30);
    [0xff0000, 0xff00, 0xff, 0xff000000].forEach((mask, i) => {
      file.writeUInt32LE(mask, 54 + i * 4);
    });
  }
  if (palette) {
    file.writeUInt32LE(4, 46);
    PATCHES.forEach(([r, g, b], i) => {
      file.set([b, g, r, 0], 14 + headerSize + i * 4);
    });
  }
  for (let y = 0; y < height; y++) {
    const row = offset + (topDown ? y : height - 1 - y) * stride;
    for (let x = 0; x < width; x++) {
      const index = (y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1);
      const [r, g, b] = PATCHES[index] ?? [0, 0, 0];
      if (bits === 8) file[row + x] = index;
      else file.set([b, g, r], row + (x * bits) / 8);
      if (alpha) file[row + x * 4 + 3] = x < width / 2 ? 255 : 0;
    }
  }
  return file;
}
