import type { Concept, Vocabulary } from './concepts.js';
import { QUOTE } from './normalise.js';
import { FORMAT_WORDS, RESOLUTION_WORDS } from './options.js';
import { either } from './phrases.js';
import { EMOJI_TALK, TALK_CHINESE, TALK_ENGLISH } from './talk-words.js';
import { corrected } from './typos.js';
import { ENGLISH } from './words-en.js';
import { CHINESE } from './words-zh.js';

/** A phrase of the vocabulary with everything it can mean, or a run of words that it does not know. */
export interface Token {
  readonly text: string;
  /** Empty for unknown words: these are content. */
  readonly concepts: ReadonlySet<Concept>;
}

const NOTHING: ReadonlySet<Concept> = new Set();
const MEANINGS = new Map<string, Set<Concept>>();
/** Every word that occurs in a phrase: what is in here needs no correction. */
const KNOWN_WORDS = new Set<string>();
let longestPhrase = 0;

function learn(phrase: string, concept: Concept): void {
  const units = unitsOf(phrase);
  longestPhrase = Math.max(longestPhrase, units.length);
  for (const unit of units) KNOWN_WORDS.add(unit);
  const key = joined(units);
  const meanings = MEANINGS.get(key);
  if (meanings) meanings.add(concept);
  else MEANINGS.set(key, new Set([concept]));
}

function learnAll(vocabulary: Vocabulary): void {
  for (const concept of Object.keys(vocabulary) as Concept[]) {
    for (const phrase of vocabulary[concept]?.split('|') ?? []) learn(phrase, concept);
  }
}

const MEDIA_FILE = '(?:jpe?g|png|webp|gif|heic|heif|bmp|avif|mp4|mov|webm|mkv|avi|mp3|wav|m4a|aac)';

/** What is read as one: the first alternative that fits. */
const UNIT = either(
  [
    QUOTE,
    'https?:\\/\\/\\S+',
    '[\\w.+-]+@[\\w-]+\\.[\\w.]+',
    `[\\p{Script=Latin}\\p{N}_-]+\\.${MEDIA_FILE}(?![\\p{L}\\p{N}])`,
    // 16:9, 1920x1080, 1.5s
    '\\d+(?:[:.x×*/]\\d+)+\\p{Script=Latin}*',
    '[\\p{Script=Latin}\\p{M}\\p{Nd}]+',
    '\\p{Script=Han}',
    '[\\p{Script=Hiragana}\\p{Script=Katakana}ー]+|\\p{Script=Hangul}+|\\p{L}+',
    '\\p{Extended_Pictographic}',
  ],
  'gu',
);

/** Read when the first message is: a bot that starts does not wait for it. */
function learnVocabulary(): void {
  for (const vocabulary of [ENGLISH, CHINESE, TALK_ENGLISH, TALK_CHINESE]) learnAll(vocabulary);
  for (const phrases of Object.values(FORMAT_WORDS)) learnAll({ format: phrases });
  for (const phrases of Object.values(RESOLUTION_WORDS)) learnAll({ resolution: phrases });
  for (const concept of Object.keys(EMOJI_TALK) as (keyof typeof EMOJI_TALK)[]) {
    for (const emoji of EMOJI_TALK[concept] ?? '') {
      learn(emoji, concept);
      learn(emoji, 'emoji');
    }
  }
}

function unitsOf(text: string): string[] {
  return text.match(UNIT) ?? [];
}

const isHan = (unit: string) => /^\p{Script=Han}$/u.test(unit);
const isWord = (unit: string) => /^[\p{Script=Latin}\p{Nd}]/u.test(unit);

/** Latin words are separated by a space, Chinese characters by nothing: the form of the vocabulary's keys. */
function joined(units: readonly string[]): string {
  let key = '';
  let previous = '';
  for (const unit of units) {
    key += (isWord(unit) && isWord(previous) ? ' ' : '') + unit;
    previous = unit;
  }
  return key;
}

/** Reads a normalised passage, always taking the longest phrase that the vocabulary knows. */
export function tokens(text: string): Token[] {
  if (longestPhrase === 0) learnVocabulary();
  const units = unitsOf(text).map(recognised);
  const found: Token[] = [];
  let at = 0;
  while (at < units.length) {
    const { token, length } = tokenAt(units, at);
    const previous = found.at(-1);
    // Unknown Chinese characters that follow one another are one word.
    if (
      token.concepts.size === 0 &&
      isHan(token.text) &&
      previous?.concepts.size === 0 &&
      isHan(previous.text.slice(-1))
    ) {
      found[found.length - 1] = { text: previous.text + token.text, concepts: NOTHING };
    } else found.push(token);
    at += length;
  }
  return found;
}

function tokenAt(units: readonly string[], at: number): { token: Token; length: number } {
  for (let length = Math.min(longestPhrase, units.length - at); length > 0; length--) {
    const text = joined(units.slice(at, at + length));
    const concepts = MEANINGS.get(text);
    if (concepts) return { token: { text, concepts }, length };
  }
  const text = units[at] ?? '';
  return { token: { text, concepts: meaningOfOther(text) }, length: 1 };
}

const MATERIAL: ReadonlySet<Concept> = new Set(['material']);
const EMOJI: ReadonlySet<Concept> = new Set(['emoji']);
const VIDEO_FILE: ReadonlySet<Concept> = new Set(['file', 'material']);
const NUMBER: ReadonlySet<Concept> = new Set(['number']);
const QUALITY: ReadonlySet<Concept> = new Set(['quality']);
const PLATFORM: ReadonlySet<Concept> = new Set(['platform']);

function meaningOfOther(unit: string): ReadonlySet<Concept> {
  if (unit === QUOTE) return NOTHING;
  if (/^https?:/.test(unit)) return MATERIAL; // a file to fetch
  if (unit.includes('@')) return PLATFORM; // an address to send to
  if (/\.(?:mp4|mov|webm|gif)$/.test(unit)) return VIDEO_FILE;
  if (/\.\p{L}/u.test(unit)) return MATERIAL; // a file name
  if (/^\d{2,3}(?:fps|hz)$/.test(unit)) return QUALITY;
  if (/^\d+$/.test(unit)) return NUMBER;
  if (/^\p{Extended_Pictographic}/u.test(unit)) return EMOJI;
  return NOTHING;
}

/**
 * A word of the vocabulary as it is, else without drawn-out letters ("pleeease"), else with one slip
 * corrected.
 */
function recognised(unit: string): string {
  if (!isWord(unit) || KNOWN_WORDS.has(unit)) return unit;
  if (/(\p{L})\1{2,}/u.test(unit)) {
    const plain = ['$1', '$1$1']
      .map((kept) => unit.replace(/(\p{L})\1{2,}/gu, kept))
      .find((word) => KNOWN_WORDS.has(word));
    if (plain) return plain;
  }
  return corrected(unit);
}
