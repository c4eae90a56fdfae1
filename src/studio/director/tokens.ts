import type { MusicMood, TransitionKind } from '../draft.js';
import type { ImageRef, Inability, MotionWish, TextRole } from './orders.js';

/** What a stretch of the message means on its own; the readers decide what it means together with its neighbours. */
export type Meaning =
  | { is: 'quote'; words: string }
  | { is: 'verb'; verb: Verb }
  | { is: 'thing'; thing: Thing }
  | { is: 'image'; ref: ImageRef; exact: boolean }
  | { is: 'sound'; id: string }
  | { is: 'ordinal'; n: number }
  | { is: 'slot'; n: number }
  | { is: 'number'; value: number }
  | { is: 'pixels'; value: number }
  | { is: 'duration'; ms: number; scope?: 'each' | 'total' }
  | { is: 'range'; from: number; to: number }
  | { is: 'window'; edge: 'start' | 'end'; ms: number }
  | { is: 'moment'; ms: number }
  | { is: 'percent'; share: number }
  | { is: 'aspect'; width: number; height: number; platform?: true }
  | { is: 'color'; hex: string }
  | { is: 'place'; position: 'top' | 'center' | 'bottom' }
  | { is: 'edge'; edge: 'start' | 'end' }
  | { is: 'relation'; side: 'before' | 'after' }
  | { is: 'motion'; motion: MotionWish }
  | { is: 'transition'; kind: TransitionKind }
  | { is: 'mood'; mood: MusicMood; plain: boolean }
  | { is: 'fit'; fit: 'cover' | 'blur' }
  | { is: 'degree'; degree: Degree }
  | { is: 'amount'; factor: number }
  | { is: 'beyond'; what: Inability }
  | { is: 'word'; word: FunctionWord }
  /** Separates clauses. `strong` ends a sentence, `list` may also join two things of one clause. */
  | { is: 'break'; strength: 'strong' | 'list' | 'with' | 'colon' }
  | { is: 'filler' }
  | { is: 'unknown' };

export type Verb =
  | 'create'
  | 'make'
  | 'want'
  | 'add'
  | 'show'
  | 'remove'
  | 'change'
  | 'use'
  | 'switch'
  | 'replace'
  | 'instead'
  | 'swap'
  | 'move'
  | 'open-with'
  | 'close-with'
  | 'reverse'
  | 'shuffle'
  | 'reorder'
  | 'keep'
  | 'dislike'
  | 'mute'
  | 'undo'
  | 'redo'
  | 'remake'
  | 'restart'
  | 'export'
  | 'help'
  | 'fade';

export type Thing =
  | TextRole
  | 'text'
  | 'closing'
  | 'music'
  | 'volume'
  | 'image'
  | 'video'
  | 'transition'
  | 'motion'
  | 'aspect'
  | 'length'
  | 'size'
  | 'color'
  | 'place'
  | 'order'
  | 'mp4';

/** `up` and `down` mean louder, bigger or longer, depending on what they are said of. */
export type Degree =
  | 'up'
  | 'down'
  | 'bigger'
  | 'smaller'
  | 'big'
  | 'small'
  | 'louder'
  | 'quieter'
  | 'faster'
  | 'slower'
  | 'longer'
  | 'shorter'
  | 'short';

export type FunctionWord =
  | 'each'
  | 'all'
  | 'others'
  | 'only'
  | 'except'
  | 'not'
  | 'new'
  | 'other'
  | 'this'
  | 'it'
  | 'the'
  | 'a'
  | 'to'
  | 'by'
  | 'in'
  | 'from'
  | 'of'
  | 'between'
  | 'says'
  | 'titled'
  | 'whole'
  | 'total'
  | 'uploaded'
  | 'question'
  | 'ba'
  | 'twice';

export interface Token {
  readonly meaning: Meaning;
  /** Offsets in the message. */
  readonly start: number;
  readonly end: number;
  /** Set when a file has this very name although the word has a meaning of its own ("red" and `red.jpg`). */
  readonly named?: ImageRef;
}

export type MeaningOf<Kind extends Meaning['is']> = Extract<Meaning, { is: Kind }>;
