import type { ActionsBlock, Button as ButtonElement, KnownBlock, SectionBlock } from '@slack/types';
import type { Action } from '../../src/conversation/action.js';
import type { Button, Reply } from '../../src/conversation/reply.js';
import { buttonLabel, progressBar, withoutMiddle } from '../chat/reply-parts.js';
import { LIMITS } from './limits.js';
import { toMrkdwn } from './mrkdwn.js';
import { clipMrkdwn, splitMrkdwn } from './split-text.js';

/** One message as `chat.postMessage` takes it. */
export interface RenderedMessage {
  /** Beside the blocks: what notifications and screen readers say. Escaped like everything else. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** Seals what a button means for the conversation in which it is shown. */
export type SealAction = (action: Action) => string;

/** Every button of a reply, by the beginning of its `action_id`. */
export const BUTTON_PREFIX = 'reelthread_';

/**
 * A reply as one or more messages, every one within `LIMITS` for any input. Buttons stand below the last. A reply
 * that is too long even for several messages loses its middle: links stand at the end of replies.
 */
export function renderReply(reply: Reply, seal: SealAction): [RenderedMessage, ...RenderedMessage[]] {
  const pieces = withoutMiddle(
    splitMrkdwn(toMrkdwn(reply.text), LIMITS.messageText),
    LIMITS.messagesPerReply,
  );
  const messages = pieces.map((piece) => messageOf(piece));
  const last = messages.at(-1) ?? messageOf('');
  last.blocks.push(
    ...progressBlocks(reply),
    ...buttonRows(reply.buttons ?? [], seal, last.blocks.length + 1),
  );
  const [first = last, ...others] = messages;
  return [first, ...others];
}

/** A reply as exactly one message: for edits, which cannot become several, and for what only one person sees. */
export function renderOne(reply: Reply, seal: SealAction): RenderedMessage {
  const message = messageOf(clipMrkdwn(toMrkdwn(reply.text), LIMITS.messageText));
  message.blocks.push(...progressBlocks(reply), ...buttonRows(reply.buttons ?? [], seal, 2));
  return message;
}

function messageOf(mrkdwn: string): RenderedMessage {
  // A section must hold at least one character, and a message something to read.
  const text = mrkdwn.trim() === '' ? '…' : mrkdwn;
  return { text, blocks: [section(text)] };
}

/** `verbatim`: Slack must not turn names and addresses into links and mentions of its own. */
export function section(mrkdwn: string): SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: mrkdwn, verbatim: true } };
}

function progressBlocks(reply: Reply): KnownBlock[] {
  const bar = progressBar(reply);
  return bar ? [{ type: 'context', elements: [{ type: 'plain_text', text: bar }] }] : [];
}

function buttonRows(buttons: readonly Button[], seal: SealAction, blocksBefore: number): ActionsBlock[] {
  const rows: ActionsBlock[] = [];
  for (let start = 0; start < buttons.length; start += LIMITS.buttonsPerRow) {
    if (blocksBefore + rows.length >= LIMITS.blocks) break;
    const row = buttons.slice(start, start + LIMITS.buttonsPerRow);
    rows.push({
      type: 'actions',
      elements: row.map((button, index) => buttonElement(button, start + index, seal)),
    });
  }
  return rows;
}

function buttonElement(button: Button, index: number, seal: SealAction): ButtonElement {
  return {
    type: 'button',
    text: { type: 'plain_text', text: buttonLabel(button.label, LIMITS.buttonText), emoji: true },
    action_id: `${BUTTON_PREFIX}${index}`,
    value: seal(button.action),
    ...(button.style ? { style: button.style } : {}),
  };
}
