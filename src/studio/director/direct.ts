import { answerTo } from './answers.js';
import type { LibraryItem } from './apply/outcome.js';
import type { Desk } from './desk.js';
import { tell } from './tell.js';
import { understand } from './understand.js';
import { type Language, languageOf, wordsIn } from './words/words.js';
import { freshImages, Work } from './work.js';

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

export interface DirectorInput {
  readonly message: string;
  readonly desk: Desk;
  readonly library: readonly LibraryItem[];
  /** Language code of the session, for messages without any words. */
  readonly language?: string;
}

/** Turns one message into a new timeline and an answer. Pure and deterministic. */
export function direct({ message, desk, library, language: sessionLanguage }: DirectorInput): Turn {
  const language = languageOf(message, sessionLanguage);
  const { asked, ...rest } = desk;
  const scene = {
    hasDraft: desk.draft !== null,
    hasNewImages: freshImages(desk, library).length > 0,
    focus: desk.focus.subject,
    media: library,
  };
  const answer = asked && answerTo(asked, message, scene);
  const said = answer ?? understand(message, scene);
  const work = new Work(rest, library, language);
  for (const order of said.orders) work.do(order);
  work.commit();
  return tell(work, said, wordsIn(language), language, answer !== undefined && said.orders.length === 0);
}
