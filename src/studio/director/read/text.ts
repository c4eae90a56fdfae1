import { type Clause, isTextThing } from '../clause.js';
import type { ImageRef, Order, TextLook, TextOrder, TextRole, TextTime } from '../orders.js';
import type { Degree } from '../tokens.js';
import { concerned } from './images.js';

const SIZE_STEP = 1.3;
/** Text sizes are shares of the frame's height; people who name pixels mean those of a 1080-line picture. */
const LINES = 1080;

/** Titles, subtitles and captions: added, changed, moved, removed. */
export function readText(clause: Clause): Order[] {
  const quotes = clause.all('quote').map(({ words }) => words);
  const role = roleOf(clause);
  if (clause.removing) {
    const [containing] = quotes;
    const images = clause.has('image') ? concerned(clause) : undefined;
    return [
      {
        do: 'remove-text',
        ...(role && { role }),
        ...(containing && { containing }),
        ...(images && { images }),
      },
    ];
  }
  const look = lookOf(clause);
  const time = timeOf(clause);
  if (clause.verb('keep') && quotes.length === 0 && !time) return [{ do: 'skip' }];
  const base: TextOrder = {
    do: 'text',
    mode: 'either',
    look,
    ...(role && { role }),
    ...(time && { time }),
  };
  const adding =
    clause.doing('add', 'create', 'want', 'move') && !clause.doing('change', 'replace', 'switch');
  const [first, second] = quotes;
  if (first === undefined) return withoutWords(clause, base);
  if (second !== undefined) {
    if (isSubstitution(clause)) return [{ ...base, mode: 'change', containing: first, words: second }];
    if (!isPerImage(clause)) return quotes.map((words) => ({ ...base, mode: 'add', words }));
    return quotes.map((words, index) => ({
      ...base,
      mode: 'add',
      words,
      time: { at: 'images', images: [{ by: 'position', n: index + 1 }] },
    }));
  }
  // "it should be \"Summer\""
  const corrects = !adding && !role && clause.word('it') && clause.doing('change', 'make');
  const mode = adding || clause.thing('closing') ? 'add' : corrects ? 'change' : 'either';
  return [{ ...base, mode, words: first }];
}

/** `captions "A", "B", "C"`: one for each image, in their order. */
function isPerImage(clause: Clause): boolean {
  return clause.word('each') || clause.thing('image', 'caption') || clause.has('image');
}

function withoutWords(clause: Clause, base: TextOrder): Order[] {
  const hasThing = clause.all('thing').some((thing) => isTextThing(thing));
  const says = Object.keys(base.look).length > 0 || base.time !== undefined;
  const isNew = clause.doing('add', 'create', 'want') && !isGiven(clause);
  // "a new title", "change the title"; but not "make the title move", "the size of the title".
  const isOther =
    clause.doing('change', 'replace', 'switch') && !clause.thing('size', 'place', 'color', 'motion');
  if (hasThing && !clause.has('motion') && (isNew || (!says && isOther))) {
    const isVague = clause.unknown.length > 0 && !isNew;
    return isVague ? [] : [{ do: 'ask-words', text: { ...base, mode: isNew ? 'add' : 'either' } }];
  }
  return says ? [{ ...base, mode: 'change' }] : [];
}

/** "the title", "the red title": one that is there. */
function isGiven(clause: Clause): boolean {
  for (let index = clause.indexOf((meaning) => isTextThing(meaning)) - 1; index >= 0; index--) {
    const meaning = clause.at(index);
    if (meaning?.is === 'word') return meaning.word === 'the' || meaning.word === 'ba';
    if (meaning?.is === 'verb') return false;
  }
  return false;
}

/** `change "Summer" to "Winter"`, `replace "A" with "B"`. */
function isSubstitution(clause: Clause): boolean {
  return clause.doing('change', 'replace', 'switch', 'swap') || (clause.word('to') && clause.word('from'));
}

