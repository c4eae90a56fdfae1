import { type Fields, fieldsOf } from '../timeline/draft-fields.js';
import { secondsText, type TrackWords } from '../timeline/track-words.js';
import { canonicalJson, canonicalValue } from './canonical.js';
import { detailsOf, valueWords } from './value-words.js';

/** What a segment looks or sounds like, beyond its name, time and volume. */
export type Look =
  | 'color'
  | 'position'
  | 'size'
  | 'font'
  | 'motion'
  | 'animation'
  | 'transition'
  | 'effect'
  | 'speed'
  | 'crop'
  | 'fade'
  /** Anything else that has a name and a value. */
  | 'settings';

/**
 * Keys of a segment or of its metadata; which ones a draft has is not documented (NemoVideo contract §13).
 */
const LOOK_KEYS: Readonly<Record<string, Look>> = {
  color: 'color',
  colour: 'color',
  font_color: 'color',
  fontColor: 'color',
  position: 'position',
  pos: 'position',
  align: 'position',
  size: 'size',
  font_size: 'size',
  fontSize: 'size',
  font: 'font',
  font_family: 'font',
  fontFamily: 'font',
  motion: 'motion',
  animation: 'motion',
  an: 'animation',
  anim: 'animation',
  animations: 'animation',
  transition: 'transition',
  effect: 'effect',
  filter: 'effect',
  speed: 'speed',
  fit: 'crop',
  crop: 'crop',
  fade: 'fade',
  fadeOut: 'fade',
  fadeIn: 'fade',
  fade_in: 'fade',
  fade_out: 'fade',
};

export interface LookChange {
  readonly look: Look;
  /** Words for the values, when both have some; '' for none at all. */
  readonly values?: { readonly from: string; readonly to: string };
  /** What is known about the new value when it is a structure. */
  readonly details?: readonly string[];
}

/** Known properties that differ between two raw segments, each once. */
export function lookChanges(before: Fields, after: Fields, words: TrackWords): LookChange[] {
  const changes = new Map<Look, LookChange>();
  for (const [key, look] of Object.entries(LOOK_KEYS)) {
    const [from, to] = [valueAt(before, key), valueAt(after, key)];
    if (changes.has(look) || canonicalJson(from) === canonicalJson(to)) continue;
    changes.set(look, lookChange(look, { from, to }, words));
  }
  return [...changes.values()];
}

function lookChange(look: Look, { from, to }: { from: unknown; to: unknown }, words: TrackWords): LookChange {
  const values = { from: wordsOf(look, from, words), to: wordsOf(look, to, words) };
  if (values.from !== undefined && values.to !== undefined && values.from !== values.to) {
    return { look, values: { from: values.from, to: values.to } };
  }
  const details = detailsOf(canonicalValue(from), canonicalValue(to));
  return details.length > 0 ? { look, details } : { look };
}

/** Numbers with the unit that their look has: a speed is a factor, a fade a time (drafts count in ms). */
function wordsOf(look: Look, value: unknown, words: TrackWords): string | undefined {
  const text = valueWords(value);
  if (typeof value !== 'number' || text === undefined) return text;
  if (look === 'speed') return `${text}x`;
  return look === 'fade' && value >= 50 ? words.seconds(secondsText(value)) : text;
}

/** What differs apart from everything that has a rule of its own; undefined when none of it has words. */
export function otherChanges(before: Fields, after: Fields): LookChange | undefined {
  const details = detailsOf(canonicalValue(before), canonicalValue(after));
  return details.length > 0 ? { look: 'settings', details } : undefined;
}

function valueAt(segment: Fields, key: string): unknown {
  return segment[key] ?? fieldsOf(segment.m)[key];
}
