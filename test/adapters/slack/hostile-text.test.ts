import fc from 'fast-check';
import { expect, it } from 'vitest';
import { homeView } from '../../../adapters/slack/home.js';
import { videoModal } from '../../../adapters/slack/modal.js';
import { sendPlainer } from '../../../adapters/slack/plainer.js';
import { SlackProblem } from '../../../adapters/slack/problems.js';
import { type RenderedMessage, renderOne, renderReply } from '../../../adapters/slack/render.js';
import { foreignText } from '../../../src/conversation/foreign-text.js';
import { PROFILES } from '../../../src/conversation/profiles.js';
import { hostileReply } from '../../fakes/hostile-replies.js';
import { hostileText, NEVER_SHOWN, textsIn } from '../../fakes/hostile-text.js';
import { silentLog } from '../../fakes/silent-log.js';
import { complaintsAbout } from '../../fakes/slack/call-schemas.js';
import { drawMessage, drawMrkdwn } from '../../fakes/slack/drawn.js';
import { conversation } from '../../store/samples.js';

const seal = () => 'timeline~sealed';

/** `plain_text` is not read for markup; everything else is taken for mrkdwn. */
function mrkdwnIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return 'type' in value && value.type === 'plain_text' ? [] : Object.values(value).flatMap(mrkdwnIn);
}

function expectHarmless(value: unknown): void {
  for (const text of textsIn(value)) expect(text).not.toMatch(NEVER_SHOWN);
  for (const text of mrkdwnIn(value)) expect(drawMrkdwn(text).pings).toBe(false);
}

/** Every link shows where it leads, and leads where it seems to. */
function expectHonestLinks(links: readonly { label: string; url: string }[]): void {
  for (const { label, url } of links) {
    expect(label).toBe(url);
    expect(new URL(url).username).toBe('');
    expect(url).not.toMatch(/[\\\s<>|"'`]/);
  }
}

function expectHarmlessMessage(message: RenderedMessage): void {
  expectHarmless(message);
  expectHonestLinks(drawMrkdwn(message.text).links);
  expectHonestLinks(drawMessage({ ...message, files: [] }).links);
}

it('a reply of any kind calls nobody, forges no link and hides nothing', () => {
  fc.assert(
    fc.property(hostileReply, (reply) => {
      const messages = renderReply(reply, seal);
      for (const message of [...messages, renderOne(reply, seal)]) expectHarmlessMessage(message);
      // What is escaped is still there to be read.
      const shown = messages.map((message) => drawMessage({ ...message, files: [] }).text).join('');
      const bare = (text: string) => text.replace(/\s/g, '');
      const words = bare(foreignText(reply.text));
      if (words !== '' && words.length < 1_000) expect(bare(shown)).toBe(words);
    }),
    { numRuns: 40 },
  );
});

it('nor does it in the plainer ways of sending it', async () => {
  const refusals = fc.constantFrom('msg_too_long', 'invalid_blocks');
  await fc.assert(
    fc.asyncProperty(hostileReply, refusals, async (reply, code) => {
      const sent: RenderedMessage[] = [];
      await sendPlainer(renderOne(reply, seal), silentLog, async (message) => {
        sent.push(message);
        if (sent.length === 3 || message.blocks.length === 0) return;
        throw new SlackProblem('chat.postMessage', { kind: 'refused', code }, undefined);
      });
      for (const message of sent) expectHarmless(message);
    }),
    { numRuns: 40 },
  );
});

it('nor do the Home tab and the form', () => {
  fc.assert(
    fc.property(hostileText, hostileText, hostileText, (title, summary, credits) => {
      const video = { number: 1, renderId: 'r', at: 1, format: 'mp4', summary, link: 'https://v.example/1' };
      const begun = conversation('slack:T1', 'C1:1.0', { title, exports: [video] });
      const view = homeView({
        language: 'en',
        profile: PROFILES['image-to-ai'],
        credits,
        threads: [begun],
        workspace: { tenant: 'slack:T1' },
      });
      expectHarmless(view);
      expect(complaintsAbout('views.publish', { user_id: 'U1', view })).toEqual([]);
      const form = videoModal({ language: 'en', prompt: title, skill: 'image-to-ai', metadata: {} });
      for (const text of textsIn(form)) expect(text).not.toMatch(NEVER_SHOWN);
    }),
    { numRuns: 40 },
  );
});
