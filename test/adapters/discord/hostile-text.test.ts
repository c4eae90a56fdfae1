import { ButtonStyle } from 'discord.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { threadName } from '../../../adapters/discord/channels.js';
import { videoForm } from '../../../adapters/discord/form.js';
import { toMarkdown } from '../../../adapters/discord/markdown.js';
import { type RenderedMessage, renderOne, renderReply } from '../../../adapters/discord/render.js';
import { foreignText } from '../../../src/conversation/foreign-text.js';
import { drawMarkdown } from '../../fakes/discord/drawn.js';
import { hostileReply } from '../../fakes/hostile-replies.js';
import { hostileText, NEVER_SHOWN, textsIn } from '../../fakes/hostile-text.js';

const seal = () => 'timeline~sealed';

function expectHarmless(message: RenderedMessage): void {
  for (const text of textsIn(message)) expect(text).not.toMatch(NEVER_SHOWN);
  const { marks, pings, links } = drawMarkdown(message.content);
  expect(marks).toEqual([]);
  expect(pings).toBe(false);
  for (const { label, url } of links) {
    expect(label).toBe(url);
    expect(new URL(url).username).toBe('');
  }
  // No button of a reply leads out of Discord.
  const styles = message.components.flatMap((row) => row.components.map(({ style }): ButtonStyle => style));
  expect(styles).not.toContain(ButtonStyle.Link);
}

it('a reply of any kind draws nothing, calls nobody, forges no link and hides nothing', () => {
  fc.assert(
    fc.property(hostileReply, (reply) => {
      const messages = renderReply(reply, seal);
      for (const message of [...messages, renderOne(reply, seal)]) expectHarmless(message);
    }),
    { numRuns: 40 },
  );
});

it('keeps every word', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(drawMarkdown(toMarkdown(text)).text).toBe(foreignText(text));
    }),
    { numRuns: 40 },
  );
});

it('nor do the names of threads and the form', () => {
  fc.assert(
    fc.property(hostileText, (prompt) => {
      expect(threadName(prompt, 'en')).not.toMatch(/[\n\r]/);
      expect(threadName(prompt, 'en')).not.toMatch(NEVER_SHOWN);
      const form = videoForm({ id: 'edit.x', language: 'en', prompt, isNew: true });
      for (const text of textsIn(form)) expect(text).not.toMatch(NEVER_SHOWN);
    }),
    { numRuns: 40 },
  );
});
