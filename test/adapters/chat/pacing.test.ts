import { describe, expect, it } from 'vitest';
import { editGap } from '../../../adapters/chat/pacing.js';
import { SAMPLE_REPLIES, textReply } from '../../conformance/sample-replies.js';

const MINUTE = 60_000;

describe('pacing', () => {
  const running = SAMPLE_REPLIES.progress;

  it('redraws a running card ever more seldom', () => {
    const next = { ...running, phase: 'Rendering' };
    const gaps = [0, 1, 2, 3, 9].map((edits) => editGap({ reply: running, edits }, next));
    expect(gaps).toEqual([6_000, 20_000, 60_000, 120_000, 180_000]);
  });

  it('waits longer when only the elapsed time has changed', () => {
    expect(editGap({ reply: running, edits: 0 }, { ...running, text: '13 s' })).toBe(MINUTE);
    expect(editGap({ reply: running, edits: 5 }, { ...running, text: '13 s' })).toBe(10 * MINUTE);
  });

  it('never waits with what ends something, or with what is not known', () => {
    expect(editGap({ reply: running, edits: 9 }, { ...running, state: 'done' })).toBe(0);
    expect(editGap({ reply: { ...running, state: 'queued' }, edits: 9 }, running)).toBe(0);
    expect(editGap({ edits: 0 }, running)).toBe(0);
    expect(editGap({ reply: textReply('a'), edits: 9 }, textReply('b'))).toBe(0);
  });
});
