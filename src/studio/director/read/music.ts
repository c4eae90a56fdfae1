import type { Clause } from '../clause.js';
import type { MusicOrder, Order, VolumeOrder } from '../orders.js';

/** One step of "louder" or "quieter". */
const VOLUME_STEP = 0.15;
const FADE_MS = 2_000;
const FADES_IN = /fad(?:e|es|ing) in\b(?! and out)|淡入(?!淡出)|渐入/i;

/** Background music: which, how loud, none. */
export function readMusic(clause: Clause): Order[] {
  const isVolume = clause.thing('volume');
  if (clause.verb('mute') || (clause.removing && !isVolume && !clause.has('degree')))
    return [{ do: 'remove-music' }];
  if (clause.verb('keep') && !clause.has('mood')) return [{ do: 'skip' }];
  // When it begins and how it fades in cannot be chosen.
  if (clause.has('moment') || clause.has('window') || clause.has('range') || FADES_IN.test(clause.plain))
    return [];
  const orders: Order[] = [];
  const volume = volumeOf(clause);
  const fades = clause.verb('fade') && clause.unknown.length === 0;
  const choice = choiceOf(clause);
  // "turn my music down to 20%" is about the volume and asks for no music.
  if (choice && (typeof choice === 'object' || !(volume || fades))) orders.push({ do: 'music', choice });
  if (volume) orders.push(volume);
  if (fades && clause.thing('music'))
    orders.push({ do: 'music-fade', ms: clause.first('duration')?.ms ?? FADE_MS });
  return orders;
}

function choiceOf(clause: Clause): MusicOrder['choice'] | undefined {
  const sound = clause.first('sound');
  if (sound) return { media: sound.id };
  const mood = clause.first('mood')?.mood ?? moodByPace(clause);
  if (mood) return { mood };
  if (clause.thing('volume')) return undefined;
  if (clause.word('uploaded')) return 'upload';
  if (!clause.thing('music')) return undefined;
  if (clause.word('other') || clause.doing('change', 'switch', 'replace', 'swap', 'dislike')) return 'other';
  // "make the music purple": a wish about the music that nobody understands must not become just any music.
  const isPlainWish = clause.unknown.length === 0 || clause.doing('add', 'want');
  return isPlainWish ? 'any' : undefined;
}

/** Tempo cannot be turned; faster music is livelier music. */
function moodByPace(clause: Clause): 'upbeat' | 'calm' | undefined {
  if (!clause.thing('music')) return undefined;
  const degrees = clause.all('degree').map(({ degree }) => degree);
  if (degrees.includes('faster')) return 'upbeat';
  return degrees.includes('slower') ? 'calm' : undefined;
}

function volumeOf(clause: Clause): VolumeOrder | undefined {
  const percent = clause.first('percent');
  if (percent) return { do: 'volume', level: percent.share };
  const number = clause.thing('volume') ? clause.first('number')?.value : undefined;
  if (number !== undefined && number <= 100)
    return { do: 'volume', level: number > 1 ? number / 100 : number };
  const direction = directionOf(clause);
  const amount = clause.first('amount')?.factor;
  if (direction < 0 && amount === 0.5) return { do: 'volume', factor: amount };
  if (direction !== 0) return { do: 'volume', change: direction * stepOf(amount) };
  if (amount === 0.5) return { do: 'volume', level: 0.5 };
  return undefined;
}

function stepOf(amount: number | undefined): number {
  if (amount === undefined) return VOLUME_STEP;
  return amount < 1.3 ? 0.08 : 0.3;
}

function directionOf(clause: Clause): -1 | 0 | 1 {
  for (const { degree } of clause.all('degree')) {
    if (degree === 'louder') return 1;
    if (degree === 'quieter') return -1;
    if ((degree === 'up' && !clause.has('mood')) || (degree === 'bigger' && clause.thing('volume', 'music')))
      return 1;
    if (degree === 'down' || (degree === 'smaller' && clause.thing('volume', 'music'))) return -1;
  }
  return 0;
}
