import { CHINESE_NOUNS } from './chinese-nouns.js';
import { CHINESE_QUALITIES } from './chinese-qualities.js';
import { CHINESE_VERBS } from './chinese-verbs.js';
import { CHINESE_WORDS } from './chinese-words.js';
import { ENGLISH_NOUNS } from './english-nouns.js';
import { ENGLISH_QUALITIES } from './english-qualities.js';
import { ENGLISH_VERBS } from './english-verbs.js';
import { ENGLISH_WORDS } from './english-words.js';
import type { Entry } from './entry.js';

// Of two phrases that are equally long the earlier one counts: things before verbs, verbs before fillers.
export const ENGLISH_LEXICON: readonly Entry[] = [
  ...ENGLISH_NOUNS,
  ...ENGLISH_QUALITIES,
  ...ENGLISH_VERBS,
  ...ENGLISH_WORDS,
];

export const CHINESE_LEXICON: readonly Entry[] = [
  ...CHINESE_NOUNS,
  ...CHINESE_QUALITIES,
  ...CHINESE_VERBS,
  ...CHINESE_WORDS,
];
