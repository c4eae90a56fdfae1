import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as tick } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkMedia,
  limitBytes,
  type MediaKind,
  mediaUrls,
  peek,
  sniff,
  withoutUrls,
} from '../../src/conversation/media.js';
import type { MediaStream } from '../../src/conversation/ports/media-stream.js';
import { PROFILES } from '../../src/conversation/profiles.js';
import { Failure } from '../../src/failure.js';

const MEGABYTE = 1_048_576;

/** Strings are Latin-1, numbers are bytes. */
function bytes(...parts: (string | number | Uint8Array)[]): Buffer {
  return Buffer.concat(
    parts.map((part) =>
      typeof part === 'string'
        ? Buffer.from(part, 'latin1')
        : typeof part === 'number'
          ? Buffer.of(part)
          : Buffer.from(part),
    ),
  );
}

const zeros = (count: number) => Buffer.alloc(count);

function fileType(major: string, ...compatible: string[]): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(16 + 4 * compatible.length);
  return bytes(size, 'ftyp', major, zeros(4), compatible.join(''), zeros(32));
}

function matroska(documentType: string): Buffer {
  const head = bytes(
    0x42,
    0x86,
    0x81,
    1,
    0x42,
    0xf7,
    0x81,
    1,
    0x42,
    0x82,
    0x80 | documentType.length,
    documentType,
  );
  return bytes(0x1a, 0x45, 0xdf, 0xa3, 0x80 | head.length, head, zeros(20));
}

/** MPEG-1 Layer III, 128 kbit/s, 44.1 kHz: 417 bytes. */
const mp3Frame = bytes(0xff, 0xfb, 0x90, 0x00, zeros(413));
/** MPEG-2 Layer III, 64 kbit/s, 22.05 kHz: 208 bytes. */
const mp3FrameVersion2 = bytes(0xff, 0xf3, 0x80, 0x00, zeros(204));
/** AAC LC, 44.1 kHz, stereo, 100 bytes. */
const adtsFrame = bytes(0xff, 0xf1, 0x50, 0x80, 100 >> 3, ((100 & 7) << 5) | 0x1f, 0xfc, zeros(93));
const id3 = (size: number) => bytes('ID3', 4, 0, 0, 0, 0, size >> 7, size & 127, zeros(size));

function bitmap(): Buffer {
  return bytes('BM', 0x36, 0x0c, 0, 0, zeros(4), 0x36, 0, 0, 0, 40, 0, 0, 0, zeros(40));
}

