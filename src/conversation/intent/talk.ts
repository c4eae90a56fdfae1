import { type Concept, concepts } from './concepts.js';
import type { Token } from './lexer.js';
import { isPlain, means } from './rule.js';

export type Mood = 'greeting' | 'thanks' | 'bye' | 'ack' | 'unclear';

/** Who says several things at once is answered to the first of these. */
const MOODS: readonly (readonly [Concept, Mood])[] = [
  ['thanks', 'thanks'],
  ['bye', 'bye'],
  ['greeting', 'greeting'],
  ['praise', 'ack'],
  ['ack', 'ack'],
  ['mash', 'unclear'],
];

/** May stand beside greetings and approval: "thanks for the video", "the video looks great". */
const TALKED_ABOUT = concepts(
  'looks soon it video version file final done work how-goes all hand-in more where-video',
);

/** The mood of a clause that is talk and nothing else. */
export function moodOf(tokens: readonly Token[], text: string): Mood | undefined {
  const mood = MOODS.find(([concept]) => tokens.some((token) => token.concepts.has(concept)))?.[1];
  if (!mood) return undefined;
  const talk = MOODS.map(([concept]) => concept);
  const sociable = (token: Token) => isPlain(token) || means(token, talk) || means(token, TALKED_ABOUT);
  const isA = (token: Token) => token.concepts.has('a') && !means(token, talk);
  if (!tokens.every((token) => sociable(token) || isA(token))) return undefined;
  // "Does it look good?" wants an opinion.
  const asksOpinion = /^(?:is|are|does|do|which|what|should|would)\b/.test(text);
  if (asksOpinion && tokens.some((token) => token.concepts.has('praise'))) return undefined;
  const judges = tokens.some((token) => means(token, concepts('praise ack')));
  // "A fun video" and "nice please" are orders; "that is a nice video" is not.
  if (judges && tokens.some(isA) && !/\b(?:is|was|what|such)\b|是/.test(text)) return undefined;
  if (judges && tokens.some((token) => token.concepts.has('want')) && mood === 'ack') return undefined;
  if (judges && /\bplease\b|请/.test(text) && tokens.some((token) => token.concepts.has('praise')))
    return undefined;
  // "I do not like it", "不喜欢"
  if (tokens.some((token, i) => token.concepts.has('not') && tokens[i + 1]?.concepts.has('praise')))
    return undefined;
  if (tokens.some((token) => token.concepts.has('more')) && mood !== 'thanks') return undefined;
  return mood;
}

const AROUND = concepts('greeting thanks bye ack praise go polite emoji');
/** "That is great, can you ...": stands before approval and belongs to it. */
const LEADING_UP = concepts('filler it looks video version final');

/** Takes greetings, thanks and approval off both ends of an order. */
export function withoutTalkAround(tokens: readonly Token[]): Token[] {
  // "Done" may be what is asked for; "no" before a noun forbids it.
  const around = (token: Token, next?: Token) =>
    means(token, AROUND) &&
    !token.concepts.has('done') &&
    (!token.concepts.has('not') || (!!next && means(next, concepts('filler polite it'))));
  let from = 0;
  for (const [i, token] of tokens.entries()) {
    if (around(token, tokens[i + 1])) from = i + 1;
    else if (!means(token, LEADING_UP)) break;
  }
  let to = tokens.length;
  for (let last = tokens[to - 1]; to > from && last && around(last); last = tokens[to - 1]) to--;
  return tokens.slice(from, to);
}
