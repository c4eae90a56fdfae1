import type { AudioSegment, MusicMood, StudioDraft } from '../../draft.js';
import type { MusicOrder, OrderOf, VolumeOrder } from '../orders.js';
import { MOOD_NAMES } from '../words/moods.js';
import type { Outcome, Stage } from './outcome.js';
import { assemble, pictures, sound, texts } from './timeline.js';

const MOODS: readonly MusicMood[] = ['upbeat', 'calm', 'lofi', 'cinematic', 'corporate'];
const BACKGROUND_VOLUME = 0.35;
const UPLOAD_VOLUME = 0.7;
const FADE_OUT_MS = 1_500;

export function applyMusic(draft: StudioDraft, stage: Stage, order: MusicOrder): Outcome {
  const present = sound(draft);
  const chosen = choose(order.choice, present, stage);
  if (!chosen) return { problem: { why: 'no-uploaded-sound' } };
  const volume = present?.m.volume ?? (chosen.media ? UPLOAD_VOLUME : BACKGROUND_VOLUME);
  const segment: AudioSegment = { s: 0, d: draft.d, m: { ...chosen, volume, fadeOut: FADE_OUT_MS } };
  return {
    draft: withSound(draft, segment),
    change: { what: 'music', name: chosen.name, volume, ...(chosen.mood && { mood: chosen.mood }) },
  };
}

type Chosen = Pick<AudioSegment['m'], 'name' | 'mood' | 'media'>;

function choose(
  choice: MusicOrder['choice'],
  present: AudioSegment | undefined,
  stage: Stage,
): Chosen | undefined {
  const uploads = stage.library.filter(({ kind }) => kind === 'audio');
  if (choice === 'any') return present ? pick(present.m) : ofMood('upbeat', stage);
  if (choice === 'other') return ofMood(nextMood(present?.m.mood), stage);
  if (choice === 'upload') return ofUpload(uploads.at(-1));
  if ('mood' in choice) return ofMood(choice.mood, stage);
  return ofUpload(uploads.find(({ id }) => id === choice.media));
}

const ofMood = (mood: MusicMood, { language }: Stage): Chosen => ({ name: MOOD_NAMES[language][mood], mood });
const ofUpload = (item: { id: string; name: string } | undefined): Chosen | undefined =>
  item && { name: item.name, media: item.id };
const pick = ({ name, mood, media }: AudioSegment['m']): Chosen => ({
  name,
  ...(mood ? { mood } : { media }),
});

function nextMood(mood: MusicMood | undefined): MusicMood {
  const index = mood ? MOODS.indexOf(mood) : -1;
  return MOODS[(index + 1) % MOODS.length] ?? 'upbeat';
}

export function applyRemoveMusic(draft: StudioDraft): Outcome {
  if (!sound(draft)) return { problem: { why: 'no-music' } };
  return { draft: withSound(draft, undefined), change: { what: 'music-removed' } };
}

export function applyVolume(draft: StudioDraft, order: VolumeOrder): Outcome {
  const present = sound(draft);
  if (!present) return { problem: { why: 'no-music' } };
  const wanted = order.level ?? present.m.volume * (order.factor ?? 1) + (order.change ?? 0);
  const volume = Math.round(Math.min(Math.max(wanted, 0), 1) * 100) / 100;
  return {
    draft: withSound(draft, { ...present, m: { ...present.m, volume } }),
    change: { what: 'volume', volume },
  };
}

export function applyMusicFade(draft: StudioDraft, order: OrderOf<'music-fade'>): Outcome {
  const present = sound(draft);
  if (!present) return { problem: { why: 'no-music' } };
  const ms = Math.min(order.ms, draft.d);
  return {
    draft: withSound(draft, { ...present, m: { ...present.m, fadeOut: ms } }),
    change: { what: 'music-fade', ms },
  };
}

function withSound(draft: StudioDraft, segment: AudioSegment | undefined): StudioDraft {
  return assemble(draft, {
    pictures: pictures(draft),
    ...(segment && { sound: segment }),
    texts: texts(draft),
  });
}