const SAMPLES: [label: string, kind: MediaKind | undefined, bytes: Buffer][] = [
  ['jpeg', 'jpg', bytes(0xff, 0xd8, 0xff, 0xe0, 0, 16, 'JFIF', 0)],
  ['jpeg with exif', 'jpg', bytes(0xff, 0xd8, 0xff, 0xe1, 0, 16, 'Exif', 0)],
  ['png', 'png', bytes(0x89, 'PNG\r\n', 0x1a, '\n', 0, 0, 0, 13, 'IHDR')],
  ['gif 87', 'gif', bytes('GIF87a', 1, 0, 1, 0)],
  ['gif 89', 'gif', bytes('GIF89a', 1, 0, 1, 0)],
  ['webp', 'webp', bytes('RIFF', 4, 0, 0, 0, 'WEBPVP8 ')],
  ['wav', 'wav', bytes('RIFF', 4, 0, 0, 0, 'WAVEfmt ')],
  ['wav over 4 GB', 'wav', bytes('RF64', 255, 255, 255, 255, 'WAVEds64')],
  ['avi', 'avi', bytes('RIFF', 4, 0, 0, 0, 'AVI LIST')],
  ['riff of another form', undefined, bytes('RIFF', 4, 0, 0, 0, 'ACONanih', 0)],
  ['mp4 isom', 'mp4', fileType('isom', 'isom', 'iso2', 'avc1', 'mp41')],
  ['mp4 mp42', 'mp4', fileType('mp42', 'mp42', 'M4A ', 'isom')],
  ['mp4 of an iPhone download', 'mp4', fileType('M4V ', 'M4V ', 'M4A ', 'mp42')],
  ['mp4 of a brand nobody knows', 'mp4', fileType('XYZ9')],
  ['3gp', 'mp4', fileType('3gp4', '3gp4', 'isom')],
  ['mov', 'mov', fileType('qt  ', 'qt  ')],
  ['mov without ftyp', 'mov', bytes(0, 0, 0, 8, 'wide', 0, 0, 1, 0, 'mdat')],
  ['mov beginning with moov', 'mov', bytes(0, 0, 4, 0, 'moov', 0, 0, 0, 108, 'mvhd')],
  ['m4a', 'm4a', fileType('M4A ', 'M4A ', 'mp42', 'isom')],
  ['audio book', 'm4a', fileType('M4B ', 'M4A ')],
  ['heic', 'heic', fileType('heic', 'mif1', 'heic')],
  ['heic of ten bits', 'heic', fileType('heix', 'mif1', 'heix')],
  ['heic that calls itself a picture', 'heic', fileType('mif1', 'mif1', 'heic')],
  ['live photo sequence', 'heic', fileType('msf1', 'msf1', 'hevc')],
  ['picture without any codec brand', 'heic', fileType('mif1', 'mif1', 'miaf')],
  ['avif', 'avif', fileType('avif', 'avif', 'mif1', 'miaf')],
  ['avif that calls itself a picture', 'avif', fileType('mif1', 'mif1', 'avif', 'miaf')],
  ['moving avif', 'avif', fileType('avis', 'avis', 'msf1')],
  ['webm', 'webm', matroska('webm')],
  ['mkv', 'mkv', matroska('matroska')],
  ['matroska without a type', 'mkv', bytes(0x1a, 0x45, 0xdf, 0xa3, 0x84, 0x42, 0x86, 0x81, 1, zeros(16))],
  ['mp3', 'mp3', bytes(mp3Frame, mp3Frame)],
  ['mp3 version 2', 'mp3', bytes(mp3FrameVersion2, mp3FrameVersion2)],
  ['mp3 cut after its first header', 'mp3', mp3Frame.subarray(0, 200)],
  ['mp3 with a tag', 'mp3', bytes(id3(300), mp3Frame)],
  ['mp3 with a large cover', 'mp3', bytes(id3(9_000).subarray(0, 4_100))],
  ['mp3 behind zeros', 'mp3', bytes(zeros(700), mp3Frame, mp3Frame)],
  ['aac', 'aac', bytes(adtsFrame, adtsFrame)],
  ['aac with a tag', 'aac', bytes(id3(50), adtsFrame, adtsFrame)],
  ['aac in adif', 'aac', bytes('ADIF', zeros(20))],
  ['flac with a tag', 'flac', bytes(id3(50), 'fLaC')],
  ['sync bits without a second frame', undefined, bytes(mp3Frame, zeros(20))],
  ['bmp', 'bmp', bitmap()],
  ['bmp of version 5', 'bmp', bytes('BM', zeros(12), 124, 0, 0, 0, zeros(120))],
  ['text that begins with BM', 'text', bytes('BMW is a car maker from Bavaria, founded in 1916.')],
  ['svg', 'svg', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['svg with a prologue', 'svg', bytes('<?xml version="1.0"?>\n<!-- made by hand -->\n<svg>')],
  ['svg behind a comment', 'svg', bytes('\n<!-- <html> -->  <SVG>')],
  ['svg with a doctype', 'svg', bytes('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">\n<svg>')],
  ['html', 'html', bytes('<!DOCTYPE html>\n<html lang="en"><head><title>Sign in | Slack</title>')],
  ['html with a mark and blanks', 'html', bytes(0xef, 0xbb, 0xbf, '\r\n  <HTML>')],
  ['html without a doctype', 'html', bytes('<script>location="/login"</script>')],
  ['xhtml', 'html', bytes('<?xml version="1.0"?><!DOCTYPE html><html>')],
  ['html in an old encoding', 'html', bytes('<html><title>Caf', 0xe9, '</title>')],
  ['error of an object store', 'xml', bytes('<?xml version="1.0"?><Error><Code>AccessDenied</Code>')],
  ['json', 'text', bytes('{"ok":false,"error":"not_authed"}')],
  ['chinese text', 'text', Buffer.from('把这些图片做成一个短视频')],
  ['chinese text cut in a character', 'text', Buffer.from('把这些图片').subarray(0, 14)],
  ['utf-16 text', 'text', Buffer.from('\ufeffhello there', 'utf16le')],
  ['pdf', 'pdf', bytes('%PDF-1.7\n%', 0xe2, 0xe3, 0, 1)],
  ['tiff', 'tiff', bytes('II*', 0, 8, 0, 0, 0)],
  ['tiff big end first', 'tiff', bytes('MM', 0, '*', 0, 0, 0, 8)],
  ['psd', 'psd', bytes('8BPS', 0, 1)],
  ['camera raw', 'raw', fileType('crx ', 'crx ', 'isom')],
  ['zip', 'zip', bytes('PK', 3, 4, 20, 0)],
  ['rar', 'rar', bytes('Rar!', 0x1a, 7, 1, 0)],
  ['7z', '7z', bytes('7z', 0xbc, 0xaf, 0x27, 0x1c)],
  ['gzip', 'gzip', bytes(0x1f, 0x8b, 8, 0)],
  ['ogg', 'ogg', bytes('OggS', 0, 2)],
  ['flac', 'flac', bytes('fLaC', 0, 0, 0, 34)],
  ['aiff', 'aiff', bytes('FORM', 0, 0, 0, 4, 'AIFF')],
  ['wmv', 'wmv', bytes(0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11)],
  ['flv', 'flv', bytes('FLV', 1, 5)],
  ['mpeg program stream', 'mpeg', bytes(0, 0, 1, 0xba, 0x44)],
  ['windows program', 'executable', bytes('MZ', 0x90, 0, 3, 0, 0, 0)],
  ['linux program', 'executable', bytes(0x7f, 'ELF', 2, 1, 1)],
  ['script', 'executable', bytes('#!/bin/sh\nrm -rf /')],
  ['noise', undefined, bytes(0x13, 0x37, 0, 0xfe, 0xff, 0x02, 0x81, 0x99)],
  ['zeros', undefined, zeros(4_100)],
  ['nothing', undefined, zeros(0)],
];

describe('sniff', () => {
  it.each(SAMPLES)('knows %s as %s', (_label, kind, content) => {
    expect(sniff(content)).toBe(kind);
  });

  it('reads views into larger buffers', () => {
    const inside = bytes('prefix', fileType('mif1', 'mif1', 'avif')).subarray(6);
    expect(sniff(new Uint8Array(inside.buffer, inside.byteOffset, inside.length))).toBe('avif');
  });

  it('never throws, and says the same of a cut or damaged sample as long as its mark is whole', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (content) => void sniff(content)));
    for (const [, , content] of SAMPLES) {
      for (let end = 0; end <= Math.min(content.length, 64); end++) sniff(content.subarray(0, end));
    }
  });
});

