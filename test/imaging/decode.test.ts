import { writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../src/imaging/decode.js';
import {
  bmp,
  FIXTURES,
  PATCHES,
  patches,
  patchesImage,
  quarterColours,
  temporaryFolder,
  worstDifference,
} from './pictures.js';

const folder = temporaryFolder();
const at = (name: string) => path.join(folder, name);

describe('decodeImage', () => {
  it('decodes every accepted format to the same colours', async () => {
    await patchesImage().jpeg({ quality: 95 }).toFile(at('a.jpg'));
    await patchesImage().png().toFile(at('a.png'));
    await patchesImage().webp({ quality: 95 }).toFile(at('a.webp'));
    await patchesImage().gif().toFile(at('a.gif'));
    await patchesImage().avif({ quality: 90, effort: 0 }).toFile(at('a.avif'));
    await patchesImage().toColourspace('rgb16').png().toFile(at('deep.png'));
    for (const bits of [8, 24, 32] as const) {
      writeFileSync(at(`a${bits}.bmp`), bmp({ width: 97, height: 63, bits, topDown: bits === 32 }));
    }
    const files = [
      'a.jpg',
      'a.png',
      'a.webp',
      'a.gif',
      'a.avif',
      'deep.png',
      'a8.bmp',
      'a24.bmp',
      'a32.bmp',
    ].map(at);
    for (const file of [
      ...files,
      path.join(FIXTURES, 'patches.heic'),
      path.join(FIXTURES, 'display-p3.heic'),
    ]) {
      const image = await decodeImage(file, { maxEdge: 1_000 });
      expect(image.data.length, file).toBe(image.width * image.height * image.channels);
      expect(worstDifference(quarterColours(image), PATCHES), file).toBeLessThanOrEqual(6);
    }
  });

  it('would show other colours if it ignored the profile of the Display P3 fixture', async () => {
    const stored = await patchesImage().withIccProfile('p3').png().toBuffer();
    const unmanaged = await sharp(stored).keepIccProfile().raw().toBuffer();
    expect(Math.abs((unmanaged[0] ?? 0) - 200)).toBeGreaterThan(10);
  });

  it('converts CMYK', async () => {
    const bytes = await patchesImage().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer();
    expect((await sharp(bytes).metadata()).channels).toBe(4);
    writeFileSync(at('print.jpg'), bytes);
    const image = await decodeImage(at('print.jpg'), { maxEdge: 1_000 });
    expect(image.channels).toBe(3);
    // A printer's inks do not reach these colours; they stay recognisable.
    expect(worstDifference(quarterColours(image), PATCHES)).toBeLessThanOrEqual(90);
    const [red = [], , , white = []] = quarterColours(image);
    expect(red[0]).toBeGreaterThan(150);
    expect(Math.min(...white)).toBeGreaterThan(220);
  });

  it('turns a picture upright', async () => {
    await patchesImage().withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toFile(at('turned.jpg'));
    const image = await decodeImage(at('turned.jpg'), { maxEdge: 1_000 });
    expect([image.width, image.height]).toEqual([64, 96]);
    const [topLeft, topRight, bottomLeft, bottomRight] = [2, 0, 3, 1].map((i) => PATCHES[i] ?? []);
    const wanted = [topLeft, topRight, bottomLeft, bottomRight].map((colour) => colour ?? []);
    expect(worstDifference(quarterColours(image), wanted)).toBeLessThanOrEqual(6);
  });

  it('keeps transparency', async () => {
    await patchesImage(96, 64, true).png().toFile(at('logo.png'));
    writeFileSync(at('logo.bmp'), bmp({ width: 96, height: 64, bits: 32, alpha: true }));
    for (const file of [at('logo.png'), at('logo.bmp'), path.join(FIXTURES, 'transparent.heic')]) {
      const image = await decodeImage(file, { maxEdge: 1_000 });
      expect(image.channels, file).toBe(4);
      const alpha = (x: number) => image.data[(10 * image.width + x) * 4 + 3] ?? -1;
      expect(alpha(10), file).toBe(255);
      expect(alpha(86), file).toBe(0);
    }
  });

  it('makes large pictures smaller and leaves small ones', async () => {
    await patchesImage(600, 400).jpeg().toFile(at('big.jpg'));
    const small = await decodeImage(at('big.jpg'), { maxEdge: 300 });
    expect([small.width, small.height]).toEqual([300, 200]);
    const same = await decodeImage(at('big.jpg'), { maxEdge: 3_000 });
    expect([same.width, same.height]).toEqual([600, 400]);
  });

  it('takes the first frame of an animation', async () => {
    const second = Buffer.alloc(96 * 64 * 3);
    await sharp(Buffer.concat([patches(96, 64), second]), {
      raw: { width: 96, height: 128, channels: 3, pageHeight: 64 },
    })
      .gif({ delay: [100, 100] })
      .toFile(at('moving.gif'));
    const image = await decodeImage(at('moving.gif'), { maxEdge: 1_000 });
    expect([image.width, image.height]).toEqual([96, 64]);
    expect(worstDifference(quarterColours(image), PATCHES)).toBeLessThanOrEqual(6);
  });

  it('refuses a BMP with run-length coding and one whose palette is missing', async () => {
    const packed = bmp({ width: 8, height: 8, bits: 8 });
    packed.writeUInt32LE(1, 30);
    writeFileSync(at('rle.bmp'), packed);
    await expect(decodeImage(at('rle.bmp'), { maxEdge: 9 })).rejects.toMatchObject({
      code: 'unsupported-file',
    });
    writeFileSync(at('head.bmp'), bmp({ width: 8, height: 8, bits: 8 }).subarray(0, 40));
    await expect(decodeImage(at('head.bmp'), { maxEdge: 9 })).rejects.toMatchObject({
      code: 'file-unreadable',
    });
  });
});
