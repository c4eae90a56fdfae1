import type { Change, Problem } from './apply/outcome.js';
import { pictures } from './apply/timeline.js';
import type { Asked } from './desk.js';
import type { AsideOrder, Inability } from './orders.js';
import type { Tool, Turn } from './turn.js';
import type { Understanding } from './understand.js';
import type { Language, Words } from './words/words.js';
import type { Work } from './work.js';

/** Puts into words what became of a message. `skipped`: the person declined to answer a question. */
export function tell(
  work: Work,
  said: Understanding,
  words: Words,
  language: Language,
  skipped: boolean,
): Turn {
  const { changed } = work;
  const asks = work.asides.some((aside) => aside.do === 'ask-aspect');
  const sentences = [...outcomeWords(work, words), ...asideWords(work, words)];
  if (said.unclear.length > 0) sentences.push(words.unclear(said.unclear));
  if (skipped) sentences.push(words.leftAsIs);
  if (!changed && work.changes.length > 0) sentences.push(words.already);
  const isSilent =
    changed &&
    work.quiet &&
    work.problems.length + work.notes.length + work.asides.length + said.unclear.length === 0;
  if (!changed && sentences.length === 0 && !asks)
    sentences.push(work.desk.draft ? words.listening : words.greeting);
  const asked = askedBy(work.asides, words);
  return {
    desk: asked ? { ...work.desk, asked } : work.desk,
    language,
    ...(work.made && { opening: openingWords(work, words) }),
    tools: changed ? toolsFor(work) : [],
    ...(!isSilent && sentences.length > 0 && { text: words.join(sentences) }),
    ...(asks && { question: { id: 'aspect', ...words.askAspect } }),
  };
}

function openingWords(work: Work, words: Words): string {
  const made = work.changes.find((change) => change.what === 'made');
  return made?.what === 'made' ? words.making(made.images) : words.remaking;
}

function outcomeWords(work: Work, words: Words): string[] {
  const { draft } = work.desk;
  if (!work.changed) return problemWords(work, words);
  // A new video is told as a whole: what it became says more than how.
  const changes =
    work.made && draft ? [words.ready(draft)] : work.changes.map((change) => words.change(change));
  return [...changes, ...problemWords(work, words)];
}

function problemWords(work: Work, words: Words): string[] {
  return [
    ...work.notes.map((note) => words.note(note)),
    ...work.problems.map((problem) => words.problem(withNames(problem, work))),
  ];
}

/** Whoever does not know which image is meant is helped by the list of them. */
function withNames(problem: Problem, work: Work): Problem {
  if (problem.why !== 'which-image' || problem.names.length > 0) return problem;
  return { ...problem, names: imageNames(work) };
}

function imageNames(work: Work): string[] {
  const { draft } = work.desk;
  if (draft) return pictures(draft).map(({ m }) => m.name);
  return work.library.filter(({ kind }) => kind === 'image').map(({ name }) => name);
}

function asideWords(work: Work, words: Words): string[] {
  const sentences: string[] = [];
  const told = new Set<Inability>();
  for (const aside of work.asides) {
    if (aside.do === 'help') sentences.push(words.help);
    if (aside.do === 'ask-words') sentences.push(words.askWords(aside.text.role));
    if (aside.do === 'describe')
      sentences.push(work.desk.draft ? words.summary(work.desk.draft) : words.emptyTimeline);
    if (aside.do === 'ask-image') {
      sentences.push(words.problem({ why: 'which-image', names: imageNames(work), said: aside.said }));
    }
    if (aside.do === 'cannot' && !told.has(aside.what)) {
      told.add(aside.what);
      // Whoever writes "make a video and export it" has been understood by the program that asked.
      if (aside.what !== 'export-here' || work.changes.length === 0) sentences.push(words.cannot(aside.what));
    }
  }
  return sentences;
}

function askedBy(asides: readonly AsideOrder[], words: Words): Asked | undefined {
  for (const aside of asides) {
    if (aside.do === 'ask-aspect') return { about: 'aspect', prompt: words.askAspect.prompt };
    if (aside.do === 'ask-words') return { about: 'words', text: aside.text };
  }
  return undefined;
}

function toolsFor(work: Work): Tool[] {
  const isMusic = (change: Change) => change.what === 'music' || change.what === 'music-removed';
  const tools: Tool[] = [];
  if (work.made) tools.push('generate_video');
  else if (work.changes.some((change) => !isMusic(change))) tools.push('edit_multitrack');
  if (work.changes.some(isMusic)) tools.push('add_music');
  return tools;
}
