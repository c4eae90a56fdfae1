import { Failure } from '../failure.js';
import { postKey } from './act.js';
import type { InboundMessage, PlatformName } from './inbound.js';
import { openJournal } from './journal.js';
import type { Clock, ConversationStore, JournalStore, Log, Platform, Posted } from './ports.js';
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
