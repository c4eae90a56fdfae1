import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linkify } from '../../../adapters/playground/page/lib/linkify.js';
import { placeOf } from '../../../adapters/playground/platform.js';
import { present } from '../../../adapters/playground/present.js';
import { createButtonSeal } from '../../../src/conversation/button-seal.js';
import { foreignText } from '../../../src/conversation/foreign-text.js';
import { hostileReply } from '../../fakes/hostile-replies.js';
import { hostileText, NEVER_SHOWN, textsIn } from '../../fakes/hostile-text.js';

const seal = createButtonSeal(Buffer.alloc(32, 7));
const place = placeOf('00000000-0000-4000-8000-000000000000');

/** The page puts texts into text nodes; what it turns into elements of its own are the links. */
it('a reply of any kind hides nothing, and its links show where they lead', () => {
  fc.assert(
    fc.property(hostileReply, (reply) => {
      const shown = present(reply, place, seal);
      for (const text of textsIn(shown)) expect(text).not.toMatch(NEVER_SHOWN);
      expect(shown.text).toBe(foreignText(reply.text));
      for (const { label } of shown.buttons) expect(label).not.toContain('\n');
    }),
    { numRuns: 80 },
  );
});

it('only plain web addresses become links, and no character is lost', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const pieces = linkify(text);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      for (const piece of pieces) {
        if (piece.url === undefined) continue;
        expect(piece.url).toBe(piece.text);
        const { protocol, username, password } = new URL(piece.url);
        expect([protocol, username, password]).toEqual([expect.stringMatching(/^https?:$/), '', '']);
      }
    }),
    { numRuns: 80 },
  );
});
