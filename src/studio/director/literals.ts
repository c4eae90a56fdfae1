import { isLatin } from './fold.js';
import type { NameIndex } from './names.js';
import { mediaMeaning } from './names.js';
import type { Meaning, Token } from './tokens.js';

const CLOSING_QUOTE: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”',
  '”': '”',
  '„': '“',
  '‘': '’',
  "'": "'",
  '「': '」',
  '『': '』',
  '《': '》',
  '«': '»',
  '`': '`',
};

/** Words in quotation marks; a file's name in them is that file. */
export function quoteAt(source: string, offset: number, names: NameIndex): Token | undefined {
  const open = source.charAt(offset);
  const close = CLOSING_QUOTE[open];
  if (!close) return undefined;
  // An apostrophe opens a quotation only where a word cannot go on: "don't" is none.
  if (open === "'" && /\w/.test(source.charAt(offset - 1))) return undefined;
  const end = closingQuote(source, offset + 1, open, close);
  if (end < 0) return undefined;
  const words = source.slice(offset + 1, end).trim();
  if (!words) return undefined;
  const file = names.exactly(words);
  const meaning: Meaning = file ? mediaMeaning(file) : { is: 'quote', words };
  return { meaning, start: offset, end: end + 1 };
}

function closingQuote(source: string, from: number, open: string, close: string): number {
  for (let end = source.indexOf(close, from); end >= 0; end = source.indexOf(close, end + 1)) {
    const isApostrophe = (open === "'" || open === '‘') && /\w/.test(source.charAt(end + 1));
    if (!isApostrophe) return end;
  }
  return -1;
}

const ADDRESS =
  /(?:https?:\/\/|www\.)[\w./?=&%#-]+|[\w-]{1,63}\.(?:com|cn|net|org|io|co|shop|store|app|ai)(?:\/[\w./?=&%#-]*)?(?![\w-])/iy;

/** A web address in a message is something to be shown: "add our website www.example.com". */
export function addressAt(source: string, folded: string, offset: number): Token | undefined {
  if (!isLatin(folded.charAt(offset)) || isLatin(folded.charAt(offset - 1))) return undefined;
  ADDRESS.lastIndex = offset;
  const words = ADDRESS.exec(source)?.[0].replace(/[.,]+$/, '');
  return words ? { meaning: { is: 'quote', words }, start: offset, end: offset + words.length } : undefined;
}
