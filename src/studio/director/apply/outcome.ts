import type { Motion, MusicMood, StudioDraft, TextSegment, TransitionKind } from '../../draft.js';
import type { TextRole } from '../orders.js';

/** An uploaded file as far as the director has to know it. */
export interface LibraryItem {
  readonly id: string;
  readonly name: string;
  readonly kind: 'image' | 'audio';
  /** Pixels; only of images. */
  readonly width?: number;
  readonly height?: number;
  /** Only of sounds. */
  readonly seconds?: number;
}

/** What there is besides the draft. */
export interface Stage {
  readonly library: readonly LibraryItem[];
  /** Ids of images that were never placed in a video. */
  readonly fresh: readonly string[];
  /** Ids of the images that were spoken of last. */
  readonly lastImages: readonly string[];
  /** Of the person: new music is named in it. */
  readonly language: 'en' | 'zh';
  /** The text that was spoken of last. */
  readonly lastText?: { readonly role: TextRole; readonly words: string };
}

/** What an order did, as data: the words are made later, in the language of the person. */
export type Change =
  | { what: 'made' | 'remade'; images: number }
  | { what: 'aspect'; width: number; height: number }
  | { what: 'length'; of: 'total' | 'each' | 'images'; ms: number; total: number; names: string[] }
  | { what: 'motion'; motion: Motion | 'auto' | 'zoom' | 'pan'; names: string[] }
  | { what: 'transition'; kind: TransitionKind; ms: number; at: 'all' | 'some' | 'start' }
  | { what: 'fit'; fit: 'cover' | 'blur' }
  | { what: 'text-added' | 'text-changed'; segment: TextSegment }
  | { what: 'text-removed'; words: string[] }
  | { what: 'music'; mood?: MusicMood; name: string; volume: number }
  | { what: 'music-removed' }
  | { what: 'volume'; volume: number }
  | { what: 'music-fade'; ms: number }
  | { what: 'order'; names: string[] }
  | { what: 'images-removed'; names: string[]; left: number }
  | { what: 'images-added'; names: string[]; count: number }
  | { what: 'image-replaced'; before: string; after: string }
  | { what: 'undone' | 'redone'; steps: number };

/** Why an order could not be done. */
export type Problem =
  | { why: 'no-images' }
  | { why: 'no-such-image'; count: number }
  | { why: 'which-image'; names: string[]; said?: string }
  | { why: 'no-new-image' }
  | { why: 'already-there'; names: string[] }
  | { why: 'last-image' }
  | { why: 'one-image' }
  | { why: 'no-text' }
  | { why: 'no-music' }
  | { why: 'no-uploaded-sound' }
  | { why: 'nothing-to-undo' | 'nothing-to-redo' };

/** Something that was done otherwise than said. */
export type Note =
  | { note: 'too-long'; ms: number }
  | { note: 'too-short'; ms: number }
  | { note: 'too-many-images'; count: number }
  | { note: 'transition-shortened'; ms: number };

export interface Done {
  readonly draft: StudioDraft;
  readonly change: Change;
  readonly notes?: readonly Note[];
  /** Ids of the images concerned, for "it" in the next sentence. */
  readonly images?: readonly string[];
  readonly text?: { readonly role: TextRole; readonly words: string };
}

export type Outcome = Done | { readonly problem: Problem };
