import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../src/conversation/language.js';

describe('detectLanguage', () => {
  it.each([
    ['把图片做成视频', 'zh', 'zh-CN'],
    ['把圖片做成影片', 'zh', 'zh-TW'],
    ['你好', 'zh', 'zh-CN'],
    ['帮我check一下credits', 'zh', 'zh-CN'],
    ['导出 1080p MP4', 'zh', 'zh-CN'],
    ['turn these images into a video', 'en', 'en'],
    ['export 1080p MP4', 'en', 'en'],
    ['この写真を動画にしてください', 'en', 'ja'],
    ['動画を作って', 'en', 'ja'],
    ['사진으로 영상을 만들어 줘', 'en', 'ko'],
    ['сделай видео из этих фото', 'en', 'ru'],
    ['haz un video con estas fotos', 'en', 'es'],
    ['mach aus den Bildern ein Video', 'en', 'de'],
    ['fais une vidéo avec ces photos', 'en', 'fr'],
    ['', 'en', 'en'],
    ['👍', 'en', 'en'],
  ] as const)('reads %j', (text, ours, code) => {
    expect(detectLanguage(text)).toEqual({ ours, code });
  });

  it('does not count what is quoted, file names and addresses', () => {
    expect(detectLanguage('add the title "夏日促销" please').code).toBe('en');
    expect(detectLanguage('标题写 "Summer Sale is here, come and buy"').code).toBe('zh-CN');
    expect(detectLanguage('用 my_first_holiday_photo_of_the_beach.jpg 做视频').code).toBe('zh-CN');
    expect(detectLanguage('https://example.com/the/photo/of/the/day.jpg', 'zh-CN').code).toBe('zh-CN');
  });

  it('follows the message where it differs from the locale', () => {
    expect(detectLanguage('把图片做成视频', 'en-US').ours).toBe('zh');
    expect(detectLanguage('turn these images into a video', 'zh-CN')).toEqual({ ours: 'en', code: 'en' });
    expect(detectLanguage('turn these images into a video', 'de-DE').code).toBe('en');
  });

  it.each([
    ['Hallo', 'de-DE', 'de'],
    ['status', 'es-ES', 'es'],
    ['status', 'zh-CN', 'en'],
    ['ok', 'zh-CN', 'zh-CN'],
    ['👍', 'zh_Hant_TW', 'zh-TW'],
    ['', 'zh-HK', 'zh-TW'],
    ['', 'ja', 'ja'],
    ['你好', 'zh-TW', 'zh-TW'],
    ['зроби відео', 'uk', 'uk'],
    ['', 'not a locale', 'en'],
  ] as const)('takes the code of %j with locale %s from the locale', (text, locale, code) => {
    expect(detectLanguage(text, locale).code).toBe(code);
  });

  it('always gives a language code, and Chinese words for Chinese only', () => {
    const locales = fc.option(fc.oneof(fc.string(), fc.constantFrom('zh-CN', 'de', 'ja-JP')), {
      nil: undefined,
    });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), locales, (text, locale) => {
        const { ours, code } = detectLanguage(text, locale);
        expect(code).toMatch(/^[a-z]{2,3}(?:-[A-Z]{2})?$/);
        expect(ours).toBe(code.startsWith('zh') ? 'zh' : 'en');
      }),
    );
  });
});
