import type { Meaning } from '../tokens.js';

/**
 * One meaning and the phrases for it: regular expressions without anchors, of which the longest match wins. English
 * phrases are separated by a comma and white space, Chinese ones (which have no spaces inside) by white space.
 */
export type Entry = readonly [meaning: Meaning, phrases: string];

export function phrasesOf(phrases: string): string[] {
  const isChinese = /[\u3400-\u9fff]/.test(phrases);
  return phrases.split(isChinese ? /\s+/ : /,\s+/);
}
