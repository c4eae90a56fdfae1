import { type Masked, type Translated, translateLine, untouched } from './sentence.js';

/**
 * One line of a text: what stands before its words (indent, bullet, number, heading), and what is left of
 * them.
 */
export interface Line {
  readonly original: string;
  readonly prefix: string;
  readonly isItem: boolean;
  /** Number of a numbered item, as it is written. */
  readonly number?: number;
  readonly isBlank: boolean;
  /** It announces what follows: "Next steps:", a heading. */
  readonly announces: boolean;
  translated: Translated;
}

const PREFIX =
  /^(?<indent>[\s>]*)(?<mark>#{1,6}\s+|[-*+•·●▪◦‣–—]\s+(?:\[[ xX]\]\s+)?|\(?\d{1,3}[.)、．](?!\d)\s*|（\d{1,3}）\s*|[①-⑳]\s*|[一二三四五六七八九十]{1,3}、\s*|[a-z]\)\s+)?/u;

export function readLines(masked: Masked): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const piece of masked.mask.split('\n')) {
    const end = start + piece.length;
    lines.push(readLine(masked, start, end));
    start = end + 1;
  }
  return lines;
}

function readLine(masked: Masked, start: number, end: number): Line {
  const original = masked.text.slice(start, end);
  const match = PREFIX.exec(original);
  const prefix = match?.[0] ?? '';
  const mark = match?.groups?.mark ?? '';
  const number = /\d{1,3}/.exec(mark)?.[0];
  const isHeading = mark.startsWith('#');
  return {
    original,
    prefix,
    isItem: mark !== '' && !isHeading,
    number: number === undefined || isHeading ? undefined : Number(number),
    isBlank: original.trim() === '',
    announces:
      isHeading || /[:：][*_\s]*$/.test(original) || /^\s*(?:\*\*|__).+(?:\*\*|__)\s*$/.test(original),
    // A block quote is somebody's text.
    translated: match?.groups?.indent?.includes('>')
      ? untouched(original.slice(prefix.length))
      : translateLine(masked, { start: start + prefix.length, end }),
  };
}

/**
 * Takes out announcements of which nothing is left ("Next steps:"), last ones first, so that headings of
 * headings go too.
 */
export function dropIdleAnnouncements(lines: readonly Line[]): void {
  for (let index = lines.length - 1; index >= 0; index--) {
    const line = lines[index];
    if (!line?.announces || line.translated.text === '') continue;
    const announced = announcedBy(lines, index);
    if (announced.length > 0 && announced.every((later) => later.translated.text === '')) {
      const text = withoutAnnouncement(line.translated.text);
      line.translated = { ...line.translated, text, isChanged: true };
    }
  }
}

/** The list that follows, or the paragraph when there is no list. */
function announcedBy(lines: readonly Line[], index: number): Line[] {
  const following: Line[] = [];
  let isList: boolean | undefined;
  for (const line of lines.slice(index + 1)) {
    if (line.isBlank) {
      if (isList === false) break;
      continue;
    }
    isList ??= line.isItem;
    if (line.isItem !== isList) break;
    following.push(line);
  }
  return following;
}

/** "I added the title. Next steps:" keeps its first sentence. */
function withoutAnnouncement(text: string): string {
  const isHeading = !/[:：][*_\s]*$/.test(text);
  const before = isHeading
    ? ''
    : (/^[\s\S]*[.!?。！？](?=\s|[^\s.!?。！？]+[:：][*_\s]*$)/.exec(text)?.[0] ?? '');
  return before.trim();
}

/** The lines that are left, as text: items renumbered, no blank lines where something went. */
export function joinLines(lines: readonly Line[]): string {
  const kept: string[] = [];
  const numbers = new Map<number, number>();
  let hasGap = false;
  for (const line of lines) {
    const isGone = !line.isBlank && line.translated.text === '';
    if (line.number !== undefined) {
      const indent = /^\s*/.exec(line.prefix)?.[0].length ?? 0;
      const expected = numbers.get(indent);
      const isNewList = expected === undefined || line.number === 1;
      const next = isNewList ? line.number : expected;
      if (!isGone) kept.push(withNumber(line, next));
      numbers.set(indent, isGone ? next : next + 1);
      hasGap ||= isGone;
      continue;
    }
    if (!line.isItem && !line.isBlank) numbers.clear();
    if (isGone) {
      hasGap = true;
      continue;
    }
    // A blank line may stay where it was, but not become the first one or the second in a row.
    if (line.isBlank && hasGap && (kept.at(-1) ?? '').trim() === '') continue;
    kept.push(line.translated.isChanged ? line.prefix + line.translated.text : line.original);
  }
  const text = kept.join('\n');
  return hasGap ? text.trim() : text;
}

function withNumber(line: Line, number: number): string {
  if (number === line.number)
    return line.translated.isChanged ? line.prefix + line.translated.text : line.original;
  return line.prefix.replace(/\d{1,3}/, String(number)) + line.translated.text;
}
