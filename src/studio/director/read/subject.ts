import { type Clause, isAttribute, isTextThing } from '../clause.js';
import type { Meaning } from '../tokens.js';

export type Subject = 'text' | 'music' | 'image' | 'video';

/** What a clause is about: it decides what "bigger", "up", "3 seconds" and "at the end" mean in it. */
export function subjectOf(clause: Clause): Subject | undefined {
  if (clause.all('thing').some((thing) => isTextThing(thing)) || clause.has('quote')) return 'text';
  if (clause.word('titled')) return 'text';
  if (isAboutMusic(clause)) return 'music';
  if (impliesText(clause)) return 'text';
  if (clause.has('image') || clause.thing('image')) return 'image';
  if (clause.thing('video')) return 'video';
  return undefined;
}

function isAboutMusic(clause: Clause): boolean {
  if (clause.thing('music', 'volume') || clause.has('sound') || clause.verb('mute')) return true;
  if (clause.word('uploaded') && !clause.thing('image') && !clause.has('image')) return true;
  if (clause.all('degree').some(({ degree }) => degree === 'louder' || degree === 'quieter')) return true;
  const others = clause.tokens.some(({ meaning }) => isOtherTopic(meaning));
  if (others || clause.unknown.length > 0) return false;
  return clause.has('percent') || clause.all('mood').some(({ plain }) => !plain);
}

const isOtherTopic = (meaning: Meaning) =>
  meaning.is !== 'mood' && meaning.is !== 'verb' && meaning.is !== 'unknown' && !isAttribute(meaning);

/** "make it red", "move it to the bottom", "bigger": only text has such qualities. */
function impliesText(clause: Clause): boolean {
  if (clause.unknown.length > 0 || clause.has('image') || clause.has('ordinal') || clause.has('number'))
    return false;
  if (clause.tokens.some(({ meaning, named }) => (named && !clause.word('it')) || isOtherTopic(meaning)))
    return false;
  if (clause.doing('remove', 'swap', 'create', 'add', 'want')) return false;
  const looks =
    clause.has('color') ||
    clause.has('place') ||
    clause.has('pixels') ||
    clause.thing('size', 'color', 'place');
  return looks || clause.all('degree').some(({ degree }) => SIZES.has(degree));
}

const SIZES: ReadonlySet<string> = new Set(['bigger', 'smaller', 'big', 'small']);
