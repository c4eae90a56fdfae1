import type { Clause } from './clauses.js';
import { type Concept, concepts } from './concepts.js';
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
import type { Intent, IntentContext } from './meanings.js';
import { type ExportOptions, readOptions } from './options.js';
import { either } from './phrases.js';
import { asks, firstMatch, fromItsVerb, isPlain, means, type Reading, type Rule } from './rule.js';
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

/** What a clause says in this situation. */
export function meaningOf(clause: Clause, context: IntentContext): Meaning {
  const { text } = clause;
  const all = tokens(text);
  if (all.length === 0) return { what: 'noise', polite: true };
  const core = withoutTalkAround(all);
  const mood = moodOf(all, text);
  const intent = orderIn(clause, all, core, mood, context);
  if (intent) return { what: 'order', intent };
  if (mood) return { what: 'talk', mood };
  if (core.every(goesOn) && all.some((token) => means(token, GOES))) return { what: 'go' };
  if (all.every(isPlain)) return { what: 'noise', polite: all.every((token) => means(token, POLITE)) };
  if (/^(?:[a-z]|\d{1,3})$/.test(text)) return { what: 'noise', polite: false };
  if (KEYBOARD_MASH.test(text)) return { what: 'talk', mood: 'unclear' };
  if (isOptions(core)) return { what: 'options', options: readOptions(core.map((token) => token.text)) };
  return { what: 'content' };
}

const POLITE = concepts('polite emoji help-me');
/** "When it is done, ..." is an order for later; alone it is for the agent, as "go ahead" is. */
const GOES = concepts('go done');
const goesOn = (token: Token) => isPlain(token) || means(token, GOES);

/** 视频里说明如何上传照片, "explain in the video how to upload": what the film shall say, not what the bot shall. */
const IS_TOLD = either([
  '(?:视频|影片|片子|片头|片尾|开头|结尾|画面|旁白|字幕|标题|配音)(?:里面|里|中|内|上)?(?:要|请|需要|应该|来|先|再)?' +
    '(?:说明|说|讲解|讲|写|介绍|解释|展示|告诉|教|提到|提示|显示|念)(?:一下|观众|大家|用户|客户|出)*(?:怎么|如何|怎样|在哪|从哪|去哪)',
  '\\b(?:explain|describe|tell|say|show|mention|teach|demonstrate)\\b.*\\b(?:in|inside|with) (?:the|this|my|our) ' +
    '(?:video|clip|film|reel|intro|outro|title|caption|voiceover|subtitles?)\\b.*\\b(?:how|where|what|which)\\b',
  '\\b(?:video|clip|film|reel|intro|outro|title|caption|voiceover|narrator|subtitles?) (?:should|must|has to|needs to|shall|to) ' +
    '(?:explain|describe|tell|say|show|mention|teach|demonstrate)\\b',
]);

function orderIn(
  clause: Clause,
  all: readonly Token[],
  core: readonly Token[],
  mood: Mood | undefined,
  context: IntentContext,
): Intent | undefined {
  if (IS_TOLD.test(clause.text)) return undefined;
  if (asksForCredits(clause.text)) return { kind: 'credits' };
  if (asksForTime(clause.text)) return { kind: 'timeline' };
  const question = asks(clause) || /[吗么没]$/.test(clause.text);
  // "Done." and "ok" are talk, "done?" is a question about the work.
  if (mood && !question) return undefined;
  const reading = { text: clause.text, question: clause.question, context };
  return (
    (core.length > 0 ? firstMatch(RULES, { ...reading, tokens: core }) : undefined) ??
    (core.length < all.length ? firstMatch(RULES, { ...reading, tokens: all }) : undefined) ??
    (question && !mood ? allButOneWord(core, reading) : undefined)
  );
}

/** Questions about the bot: how, where, "can I". Not "can you", which asks for an edit. */
const ABOUT_THE_BOT = either([
  '^(?:how|where|what|when|which|is|are|do|does|did|have|has)\\b',
  '^(?:can|could|may|should) (?:i|we)\\b',
  '怎么|如何|哪里|哪儿|在哪|什么时候',
]);

/** What has to be said for an answer to such a question. */
const SURE_SIGNS: Readonly<Partial<Record<Intent['kind'], readonly Concept[]>>> = {
  export: concepts('export link'),
  credits: concepts('credits cost free'),
  timeline: concepts('status timeline length done'),
  upload: concepts('upload accepts'),
  exports: concepts('exports videos'),
  help: concepts('help'),
};

/**
 * A question in which a single word is unknown ("what is the smartest way to download it?"). Not when that
 * word follows what is asked about: "where is the status bar?" asks about the bar, "how do I export in
 * square?" for an edit.
 */
function allButOneWord(core: readonly Token[], reading: Omit<Reading, 'tokens'>): Intent | undefined {
  if (!ABOUT_THE_BOT.test(fromItsVerb(reading.text))) return undefined;
  const unknown = core.filter((token) => token.concepts.size === 0);
  const word = unknown[0];
  if (unknown.length !== 1 || !word || !/^\p{L}+$/u.test(word.text) || core.length < 4) return undefined;
  const at = core.indexOf(word);
  if (!core.slice(at - 1, at).every((token) => isPlain(token) || means(token, concepts('it a'))))
    return undefined;
  const intent = firstMatch(RULES, { ...reading, tokens: core.filter((token) => token !== word) });
  const signs = intent && SURE_SIGNS[intent.kind];
  const sign = signs ? core.findIndex((token) => means(token, signs)) : -1;
  return sign > at || (sign >= 0 && intent?.kind !== 'export') ? intent : undefined;
}

/** One word without a vowel, or from one row of the keyboard. */
const KEYBOARD_MASH = /^(?:[b-df-hj-np-tv-xz]{3,}|(?:asdf|qwer|zxcv|sdfg?|dfgh?|hjkl|jkl)+[a-z]{0,4})$/;

function isOptions(core: readonly Token[]): boolean {
  const option = (token: Token) => means(token, concepts('format resolution quality platform'));
  const aside = (token: Token) =>
    isPlain(token) || means(token, concepts('a it version file with video all'));
  return core.some(option) && core.every((token) => option(token) || aside(token));
}
