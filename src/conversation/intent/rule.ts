import { type Concept, concepts } from './concepts.js';
import type { Token } from './lexer.js';
import type { Intent, IntentContext } from './meanings.js';

/** One clause as the rules see it. */
export interface Reading {
  /** The tokens without greetings, thanks and approval around them. */
  readonly tokens: readonly Token[];
  /** The normalised words of the clause, for the few rules that look at its form. */
  readonly text: string;
  readonly question: boolean;
  readonly context: IntentContext;
}

/**
 * A rule understands a clause as an order to the bot only when it understands *every* word of it. That is
 * what keeps "add a status bar" from being a question about the status: nobody has to foresee "bar".
 */
export interface Rule {
  /** At least one concept of each group must be said. */
  readonly needs: readonly (readonly Concept[])[];
  /** What else may be said. Words without an order of their own (`ALWAYS`) always may. */
  readonly allows?: readonly Concept[];
  /** Looks at the form of the clause: questions, word order, what the conversation has. */
  readonly form?: (reading: Reading) => boolean;
  readonly means: (reading: Reading) => Intent;
}

/** May stand in any order. */
const ALWAYS = concepts('filler polite again now-then want my how where help-me emoji');

/** True when one of the token's meanings is among `candidates`. */
export function means(token: Token, candidates: readonly Concept[]): boolean {
  return candidates.some((concept) => token.concepts.has(concept));
}

export function says(reading: Reading, ...candidates: Concept[]): boolean {
  return reading.tokens.some((token) => means(token, candidates));
}

/** True when the token can be read past: it gives no order. */
export function isPlain(token: Token): boolean {
  return means(token, ALWAYS);
}

/** The intent of the first rule that accounts for the whole clause. */
export function firstMatch(rules: readonly Rule[], reading: Reading): Intent | undefined {
  return rules.find((rule) => covers(rule, reading))?.means(reading);
}

function covers(rule: Rule, reading: Reading): boolean {
  if (!rule.needs.every((group) => reading.tokens.some((token) => means(token, group)))) return false;
  const understood = (token: Token) =>
    isPlain(token) ||
    (rule.allows !== undefined && means(token, rule.allows)) ||
    rule.needs.some((group) => means(token, group));
  if (!reading.tokens.every(understood)) return false;
  return rule.form?.(reading) ?? true;
}

/** Questions, by mark or by form. */
export function asks({ question, text }: Pick<Reading, 'question' | 'text'>): boolean {
  return question || ASKS_ENGLISH.test(text) || ASKS_CHINESE.test(text);
}

const ASKS_ENGLISH = new RegExp(
  '^(?:so |and |hey |hi |then )*' +
    '(?:how|what|does|do|will|would|is|are|can|could|did|which|why|when|should|may|where)\\b',
);
const ASKS_CHINESE = /[吗么呢嘛]$|多少|几|怎么|怎样|如何|什么|哪|是否|能不能|可不可以|会不会|是不是|够不够/;

/** The words of a clause from its verb on: "could you please export" is "export". */
export function fromItsVerb(text: string): string {
  return text.replace(PREAMBLE, '');
}

const PREAMBLE = new RegExp(
  '^(?:(?:please|kindly|just|and|but|so|ok|now|then|can you|could you|would you|i want to|i would like to|let me|let us|' +
    'tell me|let me know|check) |请问|请|帮我|麻烦|我要|我想|把)+',
);
