import type { Clause } from '../clause.js';
import type { Order } from '../orders.js';
import { readAside, readInabilities } from './aside.js';
import { readLook } from './look.js';
import { readMake } from './make.js';
import { readMusic } from './music.js';
import { readPace } from './pace.js';
import { readPictures } from './pictures.js';
import type { Scene } from './scene.js';
import { type Subject, subjectOf } from './subject.js';
import { readText } from './text.js';

/** Orders in one clause; none means that it was not understood. */
export function readClause(clause: Clause, scene: Scene): Order[] {
  if (clause.protecting) return [{ do: 'skip' }];
  const aside = readAside(clause);
  if (aside.length > 0) return aside;
  const cannot = readInabilities(clause);
  return [...readWishes(clause, scene, cannot.length > 0), ...cannot];
}

function readWishes(clause: Clause, scene: Scene, blocked: boolean): Order[] {
  const pointed = removeIt(clause, scene);
  if (pointed) return [pointed];
  const make = readMake(clause, scene);
  const subject = subjectOf(clause);
  // "add a glitch effect to the title" must not change the title in some other way.
  if (blocked && make.length === 0) return [];
  if (subject === 'text' || isAboutLastText(clause, scene)) return [...make, ...readText(clause)];
  const music = subject === 'music' ? readMusic(clause) : moodOfVideo(clause, make);
  const arrangement = make.length > 0 || music.length > 0 ? [] : readPictures(clause, scene);
  // "turn these photos into a 30-second video": the images are what it is made of, not what lasts 30 seconds.
  const rest = make.length > 0 ? clause.withoutImages() : clause;
  return [...make, ...arrangement, ...music, ...readLook(rest), ...paceUnlessMusic(rest, subject, music)];
}

/** "only for 2 seconds", said after a title was added. */
function isAboutLastText(clause: Clause, scene: Scene): boolean {
  const isBare = clause.tokens.every(({ meaning }) => ['word', 'filler', 'duration'].includes(meaning.is));
  return scene.focus === 'text' && clause.word('only') && clause.has('duration') && isBare;
}

/** "make the music faster" has been answered with livelier music and must not shorten the video. */
function paceUnlessMusic(clause: Clause, subject: Subject | undefined, music: readonly Order[]): Order[] {
  const saysSpeed = clause.has('degree') || clause.has('amount');
  const fades = music.some((order) => order.do === 'music-fade');
  return subject === 'music' && (saysSpeed || fades) ? [] : readPace(clause);
}

/** "make an upbeat video": the mood of a video is that of its music. */
function moodOfVideo(clause: Clause, make: readonly Order[]): Order[] {
  const mood = clause.all('mood').find(({ plain }) => !plain);
  return make.length > 0 && mood ? [{ do: 'music', choice: { mood: mood.mood } }] : [];
}

/** "remove it": what it is, the sentence before or the last change says. */
function removeIt(clause: Clause, scene: Scene): Order | undefined {
  const isIt = clause.removing && clause.word('it', 'this') && clause.verb('remove');
  const isBare = clause.tokens.every(({ meaning }) => ['verb', 'word', 'filler'].includes(meaning.is));
  if (!isIt || !isBare) return undefined;
  if (scene.focus === 'text') return { do: 'remove-text', last: true };
  if (scene.focus === 'music') return { do: 'remove-music' };
  return scene.focus === 'image' ? { do: 'remove-images', images: [{ by: 'this' }] } : undefined;
}