describe('checkMedia', () => {
  const profile = PROFILES['image-to-ai'];
  const [jpeg, png] = [SAMPLES[0]?.[2] ?? zeros(0), SAMPLES[2]?.[2] ?? zeros(0)];
  const html = bytes('<!doctype html><html>');

  it('decides by content and corrects the extension', () => {
    const check = (name: string, firstBytes: Uint8Array) => checkMedia({ name, firstBytes }, profile);
    expect(check('photo.png', jpeg)).toEqual({ verdict: 'send', kind: 'jpg', uploadName: 'photo.jpg' });
    expect(check('photo.jpeg', jpeg)).toMatchObject({ uploadName: 'photo.jpg' });
    expect(check('IMG_1.JPG', jpeg)).toMatchObject({ uploadName: 'IMG_1.jpg' });
    expect(check('photo', jpeg)).toMatchObject({ uploadName: 'photo.jpg' });
    expect(check('v2.0 final', png)).toMatchObject({ uploadName: 'v2.0 final.png' });
    expect(check('cut.mov.mp4', fileType('isom'))).toMatchObject({ uploadName: 'cut.mov.mp4' });
    expect(check('invoice.pdf', fileType('qt  '))).toMatchObject({ kind: 'mov', uploadName: 'invoice.mov' });
    expect(check('sound.aac', bytes(mp3Frame, mp3Frame))).toMatchObject({
      kind: 'mp3',
      uploadName: 'sound.mp3',
    });
  });

  it('believes the name only between MP4 and M4A', () => {
    const general = fileType('mp42', 'mp42', 'isom');
    expect(checkMedia({ name: 'memo.m4a', firstBytes: general }, profile)).toMatchObject({ kind: 'm4a' });
    expect(
      checkMedia({ name: 'memo', claimedType: 'audio/mp4', firstBytes: general }, profile),
    ).toMatchObject({
      uploadName: 'memo.m4a',
    });
    expect(
      checkMedia({ name: 'clip.mp4', claimedType: 'audio/mp4', firstBytes: general }, profile),
    ).toMatchObject({
      uploadName: 'clip.mp4',
    });
    expect(checkMedia({ name: 'memo.m4a', firstBytes: jpeg }, profile)).toMatchObject({
      uploadName: 'memo.jpg',
    });
  });

  it('sends all 13 formats, with every profile', () => {
    const sent = new Set<string>();
    for (const [label, , firstBytes] of SAMPLES) {
      for (const each of Object.values(PROFILES)) {
        const check = checkMedia({ name: label, firstBytes }, each);
        if (check.verdict === 'send') sent.add(check.kind);
      }
    }
    expect([...sent].sort()).toEqual('aac avi gif jpg m4a mkv mov mp3 mp4 png wav webm webp'.split(' '));
  });

  it('has HEIC, BMP and AVIF converted', () => {
    const check = (name: string, firstBytes: Uint8Array) => checkMedia({ name, firstBytes }, profile);
    expect(check('IMG_2.HEIC', fileType('heic'))).toEqual({
      verdict: 'convert',
      from: 'heic',
      uploadName: 'IMG_2.jpg',
    });
    expect(check('scan.bmp', bitmap())).toMatchObject({ from: 'bmp', uploadName: 'scan.jpg' });
    expect(check('web.jpg', fileType('avif'))).toMatchObject({ from: 'avif', uploadName: 'web.jpg' });
  });

  it('names what it refuses', () => {
    const svg = bytes('<svg onload="alert(1)">');
    expect(checkMedia({ name: 'logo.png', firstBytes: svg }, profile)).toEqual({
      verdict: 'refuse',
      code: 'unsupported-file',
      facts: { file: 'logo.png', reason: 'SVG' },
    });
    expect(checkMedia({ name: 'noise.jpg', firstBytes: bytes(1, 2, 3) }, profile)).toEqual({
      verdict: 'refuse',
      code: 'unsupported-file',
      facts: { file: 'noise.jpg', reason: undefined },
    });
  });

  it('tells a login page from a page that somebody sent', () => {
    expect(
      checkMedia({ name: 'photo.jpg', claimedType: 'text/html', firstBytes: html }, profile),
    ).toMatchObject({
      code: 'file-fetch-forbidden',
    });
    expect(checkMedia({ name: 'index.html', firstBytes: html }, profile)).toMatchObject({
      code: 'unsupported-file',
    });
  });

  it('refuses what is empty', () => {
    expect(checkMedia({ name: 'a.jpg', size: 1_000, firstBytes: zeros(0) }, profile)).toMatchObject({
      verdict: 'refuse',
      code: 'file-empty',
    });
  });

  it('keeps the limit of each skill', () => {
    const offer = (size: number) => ({ name: 'a.jpg', size, firstBytes: jpeg });
    const small = PROFILES['still-image-to-video'];
    expect(checkMedia(offer(50 * MEGABYTE), small)).toMatchObject({ verdict: 'send' });
    expect(checkMedia(offer(50 * MEGABYTE + 1), small)).toEqual({
      verdict: 'refuse',
      code: 'file-too-large',
      facts: { file: 'a.jpg', limitBytes: 50 * MEGABYTE, sizeBytes: 50 * MEGABYTE + 1 },
    });
    expect(checkMedia(offer(200 * MEGABYTE), profile)).toMatchObject({ verdict: 'send' });
    expect(checkMedia(offer(201 * MEGABYTE), profile)).toMatchObject({ code: 'file-too-large' });
    expect(checkMedia({ ...offer(201 * MEGABYTE), firstBytes: bytes('%PDF-1.4') }, profile)).toMatchObject({
      code: 'unsupported-file',
    });
    expect(checkMedia({ ...offer(201 * MEGABYTE), firstBytes: fileType('heic') }, profile)).toMatchObject({
      code: 'file-too-large',
    });
  });

  it.each([
    ['../../etc/passwd', 'passwd.jpg'],
    ['C:\\Users\\me\\summer.png', 'summer.jpg'],
    ['海边 照片（1）.png', '海边 照片（1）.jpg'],
    ['', 'image.jpg'],
    ['...', 'image.jpg'],
    ['.jpg', 'image.jpg'],
    ['a"b\r\nContent-Type: text/html.jpg', 'html.jpg'],
    ['evil\u202egpj.exe', 'evilgpj.jpg'],
    ['photo.jpg.exe', 'photo.jpg'],
    ['tab\there\u0000.jpg', 'tab here.jpg'],
    ['👩‍👩‍👧 family.heic', '👩‍👩‍👧 family.jpg'],
    ['<@U123> look.png', '@U123 look.jpg'],
  ])('makes a safe name of %j', (name, expected) => {
    expect(checkMedia({ name, firstBytes: jpeg }, profile)).toMatchObject({ uploadName: expected });
  });

  it('keeps every name short, clean and with the right extension', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 300, unit: 'binary' }),
        fc.constantFrom(jpeg, png),
        (name, firstBytes) => {
          const check = checkMedia({ name, firstBytes }, profile);
          if (check.verdict !== 'send') throw new Error('a picture was not sent');
          expect(check.uploadName.length).toBeLessThanOrEqual(100);
          expect(check.uploadName).toMatch(
            /^[^/\\"\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069.][^/\\"\u0000-\u001f]*$/,
          );
          expect(check.uploadName.endsWith(`.${check.kind}`)).toBe(true);
          expect(checkMedia({ name: check.uploadName, firstBytes }, profile)).toEqual(check);
        },
      ),
    );
    const long = checkMedia({ name: `${'图'.repeat(300)}.png`, firstBytes: jpeg }, profile);
    expect(long).toMatchObject({ uploadName: `${'图'.repeat(96)}.jpg` });
  });
});

