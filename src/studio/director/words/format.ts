import type { StudioDraft } from '../../draft.js';
import { pictures, prevailingTransition, sound, texts } from '../apply/timeline.js';

/** Seconds with at most one decimal. */
export function secondsOf(ms: number): string {
  return String(Math.round(ms / 100) / 10);
}

export function percentOf(share: number): string {
  return `${Math.round(share * 100)}%`;
}

const RATIOS: readonly (readonly [string, number])[] = [
  ['16:9', 16 / 9],
  ['9:16', 9 / 16],
  ['1:1', 1],
  ['4:5', 4 / 5],
  ['3:4', 3 / 4],
  ['4:3', 4 / 3],
  ['21:9', 1920 / 816],
];

/** "16:9", or the pixels when no usual ratio fits. */
export function ratioOf({ width, height }: { width: number; height: number }): string {
  const ratio = width / height;
  const usual = RATIOS.find(([, value]) => Math.abs(value - ratio) < 0.01);
  return usual ? usual[0] : `${width}x${height}`;
}

/** Facts that a summary is made of. */
export function factsOf(draft: StudioDraft) {
  const segments = pictures(draft);
  return {
    images: segments.length,
    seconds: secondsOf(draft.d),
    ratio: ratioOf(draft.m),
    transition: segments.length > 1 ? prevailingTransition(segments).kind : undefined,
    still: segments.every(({ m }) => m.motion === 'still'),
    sound: sound(draft),
    texts: texts(draft),
  };
}
