import { Failure, failedWith } from '../failure.js';
import type { Conversation } from './conversation.js';
import { foreignLine } from './foreign-text.js';
import { sessionsToForget } from './forget-sessions.js';
import type { InboundMessage, PlatformName } from './inbound.js';
import { type Way, wayOf } from './lane.js';
import { limitsOn } from './limits.js';
import type { Platform } from './ports/platform.js';
import type { ConversationStore, Inbox, JournalStore, WaitingLimits } from './ports/stores.js';
import type { Clock, Log } from './ports/tools.js';
import type { VideoBackend } from './ports/video-backend.js';
import type { Work } from './ports/work.js';
import { noticesOf, tellPlace } from './queue-notice.js';
import { createRefusals } from './refusals.js';
import { spokenLanguage } from './spoken-language.js';
import { type Metrics, noMetrics } from './telemetry.js';

/** The door of the core: what every adapter calls. */
export interface Reception {
  /**
   * Writes the message down and returns; only then may the platform be acknowledged. A repeated delivery is
   * `duplicate` and changes nothing. *Stop* acts at once. When too much waits already, nothing is written down and the
   * person is told in the thread (`accepted` as well: the platform has nothing more to do). Rejects with Failure
   * `store-unavailable` or `store-full`: the platform must then not be acknowledged, so that it delivers again.
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
  /** Deletes its sessions when a conversation is forgotten, where it can. */
  readonly backend: Pick<VideoBackend, 'forget'>;
  readonly defaultSkill: string;
  /** Requests that may wait before further ones are refused, with a word. */
  readonly limits: WaitingLimits;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Metrics;
}

/** So long the platform waits for a refusal to be told, in milliseconds. Slack waits three seconds for all. */
const TOLD_WITHIN = 800;

export function createReception(options: ReceptionOptions): Reception {
  const { inbox, conversations, work, clock, log, metrics = noMetrics } = options;
  const refusals = createRefusals(options);

  async function refuse(message: InboundMessage, { aside, stopsFirst }: Way, why: Failure): Promise<void> {
    const { platform, conversation } = message.place;
    metrics.received(platform, 'refused');
    // *Stop* gets through whatever waits, and what it has cut tells so.
    const isStop = aside === 'stop';
    const stopped = (isStop || stopsFirst) && (await work.interrupt(conversation, 'stop'));
    if (!(isStop && stopped)) await soon(refusals.tell(message, why));
  }

  /**
   * A channel takes one post in a second, so telling can take longer than the platform waits. What it then delivers
   * again is known to be refused, so nothing would be gained by letting it wait.
   */
  async function soon(told: Promise<void>): Promise<void> {
    const late = new AbortController();
    const waited = clock.sleep(TOLD_WITHIN, late.signal).then(
      () => void told.catch(warn('a refusal could not be told')),
      () => {},
    );
    try {
      await Promise.race([told, waited]);
    } finally {
      late.abort();
    }
  }

  function warn(what: string): (problem: unknown) => void {
    return (problem) => {
      const { code, detail } = Failure.from(problem);
      log.warn({ code, detail }, what);
    };
  }

  return {
    async receive(message) {
      const way = wayOf(message);
      const { lane } = way;
      const { platform, conversation } = message.place;
      const door = {
        limits: limitsOn(platform, options.limits),
        conversation: newConversation(message, options.defaultSkill),
      };
      if (refusals.wasRefused(message)) {
        metrics.received(platform, 'duplicate');
        return 'duplicate';
      }
      let isNew: boolean;
      try {
        isNew = await inbox.accept(message, lane, door);
      } catch (problem) {
        if (!failedWith(problem, 'too-many-waiting')) throw problem;
        await refuse(message, way, problem);
        return 'accepted';
      }
      metrics.received(platform, isNew ? 'accepted' : 'duplicate');
      if (!isNew) return 'duplicate';
      if (way.stopsFirst) await work.interrupt(conversation, 'stop');
      // The row is what counts: a wake-up that is lost is made up for when the rows are looked at.
      void work.wake(conversation, lane).catch(warn('nobody could be woken for a message yet'));
      if (lane === 'ordered') {
        // It may take a second: the platform is not kept waiting for it.
        void acknowledgeWaiting(options, message).catch(warn('the place in the queue could not be told'));
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
      const endNotices = 'conversation' in scope ? await noticesOf(options, scope.conversation) : undefined;
      const threads = await atWork(inbox, scope);
      await cut(threads);
      const forgetSessions = await sessionsToForget(options, scope);
      await conversations.forget(scope);
      // Whatever began in between read the conversation before it was deleted, and can be found by now.
      await cut(threads);
      await endNotices?.();
      await forgetSessions();
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
function newConversation(message: InboundMessage, defaultSkill: string): Conversation {
  const { place, author, receivedAt } = message;
  return {
    id: place.conversation,
    place,
    createdAt: receivedAt,
    updatedAt: receivedAt,
    starter: author.id,
    title: foreignLine(message.text || (message.attachments[0]?.name ?? ''), 60),
    skill: message.skill ?? defaultSkill,
    language: spokenLanguage(message, undefined),
    greeted: false,
    media: [],
    exports: [],
  };
}

/** How many are ahead in the same thread. */
async function acknowledgeWaiting(options: ReceptionOptions, message: InboundMessage): Promise<void> {
  const waiting = await options.inbox.waiting(message.place.conversation);
  const ahead = waiting.findIndex((other) => other.id === message.id);
  if (ahead > 0) await tellPlace(options, message, ahead);
}
