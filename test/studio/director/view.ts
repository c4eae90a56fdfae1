import type { LibraryItem } from '../../../src/studio/director/apply/outcome.js';
import { type Desk, EMPTY_DESK } from '../../../src/studio/director/desk.js';
import { direct } from '../../../src/studio/director/direct.js';
import type { Turn } from '../../../src/studio/director/turn.js';
import { MOOD_NAMES } from '../../../src/studio/director/words/moods.js';
import type { StudioDraft } from '../../../src/studio/draft.js';

/** What a viewer would notice of a draft, short enough for a table. */
export interface View {
  seconds: number;
  frame: string;
  images: string[];
  lengths: number[];
  motions: string[];
  fits: string[];
  /** How each image but the first comes in. */
  transitions: string[];
  texts: string[];
  music: string | undefined;
}

export function view(draft: StudioDraft | null): View {
  const all = draft?.t ?? [];
  const images = all.flatMap((track) => (track.tt === 0 ? track.sg : []));
  const texts = all.flatMap((track) => (track.tt === 7 ? track.sg : []));
  const [sound] = all.flatMap((track) => (track.tt === 1 ? track.sg : []));
  const s = (ms: number) => Math.round(ms / 10) / 100;
  return {
    seconds: s(draft?.d ?? 0),
    frame: `${draft?.m.width}x${draft?.m.height}`,
    images: images.map(({ m }) => m.name.replace(/\..*/, '')),
    lengths: images.map(({ d }) => s(d)),
    motions: images.map(({ m }) => m.motion),
    fits: images.map(({ m }) => m.fit),
    transitions: images.slice(1).map(({ m }) => `${m.transition?.kind} ${s(m.transition?.d ?? 0)}`),
    texts: texts.map(
      ({ s: start, d, m }) =>
        `${m.role} "${m.text}" ${s(start)}-${s(start + d)} ${m.position} ${m.color} ${m.size}`,
    ),
    music:
      sound &&
      `${sound.m.mood ? MOOD_NAMES.en[sound.m.mood] : sound.m.name} ${Math.round(sound.m.volume * 100)}% ${s(sound.d)}`,
  };
}

export const BEACH: LibraryItem = { id: 'm1', name: 'beach.jpg', kind: 'image', width: 1600, height: 900 };
export const SUNSET: LibraryItem = {
  id: 'm2',
  name: 'sunset-walk.png',
  kind: 'image',
  width: 1600,
  height: 900,
};
export const TEAM: LibraryItem = { id: 'm3', name: 'team.jpg', kind: 'image', width: 900, height: 1600 };
export const LOGO: LibraryItem = { id: 'm4', name: 'logo.png', kind: 'image', width: 1000, height: 1000 };
export const SONG: LibraryItem = { id: 's1', name: 'my-song.mp3', kind: 'audio', seconds: 60 };

export const LIBRARY: readonly LibraryItem[] = [BEACH, SUNSET, TEAM, SONG];

/** A desk after some messages, said one after the other. */
export function deskAfter(messages: readonly string[], library = LIBRARY, desk: Desk = EMPTY_DESK): Desk {
  return messages.reduce((now, message) => direct({ message, desk: now, library }).desk, desk);
}

export function say(message: string, desk: Desk, library = LIBRARY): Turn {
  return direct({ message, desk, library });
}
