import { isAttribute, isTextThing } from './clause.js';
import { isHan } from './fold.js';
import type { Meaning, Token, Verb } from './tokens.js';

/**
 * Words for the video that stand there without quotation marks: "add a title Summer Sale", "标题改成夏日特惠".
 * They become a quote, so that nothing in them is taken for an order.
 */
export function captureWords(tokens: readonly Token[], source: string): Token[] {
  const result: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) continue;
    result.push(token);
    if (!isTextThing(token.meaning) && !isNaming(token.meaning) && !isWriting(token, source)) continue;
    const found = wordsAfter(tokens, index, source);
    if (!found) continue;
    const first = tokens[found.from];
    const last = tokens[found.to];
    if (!first || !last) continue;
    const words = trimWords(source.slice(first.start, last.end));
    if (!words) continue;
    // Between the noun and its words stand "to", "should say", "from 2s to 5s:".
    result.push(...tokens.slice(index + 1, found.from).filter(({ meaning }) => meaning.is !== 'break'));
    result.push({ meaning: { is: 'quote', words }, start: first.start, end: last.end });
    index = found.to;
  }
  return result;
}

function isNaming(meaning: Meaning): boolean {
  return meaning.is === 'word' && (meaning.word === 'titled' || meaning.word === 'says');
}

