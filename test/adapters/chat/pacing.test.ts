import { describe, expect, it } from 'vitest';
import { type Drawn, drawAt, firstDrawn, redrawn } from '../../../adapters/chat/pacing.js';
import { SAMPLE_REPLIES, textReply } from '../../conformance/sample-replies.js';

const MINUTE = 60_000;
const START = 1_800_000_000_000;

describe('pacing', () => {
  const running = SAMPLE_REPLIES.progress;
  const phase = (name: string) => ({ ...running, phase: name });
  /** When each of these phases is drawn, in milliseconds after the card was posted. */
  function drawTimes(phases: readonly (readonly [name: string, after: number])[]): (number | undefined)[] {
    let drawn: Drawn = firstDrawn(running, START);
    return phases.map(([name, after]) => {
      const at = drawAt(drawn, phase(name));
      if (at === undefined) return undefined;
      const time = Math.max(at, START + after);
      drawn = redrawn(drawn, phase(name), time);
      return time - START;
    });
  }

  it('redraws a running card that always has something new ever more seldom', () => {
    const busy = Array.from({ length: 7 }, (_, index) => [`phase ${index}`, 0] as const);
    const minutes = [7, 16, 30, 50, 70].map((minute) => minute * MINUTE);
    expect(drawTimes(busy)).toEqual([10_000, 45_000, ...minutes]);
  });

  it('shows a phase at once that begins after a quiet time', () => {
    expect(
      drawTimes([
        ['uploading', 8_000],
        ['generating', 4 * MINUTE],
        ['music', 8 * MINUTE],
      ]),
    ).toEqual([10_000, 4 * MINUTE, 8 * MINUTE]);
  });

  it('tells the elapsed time once; then the note beside the card does', () => {
    const drawn = firstDrawn(running, START);
    expect(drawAt(drawn, { ...running, text: '13 s' })).toBe(START + MINUTE);
    const again = redrawn(drawn, { ...running, text: '60 s' }, START + MINUTE);
    expect(drawAt(again, { ...running, text: '90 s' })).toBeUndefined();
  });

  it('never waits with what ends something, or with what is not known', () => {
    const drawn = { ...firstDrawn(running, START), edits: 9 };
    expect(drawAt(drawn, { ...running, state: 'done' })).toBe(0);
    expect(drawAt({ ...drawn, reply: { ...running, state: 'queued' } }, running)).toBe(0);
    expect(drawAt(undefined, running)).toBe(0);
    expect(drawAt({ ...drawn, reply: textReply('a') }, textReply('b'))).toBe(0);
  });
});
