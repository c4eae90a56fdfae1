import { describe, expect, it } from 'vitest';
import { admitFiles } from '../../../adapters/playground/page/lib/admit-files.js';
import {
  ago,
  clockTime,
  fileSize,
  shortName,
  splitSign,
} from '../../../adapters/playground/page/lib/format.js';
import { pageLanguage, wordsOf } from '../../../adapters/playground/page/lib/words.js';
import { threadAddress, threadOfAddress } from '../../../adapters/playground/page/router.js';

describe('formats', () => {
  it.each([
    [-500, '0:00'],
    [7_400, '0:07'],
    [754_000, '12:34'],
    [3_723_000, '1:02:03'],
  ])('clockTime(%d) is %s', (ms, shown) => expect(clockTime(ms)).toBe(shown));

  it.each([
    [3, '1 kB'],
    [348_160, '340 kB'],
    [1_258_291, '1.2 MB'],
    [210_763_776, '201 MB'],
  ])('fileSize(%d) is %s', (bytes, shown) => expect(fileSize(bytes)).toBe(shown));

  it('ago speaks both languages', () => {
    const now = 1_800_000_000_000;
    expect(ago(now - 5_000, now, 'en')).toBe('now');
    expect(ago(now - 3 * 60_000, now, 'en')).toMatch(/3 min.* ago/);
    expect(ago(now - 2 * 86_400_000, now, 'zh')).toBe('前天');
  });

  it.each([
    ['✅ Done in 9s', { sign: 'done', text: 'Done in 9s' }],
    ['⚠️ photo.heic: damaged', { sign: 'warning', text: 'photo.heic: damaged' }],
    ['⏹ Stopped', { sign: 'stopped', text: 'Stopped' }],
    ['No sign ✅ here', { text: 'No sign ✅ here' }],
  ])('splitSign(%s)', (line, expected) => expect(splitSign(line)).toEqual(expected));

  it('shortName leaves out what stands after the colon', () => {
    expect(shortName('Image to AI: Convert Images into AI Videos')).toBe('Image to AI');
    expect(shortName('图片转 AI 视频')).toBe('图片转 AI 视频');
  });
});

describe('admitFiles', () => {
  const limits = { filesPerMessage: 3, fileBytes: 1_048_576, textCharacters: 100 };
  const words = wordsOf('en');
  const file = (name: string, size = 1) => new File([new Uint8Array(size)], name);

  it('adds what fits', () => {
    const admitted = admitFiles([file('a')], [file('b'), file('c')], limits, words);
    expect(admitted.files.map((each) => each.name)).toEqual(['a', 'b', 'c']);
    expect(admitted.problem).toBe('');
  });

  it('names what is too large, and the number that is too high', () => {
    const added = [file('big', 1_048_577), file('b'), file('c'), file('d')];
    const admitted = admitFiles([file('a')], added, limits, words);
    expect(admitted.files.map((each) => each.name)).toEqual(['a', 'b', 'c']);
    expect(admitted.problem).toContain('big is larger than 1.0 MB');
    expect(admitted.problem).toContain('At most 3 files');
  });
});

describe('the page', () => {
  it('speaks Chinese to those who prefer it, English to all others', () => {
    expect(['zh-CN', 'zh', 'ZH-tw', 'en-GB', 'de', ''].map(pageLanguage)).toEqual([
      'zh',
      'zh',
      'zh',
      'en',
      'en',
      'en',
    ]);
  });

  it('keeps the open thread in its address', () => {
    expect(threadOfAddress(threadAddress('a-1'))).toBe('a-1');
    for (const hash of ['', '#/', '#/t/', '#/t/../x', '#/t/a?b'])
      expect(threadOfAddress(hash)).toBeUndefined();
  });
});