/** "write Happy Birthday": a verb after which only words can follow. */
function isWriting({ meaning, start, end }: Token, source: string): boolean {
  return (
    meaning.is === 'verb' &&
    meaning.verb === 'add' &&
    /^(?:writ|typ|print|写|打上)/i.test(source.slice(start, end))
  );
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

function wordsAfter(tokens: readonly Token[], index: number, source: string): Stretch | undefined {
  const before = sentenceBefore(tokens, index);
  const marker = markerAfter(tokens, index, before, source);
  const from = marker?.from ?? index + 1;
  const first = tokens[from];
  if (!first || first.meaning.is === 'quote' || quoteFollows(tokens, from)) return undefined;
  if (!marker && !mayFollowBare(tokens, index, before, source)) return undefined;
  const to = endOfWords(tokens, from, source, marker?.greedy ?? false);
  if (to < from) return undefined;
  const stretch = tokens.slice(from, to + 1);
  return isContent(stretch, source, marker !== undefined) ? { from, to } : undefined;
}

/** Tokens of the same sentence before this one. */
function sentenceBefore(tokens: readonly Token[], index: number): Token[] {
  const start = tokens.findLastIndex((token, at) => at < index && isStrong(token.meaning));
  return tokens.slice(start + 1, index);
}

const isStrong = (meaning: Meaning) => meaning.is === 'break' && meaning.strength === 'strong';
const hasVerb = (tokens: readonly Token[], ...verbs: Verb[]) =>
  tokens.some(({ meaning }) => meaning.is === 'verb' && verbs.includes(meaning.verb));

/** The word or sign that introduces the words, and where they begin. `greedy` takes verbs for words too. */
function markerAfter(
  tokens: readonly Token[],
  index: number,
  before: readonly Token[],
  source: string,
): { from: number; greedy: boolean } | undefined {
  const own = tokens[index]?.meaning;
  let at = index + 1;
  if (own && isNaming(own)) return { from: skipColon(tokens, at), greedy: true };
  const isSkippable = (token: Token | undefined) =>
    token !== undefined &&
    !isCapital(source, token) &&
    (token.meaning.is === 'filler' || (token.meaning.is === 'verb' && token.meaning.verb === 'change'));
  let changes = false;
  while (isSkippable(tokens[at]) && at < index + 3) {
    changes ||= tokens[at]?.meaning.is === 'verb';
    at += 1;
  }
  const next = tokens[at]?.meaning;
  if (next?.is === 'break' && next.strength === 'colon') return { from: at + 1, greedy: true };
  if (next?.is === 'word' && next.word === 'says') return { from: skipColon(tokens, at + 1), greedy: true };
  const isHanToken = isHan(source.charAt(tokens[at]?.start ?? 0));
  if (next?.is === 'verb' && next.verb === 'add' && isHanToken)
    return { from: skipColon(tokens, at + 1), greedy: true };
  const isChange = changes || hasVerb(before, 'change', 'switch', 'make', 'replace');
  if (next?.is === 'word' && next.word === 'to' && isChange && !hasVerb(before, 'add', 'move')) {
    return { from: skipColon(tokens, at + 1), greedy: true };
  }
  if (changes) return { from: skipColon(tokens, at), greedy: true };
  const colon = laterColon(tokens, index + 1);
  return colon > 0 ? { from: colon + 1, greedy: true } : undefined;
}

/** "a caption from 2s to 5s: Hello": what stands between says where and when. */
function laterColon(tokens: readonly Token[], from: number): number {
  const colon = tokens.findIndex(({ meaning }, at) => at >= from && meaning.is === 'break');
  const sign = tokens[colon]?.meaning;
  const between = tokens.slice(from, Math.max(colon, from));
  const isPlain = between.every(({ meaning }) => isAttribute(meaning) && meaning.is !== 'quote');
  return sign?.is === 'break' && sign.strength === 'colon' && isPlain ? colon : -1;
}

function skipColon(tokens: readonly Token[], at: number): number {
  const meaning = tokens[at]?.meaning;
  return meaning?.is === 'break' && meaning.strength === 'colon' ? at + 1 : at;
}

function quoteFollows(tokens: readonly Token[], from: number): boolean {
  for (const { meaning } of tokens.slice(from)) {
    if (meaning.is === 'quote') return true;
    if (meaning.is === 'break' || isTextThing(meaning)) return false;
  }
  return false;
}

/** "add a title Summer Sale", "title Summer Sale"; but not "the title looks wrong". */
function mayFollowBare(
  tokens: readonly Token[],
  index: number,
  before: readonly Token[],
  source: string,
): boolean {
  const next = tokens[index + 1];
  if (!next) return false;
  if (
    hasVerb(before, 'remove') ||
    before.some(({ meaning }) => meaning.is === 'word' && meaning.word === 'not')
  ) {
    return next.meaning.is === 'unknown';
  }
  if (next.meaning.is !== 'unknown' && !isCapital(source, next)) return false;
  const adds = hasVerb(before, 'add', 'move', 'create', 'want', 'show', 'use');
  const previous = before.at(-1)?.meaning;
  const opens = previous === undefined || previous.is === 'break';
  return adds || (opens && !isComplaint(source.slice(next.start)));
}

function isComplaint(words: string): boolean {
  return /^(?:太|很|不|有点|真|好像|看起来|looks?\b|is\b|are\b|isn|seems?\b|doesn|needs?\b|should\b|was\b|ends?\b|starts?\b|stays?\b)/i.test(
    words,
  );
}

function isCapital(source: string, token: Token): boolean {
  return /\p{Lu}/u.test(source.charAt(token.start));
}

/** Index of the last token that still belongs to the words. */
function endOfWords(tokens: readonly Token[], from: number, source: string, greedy: boolean): number {
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token) break;
    const { meaning } = token;
    const isFirst = at === from;
    if (isStrong(meaning)) return at - 1;
    if (meaning.is === 'break' && startsAnew(tokens, at, source, greedy)) return at - 1;
    if (!isFirst && beginsModifier(tokens, at, source)) return at - 1;
  }
  return tokens.length - 1;
}

