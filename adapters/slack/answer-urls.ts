import { request } from 'undici';
import type { Clock } from '../../src/conversation/ports/tools.js';
import { Failure } from '../../src/failure.js';
import { type CountRequest, counted } from '../chat/count-request.js';
import { Recent } from '../chat/recent.js';
import type { SlackHosts } from './hosts.js';

/**
 * `response_url`s of commands and shortcuts: the only way to answer somebody where the bot is not a member. They live
 * half an hour and are secrets, so they are held in memory and never written down.
 */
export interface AnswerUrls {
  remember(conversation: string, url: string | undefined): void;
  /** Shows `text` (mrkdwn) to the person who asked; false when there is no way to. Never rejects. */
  answer(conversation: string, text: string): Promise<boolean>;
}

/** docs.slack.dev/interactivity/handling-user-interaction: five times within 30 minutes. */
const VALID_FOR_MS = 30 * 60_000;

export function createAnswerUrls(options: {
  hosts: SlackHosts;
  count: CountRequest;
  clock: Clock;
}): AnswerUrls {
  const { hosts, count, clock } = options;
  const known = new Recent<{ url: string; at: number }>(2_000);

  return {
    remember(conversation, url) {
      if (url) known.set(conversation, { url, at: clock.now() });
    },
    async answer(conversation, text) {
      const entry = known.get(conversation);
      if (!entry || clock.now() - entry.at > VALID_FOR_MS) return false;
      try {
        await answerAt(entry.url, text);
        return true;
      } catch {
        // The address was wrong, used up or too old; whoever asks tries another way.
        return false;
      }
    },
  };

  async function answerAt(address: string, text: string): Promise<void> {
    const url = new URL(address);
    if (!hosts.isSlack(url)) throw new Failure('url-refused', { detail: `${url.host} is not Slack` });
    const send = () =>
      request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text }),
        headersTimeout: 10_000,
      });
    const answer = await counted(count, ({ statusCode }) => statusCode, send);
    await answer.body.dump({ limit: 16_384 });
    if (answer.statusCode !== 200) {
      throw new Failure('platform-unavailable', { detail: `response_url: HTTP ${answer.statusCode}` });
    }
  }
}
