import { ButtonStyle, ComponentType } from 'discord.js';
import type { Action } from '../../src/conversation/action.js';
import type { Button, Reply } from '../../src/conversation/reply.js';
import { buttonLabel, progressBar, withoutMiddle } from '../chat/reply-parts.js';
import { LIMITS } from './limits.js';
import { beginsLine, toAtoms } from './markdown.js';
import { clipAtoms, packAtoms } from './split-text.js';

/** A button as Discord's API takes it. */
export interface ButtonElement {
  readonly type: ComponentType.Button;
  readonly style: ButtonStyle.Primary | ButtonStyle.Secondary | ButtonStyle.Danger;
  readonly label: string;
  readonly custom_id: string;
}

export interface ButtonRow {
  readonly type: ComponentType.ActionRow;
  readonly components: readonly ButtonElement[];
}

/** One message: text and rows of buttons. Flags, nonce and mentions are added where it is sent. */
export interface RenderedMessage {
  readonly content: string;
  readonly components: readonly ButtonRow[];
}

/** Seals what a button means for the conversation in which it is shown. */
export type SealAction = (action: Action) => string;

/** A button that only this adapter understands; it comes after those of the reply. */
export interface OwnButton {
  readonly label: string;
  readonly customId: string;
}

/**
 * A reply as one or more messages, every one within `LIMITS` for any input. Buttons stand below the last. A reply
 * that is too long even for several messages loses its middle: links stand at the end of replies.
 */
export function renderReply(
  reply: Reply,
  seal: SealAction,
  own: readonly OwnButton[] = [],
): [RenderedMessage, ...RenderedMessage[]] {
  // One less: a piece may need a backslash at its beginning.
  const pieces = packAtoms(atomsOf(reply), LIMITS.messageText - 1);
  const texts = withoutMiddle(pieces, LIMITS.messagesPerReply).map((piece) => readable(beginsLine(piece)));
  const components = buttonRows(reply.buttons ?? [], seal, own);
  const last = texts.length - 1;
  const [first = { content: '…', components }, ...others] = texts.map((content, index) => ({
    content,
    components: index === last ? components : [],
  }));
  return [first, ...others];
}

/** A reply as exactly one message: for edits, which cannot become several, and for what only one person sees. */
export function renderOne(reply: Reply, seal: SealAction, own: readonly OwnButton[] = []): RenderedMessage {
  const content = readable(clipAtoms(atomsOf(reply), LIMITS.messageText));
  return { content, components: buttonRows(reply.buttons ?? [], seal, own) };
}

function atomsOf(reply: Reply): string[] {
  const bar = progressBar(reply);
  const atoms = toAtoms(reply.text);
  return bar ? [...atoms, '\n', ...bar] : atoms;
}

/** Discord refuses a message in which there is nothing to read. */
function readable(content: string): string {
  return content.trim() === '' ? '…' : content;
}

function buttonRows(buttons: readonly Button[], seal: SealAction, own: readonly OwnButton[]): ButtonRow[] {
  const elements = buttons.map((button, index) => buttonElement(button, index, seal));
  for (const { label, customId } of own) {
    elements.push({ type: ComponentType.Button, style: ButtonStyle.Secondary, label, custom_id: customId });
  }
  const rows: ButtonRow[] = [];
  for (let start = 0; start < elements.length && rows.length < LIMITS.rowsPerMessage; ) {
    const row = elements.slice(start, start + LIMITS.buttonsPerRow);
    rows.push({ type: ComponentType.ActionRow, components: row });
    start += row.length;
  }
  return rows;
}

/** Before the sealed action: two buttons of one message may mean the same, but their ids must differ. */
const POSITION = /^\d+:/;

function buttonElement(button: Button, index: number, seal: SealAction): ButtonElement {
  const style = { primary: ButtonStyle.Primary, danger: ButtonStyle.Danger } as const;
  return {
    type: ComponentType.Button,
    style: button.style ? style[button.style] : ButtonStyle.Secondary,
    label: buttonLabel(button.label, LIMITS.buttonText),
    custom_id: `${index}:${seal(button.action)}`,
  };
}

/** The sealed action of a button; undefined when it is not one of a reply. */
export function sealedActionOf(customId: string): string | undefined {
  return POSITION.test(customId) ? customId.replace(POSITION, '') : undefined;
}
