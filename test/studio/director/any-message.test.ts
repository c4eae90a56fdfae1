import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_DESK } from '../../../src/studio/director/desk.js';
import { direct } from '../../../src/studio/director/direct.js';
import { parseDraft } from '../../../src/studio/draft-schema.js';
import { LIBRARY, LOGO } from './view.js';

/** Pieces of orders that are put together at random: most make sense, and some together do not. */
const PIECES = [
  ...[
    'make a video',
    'vertical',
    '30 seconds',
    '0.2 seconds each',
    '9 minutes',
    'faster',
    'much longer',
    'calm music',
  ],
  ...[
    'title "Hello"',
    'remove the title',
    'add the caption "x" from 2s to 500s',
    'captions "a", "b", "c"',
    'louder',
  ],
  ...[
    'swap 1 and 2',
    'reverse the order',
    'put the beach first',
    'remove the last image',
    'remove image 2',
    'undo',
  ],
  ...[
    'redo',
    'only beach.jpg',
    'add the new photo',
    'replace image 1 with logo.png',
    'fade through black',
    'cuts',
  ],
  ...[
    'transitions of 5 seconds',
    'fade in from black at the start',
    'zoom in on image 9',
    'no music',
    'make it bigger',
  ],
  ...[
    'it',
    'and',
    'with',
    'not',
    'the first',
    'to the end',
    'image 2',
    '5 seconds',
    'in red',
    'at the top',
    ':',
    ',',
    '.',
  ],
  ...[
    '做成视频',
    '竖屏',
    '每张2秒',
    '标题改成夏天',
    '把第二张',
    '放到最前面',
    '删除',
    '不要',
    '音乐',
    '和',
    '，',
    '撤销',
    '前两张',
    '第3秒到第9秒',
  ],
];
const orders = fc.array(fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 8,
});

const play = (messages: readonly string[]) =>
  messages.map((_, index) =>
    messages
      .slice(0, index + 1)
      .reduce((desk, message) => direct({ message, desk, library: [...LIBRARY, LOGO] }).desk, EMPTY_DESK),
  );

describe('whatever is said', () => {
  it('leaves a draft that can be rendered', () => {
    fc.assert(
      fc.property(orders, (messages) => {
        for (const { draft } of play(messages.map((pieces) => pieces.join(' ')))) {
          if (!draft) continue;
          expect(parseDraft(draft)).toEqual(draft);
          const [images] = draft.t.flatMap((track) => (track.tt === 0 ? [track.sg] : []));
          let start = 0;
          for (const [index, { s, d, m }] of (images ?? []).entries()) {
            expect(s).toBe(start);
            start += d;
            const shorter = Math.min(d, images?.[index - 1]?.d ?? d);
            expect(m.transition?.d ?? 0).toBeLessThanOrEqual(shorter);
            expect(m.transition !== undefined || index === 0).toBe(true);
          }
          expect(start).toBe(draft.d);
          expect(draft.d).toBeLessThanOrEqual(300_000);
          for (const track of draft.t) {
            for (const { s, d } of track.sg) expect(s + d).toBeLessThanOrEqual(draft.d);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is answered: with a change, with words, or with a question', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 200 }),
          orders.map((all) => all.flat().join(' ')),
        ),
        (message) => {
          const turn = direct({ message, desk: EMPTY_DESK, library: LIBRARY });
          expect(turn.tools.length > 0 || (turn.text ?? '').length > 0 || turn.question !== undefined).toBe(
            true,
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ['many spaces', ' '.repeat(4_000)],
    ['many quotes', '"'.repeat(4_000)],
    ['many apostrophes', "'a".repeat(2_000)],
    ['many digits', '1'.repeat(4_000)],
    ['many numbers', '1 '.repeat(2_000)],
    ['many dots', 'a.'.repeat(2_000)],
    ['many words', 'turn these photos into a video and '.repeat(110)],
    ['many titles', 'title: '.repeat(570)],
    ['Chinese without an end', '把第一张放到第二张和'.repeat(400)],
    ['unknown Chinese', '龘'.repeat(4_000)],
  ])('is read within the time of a test: %s', (_what, message) => {
    direct({ message, desk: EMPTY_DESK, library: LIBRARY });
  });
});