function stream(chunks: Iterable<Uint8Array>, objectMode = false): MediaStream {
  return { name: 'file', body: Readable.from(chunks, { objectMode }) };
}

async function readAll(body: Readable): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

describe('peek', () => {
  it('loses no byte, however the chunks fall', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 100 }),
        fc.boolean(),
        async (chunks, count, objectMode) => {
          const whole = Buffer.concat(chunks);
          const { firstBytes, media } = await peek(stream(chunks, objectMode), count);
          expect(Buffer.from(firstBytes).equals(whole.subarray(0, count))).toBe(true);
          expect((await readAll(media.body)).equals(whole)).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('may be done twice, and leaves the stream to pipe, data and iteration', async () => {
    const whole = Buffer.alloc(300_000, 'abc');
    const chunks = Array.from({ length: 30 }, (_, index) =>
      whole.subarray(index * 10_000, (index + 1) * 10_000),
    );
    const once = await peek(stream(chunks));
    const { firstBytes, media } = await peek(once.media, 10);
    expect(Buffer.from(firstBytes).toString()).toBe('abcabcabca');
    const target = new PassThrough();
    const copied = readAll(target);
    await pipeline(media.body, target);
    expect((await copied).equals(whole)).toBe(true);

    const second = await peek(stream(chunks));
    const seen: Buffer[] = [];
    await new Promise<void>((resolve, reject) => {
      second.media.body
        .on('data', (chunk: Buffer) => seen.push(chunk))
        .on('end', resolve)
        .on('error', reject);
    });
    expect(Buffer.concat(seen).equals(whole)).toBe(true);
  });

  it('keeps what is known about the file', async () => {
    const { media } = await peek({ ...stream([bytes('abc')]), type: 'image/png', size: 3 });
    expect(media).toMatchObject({ name: 'file', type: 'image/png', size: 3 });
  });

  it('reads no further than it must', async () => {
    let pulled = 0;
    const endless = new Readable({
      highWaterMark: 16_384,
      read() {
        pulled += 16_384;
        this.push(Buffer.alloc(16_384));
      },
    });
    const { media } = await peek({ name: 'endless', body: endless });
    await tick();
    expect(pulled).toBeLessThan(100_000);
    media.body.destroy();
    expect(endless.destroyed).toBe(true);
  });

  it('rejects with a Failure when the source breaks, before or while it reads', async () => {
    const broken = new Readable({
      read() {
        this.destroy(new Error('connection reset'));
      },
    });
    await expect(peek({ name: 'broken', body: broken })).rejects.toMatchObject({
      code: 'file-fetch-failed',
      cause: { message: 'connection reset' },
    });
    await expect(peek({ name: 'broken', body: broken })).rejects.toMatchObject({ code: 'file-fetch-failed' });
    const closed = new PassThrough();
    const reading = peek({ name: 'closed', body: closed });
    closed.write('abc');
    closed.destroy();
    await expect(reading).rejects.toMatchObject({ code: 'file-fetch-failed' });
  });

  it('leaves a later error for the next reader', async () => {
    const source = new PassThrough();
    source.write(Buffer.alloc(5_000));
    const { media } = await peek({ name: 'file', body: source });
    source.destroy(new Failure('file-fetch-forbidden'));
    await tick();
    await expect(readAll(media.body)).rejects.toMatchObject({ code: 'file-fetch-forbidden' });
  });
});

