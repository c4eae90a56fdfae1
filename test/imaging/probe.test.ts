import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { probeImage } from '../../src/imaging/probe.js';
import { bmp, FIXTURES, patchesImage, temporaryFolder, writePngBomb } from './pictures.js';

const folder = temporaryFolder();
const at = (name: string) => path.join(folder, name);

describe('probeImage', () => {
  it('tells the format by the bytes, not by the name', async () => {
    await patchesImage().jpeg().toFile(at('really-a.png'));
    await patchesImage().png().toFile(at('b.jpg'));
    await patchesImage().webp().toFile(at('c'));
    await patchesImage().gif().toFile(at('d.heic'));
    await patchesImage().avif({ effort: 0 }).toFile(at('e.heic'));
    writeFileSync(at('f.gif'), bmp({ width: 96, height: 64, bits: 24 }));
    const size = { width: 96, height: 64 };
    expect(await probeImage(at('really-a.png'))).toEqual({ format: 'jpg', ...size });
    expect(await probeImage(at('b.jpg'))).toEqual({ format: 'png', ...size });
    expect(await probeImage(at('c'))).toEqual({ format: 'webp', ...size });
    expect(await probeImage(at('d.heic'))).toEqual({ format: 'gif', ...size });
    expect(await probeImage(at('e.heic'))).toEqual({ format: 'avif', ...size });
    expect(await probeImage(at('f.gif'))).toEqual({ format: 'bmp', ...size });
    expect(await probeImage(path.join(FIXTURES, 'patches.heic'))).toEqual({ format: 'heic', ...size });
  });

  it('gives the size as people see it', async () => {
    await patchesImage().withMetadata({ orientation: 6 }).jpeg().toFile(at('turned.jpg'));
    expect(await probeImage(at('turned.jpg'))).toEqual({ format: 'jpg', width: 64, height: 96 });
  });

  it('refuses an SVG, also one that is named like a photo, and a TIFF', async () => {
    writeFileSync(at('drawing.jpg'), '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    writeFileSync(
      at('xml.png'),
      '<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="http://www.w3.org/2000/svg"/>',
    );
    await patchesImage().tiff().toFile(at('scan.jpg'));
    const refusal = (type: string) => ({
      code: 'unsupported-file',
      facts: { reason: expect.stringContaining(`type ${type}; accepted: JPG, PNG`) },
    });
    await expect(probeImage(at('drawing.jpg'))).rejects.toMatchObject(refusal('SVG'));
    await expect(probeImage(at('xml.png'))).rejects.toMatchObject(refusal('SVG'));
    await expect(probeImage(at('scan.jpg'))).rejects.toMatchObject(refusal('TIF'));
  });

  it('refuses what is no picture, what is empty and what is not there', async () => {
    writeFileSync(at('words.jpg'), 'just some words');
    writeFileSync(at('empty.jpg'), '');
    await expect(probeImage(at('words.jpg'))).rejects.toMatchObject({ code: 'unsupported-file' });
    await expect(probeImage(at('empty.jpg'))).rejects.toMatchObject({ code: 'file-empty' });
    await expect(probeImage(at('missing.jpg'))).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  it('refuses files that are cut short, in every format', async () => {
    const whole: Record<string, Buffer> = {
      'cut.jpg': await patchesImage(400, 300).jpeg().toBuffer(),
      'cut.png': await patchesImage(400, 300).png({ compressionLevel: 0 }).toBuffer(),
      'cut.webp': await patchesImage(400, 300).webp().toBuffer(),
      'cut.avif': await patchesImage(400, 300).avif({ effort: 0 }).toBuffer(),
      'cut.bmp': bmp({ width: 400, height: 300, bits: 24 }),
      'cut.heic': readFileSync(path.join(FIXTURES, 'patches.heic')),
    };
    for (const [name, bytes] of Object.entries(whole)) {
      writeFileSync(at(name), bytes.subarray(0, Math.floor(bytes.length * 0.6)));
      await expect(probeImage(at(name)), name).rejects.toMatchObject({
        code: 'file-unreadable',
        facts: { reason: 'the file is damaged or cut short' },
      });
    }
  });

  it('refuses decompression bombs by their header, quickly and in little memory', async () => {
    writePngBomb(at('bomb.png'), 30_000, 30_000);
    const bigBmp = bmp({ width: 8, height: 8, bits: 24 });
    bigBmp.writeInt32LE(2_000_000, 18);
    bigBmp.writeInt32LE(2_000_000, 22);
    writeFileSync(at('bomb.bmp'), bigBmp);
    const lyingBmp = bmp({ width: 8, height: 8, bits: 24 });
    lyingBmp.writeInt32LE(10_000, 18);
    lyingBmp.writeInt32LE(10_000, 22);
    writeFileSync(at('lying.bmp'), lyingBmp);
    const bigHeic = readFileSync(path.join(FIXTURES, 'patches.heic'));
    const ispe = bigHeic.indexOf('ispe', 0, 'latin1');
    bigHeic.writeUInt32BE(30_000, ispe + 8);
    bigHeic.writeUInt32BE(30_000, ispe + 12);
    writeFileSync(at('bomb.heic'), bigHeic);
    const before = process.memoryUsage().rss;
    await expect(probeImage(at('bomb.png'))).rejects.toMatchObject({
      code: 'file-too-large',
      facts: { reason: 'it has more than 120 megapixels' },
    });
    await expect(probeImage(at('bomb.bmp'))).rejects.toMatchObject({ code: 'file-too-large' });
    await expect(probeImage(at('bomb.heic'))).rejects.toMatchObject({ code: 'file-too-large' });
    await expect(probeImage(at('lying.bmp'))).rejects.toMatchObject({ code: 'file-unreadable' });
    // Decoded, the smallest of them takes 300 MB and the largest 2.7 GB.
    expect(process.memoryUsage().rss - before).toBeLessThan(250e6);
  });
});
