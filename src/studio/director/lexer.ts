import { fold, isHan, isLatin } from './fold.js';
import { addressAt, quoteAt } from './literals.js';
import { mediaMeaning, type NameIndex } from './names.js';
import { CHINESE, ENGLISH } from './phrase-book.js';
import type { Token } from './tokens.js';

/** Cuts a message into tokens; the longest meaning that begins at a place wins. Whitespace and emoji give no token. */
export function lex(source: string, names: NameIndex): Token[] {
  const folded = fold(source);
  const tokens: Token[] = [];
  let offset = 0;
  while (offset < folded.length) {
    const token =
      quoteAt(source, offset, names) ??
      wordAt(source, folded, offset, names) ??
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

function wordAt(source: string, folded: string, offset: number, names: NameIndex): Token | undefined {
  const first = folded.charAt(offset);
  if (!isReadable(first)) return foreignWordAt(folded, offset, names);
  if (isLatin(first) && isLatin(folded.charAt(offset - 1)) && !/\d/.test(folded.charAt(offset - 1)))
    return undefined;
  const name = names.match(folded, offset);
  const address = name?.by === 'file' ? undefined : addressAt(source, folded, offset);
  if (address) return address;
  const best =
    (isHan(first) ? undefined : ENGLISH.longestAt(folded, offset)) ?? CHINESE.longestAt(folded, offset);
  const nameLength = name?.length ?? 0;
  if (name && (nameLength > (best?.length ?? 0) || name.by === 'file' || best?.meaning.is === 'filler')) {
    return { meaning: mediaMeaning(name), start: offset, end: offset + nameLength };
  }
  if (best) {
    const token = { meaning: best.meaning, start: offset, end: offset + best.length };
    const alsoNamed = name?.length === best.length && (name.by === 'stem' || best.meaning.is === 'color');
    return alsoNamed && name.media.kind === 'image' ? { ...token, named: name.media.ref } : token;
  }
  const end = isLatin(first) ? endOfWord(folded, offset) : offset + 1;
  return { meaning: { is: 'unknown' }, start: offset, end };
}

const isReadable = (character: string) => isLatin(character) || isHan(character) || /[#&]/.test(character);

/** A word of another script: unknown, unless a file is called so. */
function foreignWordAt(folded: string, offset: number, names: NameIndex): Token | undefined {
  const name = names.match(folded, offset);
  if (name) return { meaning: mediaMeaning(name), start: offset, end: offset + name.length };
  const word = /[\p{L}\p{M}]+/uy;
  word.lastIndex = offset;
  const length = word.exec(folded)?.[0].length;
  return length === undefined
    ? undefined
    : { meaning: { is: 'unknown' }, start: offset, end: offset + length };
}

function endOfWord(folded: string, offset: number): number {
  const word = /[a-z0-9\u00c0-\u024f]+(?:['_-][a-z0-9\u00c0-\u024f]+)*/y;
  word.lastIndex = offset;
  return offset + (word.exec(folded)?.[0].length ?? 1);
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