function roleOf(clause: Clause): TextRole | undefined {
  if (clause.thing('closing')) return 'title';
  if (clause.thing('subtitle')) return 'subtitle';
  if (clause.thing('title') || clause.word('titled')) return 'title';
  return clause.thing('caption') ? 'caption' : undefined;
}

function lookOf(clause: Clause): TextLook {
  const look: TextLook = {};
  const color = clause.all('color').at(-1);
  const place = clause.all('place').at(-1)?.position ?? placeByMovement(clause);
  const pixels =
    clause.first('pixels')?.value ?? (clause.thing('size') ? clause.first('number')?.value : undefined);
  const size = sizeOf(clause);
  if (color) look.color = color.hex;
  if (place) look.position = place;
  if (pixels !== undefined && pixels >= 10) look.size = pixels / LINES;
  else if (size?.size) look.size = size.size;
  else if (size?.factor) look.sizeFactor = size.factor;
  if (clause.verb('fade') || clause.all('transition').some(({ kind }) => kind === 'crossfade'))
    look.fade = 600;
  return look;
}

/** "move it up", "标题上移". */
function placeByMovement(clause: Clause): TextLook['position'] {
  const motions = clause.all('motion').map(({ motion }) => motion);
  const degrees = clause.all('degree').map(({ degree }) => degree);
  const moves = clause.doing('move') && !clause.thing('size');
  if (motions.includes('pan-up') || (moves && degrees.includes('up'))) return 'top';
  if (motions.includes('pan-down') || (moves && degrees.includes('down'))) return 'bottom';
  return undefined;
}

function sizeOf(clause: Clause): { size?: number; factor?: number } | undefined {
  const degrees = clause.all('degree').map(({ degree }) => degree);
  const says = (...wanted: Degree[]) => degrees.some((degree) => wanted.includes(degree));
  const strength = clause.first('amount')?.factor ?? SIZE_STEP;
  const step = Math.max(strength, 1 / strength);
  const bySize = clause.thing('size');
  if (says('bigger') || (bySize && says('up'))) return { factor: step };
  if (says('smaller') || (bySize && says('down'))) return { factor: 1 / step };
  if (says('big')) return { size: 0.13 };
  if (says('small')) return { size: 0.04 };
  if (clause.has('amount') && bySize) return { factor: strength };
  return undefined;
}

function timeOf(clause: Clause): TextTime | undefined {
  const ms = clause.first('duration')?.ms;
  const range = clause.first('range');
  if (range) return { at: 'range', from: range.from, to: range.to };
  const window = clause.first('window');
  if (window) return { at: 'edge', edge: window.edge, ms: window.ms };
  const moment = clause.first('moment');
  if (moment) return { at: 'moment', from: moment.ms, ...(ms !== undefined && { ms }) };
  if (clause.word('whole')) return { at: 'whole' };
  const edge = clause.first('edge')?.edge ?? openingEdge(clause);
  if (edge) return { at: 'edge', edge, ...(ms !== undefined && { ms }) };
  const images = imagesOf(clause);
  if (images) return { at: 'images', images };
  if (ms !== undefined) return { at: 'for', ms };
  return stretched(clause);
}

function openingEdge(clause: Clause): 'start' | 'end' | undefined {
  if (clause.verb('open-with')) return 'start';
  if (clause.verb('close-with') || clause.thing('closing')) return 'end';
  return undefined;
}

function imagesOf(clause: Clause): ImageRef[] | undefined {
  if (clause.has('image')) return concerned(clause);
  return undefined;
}

function stretched(clause: Clause): TextTime | undefined {
  const degrees = clause.all('degree').map(({ degree }) => degree);
  const strength = clause.first('amount')?.factor ?? 1.5;
  if (degrees.includes('longer')) return { at: 'factor', factor: strength };
  if (degrees.includes('shorter')) return { at: 'factor', factor: 1 / strength };
  return undefined;
}
