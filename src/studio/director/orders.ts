/** What a person asked for, as data. `read/` makes orders from words, `apply/` changes a draft by them. */
import type { Motion, MusicMood, TextSegment, TransitionKind } from '../draft.js';

export type Order =
  | MakeOrder
  /** `platform`: inferred from where the video is to be shown; a shape that is named outdoes it. */
  | { do: 'aspect'; width: number; height: number; platform?: true }
  | LengthOrder
  | PaceOrder
  | { do: 'motion'; motion: MotionWish; images?: ImageRef[] }
  | TransitionOrder
  | { do: 'fit'; fit: 'cover' | 'blur'; images?: ImageRef[] }
  | TextOrder
  | RemoveTextOrder
  | MusicOrder
  | { do: 'remove-music' }
  | VolumeOrder
  | { do: 'music-fade'; ms: number }
  | { do: 'swap'; images: ImageRef[] }
  | { do: 'move'; images: ImageRef[]; to: Destination }
  | { do: 'sequence'; images: ImageRef[] }
  | { do: 'reverse' }
  | { do: 'shuffle' }
  | { do: 'keep-images'; images: ImageRef[] }
  | { do: 'remove-images'; images: ImageRef[] }
  | { do: 'replace-image'; image: ImageRef; by: ImageRef }
  | { do: 'add-images'; images: ImageRef[]; to?: Destination }
  | { do: 'undo'; steps: number }
  | { do: 'redo' }
  | { do: 'remake' }
  | AsideOrder;

/** Answered with words; the draft stays as it is. */
export type AsideOrder =
  | { do: 'ask-aspect' }
  | { do: 'ask-words'; text: TextOrder }
  /** An image was named in words that no file has. */
  | { do: 'ask-image'; said: string }
  | { do: 'describe' }
  | { do: 'help' }
  | { do: 'skip' }
  | { do: 'cannot'; what: Inability };

export type OrderOf<Kind extends Order['do']> = Extract<Order, { do: Kind }>;

/** A whole video from images: those named, or all. Everything else said in the message is applied on top of it. */
export interface MakeOrder {
  do: 'make';
  images?: ImageRef[];
}

export interface LengthOrder {
  do: 'length';
  /** `total`: the whole video; `each`: every image; `images`: the named ones. */
  of: 'total' | 'each' | 'images';
  images?: ImageRef[];
  ms: number;
}

/** Longer or shorter than now: by a factor, or by a number of milliseconds. Faster is shorter. */
export interface PaceOrder {
  do: 'pace';
  of: 'total' | 'images';
  images?: ImageRef[];
  factor?: number;
  deltaMs?: number;
}

/** `auto` is gentle motion that alternates from image to image; `zoom` alternates zooming in and out. */
export type MotionWish = Motion | 'auto' | 'zoom' | 'pan';

export interface TransitionOrder {
  do: 'transition';
  kind?: TransitionKind;
  ms?: number;
  /** More or less of the present length. */
  factor?: number;
  /** The fade from black with which the video begins. */
  opening?: true;
  /** Only the change between these images; all changes when absent. */
  between?: ImageRef[];
}

export type TextRole = TextSegment['m']['role'];

/** `add` makes a new text, `change` alters what is there, `either` changes when there is one and adds otherwise. */
export interface TextOrder {
  do: 'text';
  mode: 'add' | 'change' | 'either';
  /** Absent for "text" in general: any role when changing, a caption when adding. */
  role?: TextRole;
  words?: string;
  /** Changes the text that contains these words. */
  containing?: string;
  look: TextLook;
  time?: TextTime;
}

/** Every text that fits all of what is named; all texts when nothing is. */
export interface RemoveTextOrder {
  do: 'remove-text';
  role?: TextRole;
  containing?: string;
  /** Shown over one of these. */
  images?: ImageRef[];
  /** Only the one that was spoken of last. */
  last?: true;
}

export interface TextLook {
  position?: 'top' | 'center' | 'bottom';
  color?: string;
  size?: number;
  /** Relative to the present size. */
  sizeFactor?: number;
  fade?: number;
}

export type TextTime =
  | { at: 'edge'; edge: 'start' | 'end'; ms?: number }
  | { at: 'range'; from: number; to: number }
  | { at: 'moment'; from: number; ms?: number }
  | { at: 'whole' }
  | { at: 'for'; ms: number }
  | { at: 'factor'; factor: number }
  | { at: 'images'; images: ImageRef[] };

export interface MusicOrder {
  do: 'music';
  /** `any`: some music; `other`: another than now; `upload`: the sound that was uploaded last. */
  choice: { mood: MusicMood } | { media: string } | 'any' | 'other' | 'upload';
}

export interface VolumeOrder {
  do: 'volume';
  /** 0-1. */
  level?: number;
  /** Added to the present level. */
  change?: number;
  /** Multiplies the present level. */
  factor?: number;
}

export type Destination =
  | { at: 'start' }
  | { at: 'end' }
  /** 1-based position. */
  | { at: 'slot'; n: number }
  | { at: 'before' | 'after'; image: ImageRef };

/** How people point at images. Positions are 1-based and count along the timeline. */
export type ImageRef =
  | { by: 'position'; n: number }
  | { by: 'from-end'; n: number }
  | { by: 'span'; from: number; to: number }
  | { by: 'first' | 'last'; count: number }
  /** Library ids behind a name; several when a word fits several names. */
  | { by: 'name'; ids: string[]; name: string }
  /** Uploaded and not used yet. */
  | { by: 'new' }
  /** "this one": the new ones when there are any, else the image that was spoken of last. */
  | { by: 'this' }
  /** All but those that were named before. */
  | { by: 'others'; than?: ImageRef[] }
  | { by: 'all' };

/** Things that people ask for and that this studio does not do. */
export type Inability =
  | 'narration'
  | 'speech-text'
  | 'resolution'
  | 'closing-fade'
  | 'transition-kind'
  | 'effect'
  | 'export-here'
  | 'music-link'
  | 'move-things-in-image';
