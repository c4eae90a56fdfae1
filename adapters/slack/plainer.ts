import { foreignStart } from '../../src/conversation/foreign-text.js';
import type { Log } from '../../src/conversation/ports/tools.js';
import { LIMITS } from './limits.js';
import { fromMrkdwn } from './mrkdwn.js';
import { refusedWith } from './problems.js';
import { type RenderedMessage, section } from './render.js';
import { clipMrkdwn } from './split-text.js';

/**
 * Sends a message; when Slack does not like its length or one of its blocks, which refuses it as a whole, sends it
 * again in plainer ways: first the words and the buttons, because without the buttons nobody can go on, then the words
 * alone.
 */
export async function sendPlainer<T>(
  message: RenderedMessage,
  log: Log,
  send: (message: RenderedMessage) => Promise<T>,
): Promise<T> {
  try {
    return await send(message);
  } catch (thrown) {
    if (!isTooMuch(thrown)) throw thrown;
    log.warn({ problem: String(thrown) }, 'a message is sent again in a plainer way');
    const isLong = refusedWith(thrown, ...TOO_LONG);
    const text = isLong ? clipMrkdwn(message.text, LIMITS.fallbackText) : message.text;
    const buttons = message.blocks.filter(({ type }) => type === 'actions');
    if (buttons.length === 0) return send({ text, blocks: [] });
    try {
      return await send({ text, blocks: [isLong ? section(text) : plainSection(text), ...buttons] });
    } catch (again) {
      if (!isTooMuch(again)) throw again;
      return send({ text, blocks: [] });
    }
  }
}

const TOO_LONG = ['msg_too_long', 'msg_blocks_too_long'];
const INVALID = ['invalid_blocks', 'invalid_blocks_format'];

function isTooMuch(thrown: unknown): boolean {
  return refusedWith(thrown, ...TOO_LONG, ...INVALID);
}

/** Without any markup that Slack could stumble over. */
function plainSection(mrkdwn: string) {
  const text = foreignStart(fromMrkdwn(mrkdwn, undefined), LIMITS.section) || '…';
  return { type: 'section' as const, text: { type: 'plain_text' as const, text } };
}
