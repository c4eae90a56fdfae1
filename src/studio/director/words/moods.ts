import type { MusicMood } from '../../draft.js';

/** Names of the studio's own music, as the timeline shows them. */
export const MOOD_NAMES: Readonly<Record<'en' | 'zh', Readonly<Record<MusicMood, string>>>> = {
  en: { upbeat: 'Upbeat', calm: 'Calm', lofi: 'Lo-fi', cinematic: 'Cinematic', corporate: 'Corporate' },
  zh: { upbeat: '欢快', calm: '舒缓', lofi: 'Lo-fi', cinematic: '电影感', corporate: '商务' },
};
