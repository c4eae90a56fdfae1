import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { MediaStream } from '../../src/conversation/ports/media-stream.js';
import { createImageConverter } from '../../src/imaging/convert.js';
import { bmp, FIXTURES, PATCHES, patchesImage, quarterColours, worstDifference } from './pictures.js';

const converter = createImageConverter();
const media = (name: string, bytes: Buffer): MediaStream => ({ name, body: Readable.from([bytes]) });
const fixture = (name: string) => readFileSync(path.join(FIXTURES, name));
const leftovers = () => readdirSync(tmpdir()).filter((name) => /^reelthread-[^-]+$/.test(name));

async function look(converted: MediaStream) {
  const bytes = await buffer(converted.body);
  expect(converted.size).toBe(bytes.length);
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  return { ...info, data, format: (await sharp(bytes).metadata()).format };
}

describe('the image converter', () => {
  it('turns HEIC, BMP and AVIF into JPEG with the same colours', async () => {
    const avif = await patchesImage().avif({ quality: 90, effort: 0 }).toBuffer();
    const sources = [
      ['heic', media('IMG_1.HEIC', fixture('patches.heic')), 'IMG_1.jpg'],
      ['heic', media('p3.heic', fixture('display-p3.heic')), 'p3.jpg'],
      ['avif', media('my.photo.avif', avif), 'my.photo.jpg'],
      ['bmp', media('scan', bmp({ width: 96, height: 64, bits: 24 })), 'scan.jpg'],
    ] as const;
    for (const [from, source, name] of sources) {
      const converted = await converter.convert(source, from);
      expect(converted).toMatchObject({ name, type: 'image/jpeg' });
      const image = await look(converted);
      expect(image.format).toBe('jpeg');
      expect(worstDifference(quarterColours(image), PATCHES), name).toBeLessThanOrEqual(6);
    }
  });

  it('makes a PNG of what is transparent', async () => {
    const converted = await converter.convert(media('logo.heic', fixture('transparent.heic')), 'heic');
    expect(converted).toMatchObject({ name: 'logo.png', type: 'image/png' });
    expect(await look(converted)).toMatchObject({ format: 'png', channels: 4, width: 96, height: 64 });
  });

  it('names the file that it cannot read, and leaves nothing behind', async () => {
    const before = leftovers();
    const cut = fixture('patches.heic').subarray(0, 400);
    await expect(converter.convert(media('cut.heic', cut), 'heic')).rejects.toMatchObject({
      code: 'file-unreadable',
      facts: { file: 'cut.heic', reason: expect.any(String) },
    });
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
    await expect(converter.convert(media('a.avif', svg), 'avif')).rejects.toMatchObject({
      code: 'unsupported-file',
      facts: { file: 'a.avif' },
    });
    expect(leftovers()).toEqual(before);
  });

  it('stops reading a file that is too large, and closes its source', async () => {
    let sent = 0;
    const endless = new Readable({
      read() {
        sent += 65_536;
        this.push(Buffer.alloc(65_536));
      },
    });
    const small = createImageConverter({ maxBytes: 1_000_000 });
    await expect(small.convert({ name: 'big.bmp', body: endless }, 'bmp')).rejects.toMatchObject({
      code: 'file-too-large',
      facts: { file: 'big.bmp', limitBytes: 1_000_000 },
    });
    expect(sent).toBeLessThan(2_000_000);
    expect(endless.destroyed).toBe(true);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const waiting = new Readable({ read() {} });
    const converting = converter.convert({ name: 'a.bmp', body: waiting }, 'bmp', stop.signal);
    stop.abort();
    await expect(converting).rejects.toMatchObject({ code: 'stopped' });
    expect(waiting.destroyed).toBe(true);
  });
});
