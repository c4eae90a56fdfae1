import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foreignLine, foreignText } from '../../src/conversation/foreign-text.js';

describe('foreign text', () => {
  it('loses what could deceive a reader and keeps the words', () => {
    expect(foreignText('a\u202Egnp.exe\u0000\u001b[31m b\u200b')).toBe('agnp.exe[31m b');
    expect(foreignText('夏日旅行 👩‍👩‍👧\r\nzweite Zeile\u2028dritte')).toBe(
      '夏日旅行 👩‍👩‍👧\nzweite Zeile\ndritte',
    );
  });

  it('never keeps a control character, an override or half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = foreignText(text);
        expect(clean).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        expect(clean).not.toMatch(/\p{Surrogate}/u);
        expect(foreignText(clean)).toBe(clean);
      }),
    );
  });

  it('shortens a line by characters, not by halves of them', () => {
    expect(foreignLine('👩'.repeat(100), 10)).toBe(`${'👩'.repeat(9)}…`);
    expect(foreignLine('  a \n b  ')).toBe('a b');
  });
});