describe('limitBytes', () => {
  it('lets exactly the limit through', async () => {
    const whole = Buffer.alloc(100_000, 'x');
    expect((await readAll(limitBytes(Readable.from([whole]), 100_000))).length).toBe(100_000);
  });

  it('fails with the facts, and ends the source', async () => {
    const source = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(1_000);
      })(),
    );
    const limited = limitBytes(source, 5_500, 'film.mp4');
    await expect(readAll(limited)).rejects.toMatchObject({
      code: 'file-too-large',
      facts: { file: 'film.mp4', limitBytes: 5_500 },
    });
    await tick();
    expect(source.destroyed).toBe(true);
  });

  it('hands a broken source on as a Failure', async () => {
    const source = new PassThrough();
    const limited = limitBytes(source, 1_000);
    source.write('abc');
    source.destroy(new Error('socket hang up'));
    await expect(readAll(limited)).rejects.toMatchObject({ code: 'file-fetch-failed' });
    const already = limitBytes(source, 1_000);
    await expect(readAll(already)).rejects.toBeInstanceOf(Failure);
  });

  it('closes the source when the reader goes away', async () => {
    const source = new PassThrough();
    const limited = limitBytes(source, 1_000);
    limited.destroy();
    await tick();
    await tick();
    expect(source.destroyed).toBe(true);
  });

  it('never holds more than a few chunks of a 200 MB file', async () => {
    const chunk = Buffer.alloc(65_536);
    let produced = 0;
    const source = Readable.from(
      (function* () {
        for (; produced < 200 * MEGABYTE; produced += chunk.length) yield chunk;
      })(),
      { objectMode: false },
    );
    const { media } = await peek({ name: 'film.mp4', body: source });
    let held = 0;
    let seen = 0;
    for await (const part of limitBytes(media.body, 200 * MEGABYTE)) {
      seen += (part as Buffer).length;
      held = Math.max(held, produced - seen);
    }
    expect(seen).toBe(200 * MEGABYTE);
    expect(held).toBeLessThan(MEGABYTE);
  });
});

