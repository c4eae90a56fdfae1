import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { translateGuiText } from '../../src/conversation/gui-phrases.js';
import type { Language } from '../../src/conversation/inbound.js';
import { wordsIn } from '../../src/conversation/words/words.js';

interface Phrases {
  /** What is left, what is offered, and whether the person is asked to say what to change. */
  readonly translated: {
    language: Language;
    text: string;
    left: string;
    offers?: string[];
    asks?: boolean;
  }[];
  /** Stays to the letter, with whatever is offered besides. */
  readonly content: { text: string; offers?: string[] }[];
}

const phrases = JSON.parse(
  readFileSync(new URL('../fixtures/gui-phrases.json', import.meta.url), 'utf8'),
) as Phrases;

const hint = (language: Language) => wordsIn(language).changedHere;
const en = (text: string) => translateGuiText(text, 'en').text;
const zh = (text: string) => translateGuiText(text, 'zh').text;

/** "… what is left" and the invitation, put together as a reader expects it. */
function withHint(left: string, language: Language): string {
  if (left === '') return hint(language);
  if (left.includes('\n')) return `${left}\n\n${hint(language)}`;
  return language === 'zh' && /[。！？]$/.test(left) ? left + hint(language) : `${left} ${hint(language)}`;
}

describe('translateGuiText', () => {
  it.each(phrases.translated)('translates $text', ({ language, text, left, offers, asks }) => {
    expect(translateGuiText(text, language)).toEqual({
      text: asks ? withHint(left, language) : left,
      offers: offers ?? [],
    });
  });

  it.each(phrases.content)('leaves $text', ({ text, offers }) => {
    for (const language of ['en', 'zh'] as const) {
      expect(translateGuiText(text, language)).toEqual({ text, offers: offers ?? [] });
    }
  });

  it('covers both languages well', () => {
    const isChinese = ({ text }: { text: string }) => /\p{Script=Han}/u.test(text);
    for (const list of [phrases.translated, phrases.content]) {
      expect(list.filter(isChinese).length).toBeGreaterThan(60);
      expect(list.length - list.filter(isChinese).length).toBeGreaterThan(130);
    }
  });

  it("does the vendor's own example", () => {
    expect(
      translateGuiText('Your video is ready! Preview in Timeline panel or click Export to save it.', 'en'),
    ).toEqual({ text: 'Your video is ready!', offers: ['export', 'timeline'] });
  });

  it('speaks the language of the person, whatever the backend spoke', () => {
    const text = 'I added a title. Drag the clip to track 2.';
    expect(zh(text)).toBe(`I added a title. ${hint('zh')}`);
    expect(translateGuiText('把片段拖到第二轨道。', 'en').text).toBe(hint('en'));
  });

  it('leaves a traditional text in its own script', () => {
    expect(translateGuiText('影片已完成。請點擊右上角的匯出按鈕，或在時間軸面板中預覽。', 'zh')).toEqual({
      text: '影片已完成。',
      offers: ['export', 'timeline'],
    });
    expect(zh('標題改為「點擊匯出」，請點擊「匯出」。')).toBe('標題改為「點擊匯出」。');
    expect(zh('請拖動片段。想怎麼改請告訴我。')).toBe('想怎麼改請告訴我。');
    expect(zh('請在時間軸中預覽，然後告訴我想改什麼。')).toBe('告訴我想改什麼。');
  });

  it('cuts nothing behind the label of an item, but what follows the name of a sound', () => {
    const item = '- Music: Click Track (0-10s)';
    expect(en(item)).toBe(item);
    expect(en('Music: Click Track. Click Export to save.')).toBe('Music: Click Track.');
    expect(en('Audio: use the slider to make it louder.')).toBe(hint('en'));
  });

  it('asks once, and not when the backend asks already', () => {
    expect(en('Drag the clip to track 2. Move the slider. Right-click the title.')).toBe(hint('en'));
    expect(en('Drag the clip to track 2, or tell me what to change.')).toBe('Tell me what to change.');
    expect(zh('请拖动片段。想怎么改请告诉我。')).toBe('想怎么改请告诉我。');
  });

  it('takes quoted words, code and addresses for content, and buttons in quotes for buttons', () => {
    for (const content of [
      'The title is now "Click Export to save".',
      'The title is now “Open the Media panel”.',
      "The caption reads 'Drag the clip to track 2'.",
      '标题改为「点击导出按钮」。',
      '字幕现在是“请打开素材面板”。',
      'I named the file `click Export.mp4`.',
      '```\nclick Export\nopen the Media panel\n```',
      'The project is at https://example.com/click/export and stays there.',
    ]) {
      expect(en(content)).toBe(content);
      expect(zh(content)).toBe(content);
    }
    for (const button of [
      'Click "Export".',
      "Click 'Export'.",
      'Click `Export`.',
      '点击【导出】。',
      '点击“导出”。',
    ]) {
      expect(translateGuiText(button, 'en')).toEqual({ text: '', offers: ['export'] });
    }
  });

  it('keeps a sentence that carries an address', () => {
    const text = 'Click here to download your video: https://cdn.example.com/video.mp4';
    expect(en(text)).toBe(text);
  });

  it('takes list items out and numbers the others anew', () => {
    expect(
      en(
        'Done:\n1. Added the title\n2. Click Export to save\n3. Set the music to 35%\n4. Drag the clip\n5. Cut the end',
      ),
    ).toBe(`Done:\n1. Added the title\n2. Set the music to 35%\n3. Cut the end\n\n${hint('en')}`);
    expect(en('- one\n- Click Export.\n- two')).toBe('- one\n- two');
    expect(zh('1、已添加标题\n2、点击导出\n3、已添加音乐')).toBe('1、已添加标题\n2、已添加音乐');
    expect(en('3. Added A\n4. Click Export\n5. Added B')).toBe('3. Added A\n4. Added B');
  });

  it('takes out what announces nothing any more', () => {
    expect(en('I added the title. Next steps:\n- Preview it in the timeline\n- Click Export')).toBe(
      'I added the title.',
    );
    expect(en('All done.\n\n**Next steps**\n\n1. Click Export\n2. Preview it in the player\n\nEnjoy!')).toBe(
      'All done.\n\nEnjoy!',
    );
    expect(zh('标题已添加。\n\n接下来：\n- 点击导出\n- 在时间线中预览')).toBe('标题已添加。');
    const kept = 'Next steps:\n- Tell me what to change\n- Send more images';
    expect(en(kept)).toBe(kept);
  });

  it('keeps line breaks, indents, emphasis and blank lines of what stays', () => {
    const text =
      '**Ready!** 🎬\n\n  - *Title:* "A"\n  - *Music:* Lo-fi\n\n> Click Export, said the client.\n';
    expect(en(text)).toBe(text);
    expect(en('One.\n\nClick Export.\n\nTwo.')).toBe('One.\n\nTwo.');
    expect(en('**Your video is ready. Click Export.**')).toBe('Your video is ready.');
  });

  it('says nothing when nothing is left, and never more than the hint', () => {
    for (const nothing of ['', ' ', '\n\n']) expect(en(nothing)).toBe(nothing);
    expect(en('Click Export.\n\nPreview it in the timeline.')).toBe('');
    expect(zh('点击导出。\n在时间线中预览。')).toBe('');
  });

  const piece = fc.constantFrom(...phrases.translated, ...phrases.content).map(({ text }) => text);
  const glue = fc.constantFrom(' ', '\n', '\n\n', ', ', '; ', '，', ' and ', '\n- ', '\n1. ');
  const language = fc.constantFrom('en' as const, 'zh' as const);

  it('changes nothing when it is applied to its own output', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, glue), { maxLength: 5 }), language, (pieces, to) => {
        const once = translateGuiText(pieces.flat().join(''), to).text;
        expect(translateGuiText(once, to).text).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it('adds no words of its own but the hint', () => {
    const letters = (text: string) => new Set(text.toLowerCase().match(/\p{L}+/gu) ?? []);
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, glue), { maxLength: 4 }), language, (pieces, to) => {
        const text = pieces.flat().join('');
        const known = letters(`${text} ${hint(to)}`);
        const cut = /\p{Script=Han}/u;
        for (const word of letters(translateGuiText(text, to).text)) {
          if (!cut.test(word)) expect(known).toContain(word);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never throws, whatever it reads', () => {
    const anything = fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), piece, glue, fc.constantFrom('"', '`', '(', '**', '“', '【')),
    );
    fc.assert(
      fc.property(anything, language, (pieces, to) => {
        const { text, offers } = translateGuiText(pieces.join(''), to);
        expect(text).toBeTypeOf('string');
        expect(new Set(offers).size).toBe(offers.length);
      }),
      { numRuns: 500 },
    );
  });

  it('is quick on text made to be slow', () => {
    // A pattern that backtracks would take longer than a test may.
    for (const unit of [
      'click ',
      'a, ',
      'open the ',
      'you can see the ',
      '请点击',
      '在时间线',
      '- ',
      '. ',
      '(',
      '"',
      '**',
      '1) a ',
    ]) {
      translateGuiText(unit.repeat(Math.ceil(20_000 / unit.length)), 'en');
    }
  });
});
