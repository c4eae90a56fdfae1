import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { threadName } from '../../../adapters/discord/channels.js';
import { LIMITS } from '../../../adapters/discord/limits.js';
import { fromMarkdown, toMarkdown } from '../../../adapters/discord/markdown.js';
import { type RenderedMessage, renderOne, renderReply } from '../../../adapters/discord/render.js';
import { createButtonSeal } from '../../../src/conversation/button-seal.js';
import { foreignText } from '../../../src/conversation/foreign-text.js';
import type { Reply } from '../../../src/conversation/reply.js';
import { drawMarkdown } from '../../fakes/discord/drawn.js';
import { schemaFor } from '../../fakes/discord/schemas.js';

const seal = createButtonSeal(Buffer.alloc(32, 7));
const sealAction = (action: Parameters<typeof seal.seal>[0]) => seal.seal(action, { conversation: 'c' });

/** Text as hostile as it gets: markup, mentions, links, every kind of character. */
const pieces = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '@everyone',
    '<@1>',
    '<@&2>',
    '<#3>',
    '[a](https://b.c)',
    '**',
    '||',
    '`',
    '\\',
    '\n> ',
    '\n# ',
    '\n- ',
  ),
  fc.constantFrom(
    '\n-# ',
    '\n1. ',
    'https://a.b/c_d_e?f=g*h',
    '😀',
    '长',
    '\u202e',
    '\u0000',
    '\ud800',
    '<t:1>',
    ' ',
  ),
  fc.webUrl(),
);
const text = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''));
const longText = fc.tuple(text, fc.nat(400)).map(([part, times]) => part.repeat(times + 1).slice(0, 60_000));

const button = fc.record(
  {
    label: text,
    action: fc.constantFrom(
      { do: 'stop' } as const,
      { do: 'retry', request: 'x'.repeat(24) } as const,
      { do: 'skill', slug: 'image-to-video-converter-ai-free' } as const,
    ),
    style: fc.constantFrom('primary' as const, 'danger' as const),
  },
  { requiredKeys: ['label', 'action'] },
);

const reply: fc.Arbitrary<Reply> = fc.record({
  kind: fc.constant('progress' as const),
  text: fc.oneof(text, longText),
  language: fc.constantFrom('en' as const, 'zh' as const),
  buttons: fc.array(button, { maxLength: 40 }),
  state: fc.constantFrom('running' as const, 'done' as const),
  phase: text,
  percent: fc.double(),
  startedAt: fc.nat(),
});

function expectWithinLimits({ content, components }: RenderedMessage): void {
  expect(content.length).toBeGreaterThan(0);
  expect(content.length).toBeLessThanOrEqual(LIMITS.messageText);
  expect(components.length).toBeLessThanOrEqual(LIMITS.rowsPerMessage);
  const ids = components.flatMap((row) => row.components.map(({ custom_id }) => custom_id));
  expect(new Set(ids).size).toBe(ids.length);
  const body = { content, components, allowed_mentions: { parse: [] } };
  const checked = schemaFor('POST', '/channels/:id/messages', body)?.safeParse(body);
  expect(checked).toMatchObject({ success: true });
}

describe('any reply', () => {
  it('becomes messages within the limits of Discord', () => {
    fc.assert(
      fc.property(reply, (any) => {
        const messages = renderReply(any, sealAction);
        expect(messages.length).toBeLessThanOrEqual(LIMITS.messagesPerReply);
        for (const message of messages) expectWithinLimits(message);
        expectWithinLimits(renderOne(any, sealAction));
      }),
      { numRuns: 150 },
    );
  });

  it('draws nothing and mentions nobody, and keeps every word', () => {
    fc.assert(
      fc.property(text, (any) => {
        const drawn = drawMarkdown(toMarkdown(any));
        expect(drawn.marks).toEqual([]);
        expect(drawn.pings).toBe(false);
        expect(drawn.text).toBe(foreignText(any));
        for (const { label, url } of drawn.links) expect(label).toBe(url);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('links', () => {
  it.each([
    ['see https://a.b/c_d.', 'https://a.b/c_d'],
    ['(https://a.b/c)', 'https://a.b/c'],
    ['在https://a.b/c。好', 'https://a.b/c'],
    ['https://a.b/c_(d)', 'https://a.b/c_(d)'],
  ])('stay what they are in %s', (sentence, url) => {
    const drawn = drawMarkdown(toMarkdown(sentence));
    expect(drawn.links).toEqual([{ label: url, url }]);
    expect(drawn.text).toBe(sentence);
  });

  it('are never cut in two', () => {
    const url = `https://a.b/${'c'.repeat(500)}`;
    const messages = renderReply(
      { kind: 'text', language: 'en', text: `${'x '.repeat(900)}${url}` },
      sealAction,
    );
    expect(messages.some(({ content }) => content.includes(url))).toBe(true);
  });
});

it('readable text is left readable', () => {
  const line = 'Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%)';
  expect(toMarkdown(line)).toBe(line);
});

it('what people wrote becomes plain words', () => {
  const written = '<@!7> look <@8> in <#9> <:cat:10> <https://a.b/c>\n  now ';
  expect(fromMarkdown(written, '7', [{ id: '8', name: 'Ben' }])).toBe(
    'look @Ben in #9 :cat: https://a.b/c\nnow',
  );
});

it('a thread always has a name that Discord takes', () => {
  fc.assert(
    fc.property(fc.oneof(text, longText), (prompt) => {
      const name = threadName(prompt, 'en');
      expect(name.trim().length).toBeGreaterThan(0);
      expect(name.length).toBeLessThanOrEqual(LIMITS.threadName);
    }),
  );
});
