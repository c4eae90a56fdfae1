import { type Meaning, meaningOf } from './classify.js';
import { type Clause, clauses } from './clauses.js';
import { concepts } from './concepts.js';
import { tokens } from './lexer.js';
import type { Intent, IntentContext } from './meanings.js';
import { normalise } from './normalise.js';
import { either } from './phrases.js';
import { means } from './rule.js';

/** What a message says that begins with a stop: "stop", "stop, that is the wrong photo", "stop, make it red instead". */
export interface Stopping {
  /** The clauses to carry out once everything stands still. Absent: it is a stop and nothing else. */
  readonly wish?: readonly Clause[];
}

/** Only these are carried out after a stop; whoever stops and asks for the credits can ask again. */
const WISHES: readonly Intent['kind'][] = ['export', 'new', 'skill'];

/**
 * Undefined when the message does not begin with a stop, or does so in words that may mean something else. `meant` is
 * what a clause means while something runs: otherwise "never mind" is only talk.
 */
export function readStopping(
  said: readonly Clause[],
  meant: (clause: Clause) => Meaning,
): Stopping | undefined {
  // Hardly any message begins so: of the others no more is read than is needed to know that.
  const at = said.findIndex((clause) => partOf(clause, meant(clause)) !== 'aside');
  const begin = said[at];
  const first = begin && partOf(begin, meant(begin));
  if (!isStop(first)) return undefined;
  const parts = said.map((clause) => partOf(clause, meant(clause)));
  const after = parts.slice(lastStop(said, parts) + 1);
  // "Never mind, the music is fine" takes back what was said, and stops nothing.
  if (first === 'never mind' && after.includes('remark') && !after.includes('wish')) return undefined;
  return after.includes('wish') || after.includes('remark') ? { wish: said.slice(at + 1) } : {};
}

/** "Stop, make it red. No, stop": the last word counts. Not "two buttons: export, cancel", which is a list. */
function lastStop(said: readonly Clause[], parts: readonly Part[]): number {
  return parts.findLastIndex(
    (part, i) =>
      isStop(part) &&
      (parts[i - 1] === 'aside' || isStop(parts[i - 1]) || said[i]?.joint === 'sentence' || i === 0),
  );
}

function isStop(part: Part | undefined): boolean {
  return part === 'stop' || part === 'never mind';
}

type Part = 'stop' | 'never mind' | 'wish' | 'remark' | 'reason' | 'aside';

function partOf(clause: Clause, meaning: Meaning): Part {
  if (meaning.what === 'content') {
    if (ASKS.test(clause.text)) return 'wish';
    return REASONS.test(clause.text) ? 'reason' : 'remark';
  }
  if (meaning.what === 'options') return 'wish';
  if (meaning.what !== 'order') return 'aside';
  if (meaning.intent.kind !== 'stop') return WISHES.includes(meaning.intent.kind) ? 'wish' : 'aside';
  return tokens(clause.text).some((token) => means(token, concepts('stop'))) ? 'stop' : 'never mind';
}

/** Content with one of these is an order, also when it complains: "this is wrong, make it red". */
const ASKS = either([
  '\\b(?:want|need|should|must|instead|rather|please|use|make|change|replace|put|add|remove|delete|fix|turn|let us|try)\\b',
  '换|改|用|删|加|替|应该|请|把|(?<!不是)我要|(?<!不是我|不是)想要|做成|变成',
]);

/** "That is the wrong photo", "I will do it later": says why it shall stop, and asks for nothing. */
const REASONS = either([
  '^(?:because |since |as |but |sorry )*(?:that|this|it|they|these|those|there|the|my|our|you|i|we|wrong|not)\\b.*' +
    '\\b(?:wrong|mistaken?|mistakenly|accident(?:ally)?|misunderst[ao]nd|misunderstood|misread|not what|not right|' +
    'too slow|(?:takes?|taking|took) (?:so|too) long|forever|too expensive|too late|myself|later|tomorrow)\\b',
  '^(?:i|we) (?:figured|found|solved|did not mean|forgot|uploaded|sent|pressed|clicked|typed|posted|picked|chose|' +
    'have to (?:go|leave|think))\\b',
  '^wrong\\b',
  '错了?$|不对劲?了?$|^(?:我)?(?:发|传|弄|搞|选|点)错|不是我(?:想)?要的|^太(?:慢|久|贵)|时间太长',
  '^我(?:以后|晚点|明天|自己)',
]);

/** Nobody says "stop make": an order follows, and the comma was left out. Not 取消 字幕, which is an edit. */
const STOP_WITHOUT_COMMA = new RegExp(
  '^((?:(?:no|wait|please|ok|oh|hey)[\\s,]+)*stop(?: it| that| this| now)?|停(?:下来?|一下)?|先停(?:一下)?)\\s+' +
    '(?=(?:make|use|change|put|add|turn|remove|delete|replace|try|do|export|i want|i need|let us|start over|new)\\b|' +
    '\\p{Script=Han})',
  'iu',
);

/** "stop make the title bigger" is "stop, make the title bigger". */
export function withStopApart(plain: string): string {
  return plain.replace(STOP_WITHOUT_COMMA, '$1, ');
}

/**
 * The text as it was written, from behind the stop on: the agent needs not be told to stop what stands still already.
 * A text that does not begin with a stop stays as it is, and so does one that is nothing else.
 */
export function withoutStop(text: string): string {
  const boundary = /[,，.。!！;；、\n—–]+|\s(?:and|then)\s|\s-\s/giu;
  let rest = text.trim().replace(STOP_WITHOUT_COMMA, '');
  for (const { 0: mark, index } of text.slice(0, REACH).matchAll(boundary)) {
    const said = clauses(withStopApart(normalise(text.slice(0, index))));
    const stopping = readStopping(said, (clause) => meaningOf(clause, ANYWHERE));
    if (stopping?.wish) break;
    if (stopping) rest = text.slice(index + mark.length).trim();
  }
  return /[\p{L}\p{N}]/u.test(rest) ? rest : text;
}

const ANYWHERE: IntentContext = {
  hasMedia: true,
  attachments: [],
  hasDraft: true,
  openQuestion: false,
  running: true,
};

/** A stop stands at the beginning; looking further would only cost time. */
const REACH = 200;
