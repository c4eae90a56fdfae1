import { describe, expect, it } from 'vitest';
import { buttonLabel, progressBar, withoutMiddle } from '../../../adapters/chat/reply-parts.js';
import { SAMPLE_REPLIES, textReply } from '../../conformance/sample-replies.js';

describe('a button', () => {
  it.each([
    ['Export', 10, 'Export'],
    ['', 10, '…'],
    ['two\nlines', 10, 'two lines'],
    ['😀😀😀😀', 8, '😀😀😀😀'],
    ['😀😀😀😀', 7, '😀😀😀…'],
  ])('%j of at most %i code units says %j', (label, limit, expected) => {
    expect(buttonLabel(label, limit)).toBe(expected);
    expect(buttonLabel(label, limit).length).toBeLessThanOrEqual(limit);
  });
});

describe('a progress bar', () => {
  const { progress } = SAMPLE_REPLIES;

  it.each([
    [0, '░'.repeat(20)],
    [40, '█'.repeat(8) + '░'.repeat(12)],
    [250, '█'.repeat(20)],
  ])('at %i percent', (percent, bar) => {
    expect(progressBar({ ...progress, percent })).toBe(bar);
  });

  it('is not drawn for what the backend did not say, or what is over', () => {
    expect(progressBar({ ...progress, percent: undefined })).toBeUndefined();
    expect(progressBar({ ...progress, state: 'done' })).toBeUndefined();
    expect(progressBar(textReply('40 %'))).toBeUndefined();
  });
});

it('a reply that is too long loses its middle', () => {
  const texts = ['1', '2', '3', '4', '5', '6'];
  expect(withoutMiddle(texts, 6)).toEqual(texts);
  expect(withoutMiddle(texts, 5)).toEqual(['1', '2', '…', '5', '6']);
});
