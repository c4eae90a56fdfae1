import type { StudioDraft } from '../../draft.js';
import type { Change, Note, Problem } from '../apply/outcome.js';
import type { Inability, TextRole } from '../orders.js';
import { ENGLISH } from './en.js';
import { CHINESE } from './zh.js';

export type Language = 'en' | 'zh';

/** Everything that the director says. Whole sentences, without markup and without the words of a screen ("click"). */
export interface Words {
  /** Before the work: what is about to be made. */
  making(images: number): string;
  remaking: string;
  /** The whole video in one sentence. */
  summary(draft: StudioDraft): string;
  ready(draft: StudioDraft): string;
  emptyTimeline: string;
  change(change: Change): string;
  problem(problem: Problem): string;
  note(note: Note): string;
  cannot(what: Inability): string;
  unclear(said: readonly string[]): string;
  /** What can be asked for. */
  help: string;
  greeting: string;
  /** For thanks and small talk when there is a video already. */
  listening: string;
  askAspect: { prompt: string; options: readonly { id: string; label: string }[] };
  askWords(role: TextRole | undefined): string;
  leftAsIs: string;
  /** The wish was fulfilled before it was made. */
  already: string;
  /** Joins sentences. */
  join(sentences: readonly string[]): string;
}

const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, zh: CHINESE };

export function wordsIn(language: Language): Words {
  return WORDS[language];
}

/**
 * Language of a reply: that of the message. Quoted words are content and file names are names, so neither counts;
 * what is left without any letters ("9:16") follows the language of the session.
 */
export function languageOf(message: string, session: string | undefined): Language {
  const own = message.replace(
    /"[^"]*"|“[^”]*”|「[^」]*」|《[^》]*》|[\w-]+\.(?:jpe?g|png|webp|gif|mp3|wav|m4a)/gi,
    ' ',
  );
  if (/[\u3400-\u9fff]/.test(own)) return 'zh';
  if (/[a-z]{2}/i.test(own)) return 'en';
  if (/[\u3400-\u9fff]/.test(message)) return 'zh';
  return session?.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