/** After a comma anything that has a meaning is a new wish; after "and" only an order is. */
function startsAnew(tokens: readonly Token[], at: number, source: string, greedy: boolean): boolean {
  const sign = source.slice(tokens[at]?.start, tokens[at]?.end);
  const isComma = /^[,，、|()（）]$/.test(sign);
  const rest = tokens.slice(at + 1);
  const end = rest.findIndex(({ meaning }) => meaning.is === 'break');
  const fragment = (end < 0 ? rest : rest.slice(0, end)).filter(({ meaning }) => meaning.is !== 'filler');
  const [first] = fragment;
  if (!first) return true;
  const isWritten = (token: Token) => token.meaning.is === 'unknown' || isCapital(source, token);
  if (fragment.every(isWritten)) return false;
  if (isComma) return fragment.some((token) => token.meaning.is !== 'unknown' && token.meaning.is !== 'word');
  if (isCapital(source, first)) return false;
  if (first.meaning.is === 'verb') return !greedy || !isHan(source.charAt(first.start)) || longVerb(first);
  return fragment.some(({ meaning }) => meaning.is === 'thing' && !isAttribute(meaning));
}

/** A verb of two characters is an order; a single one (做, 加, 用) may well be part of a slogan. */
const longVerb = (token: Token) => token.end - token.start > 1;

/** "at the top", "in red", "for 3 seconds", "放在底部": what is said about the words rather than by them. */
function beginsModifier(tokens: readonly Token[], at: number, source: string): boolean {
  const token = tokens[at];
  if (!token) return false;
  const { meaning } = token;
  if (meaning.is === 'window' || meaning.is === 'range' || meaning.is === 'moment') return true;
  if (meaning.is === 'word' && meaning.word === 'whole') return !isCapital(source, token);
  const isPreposition = meaning.is === 'word' && ['in', 'of', 'from', 'to', 'between'].includes(meaning.word);
  const isPlacing = meaning.is === 'verb' && ['move', 'show', 'use', 'fade'].includes(meaning.verb);
  if ((!isPreposition && !isPlacing) || isCapital(source, token)) return false;
  for (const next of tokens.slice(at + 1, at + 5)) {
    const inside = next.meaning;
    if (inside.is === 'break') return false;
    if (isIdleWord(inside)) continue;
    return QUALITIES.has(inside.is) || (inside.is === 'thing' && ['video', 'image'].includes(inside.thing));
  }
  return false;
}

const QUALITIES: ReadonlySet<Meaning['is']> = new Set([
  ...([
    'place',
    'edge',
    'color',
    'duration',
    'range',
    'window',
    'moment',
    'image',
    'ordinal',
    'pixels',
  ] as const),
]);

function isIdleWord(meaning: Meaning): boolean {
  return (
    meaning.is === 'filler' ||
    (meaning.is === 'word' && ['the', 'a', 'in', 'all', 'each', 'whole'].includes(meaning.word))
  );
}

/** "change the title to red" wants a colour and not the word: attributes alone are no content. */
function isContent(stretch: readonly Token[], source: string, marked: boolean): boolean {
  const said = stretch.filter(({ meaning }) => meaning.is !== 'filler' && meaning.is !== 'word');
  if (stretch.length === 0) return false;
  if (stretch.some((token) => token.meaning.is === 'unknown' || isCapital(source, token))) return true;
  if (!marked) return false;
  return said.length > 0 && said.some(({ meaning }) => !LOOKS.has(meaning.is) && !isLookThing(meaning));
}

const LOOKS: ReadonlySet<Meaning['is']> = new Set([
  ...([
    'color',
    'place',
    'edge',
    'degree',
    'amount',
    'duration',
    'range',
    'window',
    'moment',
    'pixels',
    'percent',
  ] as const),
  ...(['image', 'ordinal', 'motion', 'break', 'number', 'beyond', 'verb'] as const),
]);

function isLookThing(meaning: Meaning): boolean {
  return (
    meaning.is === 'thing' && ['size', 'color', 'place', 'length', 'image', 'video'].includes(meaning.thing)
  );
}

function trimWords(words: string): string {
  return words.trim().replace(/^[:：\s]+|[\s,，、]+$/g, '');
}
