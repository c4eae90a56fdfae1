import type { StudioDraft } from '../../draft.js';
import type { Change, Note, Problem } from '../apply/outcome.js';
import type { Inability, TextRole } from '../orders.js';

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
