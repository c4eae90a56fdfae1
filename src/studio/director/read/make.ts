import type { Clause } from '../clause.js';
import type { ImageRef, Order } from '../orders.js';
import { mentions } from './images.js';
import type { Scene } from './scene.js';
import { subjectOf } from './subject.js';

/** The wish for a whole video: "turn these images into a short video", "convert my images", "做个视频". */
export function readMake(clause: Clause, scene: Scene): Order[] {
  if (clause.verb('remake')) return [scene.hasDraft ? { do: 'remake' } : { do: 'make' }];
  if (!wantsVideo(clause, scene)) return [];
  const images = imagesOf(clause, scene);
  return [{ do: 'make', ...(images && { images }) }];
}

function wantsVideo(clause: Clause, scene: Scene): boolean {
  if (clause.negated) return false;
  if (clause.verb('restart')) return true;
  const subject = subjectOf(clause);
  if (subject === 'text' || subject === 'music')
    return clause.thing('video') && clause.verb('create', 'make', 'want') && !isGiven(clause);
  const hasVideo = clause.thing('video', 'mp4') || endsWithShort(clause);
  const hasImages = clause.thing('image') || clause.has('image');
  if (clause.verb('create'))
    return hasVideo ? !(isGiven(clause) && scene.hasDraft) : hasImages || (isBare(clause) && !scene.hasDraft);
  if (clause.verb('make', 'want')) {
    if (hasVideo) return !(scene.hasDraft && isGiven(clause));
    return hasImages && !clause.has('degree') && isTurnedIntoSomething(clause);
  }
  // "slideshow please", "a 10 second clip": without a video there is nothing else that this could be about.
  return hasVideo && !scene.hasDraft && !clause.has('verb');
}

/** "turn these images into a short": the noun is missing because the example prompt was cut. */
function endsWithShort(clause: Clause): boolean {
  const last = clause.tokens.at(-1)?.meaning;
  const before = clause.tokens.at(-2)?.meaning;
  return last?.is === 'degree' && last.degree === 'short' && before?.is === 'word' && before.word === 'a';
}

/** "convert it", "animate them": a verb and nothing that it could be said of but everything. */
function isBare(clause: Clause): boolean {
  return clause.tokens.every(
    ({ meaning }) => meaning.is === 'verb' || meaning.is === 'filler' || meaning.is === 'word',
  );
}

function isTurnedIntoSomething(clause: Clause): boolean {
  const plain =
    !clause.has('ordinal') && !clause.has('motion') && !clause.has('relation') && !clause.has('edge');
  const whole = clause.all('image').every(({ ref }) => ['this', 'all', 'new'].includes(ref.by));
  return plain && whole && clause.word('to');
}

/** "the video", "this clip", "把视频": the one that exists, not a new one. */
function isGiven(clause: Clause): boolean {
  if (/(?:让|使|把|将|给)(?:这个|整个)?(?:视频|短片|片子|影片)/.test(clause.plain)) return true;
  const video = clause.indexOf(
    (meaning) => meaning.is === 'thing' && (meaning.thing === 'video' || meaning.thing === 'mp4'),
  );
  for (let index = video - 1; index >= 0; index--) {
    const meaning = clause.at(index);
    if (meaning?.is === 'filler') continue;
    if (meaning?.is === 'word') return ['the', 'this', 'it', 'ba', 'whole'].includes(meaning.word);
    return false;
  }
  return video === 0;
}

function imagesOf(clause: Clause, scene: Scene): ImageRef[] | undefined {
  const only = clause.word('only');
  const found = mentions(clause, only).filter(
    ({ ref, exact }) => ref.by !== 'all' && (exact || only || isDirectObject(clause)),
  );
  const named = found.map(({ ref }) => ref).filter((ref) => ref.by !== 'this');
  if (named.length > 0) return named;
  const pointsAtNew = clause.word('this', 'new') || clause.all('image').some(({ ref }) => ref.by === 'this');
  return scene.hasDraft && scene.hasNewImages && pointsAtNew ? [{ by: 'new' }] : undefined;
}

/** "turn beach into a clip": a bare word of a file name is meant when the verb is said of it, not in "about the beach". */
function isDirectObject(clause: Clause): boolean {
  const verb = clause.indexOf((meaning) => meaning.is === 'verb');
  const image = clause.indexOf((meaning) => meaning.is === 'image');
  const between = clause.tokens.slice(verb + 1, image);
  return verb >= 0 && between.every(({ meaning }) => meaning.is === 'word' && meaning.word === 'the');
}
