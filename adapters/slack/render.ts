import type { ActionsBlock, Button as ButtonElement, KnownBlock, SectionBlock } from '@slack/types';
import type { Action } from '../../src/conversation/action.js';
import { foreignLine } from '../../src/conversation/foreign-text.js';
import type { Button, Reply } from '../../src/conversation/reply.js';
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
  const pieces = shortened(splitMrkdwn(toMrkdwn(reply.text), LIMITS.messageText));
  const messages = pieces.map((piece) => messageOf(piece));
  const last = messages.at(-1) ?? messageOf('');
  last.blocks.push(...progressBar(reply), ...buttonRows(reply.buttons ?? [], seal, last.blocks.length + 1));
  const [first = last, ...others] = messages;
  return [first, ...others];
}

/** A reply as exactly one message: for edits, which cannot become several, and for what only one person sees. */
export function renderOne(reply: Reply, seal: SealAction): RenderedMessage {
  const message = messageOf(clipMrkdwn(toMrkdwn(reply.text), LIMITS.messageText));
  message.blocks.push(...progressBar(reply), ...buttonRows(reply.buttons ?? [], seal, 2));
  return message;
}

function shortened(pieces: string[]): string[] {
  if (pieces.length <= LIMITS.messagesPerReply) return pieces;
  const end = pieces.slice(-2);
  return [...pieces.slice(0, LIMITS.messagesPerReply - end.length - 1), '…', ...end];
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

const BAR_LENGTH = 20;

/** Only what the backend said; the words with the number are in the reply's text already. */
function progressBar(reply: Reply): KnownBlock[] {
  if (reply.kind !== 'progress' || reply.state !== 'running' || reply.percent === undefined) return [];
  const done = Math.round((Math.min(100, Math.max(0, reply.percent)) / 100) * BAR_LENGTH);
  const bar = '█'.repeat(done) + '░'.repeat(BAR_LENGTH - done);
  return [{ type: 'context', elements: [{ type: 'plain_text', text: bar }] }];
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
  const label = foreignLine(button.label, LIMITS.buttonText) || '…';
  return {
    type: 'button',
    text: { type: 'plain_text', text: clipLabel(label), emoji: true },
    action_id: `${BUTTON_PREFIX}${index}`,
    value: seal(button.action),
    ...(button.style ? { style: button.style } : {}),
  };
}

/** `foreignLine` counts characters as people do; Slack may count code units. */
function clipLabel(label: string): string {
  if (label.length <= LIMITS.buttonText) return label;
  const characters = [...label];
  while (characters.join('').length >= LIMITS.buttonText) characters.pop();
  return `${characters.join('')}…`;
}
