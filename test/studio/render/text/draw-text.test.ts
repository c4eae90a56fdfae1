import { describe, expect, it } from 'vitest';
import { drawText, setText, undrawableCharacters } from '../../../../src/studio/render/text/draw-text.js';
import { assertFontsDraw, canDraw } from '../../../../src/studio/render/text/fonts.js';
import { text } from '../drafts.js';

const FRAME = { width: 640, height: 360 };
const drawn = (words: string, m: Parameters<typeof text>[3] = {}) =>
  drawText(setText(text(words, 0, 1_000, m), FRAME));
const pixelsOf = (words: string) => Buffer.from(drawn(words).data).toString('latin1');

/** Share of the pixels that are drawn in the text's own colour. */
function inkOf(words: string, m: Parameters<typeof text>[3] = {}): number {
  const { data } = drawn(words, { color: '#ff0000', ...m });
  let ink = 0;
  for (let i = 0; i < data.length; i += 4) {
    if ((data[i] ?? 0) > 200 && (data[i + 1] ?? 0) < 60 && (data[i + 3] ?? 0) > 200) ink++;
  }
  return ink;
}

describe('the fonts', () => {
  it('pass their own test', () => {
    expect(() => assertFontsDraw()).not.toThrow();
  });

  it('draw Chinese, Latin and Cyrillic as themselves and not as boxes', () => {
    for (const character of ['夏', '旅', '龘', 'é', 'Ж', 'あ', '，', '€']) {
      expect(canDraw(character), character).toBe(true);
    }
    expect(canDraw('\u{f0001}')).toBe(false);
    expect(pixelsOf('夏日')).not.toBe(pixelsOf('冬日'));
    expect(pixelsOf('冬日')).not.toBe(pixelsOf('冬夜'));
  });

  it('draw emoji, also those of several characters, and leave the digits to the letters', () => {
    for (const emoji of ['🌞', '🎉', '❤️', '👍🏽', '🇫🇷', '👨‍👩‍👧‍👦', '✨', '1️⃣']) {
      expect(canDraw(emoji), emoji).toBe(true);
    }
    // One picture and not four in a row.
    expect(setText(text('👨‍👩‍👧‍👦', 0, 1), FRAME).width).toBeLessThan(
      setText(text('👨👩', 0, 1), FRAME).width,
    );
    const digits = (words: string) => setText(text(words, 0, 1), FRAME).width;
    expect(digits('100 🎉') - digits('🎉')).toBeCloseTo(digits('100 a') - digits('a'), 0);
  });

  it('are bold for a title: the weight axis is set', () => {
    const bold = inkOf('夏日 Summer', { role: 'title' });
    const regular = inkOf('夏日 Summer', { role: 'subtitle' });
    expect(bold).toBeGreaterThan(regular * 1.08);
  });
});

describe('setText', () => {
  it('wraps what is too long, and makes it smaller before it takes too many lines', () => {
    const short = setText(text('Summer', 0, 1), FRAME);
    expect(short.lines).toEqual(['Summer']);
    expect(short.fontSize).toBe(36);
    const long = setText(text('很长的标题'.repeat(12), 0, 1), FRAME);
    expect(long.fontSize).toBeLessThan(36);
    expect(long.lines.length).toBeLessThanOrEqual(3);
    expect(long.width).toBeLessThanOrEqual(FRAME.width * 0.85);
    const endless = setText(text('很长的标题'.repeat(80), 0, 1), FRAME);
    expect(endless.height).toBeLessThanOrEqual(FRAME.height * 0.8);
  });

  it('leaves out what no font can draw, and says what that is', () => {
    const words = 'Hi \u{f0001}there';
    expect(undrawableCharacters(words)).toEqual(['\u{f0001}']);
    expect(setText(text(words, 0, 1), FRAME).lines).toEqual(['Hi there']);
    expect(setText(text('\u{f0001}', 0, 1), FRAME).lines).toEqual([]);
  });
});

describe('drawText', () => {
  it('surrounds light text with dark, and dark text with light', () => {
    const behind = (color: string) => {
      const { data } = drawn('Summer', { color });
      let [sum, weight] = [0, 0];
      for (let i = 0; i < data.length; i += 4) {
        const alpha = data[i + 3] ?? 0;
        // The shadow is what is half transparent.
        if (alpha < 30 || alpha > 200) continue;
        sum += data[i] ?? 0;
        weight++;
      }
      return sum / weight;
    };
    expect(behind('#ffffff')).toBeLessThan(60);
    expect(behind('#101010')).toBeGreaterThan(200);
  });

  it('reads on a picture as bright as the text itself', () => {
    const { data, width, height, margin } = drawn('Summer');
    // Laid over white: the darkest place next to the letters must part them from it.
    let darkest = 255;
    for (let y = margin; y < height - margin; y++) {
      for (let x = margin; x < width - margin; x++) {
        const i = (y * width + x) * 4;
        const alpha = (data[i + 3] ?? 0) / 255;
        darkest = Math.min(darkest, (data[i] ?? 0) * alpha + 255 * (1 - alpha));
      }
    }
    expect(darkest).toBeLessThan(90);
  });

  it('gives a caption a box', () => {
    const { data, width, height } = drawn('Words', { role: 'caption', size: 0.06 });
    const alphaAt = (x: number, y: number) => data[(y * width + x) * 4 + 3] ?? 0;
    const middle = Math.round(height / 2);
    const row = Array.from({ length: width }, (_, x) => alphaAt(x, middle));
    expect(row.filter((alpha) => alpha > 120).length).toBeGreaterThan(width * 0.6);
    expect(alphaAt(0, 0)).toBe(0);
  });
});
