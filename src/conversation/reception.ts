import { Failure } from '../failure.js';
import { postKey } from './act.js';
import type { Conversation } from './conversation.js';
import { foreignLine } from './foreign-text.js';
import type { InboundMessage, PlatformName } from './inbound.js';
import { openJournal } from './journal.js';
import { laneOf, stopsWhatRuns } from './lane.js';
import type { Clock, ConversationStore, Inbox, JournalStore, Log, Platform, Work } from './ports.js';
import type { Reply } from './reply.js';
import { spokenLanguage } from './spoken-language.js';
import { type Metrics, noMetrics } from './telemetry.js';
import { wordsIn } from './words/words.js';

/** The door of the core: what every adapter calls. */
export interface Reception {
  /**
   * Writes the message down and returns; only then may the platform be acknowledged. A repeated delivery is
   * `duplicate` and changes nothing. *Stop* acts at once. Rejects with Failure `store-unavailable` or `store-full`:
   * the platform must then not be acknowledged, so that it delivers again.
   */
  receive(message: InboundMessage): Promise<'accepted' | 'duplicate'>;
  /** The conversation, when the bot is engaged in this thread. */
  find(conversationId: string): Promise<Conversation | undefined>;
  /** Newest first, for a home tab or a list of threads. */
  list(tenant: string, limit: number): Promise<Conversation[]>;
  /** Every conversation that this person began: what "forget me" deletes. */
  begunBy(tenant: string, person: string): Promise<Conversation[]>;
  /** Deletes what belongs to a tenant (uninstalled, kicked) or to one conversation ("forget"). */
  forget(scope: { conversation: string } | { tenant: string }): Promise<void>;
}

interface ReceptionOptions {
  readonly inbox: Inbox;
  readonly conversations: ConversationStore;
  readonly journal: JournalStore;
  readonly work: Work;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly defaultSkill: string;
  /** Requests that may wait in one thread before further ones are refused, with a word. */
  readonly maxWaiting: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Metrics;
}

export function createReception(options: ReceptionOptions): Reception {
  const { inbox, conversations, work, clock, log, metrics = noMetrics } = options;

  return {
    async receive(message) {
      const lane = laneOf(message);
      await engage(options, message);
      const { platform } = message.place;
      if (lane === 'ordered' && (await tooManyWait(options, message))) {
        metrics.received(platform, 'refused');
        return 'accepted';
      }
      const isNew = await inbox.accept(message, lane);
      metrics.received(platform, isNew ? 'accepted' : 'duplicate');
      if (!isNew) return 'duplicate';
      if (stopsWhatRuns(message)) await work.interrupt(message.place.conversation, 'stop');
      await work.wake(message.place.conversation, lane);
      if (lane === 'ordered') {
        // Only a courtesy, and it may take a second: the platform is not kept waiting for it.
        void acknowledgeWaiting(options, message).catch((problem) => {
          const { code, detail } = Failure.from(problem);
          log.warn({ code, detail }, 'the place in the queue could not be told');
        });
      }
      return 'accepted';
    },
    find: (id) => conversations.get(id),
    list: (tenant, limit) => conversations.list(tenant, limit),
    begunBy: (tenant, person) => conversations.begunBy(tenant, person),
    async forget(scope) {
      const cut = async (threads: readonly string[]) => {
        for (const conversation of threads) await work.interrupt(conversation, 'forget');
      };
      const threads = await atWork(inbox, scope);
      await cut(threads);
      await conversations.forget(scope);
      // Whatever began in between read the conversation before it was deleted, and can be found by now.
      await cut(threads);
      log.info({ scope, at: clock.now() }, 'forgotten');
    },
  };
}

/** Threads of the scope in which something runs or waits. */
async function atWork(inbox: Inbox, scope: { conversation: string } | { tenant: string }): Promise<string[]> {
  if ('conversation' in scope) return [scope.conversation];
  return (await inbox.unfinished()).filter((conversation) => conversation.startsWith(`${scope.tenant}/`));
}

/** A thread exists from its first message on. */
async function engage(options: ReceptionOptions, message: InboundMessage): Promise<void> {
  const { place, author, receivedAt } = message;
  await options.conversations.create({
    id: place.conversation,
    place,
    createdAt: receivedAt,
    updatedAt: receivedAt,
    starter: author.id,
    title: foreignLine(message.text || (message.attachments[0]?.name ?? ''), 60),
    skill: message.skill ?? options.defaultSkill,
    language: spokenLanguage(message, undefined),
    greeted: false,
    media: [],
    exports: [],
  });
}

/** A flood in one thread is refused with a clear word; nothing of it is started. */
async function tooManyWait(options: ReceptionOptions, message: InboundMessage): Promise<boolean> {
  const { place } = message;
  const waiting = await options.inbox.waiting(place.conversation);
  const known = waiting.some((other) => other.id === message.id);
  if (known || waiting.length < options.maxWaiting) return false;
  const language = spokenLanguage(message, await options.conversations.get(place.conversation));
  const text = `⚠️ ${wordsIn(language).failure.tooManyWaiting}`;
  const reply: Reply = { kind: 'failure', code: 'too-many-waiting', text, language };
  await options.platforms.get(place.platform)?.post(place, reply, postKey(message, 'too-many-waiting'));
  return true;
}

/** "Queued: 2 requests ahead": the same post that becomes the card of the act when its turn comes. */
async function acknowledgeWaiting(options: ReceptionOptions, message: InboundMessage): Promise<void> {
  const waiting = await options.inbox.waiting(message.place.conversation);
  const ahead = waiting.findIndex((other) => other.id === message.id);
  const platform = options.platforms.get(message.place.platform);
  if (ahead <= 0 || !platform) return;
  const language = spokenLanguage(message, await options.conversations.get(message.place.conversation));
  const words = wordsIn(language);
  const phase = words.phase.queued(ahead);
  const reply: Reply = {
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
    { conversation: message.place.conversation, id: message.id },
    options.clock,
  );
  await journal.step('say:card', () => platform.post(message.place, reply, postKey(message, 'card')));
}
