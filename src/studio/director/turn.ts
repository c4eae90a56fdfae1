import type { Desk } from './desk.js';
import type { Language } from './words/words.js';

/** Kinds of work, named as the backend names its tools. */
export type Tool = 'generate_video' | 'edit_multitrack' | 'add_music';

/** What one message led to. */
export interface Turn {
  readonly desk: Desk;
  readonly language: Language;
  /** Said before the work begins. */
  readonly opening?: string;
  /** In their order; empty when the draft did not change. */
  readonly tools: readonly Tool[];
  /** Said at the end; absent after a small edit, as with the real backend (NemoVideo contract §8). */
  readonly text?: string;
  readonly question?: Question;
}

export interface Question {
  readonly id: string;
  readonly prompt: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
}
