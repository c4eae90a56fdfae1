import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakLines, graphemesOf } from '../../../../src/studio/render/text/line-breaks.js';

/** One for a Latin letter, two for everything else: enough to lay out by. */
const measure = (text: string) =>
  graphemesOf(text).reduce((sum, grapheme) => sum + (/^[\x20-\x7e]/.test(grapheme) ? 1 : 2), 0);
const lines = (text: string, width: number) => breakLines(text, width, measure);

describe('breakLines', () => {
  it('breaks Latin text at spaces, in lines of about the same length', () => {
    expect(lines('Our new collection is here', 20)).toEqual(['Our new collection', 'is here']);
    expect(lines('one two three four five six', 22)).toEqual(['one two three', 'four five six']);
    expect(lines('a summer in the old town of Porto', 28)).toEqual(['a summer in the', 'old town of Porto']);
  });

  it('breaks Chinese between words', () => {
    const broken = lines('让每一个夏天都变成难忘的回忆', 16);
    expect(broken.join('')).toBe('让每一个夏天都变成难忘的回忆');
    expect(broken).toHaveLength(2);
    expect(broken.some((line) => line.endsWith('夏') || line.endsWith('回'))).toBe(false);
  });

  it('keeps punctuation with the word before it, and opening brackets with the one after', () => {
    for (let width = 12; width < 40; width++) {
      for (const line of lines('今天，我们去看海、吃西瓜！（和《朋友》们）「一起」……“很好”。', width)) {
        expect(line, `at ${width}`).not.toMatch(/^[、。，！）》」”…]/);
        expect(line, `at ${width}`).not.toMatch(/[（《「“]$/);
      }
    }
  });

  it('does not part a number from its sign, nor a word from its comma', () => {
    for (let width = 10; width < 40; width++) {
      const broken = lines('Now 50% off, until Sunday (only here): $99.50', width);
      for (const piece of ['50%', 'off,', '(only', 'here):', '$99.50']) {
        expect(
          broken.some((line) => line.includes(piece)),
          `${piece} at ${width}`,
        ).toBe(true);
      }
    }
  });

  it('keeps the breaks of the text, and cuts a word that is wider than a line', () => {
    expect(lines('Hello\n\n  world ', 20)).toEqual(['Hello', 'world']);
    expect(lines('Donaudampfschiff', 6)).toEqual(['Donaud', 'ampfsc', 'hiff']);
    expect(lines('👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 4)).toEqual(['👨‍👩‍👧‍👦👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦']);
    expect(lines('   ', 6)).toEqual([]);
  });

  it('loses nothing and keeps to the width, whatever the text', () => {
    const words = fc.array(
      fc.constantFrom('夏天', '旅行', '，', '。', 'Summer', 'trip', ' ', '(', ')', '50%', '😀', '\n'),
    );
    fc.assert(
      fc.property(words, fc.integer({ min: 4, max: 40 }), (parts, width) => {
        const text = parts.join('');
        const broken = lines(text, width);
        expect(broken.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const line of broken) expect(measure(line)).toBeLessThanOrEqual(width);
      }),
      { numRuns: 300 },
    );
  });
});
