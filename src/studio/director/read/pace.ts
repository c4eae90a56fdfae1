import type { Clause } from '../clause.js';
import type { Order } from '../orders.js';
import type { Degree } from '../tokens.js';
import { concerned } from './images.js';

/** One step of "longer", "faster" and the like. */
const PACE_STEP = 1.25;

/** How long the video and its images last. */
export function readPace(clause: Clause): Order[] {
  // "2 seconds each except the first", "2 seconds each and 4 for the last": half of it would be worse than nothing.
  if (clause.word('except') || (clause.word('each') && concernsOne(clause))) return [];
  // "1 second crossfade": the duration is the transition's, unless a video is spoken of.
  if ((clause.thing('transition') || isTransition(clause)) && !clause.thing('video')) return [];
  const relative = relativeOrder(clause);
  if (relative) return [relative];
  return lengths(clause);
}

function concernsOne(clause: Clause): boolean {
  return (concerned(clause) ?? []).some(({ by }) =>
    ['position', 'from-end', 'name', 'first', 'last'].includes(by),
  );
}

function isTransition(clause: Clause): boolean {
  const kinds = clause.all('transition').map(({ kind }) => kind);
  const cutsShort = clause.has('duration') || clause.thing('length');
  return kinds.length > 0 && !(cutsShort && kinds.every((kind) => kind === 'cut'));
}

function lengths(clause: Clause): Order[] {
  // "show the lighthouse for 2 seconds", and no file has such a name.
  if (clause.verb('show') && clause.unknown.length > 0 && !clause.has('image')) return [];
  const durations = clause.all('duration');
  if (durations.length > 1 && clause.thing('video')) {
    // "a 10 second video, 2 seconds each": said twice, the share of each image is the more precise one.
    return durations.map(({ ms }, index) => lengthOrder(clause, ms, index > 0 && clause.word('each')));
  }
  const ms = durations.at(-1)?.ms ?? otherLength(clause);
  return ms === undefined ? [] : [lengthOrder(clause, ms, isSaidOfEach(clause))];
}

/** In "a 10 second video where every image zooms" the length is the video's: it stands before it. */
function isSaidOfEach(clause: Clause): boolean {
  const duration = clause.indexOf((meaning) => meaning.is === 'duration');
  const video = clause.indexOf((meaning) => meaning.is === 'thing' && meaning.thing === 'video');
  const each = clause.indexOf((meaning) => meaning.is === 'word' && meaning.word === 'each');
  return each >= 0 && !(duration >= 0 && duration < video && video < each);
}

/** "set each image at 5 seconds", "change it from 3 to 5 seconds", "duration: 10". */
function otherLength(clause: Clause): number | undefined {
  const moment = clause.first('moment');
  if (moment && (clause.word('each') || clause.thing('length'))) return moment.ms;
  const range = clause.first('range');
  if (range && clause.doing('change', 'make', 'switch')) return range.to;
  const number = clause.thing('length') && !clause.has('image') ? clause.first('number')?.value : undefined;
  return number !== undefined && number > 0 ? number * 1_000 : undefined;
}

function lengthOrder(clause: Clause, ms: number, each: boolean): Order {
  const images = concerned(clause);
  if (images && !clause.thing('video')) {
    const isEveryOne = each && images.every(({ by }) => by === 'this' || by === 'new');
    if (!isEveryOne) return { do: 'length', of: 'images', images, ms };
  }
  if (each || (saysAllImages(clause) && !clause.word('total'))) return { do: 'length', of: 'each', ms };
  return { do: 'length', of: 'total', ms };
}

/** "make all images 3 seconds long", "show the photos for 4 seconds". */
function saysAllImages(clause: Clause): boolean {
  const isAll = clause.all('image').some(({ ref }) => ref.by === 'all');
  return isAll || (clause.thing('image') && clause.verb('show') && !clause.thing('video'));
}

function relativeOrder(clause: Clause): Order | undefined {
  const direction = directionOf(clause);
  if (direction === 0) return undefined;
  const images = concerned(clause);
  const of = images ? ('images' as const) : ('total' as const);
  const target = { do: 'pace' as const, of, ...(images && { images }) };
  const ms = clause.first('duration')?.ms;
  if (ms === undefined) return { ...target, factor: factorOf(clause, direction) };
  // "make it 5 seconds longer", "by 5 seconds", but "shorten it to 5 seconds"
  return isDifference(clause) ? { ...target, deltaMs: direction * ms } : undefined;
}

const LONGER: ReadonlySet<Degree> = new Set(['longer', 'slower']);
const SHORTER: ReadonlySet<Degree> = new Set(['shorter', 'faster']);

function directionOf(clause: Clause): -1 | 0 | 1 {
  const isLength = clause.thing('length');
  for (const { degree } of clause.all('degree')) {
    if (LONGER.has(degree)) return 1;
    if (SHORTER.has(degree)) return -1;
    if (degree === 'short' && clause.verb('make') && !clause.word('a') && !clause.has('unknown')) return -1;
    if (isLength && (degree === 'up' || degree === 'bigger')) return isSpeed(clause) ? -1 : 1;
    if (isLength && (degree === 'down' || degree === 'smaller')) return isSpeed(clause) ? 1 : -1;
  }
  const amount = SPEAKS_OF_TIME.test(clause.plain) ? clause.first('amount')?.factor : undefined;
  if (amount === 2 || amount === 0.5) return amount > 1 === isSpeed(clause) ? -1 : 1;
  return 0;
}

/** "twice as long", but not "use beach.jpg twice". */
const SPEAKS_OF_TIME = /long|length|fast|slow|speed|quick|short|duration|tempo|pace|时长|长|快|慢|速度|节奏/i;

function isSpeed(clause: Clause): boolean {
  return /fast|speed|quick|pace|tempo|速度|快|节奏/i.test(clause.plain);
}

function factorOf(clause: Clause, direction: -1 | 1): number {
  const percent = clause.first('percent')?.share;
  const amount = percent === undefined ? (clause.first('amount')?.factor ?? PACE_STEP) : 1 + percent;
  const strength = Math.max(amount, 1 / amount);
  return direction > 0 ? strength : 1 / strength;
}

function isDifference(clause: Clause): boolean {
  if (clause.word('by')) return true;
  const duration = clause.indexOf((meaning) => meaning.is === 'duration');
  const degree = clause.indexOf((meaning) => meaning.is === 'degree');
  // English puts the difference first ("5 seconds longer"), Chinese last (延长5秒), where 到 makes it a target.
  return (
    duration < degree || /(?:延长|缩短|加长|长|短)(?:了)?[\d一二两三四五六七八九十半]/.test(clause.plain)
  );
}
