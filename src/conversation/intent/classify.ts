import type { Intent, IntentContext } from '../intent.js';
import type { Clause } from './clauses.js';
import { concepts } from './concepts.js';
import { HELP_RULES, NEW_RULES, STOP_RULES } from './control-rules.js';
import { EXPORT_RULES, WHERE_RULES } from './export-rules.js';
import {
  asksForCredits,
  asksForTime,
  CREDIT_RULES,
  EXPORTS_RULES,
  LOOK_RULES,
  READY_RULES,
  TIMELINE_RULES,
} from './info-rules.js';
import { type Token, tokens } from './lexer.js';
import { type ExportOptions, readOptions } from './options.js';
import { asks, firstMatch, isPlain, means, type Rule } from './rule.js';
import { SKILL_RULES } from './skill-choice.js';
import { type Mood, moodOf, withoutTalkAround } from './talk.js';
import { PUBLISH_RULES, UPLOAD_RULES } from './upload-rules.js';

/** What one clause says. */
export type Meaning =
  | { readonly what: 'order'; readonly intent: Intent }
  | { readonly what: 'talk'; readonly mood: Mood }
  /** "1080p", "as mp4", "for TikTok": belongs to an export order beside it. */
  | { readonly what: 'options'; readonly options: ExportOptions }
  /** "Go ahead": for the agent, but nothing by itself. */
  | { readonly what: 'go' }
  /** Only words without meaning of their own. */
  | { readonly what: 'noise'; readonly polite: boolean }
  | { readonly what: 'content' };

/** In this order: a clause that two rules account for goes to the first. */
const RULES: readonly Rule[] = [
  ...STOP_RULES,
  ...SKILL_RULES,
  ...NEW_RULES,
  ...READY_RULES,
  ...EXPORTS_RULES,
  ...CREDIT_RULES,
  ...PUBLISH_RULES,
  ...WHERE_RULES,
  ...UPLOAD_RULES,
  ...TIMELINE_RULES,
  ...EXPORT_RULES,
  ...HELP_RULES,
  ...LOOK_RULES,
];

export function meaningOf(clause: Clause, context: IntentContext): Meaning {
  const all = tokens(clause.text);
  if (asksForCredits(clause.text)) return { what: 'order', intent: { kind: 'credits' } };
  if (asksForTime(clause.text)) return { what: 'order', intent: { kind: 'timeline' } };
  if (all.length === 0) return { what: 'noise', polite: true };
  const mood = moodOf(all, clause.text);
  const core = withoutTalkAround(all);
  const question = asks(clause) || /[吗么没]$/.test(clause.text);
  const reading = { text: clause.text, question: clause.question, context };
  const intent =
    (core.length > 0 ? firstMatch(RULES, { ...reading, tokens: core }) : undefined) ??
    (mood && !question ? undefined : firstMatch(RULES, { ...reading, tokens: all }));
  // "Done." is talk, "done?" is a question about the work.
  if (mood && !(question && intent)) return { what: 'talk', mood };
  if (intent) return { what: 'order', intent };
  if (core.every(isPlain) && all.some((token) => token.concepts.has('go'))) {
    return { what: 'go' };
  }
  if (all.every(isPlain))
    return { what: 'noise', polite: all.every((token) => means(token, concepts('polite emoji help-me'))) };
  if (/^(?:[a-z]|\d{1,3})$/.test(clause.text)) return { what: 'noise', polite: false };
  if (KEYBOARD_MASH.test(clause.text)) return { what: 'talk', mood: 'unclear' };
  if (isOptions(core)) return { what: 'options', options: readOptions(core.map((token) => token.text)) };
  return { what: 'content' };
}

/** One word without a vowel, or from one row of the keyboard. */
const KEYBOARD_MASH = /^(?:[b-df-hj-np-tv-xz]{3,}|(?:asdf|qwer|zxcv|sdfg?|dfgh?|hjkl|jkl)+[a-z]{0,4})$/;

function isOptions(core: readonly Token[]): boolean {
  const option = (token: Token) => means(token, concepts('format resolution quality platform'));
  const aside = (token: Token) =>
    isPlain(token) || means(token, concepts('a it version file with video all'));
  return core.some(option) && core.every((token) => option(token) || aside(token));
}