describe('mediaUrls and withoutUrls', () => {
  it.each<[text: string, urls: string[], words: string]>([
    ['use https://example.com/a.jpg please', ['https://example.com/a.jpg'], 'use please'],
    ['https://example.com/a.JPG?w=100&h=2', ['https://example.com/a.JPG?w=100&h=2'], ''],
    ['(https://example.com/a.png)', ['https://example.com/a.png'], ''],
    ['Look: https://example.com/a.png.', ['https://example.com/a.png'], 'Look: .'],
    [
      'https://example.com/a.mp4, https://example.com/b.webm',
      ['https://example.com/a.mp4', 'https://example.com/b.webm'],
      '',
    ],
    [
      'https://example.com/a.gif and http://example.com/b.m4a',
      ['https://example.com/a.gif', 'http://example.com/b.m4a'],
      '',
    ],
    [
      '![beach](https://example.com/beach.webp) make it move',
      ['https://example.com/beach.webp'],
      'make it move',
    ],
    ['[my photo](https://example.com/p(1).jpg "title")', ['https://example.com/p(1).jpg'], ''],
    ['animate <https://example.com/a.jpeg>', ['https://example.com/a.jpeg'], 'animate'],
    ['*https://example.com/a.jpg*', ['https://example.com/a.jpg'], ''],
    ['看https://example.com/a.jpg这张图', ['https://example.com/a.jpg'], '看这张图'],
    ['用https://example.com/图片.jpg，做成视频', ['https://example.com/图片.jpg'], '用，做成视频'],
    ['https://example.com/图片.png做成视频', ['https://example.com/图片.png'], '做成视频'],
    ['https://example.com/a.jpg?x=1。做成视频', ['https://example.com/a.jpg?x=1'], '。做成视频'],
    [
      'https://example.com/a.jpg 和 https://example.com/b.jpg',
      ['https://example.com/a.jpg', 'https://example.com/b.jpg'],
      '',
    ],
    [
      'https://cdn.discordapp.com/attachments/1/2/a.png?ex=65&is=64&hm=ab& turn it',
      ['https://cdn.discordapp.com/attachments/1/2/a.png?ex=65&is=64&hm=ab&'],
      'turn it',
    ],
    [
      'https://res.cloudinary.com/x/image/upload/w_300,h_200/v1/photo.name.jpg',
      ['https://res.cloudinary.com/x/image/upload/w_300,h_200/v1/photo.name.jpg'],
      '',
    ],
    ['twice https://example.com/a.jpg https://example.com/a.jpg', ['https://example.com/a.jpg'], 'twice'],
    ['https://example.com:8443/a%20b.wav#t=3', ['https://example.com:8443/a%20b.wav#t=3'], ''],
    ['HTTPS://EXAMPLE.COM/A.MOV', ['HTTPS://EXAMPLE.COM/A.MOV'], ''],
    ['make it like https://example.com/watch?v=1.mp4', [], 'make it like https://example.com/watch?v=1.mp4'],
    ['https://example.com/a.jpg/info', [], 'https://example.com/a.jpg/info'],
    ['https://example.com/a.jpgs', [], 'https://example.com/a.jpgs'],
    ['https://photos.png', [], 'https://photos.png'],
    ['https://example.com/page.html', [], 'https://example.com/page.html'],
    ['file:///etc/a.jpg ftp://example.com/a.jpg', [], 'file:///etc/a.jpg ftp://example.com/a.jpg'],
    ['the file a.jpg', [], 'the file a.jpg'],
    ['https:///a.jpg', [], 'https:///a.jpg'],
    ['', [], ''],
  ])('%j', (text, urls, words) => {
    expect(mediaUrls(text)).toEqual(urls);
    expect(withoutUrls(text)).toBe(words);
  });

  it('finds a link between any words, and never throws', () => {
    const word = fc.string({ maxLength: 12, unit: 'grapheme' });
    fc.assert(
      fc.property(word, word, fc.constantFrom('jpg', 'PNG', 'mp4', 'm4a'), (before, after, extension) => {
        const url = `https://example.com/some/path.${extension}`;
        expect(mediaUrls(`${before} ${url} ${after}`)).toContain(url);
        expect(mediaUrls(withoutUrls(`${before} ${url} ${after}`))).toEqual([]);
        mediaUrls(`${before}https://${after}`);
      }),
    );
  });

  it('is quick on text made to be slow', () => {
    // A pattern that backtracks would take longer than a test may.
    mediaUrls('https://a/'.repeat(4_000));
    mediaUrls(`https://a/${'.jpg_'.repeat(10_000)}`);
    withoutUrls(`![${'['.repeat(10_000)}](https://a/b.jpg)`);
  });
});
