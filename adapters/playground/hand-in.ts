import type { Action } from '../../src/conversation/action.js';
import { foreignLine } from '../../src/conversation/foreign-text.js';
import type { AttachmentRef, InboundMessage } from '../../src/conversation/inbound.js';
import type { ApiMessage } from './api-types.js';
import { commandOf } from './commands.js';
import type { PlaygroundContext } from './context.js';
import { MAX_TITLE_CHARACTERS } from './limits.js';
import { placeOf } from './platform.js';
import type { Thread } from './thread.js';

/**
 * Shows what a person did in the thread and hands it to the core; resolves when the core has it safely.
 * When the core does not take it, it is withdrawn from the thread and the Failure of the core is thrown.
 *
 * It is shown first because the core may answer before `receive` returns, and an answer stands below its question.
 */
export async function handIn(
  context: PlaygroundContext,
  thread: Thread,
  message: ApiMessage,
  given: { action?: Action; locale?: string },
): Promise<void> {
  const untitled = thread.row.title;
  nameThread(thread, message);
  try {
    await thread.append(message);
    await context.reception.receive(inboundOf(thread, message, given));
  } catch (thrown) {
    thread.row.title = untitled;
    // A store in trouble may refuse this as well; the first problem is the one to tell.
    await Promise.allSettled([
      thread.withdraw(message.id),
      ...(message.files ?? []).map((file) => context.media.deleteUpload(thread.id, file.id)),
    ]);
    throw thrown;
  }
}

/** Hands a message in again that a client repeats because it got no answer: the core knows it by its id. */
export async function handInAgain(
  context: PlaygroundContext,
  thread: Thread,
  message: ApiMessage,
  given: { locale?: string },
): Promise<void> {
  await context.reception.receive(inboundOf(thread, message, given));
}

function inboundOf(
  thread: Thread,
  message: ApiMessage,
  { action, locale }: { action?: Action; locale?: string },
): InboundMessage {
  const first = thread.messages.find((other) => other.from === 'you');
  return {
    id: message.id,
    place: placeOf(thread.id),
    author: { id: 'you' },
    text: action ? '' : message.text,
    attachments: (message.files ?? []).map(
      (file): AttachmentRef => ({
        id: file.id,
        name: file.name,
        type: file.type,
        size: file.size,
        source: { file: file.id },
      }),
    ),
    action: action ?? (message.files?.length ? undefined : commandOf(message.text)),
    locale,
    // The choice made when the thread was created; from then on the conversation keeps its own.
    skill: first?.id === message.id ? thread.row.skill : undefined,
    receivedAt: message.at,
  };
}

/** First words, for the list of threads. */
function nameThread(thread: Thread, message: ApiMessage): void {
  if (thread.row.title) return;
  const words = message.text || (message.files ?? []).map((file) => file.name).join(', ');
  thread.row.title = foreignLine(words, MAX_TITLE_CHARACTERS);
}
