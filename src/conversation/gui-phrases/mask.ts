import { foldChinese } from './fold-chinese.js';

/**
 * A copy of a text, character for character, in which everything that is content by its form is covered:
 * quotes, code, addresses, brackets. Offsets in the mask are offsets in the text, so a decision made on the
 * mask cuts the text. Chinese is in simplified characters there, whatever the text is written in.
 */

/**
 * Covers quoted words and code: a button may be named in quotes, so a reader of the mask has to see that they
 * are there.
 */
export const QUOTED = '\u0001';
/** Covers an address. */
export const LINK = '\u0002';
/** Covers a mark of emphasis: not there for a reader of the mask. */
const EMPHASIS = '\u0003';
/** The closing quote of quoted words that end a sentence. */
export const QUOTED_END = '\u0004';
/** Covers what stands in brackets. */
const BRACKETED = '\u0005';

const CODE = /```[\s\S]*?```|`[^`\n]+`/g;
const LINKS =
  /\b(?:https?:\/\/|www\.)[^\s<>"'`，。；！？、（）【】「」《》“”]*[^\s<>"'`，。；！？、（）【】「」《》“”.,;:!?)\]*_]/gi;
const QUOTES =
  /"[^"\n]{1,400}"|“[^“”\n]{1,400}”|‘[^‘’\n]{1,200}’|«[^«»\n]{1,400}»|「[^「」\n]{1,400}」|『[^『』\n]{1,400}』|《[^《》\n]{1,400}》|【[^【】\n]{1,100}】|(?<![\p{L}\p{N}])'[^'\n]{1,200}'(?![\p{L}\p{N}])/gu;
const BRACKETS = /\([^()\n]*\)|（[^（）\n]*）|\[[^[\]\n]*\](?!\()/g;
const EMPHASES = /\*+|__+|~~+/g;

export function maskContent(text: string): string {
  // Signs of our own (here and in `english-nouns.ts`) must not come in from outside.
  let mask = foldChinese(text.replace(/[\u0000-\u0008\u000b-\u001f]/g, ' '));
  mask = mask.replace(CODE, (code) => QUOTED.repeat(code.length));
  mask = mask.replace(LINKS, (link) => LINK.repeat(link.length));
  mask = mask.replace(QUOTES, coverQuote);
  return mask.replace(EMPHASES, (marks) => EMPHASIS.repeat(marks.length));
}

function coverQuote(quote: string): string {
  const endsSentence = /[.!?。！？…]$/u.test(quote.slice(0, -1));
  return QUOTED.repeat(quote.length - 1) + (endsSentence ? QUOTED_END : QUOTED);
}

/** Every pair of brackets, outer ones only, as offsets that include the brackets. */
export function findBrackets(mask: string): { start: number; end: number }[] {
  return [...mask.matchAll(BRACKETS)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Covers what stands in brackets, so that it neither divides a sentence nor decides about it. */
export function coverBrackets(mask: string): string {
  return mask.replace(BRACKETS, (inside) => BRACKETED.repeat(inside.length));
}

const LEADING_SIGNS =
  /^(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}☑✓✔→➜➤▶►•·>\-–—\s]|\ufe0f|\u200d|\u20e3)+/u;

/**
 * What a reader of a piece of the mask sees: covers shrunk to one sign, no emphasis, no leading emoji, single
 * spaces.
 */
export function viewOf(mask: string): string {
  return mask
    .replace(/\u0003/g, '')
    .replace(/[\u0001\u0004]+/g, QUOTED)
    .replace(/\u0002+/g, LINK)
    .replace(/\u0005+/g, ' ')
    .replace(/’/g, "'")
    .replace(/\s+/g, ' ')
    .replace(LEADING_SIGNS, '')
    .trim();
}
