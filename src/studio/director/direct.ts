import { answerTo } from './answers.js';
import type { LibraryItem } from './apply/outcome.js';
import type { Desk } from './desk.js';
import { tell } from './tell.js';
import type { Turn } from './turn.js';
import { understand } from './understand.js';
import { languageOf, wordsIn } from './words/language.js';
import { freshImages, Work } from './work.js';

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
