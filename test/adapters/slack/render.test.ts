import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../adapters/slack/limits.js';
import { type RenderedMessage, renderOne, renderReply } from '../../../adapters/slack/render.js';
import type { Reply } from '../../../src/conversation/reply.js';
import { SAMPLE_REPLIES, textReply } from '../../conformance/sample-replies.js';
import { complaintsAbout } from '../../fakes/slack/call-schemas.js';
import { drawMessage } from '../../fakes/slack/drawn.js';

const seal = () => `timeline~${'x'.repeat(22)}`;

/** Everything that Slack counts in a message. */
function expectWithinLimits({ text, blocks }: RenderedMessage): void {
  expect(text.length).toBeGreaterThan(0);
  expect(text.length).toBeLessThanOrEqual(LIMITS.messageText);
  expect(blocks.length).toBeLessThanOrEqual(LIMITS.blocks);
  for (const block of blocks) {
    if (block.type === 'section') {
      expect(block.text?.text.length).toBeGreaterThan(0);
      expect(block.text?.text.length).toBeLessThanOrEqual(LIMITS.section);
    }
    if (block.type === 'actions') {
      expect(block.elements.length).toBeLessThanOrEqual(LIMITS.buttonsPerRow);
      const ids = block.elements.map((element) => ('action_id' in element ? element.action_id : undefined));
      expect(new Set(ids).size).toBe(ids.length);
      for (const element of block.elements) {
        if (element.type !== 'button') throw new Error('only buttons are expected');
        expect(element.text.text.length).toBeGreaterThan(0);
        expect(element.text.text.length).toBeLessThanOrEqual(LIMITS.buttonText);
        expect(element.value?.length ?? 0).toBeLessThanOrEqual(LIMITS.buttonValue);
        expect(element.action_id?.length ?? 0).toBeLessThanOrEqual(LIMITS.actionId);
      }
    }
  }
}

const anyText = fc.oneof(
  fc.string({ maxLength: 300, unit: 'grapheme' }),
  fc.string({ minLength: 2_500, maxLength: 9_000 }),
  fc.constantFrom(
    '',
    ' ',
    '\n',
    '<!channel>'.repeat(900),
    `https://x.example/${'a'.repeat(3_500)}`,
    '&'.repeat(4_000),
  ),
);

const anyReply: fc.Arbitrary<Reply> = fc
  .record({
    text: anyText,
    kind: fc.constantFrom(...Object.values(SAMPLE_REPLIES)),
    buttons: fc.array(
      fc.record({
        label: fc.oneof(fc.string({ maxLength: 200, unit: 'grapheme' }), fc.constant('👩‍👩‍👧'.repeat(40))),
        action: fc.constant({ do: 'timeline' } as const),
        style: fc.constantFrom(undefined, 'primary' as const, 'danger' as const),
      }),
      { maxLength: 60 },
    ),
    percent: fc.double({ min: -50, max: 400, noNaN: true }),
  })
  .map(({ kind, ...parts }) => ({ ...kind, ...parts }));

describe('drawing replies', () => {
  it('stays within every limit of Slack, for any reply', () => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        const messages = renderReply(reply, seal);
        expect(messages.length).toBeLessThanOrEqual(LIMITS.messagesPerReply);
        for (const message of [...messages, renderOne(reply, seal)]) expectWithinLimits(message);
      }),
      { numRuns: 300 },
    );
  });

  it.each(Object.values(SAMPLE_REPLIES))('draws what Slack takes: $kind', (reply) => {
    for (const { text, blocks } of renderReply(reply, seal)) {
      expect(complaintsAbout('chat.postMessage', { channel: 'C1', thread_ts: '1.2', text, blocks })).toEqual(
        [],
      );
    }
  });

  it('puts the buttons below the last of several messages, and the text beside the blocks of each', () => {
    const reply: Reply = { ...SAMPLE_REPLIES.question, text: 'word '.repeat(2_000) };
    const messages = renderReply(reply, seal);
    expect(messages.length).toBeGreaterThan(2);
    expect(messages.map((message) => drawMessage({ ...message, files: [] }).buttons.length > 0)).toEqual([
      ...messages.slice(1).map(() => false),
      true,
    ]);
    for (const message of messages) expect(message.text.trim().length).toBeGreaterThan(0);
  });

  it('shows how far a render is only when that is known', () => {
    const bars = (reply: Reply) => renderOne(reply, seal).blocks.filter((block) => block.type === 'context');
    expect(bars(SAMPLE_REPLIES.progress)).toHaveLength(1);
    expect(bars({ ...SAMPLE_REPLIES.progress, percent: undefined })).toHaveLength(0);
    expect(bars({ ...SAMPLE_REPLIES.progress, state: 'done' })).toHaveLength(0);
  });

  it('asks Slack not to look for names and addresses on its own', () => {
    const [message] = renderReply(textReply('@here #general example.com'), seal);
    expect(message.blocks[0]).toMatchObject({ text: { verbatim: true } });
  });
});
