import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromMrkdwn, mentionedIn, toMrkdwn } from '../../../adapters/slack/mrkdwn.js';
import { clipMrkdwn, splitMrkdwn } from '../../../adapters/slack/split-text.js';
import { drawMrkdwn } from '../../fakes/slack/drawn.js';

/** Text made of what markup is made of, so that the search finds its way into it. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '&',
        '|',
        '<!channel>',
        '<@U123>',
        '&lt;',
        '&amp;',
        '\n',
        ' ',
        '👩‍👩‍👧',
        '长',
        '\u202e',
      ),
      fc.constantFrom(
        'https://a.example/x?y=1&z=2',
        'http://b.example/(c)',
        'https://',
        '*',
        '_',
        '`',
        '"',
        ')',
      ),
      fc.string({ maxLength: 20, unit: 'grapheme' }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe('plain text as mrkdwn', () => {
  it.each([
    ['a < b & c > d', 'a &lt; b &amp; c &gt; d'],
    ['see https://x.example/a?b=1&c=2.', 'see <https://x.example/a?b=1&amp;c=2>.'],
    ['(https://x.example/wiki/Cat_(animal))', '(<https://x.example/wiki/Cat_(animal)>)'],
    ['打开https://x.example/视频。好', '打开<https://x.example/视频>。好'],
    ['<https://evil.example|https://bank.example>', '&lt;<https://evil.example>|<https://bank.example>&gt;'],
    ['<!channel> <!here> <@U123> <#C1>', '&lt;!channel&gt; &lt;!here&gt; &lt;@U123&gt; &lt;#C1&gt;'],
    ['https:// and http:nothing', 'https:// and http:nothing'],
    ['photo\u202egpj.exe\u0000', 'photogpj.exe'],
  ])('%s', (plain, mrkdwn) => {
    expect(toMrkdwn(plain)).toBe(mrkdwn);
  });

  it('never calls anybody, and shows the words that were given, for any text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const drawn = drawMrkdwn(toMrkdwn(text));
        expect(drawn.pings).toBe(false);
        for (const link of drawn.links) expect(link.label).toBe(link.url);
        // Nothing is lost but what `foreignText` takes out, which it would take out again.
        expect(drawMrkdwn(toMrkdwn(drawn.text)).text).toBe(drawn.text);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('splitting', () => {
  it('keeps every piece within the limit, whole, and loses nothing but white space at the cuts', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 60, max: 200 }), (text, limit) => {
        const mrkdwn = toMrkdwn(text);
        // In earnest a link has at most two thirds of the limit: `LIMITS.link`.
        fc.pre([...mrkdwn.matchAll(/<[^>]*>/g)].every(([link]) => link.length <= limit));
        const pieces = splitMrkdwn(mrkdwn, limit);
        const links = pieces.flatMap((piece) => drawMrkdwn(piece).links.map((link) => link.url));
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(limit);
          expect(drawMrkdwn(piece).pings).toBe(false);
          expect(piece).not.toMatch(/[\ud800-\udbff]$|^[\udc00-\udfff]/);
        }
        expect(links).toEqual(drawMrkdwn(mrkdwn).links.map((link) => link.url));
        const bare = (value: string) => value.replace(/\s/g, '');
        expect(bare(pieces.map((piece) => drawMrkdwn(piece).text).join(''))).toBe(
          bare(drawMrkdwn(mrkdwn).text),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it('clips within the limit for any text', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 2, max: 80 }), (text, limit) => {
        expect(clipMrkdwn(toMrkdwn(text), limit).length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});

describe('what people wrote', () => {
  it.each([
    ['<@UBOT> make it faster', 'make it faster'],
    ['<@UBOT|reelthread>, please: a &lt;b&gt; &amp; c', ', please: a <b> & c'],
    ['thanks <@U2|anna> in <#C1|general> and <!here>', 'thanks @anna in #general and @here'],
    ['<!subteam^S1|@designers> look', '@designers look'],
    ['use <https://x.example/a.png> now', 'use https://x.example/a.png now'],
    ['see <http://x.example|x.example>', 'see http://x.example'],
    ['see <https://x.example/a|the picture>', 'see the picture https://x.example/a'],
    ['mail <mailto:a@b.example|a@b.example>', 'mail a@b.example'],
    ['on <!date^1392734382^{date}|18 Feb>', 'on 18 Feb'],
    ['<@UBOT>', ''],
    ['first <@UBOT>\n second', 'first\nsecond'],
  ])('%s', (mrkdwn, plain) => {
    expect(fromMrkdwn(mrkdwn, 'UBOT')).toBe(plain);
  });

  it('knows who is mentioned', () => {
    expect(mentionedIn('<@U1> and <@U2|anna>')).toEqual({ users: ['U1', 'U2'], group: false });
    expect(mentionedIn('<!here> <!subteam^S1|@x>').group).toBe(true);
    expect(mentionedIn('&lt;@U1&gt; @anna')).toEqual({ users: [], group: false });
  });
});
