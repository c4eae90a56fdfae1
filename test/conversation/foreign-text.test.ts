import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foreignLine, foreignText } from '../../src/conversation/foreign-text.js';
import { hostileText, NEVER_SHOWN } from '../fakes/hostile-text.js';

describe('foreign text', () => {
  it('loses what could deceive a reader and keeps the words', () => {
    expect(foreignText('a\u202Egnp.exe\u0000\u001b[31m b\u200b')).toBe('agnp.exe[31m b');
    expect(foreignText('夏日旅行 👩‍👩‍👧\r\nzweite Zeile\u2028dritte')).toBe(
      '夏日旅行 👩‍👩‍👧\nzweite Zeile\ndritte',
    );
  });

  it('never keeps what is not seen, a turn of direction or half a character, and has nothing left to take out', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.string({ unit: 'binary' })), (text) => {
        const clean = foreignText(text);
        expect(clean).not.toMatch(NEVER_SHOWN);
        expect(foreignText(clean)).toBe(clean);
        const line = foreignLine(text, 20);
        expect(line).not.toMatch(/\n/);
        expect([...line].length).toBeLessThanOrEqual(20);
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds what is hidden between other characters', () => {
    expect(foreignText('pass\u00adword\u3164 \u{e0041}\u{e0042}x\u200dy\ufff9z')).toBe('password xyz');
    expect(foreignText('\udb40\u200b\udc41')).toBe('\ufffd\ufffd');
    expect(foreignText('👩\u200d\u200d👧 👍🏽 ❤️‍🔥 ☎︎ 👩🏽‍🚀')).toBe('👩👧 👍🏽 ❤️‍🔥 ☎︎ 👩🏽‍🚀');
  });

  it('leaves the words of every language as they are', () => {
    const written = fc.string({
      unit: fc.constantFrom(...'aZ0 .,!?é海が한ي𝒳👩', '\n', '\t', '👩‍👩‍👧', 'e\u0301'),
    });
    fc.assert(
      fc.property(written, (text) => {
        expect(foreignText(text)).toBe(text);
      }),
    );
  });

  it('shortens a line by characters, not by halves of them', () => {
    expect(foreignLine('👩'.repeat(100), 10)).toBe(`${'👩'.repeat(9)}…`);
    expect(foreignLine('  a \n b  ')).toBe('a b');
  });
});
