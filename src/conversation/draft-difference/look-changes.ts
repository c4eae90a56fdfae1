import { foreignLine } from '../foreign-text.js';
import { type Fields, fieldsOf } from '../timeline/draft-fields.js';

/** What a segment looks or sounds like, beyond its name, time and volume. */
export type Look =
  | 'color'
  | 'position'
  | 'size'
  | 'font'
  | 'motion'
  | 'transition'
  | 'effect'
  | 'speed'
  | 'crop'
  | 'fade';

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
}

/** Known properties that differ between two raw segments, each once. */
export function lookChanges(before: Fields, after: Fields): LookChange[] {
  const changes = new Map<Look, LookChange>();
  for (const [key, look] of Object.entries(LOOK_KEYS)) {
    const [from, to] = [valueAt(before, key), valueAt(after, key)];
    if (JSON.stringify(from) === JSON.stringify(to) || changes.has(look)) continue;
    const words = { from: valueWords(from), to: valueWords(to) };
    const isReadable = words.from !== undefined && words.to !== undefined;
    changes.set(
      look,
      isReadable ? { look, values: { from: words.from ?? '', to: words.to ?? '' } } : { look },
    );
  }
  return [...changes.values()];
}

function valueAt(segment: Fields, key: string): unknown {
  return segment[key] ?? fieldsOf(segment.m)[key];
}

/** Short words are shown; numbers without a unit and structures are not. */
function valueWords(value: unknown): string | undefined {
  if (value === undefined || value === null) return '';
  const { kind, name, type } = fieldsOf(value);
  const text = typeof value === 'string' ? value : (kind ?? name ?? type);
  if (typeof text !== 'string' || !/^[\p{L}#][\p{L}\p{N} _#-]{0,30}$/u.test(text)) return undefined;
  return foreignLine(text, 32);
}
