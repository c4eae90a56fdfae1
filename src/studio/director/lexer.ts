import { fold, isHan, isLatin } from './fold.js';
import { type Entry, phrasesOf } from './lexicon/entry.js';
import { CHINESE_LEXICON, ENGLISH_LEXICON } from './lexicon/lexicon.js';
import { cutsWord, type NameIndex, type NameMatch } from './names.js';
import { PATTERNS } from './patterns.js';
import type { Meaning, Token } from './tokens.js';

interface Rule {
  readonly expression: RegExp;
  readonly read: (groups: readonly (string | undefined)[]) => Meaning | undefined;
}

/** A match may not end in the middle of a Latin word: the expression then looks for another way ("crossfades"). */
const whole = (source: string) =>
  new RegExp(`(?:${source})(?:(?<![a-z0-9\u00c0-\u024f])|(?![a-z0-9\u00c0-\u024f]))`, 'y');

const rulesOf = (entries: readonly Entry[]): Rule[] =>
  entries.flatMap(([meaning, phrases]) =>
    phrasesOf(phrases).map((phrase) => ({ expression: whole(phrase), read: () => meaning })),
  );

const NUMBERED: readonly Rule[] = PATTERNS.map(({ source, read }) => ({ expression: whole(source), read }));
// Of two matches that are equally long the earlier rule counts: numbers before words.
const ENGLISH: readonly Rule[] = [...NUMBERED, ...rulesOf(ENGLISH_LEXICON)];
const CHINESE: readonly Rule[] = [...NUMBERED, ...rulesOf(CHINESE_LEXICON)];

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

/** Cuts a message into tokens; the longest meaning that begins at a place wins. Whitespace and emoji give no token. */
export function lex(source: string, names: NameIndex): Token[] {
  const folded = fold(source);
  const tokens: Token[] = [];
  let offset = 0;
  while (offset < folded.length) {
    const token =
      quoteAt(source, offset, names) ??
      addressAt(source, offset, names) ??
      wordAt(folded, offset, names) ??
      breakAt(folded, offset, tokens.at(-1));
    if (token) {
      const last = tokens.at(-1);
      // A run of unknown Chinese characters is one word.
      if (last && isRun(folded, last, token)) tokens[tokens.length - 1] = { ...last, end: token.end };
      else tokens.push(token);
      offset = token.end;
    } else offset += 1;
  }
  return tokens;
}

function isRun(folded: string, last: Token, token: Token): boolean {
  return (
    last.meaning.is === 'unknown' &&
    token.meaning.is === 'unknown' &&
    last.end === token.start &&
    isHan(folded.charAt(token.start))
  );
}

function quoteAt(source: string, offset: number, names: NameIndex): Token | undefined {
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
  const meaning: Meaning = file ? meaningOf(file) : { is: 'quote', words };
  return { meaning, start: offset, end: end + 1 };
}

/** A web address in a message is something to be shown: "add our website www.example.com". */
function addressAt(source: string, offset: number, names: NameIndex): Token | undefined {
  if (isLatin(fold(source.charAt(offset - 1))) || names.match(fold(source), offset)?.by === 'file')
    return undefined;
  const address =
    /(?:https?:\/\/|www\.)[\w./?=&%#-]+|[\w-]+\.(?:com|cn|net|org|io|co|shop|store|app|ai)(?:\/[\w./?=&%#-]*)?(?![\w-])/iy;
  address.lastIndex = offset;
  const words = address.exec(source)?.[0].replace(/[.,]+$/, '');
  return words ? { meaning: { is: 'quote', words }, start: offset, end: offset + words.length } : undefined;
}

function closingQuote(source: string, from: number, open: string, close: string): number {
  for (let end = source.indexOf(close, from); end >= 0; end = source.indexOf(close, end + 1)) {
    const isApostrophe = (open === "'" || open === '‘') && /\w/.test(source.charAt(end + 1));
    if (!isApostrophe) return end;
  }
  return -1;
}

function wordAt(folded: string, offset: number, names: NameIndex): Token | undefined {
  const first = folded.charAt(offset);
  if (!isLatin(first) && !isHan(first) && first !== '#' && first !== '&') return undefined;
  if (isLatin(first) && isLatin(folded.charAt(offset - 1)) && !/\d/.test(folded.charAt(offset - 1)))
    return undefined;
  const name = names.match(folded, offset);
  const best = longest(isHan(first) ? CHINESE : ENGLISH, folded, offset) ?? longest(CHINESE, folded, offset);
  const nameLength = name?.length ?? 0;
  if (name && (nameLength > (best?.length ?? 0) || name.by === 'file' || best?.meaning.is === 'filler')) {
    return { meaning: meaningOf(name), start: offset, end: offset + nameLength };
  }
  if (best) {
    const token = { meaning: best.meaning, start: offset, end: offset + best.length };
    const alsoNamed = name?.length === best.length && (name.by === 'stem' || best.meaning.is === 'color');
    return alsoNamed && name.media.kind === 'image' ? { ...token, named: name.media.ref } : token;
  }
  const end = isLatin(first) ? endOfWord(folded, offset) : offset + 1;
  return { meaning: { is: 'unknown' }, start: offset, end };
}

function longest(
  rules: readonly Rule[],
  folded: string,
  offset: number,
): { meaning: Meaning; length: number } | undefined {
  let best: { meaning: Meaning; length: number } | undefined;
  for (const { expression, read } of rules) {
    expression.lastIndex = offset;
    const match = expression.exec(folded);
    if (!match || match[0].length <= (best?.length ?? 0)) continue;
    if (cutsWord(folded, offset, offset + match[0].length)) continue;
    const meaning = read(match);
    if (meaning) best = { meaning, length: match[0].length };
  }
  return best;
}

function endOfWord(folded: string, offset: number): number {
  const word = /[a-z0-9\u00c0-\u024f]+(?:['_-][a-z0-9\u00c0-\u024f]+)*/y;
  word.lastIndex = offset;
  return offset + (word.exec(folded)?.[0].length ?? 1);
}

function meaningOf(name: NameMatch): Meaning {
  return name.media.kind === 'image'
    ? { is: 'image', ref: name.media.ref, exact: name.by === 'file' }
    : { is: 'sound', id: name.media.id };
}

function breakAt(folded: string, offset: number, last: Token | undefined): Token | undefined {
  const strength = breakStrength(folded, offset);
  if (!strength) return undefined;
  const end = offset + 1;
  // "..." or ".\n" is one break.
  if (strength === 'strong' && last?.meaning.is === 'break' && last.meaning.strength === 'strong')
    return undefined;
  return { meaning: { is: 'break', strength }, start: offset, end };
}

function breakStrength(folded: string, offset: number): 'strong' | 'list' | 'colon' | undefined {
  const character = folded.charAt(offset);
  // The dot of "example.com" ends nothing.
  if (character === '.' && isLatin(folded.charAt(offset + 1))) return undefined;
  if (/[.;!?\n…]/.test(character)) return 'strong';
  if (/[,、()|·•]/.test(character)) return 'list';
  if (character === ':' || character === '=') return 'colon';
  const spaced = /\s/.test(folded.charAt(offset - 1)) && /\s/.test(folded.charAt(offset + 1));
  if (character === '-' && spaced) return 'list';
  // An arrow lists things in their order.
  return character === '→' || (character === '>' && folded.charAt(offset - 1) !== '>') ? 'list' : undefined;
}
