import { expect, it } from 'vitest';
import { deskAfter, LIBRARY, LOGO, say, type View, view } from './view.js';

/** Three images of 3 s, a title, upbeat music; a fourth image has arrived since. */
export const BEFORE = deskAfter(['turn these images into a video with upbeat music and the title "Hello"']);
export const WITH_NEW = [...LIBRARY, LOGO];
export const HELLO = 'title "Hello" 0-3 center #ffffff 0.1';

export type Row = [utterance: string, effect: Partial<View>];

/** Everything that a row does not name must stay as it was. */
export function check(rows: readonly Row[]): void {
  it.each(rows)('%s', (utterance, effect) => {
    const turn = say(utterance, BEFORE, WITH_NEW);
    expect(view(turn.desk.draft)).toEqual({ ...view(BEFORE.draft), ...effect });
  });
}

/** Another total length, shared equally by the three images. */
export const total = (seconds: number): Partial<View> => ({
  seconds,
  lengths: [1, 1, 1].map(() => Math.round((seconds / 3) * 100) / 100),
  music: `Upbeat 35% ${seconds}`,
});
