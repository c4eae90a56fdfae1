/**
 * Where a text may be broken into lines. Chinese and Japanese break between words (as Intl.Segmenter finds them), but
 * closing punctuation never starts a line and opening punctuation never ends one (the kinsoku rule, JIS X 4051; W3C
 * "Requirements for Chinese Text Layout", 3.1.3). Everything else breaks at spaces.
 */

const NEVER_STARTS =
  /^[、。，．・：；？！）」』】〕〉》〗〙〟’”…‥—～ー々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ,.:;?!)\]}%°℃¢‰′″％｝］]/u;
const NEVER_ENDS = /[（「『【〔〈《〖〘〝‘“([{｛［$£¥￥＄#＃@]$/u;
const IDEOGRAPHIC = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

const words = new Intl.Segmenter('zh', { granularity: 'word' });
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Pieces of one paragraph that must stay together, in order; a space belongs to the piece before it. */
export function unbreakablePieces(paragraph: string): string[] {
  const pieces: string[] = [];
  for (const { segment } of words.segment(paragraph)) {
    const previous = pieces.at(-1);
    if (previous !== undefined && !mayBreak(previous, segment))
      pieces[pieces.length - 1] = previous + segment;
    else pieces.push(segment);
  }
  return pieces;
}

/** Characters as people count them: an emoji of several code points is one. */
export function graphemesOf(text: string): string[] {
  return [...graphemes.segment(text)].map(({ segment }) => segment);
}

function mayBreak(before: string, after: string): boolean {
  if (/^\s/.test(after)) return false;
  if (NEVER_STARTS.test(after) || NEVER_ENDS.test(before)) return false;
  if (/\s$/.test(before) || /-$/.test(before)) return true;
  return IDEOGRAPHIC.test(before.at(-1) ?? '') || IDEOGRAPHIC.test(after.at(0) ?? '');
}

/**
 * Breaks a text into lines no wider than `maxWidth`, as even as possible. `measure` gives the width of a string.
 * A piece that is too wide for a line is cut between characters. Empty lines of the text are dropped.
 */
export function breakLines(text: string, maxWidth: number, measure: (text: string) => number): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '')
    .flatMap((paragraph) => evenLines(paragraph, maxWidth, measure));
}

/** The narrowest lines that need no more of them: a title does not leave one word alone on its last line. */
function evenLines(paragraph: string, maxWidth: number, measure: (text: string) => number): string[] {
  const pieces = unbreakablePieces(paragraph);
  const greedy = fill(pieces, maxWidth, measure);
  if (greedy.length === 1) return greedy;
  let narrow = maxWidth / 2;
  let wide = maxWidth;
  let best = greedy;
  for (let i = 0; i < 7; i++) {
    const width = (narrow + wide) / 2;
    const lines = fill(pieces, width, measure);
    const fits = lines.length <= greedy.length && lines.every((line) => measure(line) <= width);
    if (fits) {
      best = lines;
      wide = width;
    } else narrow = width;
  }
  return best;
}

function fill(pieces: readonly string[], maxWidth: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const piece of pieces.flatMap((whole) => cutIfTooWide(whole, maxWidth, measure))) {
    // Widths of pieces are added up instead of measuring whole lines: measuring is what takes time.
    if (line !== '' && width + measure(piece.trimEnd()) > maxWidth) {
      lines.push(line.trimEnd());
      line = '';
      width = 0;
    }
    const added = line === '' ? piece.trimStart() : piece;
    line += added;
    width += measure(added);
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}

function cutIfTooWide(piece: string, maxWidth: number, measure: (text: string) => number): string[] {
  if (measure(piece.trimEnd()) <= maxWidth) return [piece];
  const parts: string[] = [];
  let part = '';
  for (const grapheme of graphemesOf(piece)) {
    if (part !== '' && measure(part + grapheme) > maxWidth) {
      parts.push(part);
      part = '';
    }
    part += grapheme;
  }
  return [...parts, part];
}
