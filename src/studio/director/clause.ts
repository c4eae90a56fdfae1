import { fold } from './fold.js';
import type { ImageRef } from './orders.js';
import type { FunctionWord, Meaning, MeaningOf, Thing, Token, Verb } from './tokens.js';

/** A stretch of the message that is read as one wish. */
export class Clause {
  /** Verb of the clause before, when this one has none of its own: "remove the title and the music". */
  inherited: Verb | 'not' | undefined;
  /** Images that the clause before named: "the others" are all but these. */
  antecedents: readonly ImageRef[] = [];

  constructor(
    readonly tokens: readonly Token[],
    readonly source: string,
    /** What separated it from the clause before. */
    readonly joinedBy: 'start' | 'strong' | 'list' | 'with' | 'colon' = 'start',
  ) {}

  /** The words of the person, for "I did not understand ...". */
  get raw(): string {
    const start = this.tokens[0]?.start ?? 0;
    const end = this.tokens.at(-1)?.end ?? 0;
    return this.source.slice(start, end);
  }

  /** The same, as the lexer sees it: lower case, simplified Chinese, ASCII punctuation. */
  get plain(): string {
    return fold(this.raw);
  }

  all<Kind extends Meaning['is']>(kind: Kind): MeaningOf<Kind>[] {
    return this.tokens.map((token) => token.meaning).filter((meaning) => isKind(meaning, kind));
  }

  first<Kind extends Meaning['is']>(kind: Kind): MeaningOf<Kind> | undefined {
    return this.all(kind)[0];
  }

  /** True when there is a token of one of these kinds. */
  has(...kinds: Meaning['is'][]): boolean {
    return this.tokens.some((token) => kinds.includes(token.meaning.is));
  }

  verb(...verbs: Verb[]): boolean {
    return this.all('verb').some(({ verb }) => verbs.includes(verb));
  }

  /** As `verb`, and the inherited one counts when the clause has none. */
  doing(...verbs: Verb[]): boolean {
    if (this.has('verb')) return this.verb(...verbs);
    return this.inherited !== undefined && this.inherited !== 'not' && verbs.includes(this.inherited);
  }

  thing(...things: Thing[]): boolean {
    return this.all('thing').some(({ thing }) => things.includes(thing));
  }

  word(...words: FunctionWord[]): boolean {
    return this.all('word').some(({ word }) => words.includes(word));
  }

  /** "no music", "remove the music", or the second half of "no music or titles". */
  get negated(): boolean {
    return this.word('not') || (!this.has('verb') && this.inherited === 'not');
  }

  get removing(): boolean {
    return this.doing('remove') || this.negated || (SEPARABLE.test(this.plain) && !this.has('motion'));
  }

  /** "don't change the music", "别删第二张": a wish that something stays as it is. */
  get protecting(): boolean {
    return this.word('not') && this.verb('change', 'remove', 'replace');
  }

  indexOf(test: (meaning: Meaning, token: Token) => boolean): number {
    return this.tokens.findIndex((token) => test(token.meaning, token));
  }

  at(index: number): Meaning | undefined {
    return this.tokens[index]?.meaning;
  }

  /** The same wish without the images it names. */
  withoutImages(): Clause {
    const others = this.tokens.filter(({ meaning }) => meaning.is !== 'image');
    const clause = new Clause(others, this.source, this.joinedBy);
    clause.inherited = this.inherited;
    clause.antecedents = this.antecedents;
    return clause;
  }

  /** Words that nobody explained. */
  get unknown(): Token[] {
    return this.tokens.filter((token) => token.meaning.is === 'unknown');
  }
}

/** "turn the sound off", "leave the beach out": the verb and its particle stand apart. */
const SEPARABLE = /\b(?:turn|switch|take|leave|cut)\b.*\b(?:off|out)\b/i;

function isKind<Kind extends Meaning['is']>(meaning: Meaning, kind: Kind): meaning is MeaningOf<Kind> {
  return meaning.is === kind;
}

const TEXT_THINGS: ReadonlySet<Thing> = new Set(['title', 'subtitle', 'caption', 'text', 'closing']);

export function isTextThing(meaning: Meaning | undefined): boolean {
  return meaning?.is === 'thing' && TEXT_THINGS.has(meaning.thing);
}

/** Qualities that say how something is to look, sound or last, without saying what. */
const ATTRIBUTES: ReadonlySet<Meaning['is']> = new Set([
  ...([
    'color',
    'place',
    'edge',
    'duration',
    'range',
    'window',
    'moment',
    'percent',
    'pixels',
    'number',
  ] as const),
  ...(['image', 'ordinal', 'slot', 'degree', 'amount', 'relation', 'quote', 'word', 'filler'] as const),
]);

const LOOKS: ReadonlySet<Thing> = new Set(['size', 'color', 'place', 'length', 'image']);

/** True for a meaning that adds to what was said before rather than beginning something new. */
export function isAttribute(meaning: Meaning): boolean {
  if (meaning.is === 'thing') return LOOKS.has(meaning.thing);
  if (meaning.is === 'mood') return meaning.plain;
  if (meaning.is === 'degree') return !SPEAKS_FOR_ITSELF.has(meaning.degree);
  return ATTRIBUTES.has(meaning.is);
}

/** "louder" is about the music and "faster" about the video, whatever was spoken of before. */
const SPEAKS_FOR_ITSELF: ReadonlySet<string> = new Set(['louder', 'quieter', 'faster', 'slower']);
