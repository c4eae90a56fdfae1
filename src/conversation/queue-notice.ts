import { Failure } from '../failure.js';
import { postKey } from './act.js';
import type { InboundMessage, PlatformName } from './inbound.js';
import { openJournal } from './journal.js';
import type { Platform, Posted } from './ports/platform.js';
import type { ConversationStore, Inbox, JournalStore } from './ports/stores.js';
import type { Clock, Log } from './ports/tools.js';
import type { ProgressReply } from './reply.js';
import { spokenLanguage } from './spoken-language.js';
import { wordsIn } from './words/words.js';

interface QueueNoticeOptions {
  readonly conversations: Pick<ConversationStore, 'get'>;
  readonly journal: JournalStore;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * "Queued: 2 requests ahead": the same post that becomes the card of the act when its turn comes. Only a courtesy: never
 * rejects.
 */
export async function tellPlace(
  options: QueueNoticeOptions,
  message: InboundMessage,
  ahead: number,
): Promise<void> {
  try {
    await postPlace(options, message, ahead);
  } catch (problem) {
    const { code, detail } = Failure.from(problem);
    options.log.warn({ code, detail }, 'the place in the queue could not be told');
  }
}

async function postPlace(options: QueueNoticeOptions, message: InboundMessage, ahead: number): Promise<void> {
  const { place } = message;
  const platform = options.platforms.get(place.platform);
  if (!platform) return;
  const language = spokenLanguage(message, await options.conversations.get(place.conversation));
  const words = wordsIn(language);
  const phase = words.phase.queued(ahead);
  const reply: ProgressReply = {
    kind: 'progress',
    state: 'queued',
    phase,
    text: words.cardQueued(phase),
    startedAt: message.receivedAt,
    language,
    buttons: [],
  };
  const journal = await openJournal(
    options.journal,
    { conversation: place.conversation, id: message.id },
    options.clock,
  );
  const standing = journal.known<Posted>('say:card');
  if (standing) await platform.edit(standing, reply);
  else await journal.step('say:card', () => platform.post(place, reply, postKey(message, 'card')));
}

/**
 * The notices of all that waits in a thread which is about to be deleted. What is returned ends them, because nothing
 * comes of them any more and they would stand as queued for ever. Only a courtesy: neither of the two rejects.
 */
export async function noticesOf(
  options: QueueNoticeOptions & { readonly inbox: Pick<Inbox, 'waiting'> },
  conversation: string,
): Promise<() => Promise<void>> {
  const { conversations, inbox, journal, platforms, log } = options;
  try {
    const known = await conversations.get(conversation);
    const edits = await Promise.all(
      (await inbox.waiting(conversation)).map(async (message) => {
        const entry = (await journal.read(conversation, message.id))['say:card'];
        const platform = platforms.get(message.place.platform);
        if (entry?.state !== 'done' || !platform) return [];
        const language = spokenLanguage(message, known);
        const text = wordsIn(language).cardStopped;
        const startedAt = message.receivedAt;
        const reply = { kind: 'progress', state: 'stopped', phase: '', text, startedAt, language } as const;
        return [() => platform.edit(entry.value as Posted, reply)];
      }),
    );
    return async () => {
      await Promise.all(edits.flat().map((edit) => edit()));
    };
  } catch (problem) {
    const { code, detail } = Failure.from(problem);
    log.info({ code, detail }, 'the queue of a deleted thread could not be read');
    return async () => {};
  }
}
