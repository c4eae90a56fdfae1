import { type Entry, phrasesOf } from './lexicon/entry.js';
import { CHINESE_LEXICON, ENGLISH_LEXICON } from './lexicon/lexicon.js';
import { cutsWord } from './names.js';
import { PATTERNS } from './patterns.js';
import type { Meaning } from './tokens.js';

interface Rule {
  readonly rank: number;
  readonly expression: RegExp;
  readonly read: (groups: readonly (string | undefined)[]) => Meaning | undefined;
}

export interface PhraseMatch {
  readonly meaning: Meaning;
  readonly length: number;
}

/** Finds the longest phrase at a place; rules are sorted by the character that they begin with, where that is fixed. */
class PhraseBook {
  readonly #byFirst = new Map<string, Rule[]>();
  readonly #others: Rule[] = [];

  constructor(lexicon: readonly Entry[]) {
    // Of two matches that are equally long the earlier rule counts: numbers before words.
    let rank = 0;
    for (const { source, read } of PATTERNS) this.#put(source, { rank: rank++, read });
    for (const [meaning, phrases] of lexicon) {
      for (const phrase of phrasesOf(phrases)) this.#put(phrase, { rank: rank++, read: () => meaning });
    }
  }

  longestAt(folded: string, offset: number): PhraseMatch | undefined {
    let best: (PhraseMatch & { rank: number }) | undefined;
    for (const rules of [this.#byFirst.get(folded.charAt(offset)) ?? [], this.#others]) {
      for (const { rank, expression, read } of rules) {
        expression.lastIndex = offset;
        const match = expression.exec(folded);
        if (!match || !isBetter({ length: match[0].length, rank }, best)) continue;
        if (cutsWord(folded, offset, offset + match[0].length)) continue;
        const meaning = read(match);
        if (meaning) best = { meaning, length: match[0].length, rank };
      }
    }
    return best;
  }

  #put(source: string, rule: Omit<Rule, 'expression'>): void {
    const first = fixedFirst(source);
    const rules = first === undefined ? this.#others : (this.#byFirst.get(first) ?? []);
    rules.push({ ...rule, expression: whole(source) });
    if (first !== undefined) this.#byFirst.set(first, rules);
  }
}

function isBetter(found: { length: number; rank: number }, best?: { length: number; rank: number }): boolean {
  if (!best || found.length !== best.length) return found.length > (best?.length ?? 0);
  return found.rank < best.rank;
}

/** The character that every match begins with; undefined when there may be several. */
function fixedFirst(source: string): string | undefined {
  const isAlternative =
    /^[^(]*\|/.test(source) || /\)\|/.test(source.replace(/\((?:[^()]|\([^()]*\))*\)/g, '()'));
  return /^[a-z0-9\u3400-\u9fff](?![?*{])/.test(source) && !isAlternative ? source.charAt(0) : undefined;
}

/** A match may not end in the middle of a Latin word: the expression then looks for another way ("crossfades"). */
function whole(source: string): RegExp {
  return new RegExp(`(?:${source})(?:(?<![a-z0-9\\u00c0-\\u024f])|(?![a-z0-9\\u00c0-\\u024f]))`, 'y');
}

export const ENGLISH = new PhraseBook(ENGLISH_LEXICON);
export const CHINESE = new PhraseBook(CHINESE_LEXICON);
