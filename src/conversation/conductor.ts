import { Failure, failedWith } from '../failure.js';
import { type Act, type ConversationSettings, postKey, threadKey } from './act.js';
import { createCard } from './card.js';
import { conduct, conductAside, stoppedWords } from './conduct.js';
import type { Conversation } from './conversation.js';
import { endAgain, writeFailed, writeStopped } from './ending.js';
import { failureReplies } from './failures.js';
import type { InboundMessage, PlatformName } from './inbound.js';
import { Interruption } from './interruption.js';
import { openJournal } from './journal.js';
import type {
  Clock,
  ConversationStore,
  ImageConverter,
  Inbox,
  InterruptReason,
  JournalStore,
  Lane,
  Log,
  Platform,
  Posted,
  VideoBackend,
  Work,
  WorkHandlers,
} from './ports.js';
import { findProfile, PROFILES, type SkillSlug } from './profiles.js';
import { spokenLanguage } from './spoken-language.js';
import { type ActOutcome, noTelemetry, type Span, type Telemetry, tracedSteps } from './telemetry.js';
import { wordsIn } from './words/words.js';

export interface ConductorOptions {
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly backend: VideoBackend;
  readonly converter: ImageConverter;
  readonly conversations: ConversationStore;
  readonly inbox: Inbox;
  readonly journal: JournalStore;
  readonly settings: ConversationSettings;
  readonly clock: Clock;
  readonly log: Log;
  readonly telemetry?: Telemetry;
  /** `work` needs these handlers to be made, so it is asked for late. */
  readonly work: () => Work;
}

/** Troubles that pass: the row stays, and the act goes on from its journal. */
const COMES_BACK = ['store-unavailable', 'store-full', 'platform-unavailable'] as const;
const RETRY_AFTER_TROUBLE = 5_000;

/** Runs the acts: what `work` wakes. One act at a time per thread and lane. */
export function createConductor(options: ConductorOptions): WorkHandlers {
  const { conversations, inbox, clock, log, telemetry = noTelemetry } = options;
  const { metrics, tracer } = telemetry;
  const running = new Map<string, AbortController>();

  async function drain(id: string, lane: Lane): Promise<void> {
    for (;;) {
      const message = await inbox.next(id, lane);
      if (!message) return;
      const finished = await handle(message, lane).catch((problem: unknown) => {
        if (failedWith(problem, ...COMES_BACK)) throw problem;
        // Acts tell their own failures. One that cannot even do that must not hold up its thread for ever.
        const { code, detail, cause } = Failure.from(problem);
        log.error({ code, detail, error: cause, conversation: id }, 'a message could not be handled');
        return true;
      });
      if (!finished) return;
      await inbox.done(message);
      await options.journal.clear(id, message.id);
    }
  }

  /** False when the act goes on after a restart: its row stays. */
  async function handle(message: InboundMessage, lane: Lane): Promise<boolean> {
    const { conversation: id } = message.place;
    const platform = options.platforms.get(message.place.platform);
    const conversation = await conversations.get(id);
    if (!platform || !conversation) {
      log.warn({ conversation: id }, 'a message for a thread that is gone was dropped');
      return true;
    }
    const controller = new AbortController();
    if (lane === 'ordered') running.set(id, controller);
    const span = tracer.span('act', { 'reelthread.conversation': id, 'reelthread.lane': lane });
    metrics.actBegan(lane);
    let outcome: ActOutcome = 'postponed';
    try {
      const act = await openAct(options, {
        message,
        conversation,
        platform,
        lane,
        signal: controller.signal,
        span,
      });
      if (act.journal.resumed) metrics.recovery('act', 'recovered');
      else metrics.took('wait', Math.max(0, clock.now() - message.receivedAt), 'ok');
      outcome = await perform(act, lane, span);
      if (outcome === 'forgotten') await forgetAgain(id);
      return outcome !== 'suspended';
    } catch (problem) {
      span.end(problem);
      throw problem;
    } finally {
      span.end();
      metrics.actEnded(lane, outcome);
      if (lane === 'ordered') running.delete(id);
    }
  }

  /** What was on its way when the thread was deleted may have left something; unless somebody has begun it anew. */
  async function forgetAgain(conversation: string): Promise<void> {
    if (!(await conversations.get(conversation))) await conversations.forget({ conversation });
  }

  return {
    async run(conversation, lane) {
      for (;;) {
        try {
          return await drain(conversation, lane);
        } catch (problem) {
          // The store or the platform is away. The rows are safe: try again.
          const { code, detail } = Failure.from(problem);
          log.error({ code, detail, conversation }, 'a thread could not be worked on; trying again');
          if (!failedWith(problem, ...COMES_BACK)) return;
          metrics.retry('thread');
          await clock.sleep(RETRY_AFTER_TROUBLE);
        }
      }
    },
    interrupt(conversation: string, reason: InterruptReason) {
      const controller = running.get(conversation);
      controller?.abort(new Interruption(reason));
      return controller !== undefined;
    },
  };
}

/** Only `suspended` leaves the row in the inbox. Rejects when the act is to be postponed. */
async function perform(act: Act, lane: Lane, span: Span): Promise<ActOutcome> {
  try {
    endAgain(act.journal);
    await (lane === 'ordered' ? conduct(act) : conductAside(act));
    if (lane === 'ordered') await settle(act, { keepRetry: false });
    return 'done';
  } catch (problem) {
    const cut =
      act.signal.aborted && act.signal.reason instanceof Interruption ? act.signal.reason : undefined;
    if (cut?.why === 'shutdown') {
      await act.card.suspend();
      return 'suspended';
    }
    // The thread was deleted: nothing may be written down for it any more.
    if (cut?.why === 'forget') return 'forgotten';
    if (cut || problem instanceof Interruption) {
      await tellStopped(act);
      return 'stopped';
    }
    await tellFailed(act, problem, lane);
    span.end(problem);
    return 'failed';
  } finally {
    act.card.release();
  }
}

async function tellStopped(act: Act): Promise<void> {
  const waiting = await act.waiting();
  const words = [stoppedWords(act), waiting > 0 ? act.words.stillWaiting(waiting) : ''];
  const text = await writeStopped(act.journal, words.filter(Boolean).join(' '));
  await act.card.close('stopped');
  await settle(act, { keepRetry: false });
  await quietly(act, () => act.say('stopped', { kind: 'text', language: act.language, text: `⏹ ${text}` }));
}

async function tellFailed(act: Act, problem: unknown, lane: Lane): Promise<void> {
  if (failedWith(problem, ...COMES_BACK)) throw problem;
  const failure = Failure.from(problem);
  act.metrics.failed(failure.code);
  act.log.warn(
    { code: failure.code, detail: failure.detail, conversation: act.conversation.id },
    'an act failed',
  );
  if (failure.code === 'internal')
    act.log.error({ error: failure.cause ?? failure }, 'unexpected error in an act');
  await writeFailed(act.journal, failure);
  // The reason follows as a message of its own, which notifies.
  await act.card.close('failed', act.words.notFinished);
  if (lane === 'ordered') await settle(act, { keepRetry: true });
  const retryId = lane === 'ordered' ? act.conversation.retry?.id : undefined;
  for (const [index, reply] of failureReplies(act, failure, retryId).entries()) {
    await quietly(act, () => act.say(`failure:${index}`, reply));
  }
}

/** The end of an ordered act: nothing runs any more, and a failed request can be tried again. */
async function settle(act: Act, { keepRetry }: { keepRetry: boolean }): Promise<void> {
  const { conversation, message } = act;
  conversation.running = undefined;
  const stored = new Set(conversation.media.map((media) => media.from?.id));
  conversation.retry = keepRetry
    ? {
        // The same after a restart, when the button stands already.
        id: postKey(message, 'retry').slice(0, 8),
        text: message.text,
        attachments: message.attachments.filter((attachment) => !stored.has(attachment.id)),
        action: message.action,
      }
    : undefined;
  await act.save();
}

/** The thread itself may be gone; that must not keep the row for ever. */
async function quietly(act: Act, tell: () => Promise<unknown>): Promise<void> {
  try {
    await tell();
  } catch (problem) {
    const { code, detail } = Failure.from(problem);
    if (failedWith(problem, ...COMES_BACK)) throw problem;
    act.log.warn(
      { code, detail, conversation: act.conversation.id },
      'a failure could not be told in the thread',
    );
  }
}

async function openAct(
  options: ConductorOptions,
  given: {
    message: InboundMessage;
    conversation: Conversation;
    platform: Platform;
    lane: Lane;
    signal: AbortSignal;
    span: Span;
  },
): Promise<Act> {
  const { conversation, platform, lane, signal } = given;
  const { clock, conversations, telemetry = noTelemetry } = options;
  const message = withRetriedWords(given.message, conversation);
  const { id } = conversation;
  const language = spokenLanguage(message, conversation);
  conversation.language = language;
  if (message.skill && findProfile(message.skill)) conversation.skill = message.skill;
  const journal = await openJournal(
    options.journal,
    { conversation: id, id: message.id },
    clock,
    tracedSteps(given.span),
  );

  const save = async () => {
    // The aside lane only reads; writing would race with the act that runs.
    if (lane !== 'ordered') return;
    assertNotForgotten(signal);
    conversation.updatedAt = clock.now();
    await conversations.save(conversation);
  };
  const say: Act['say'] = async (name, reply) => {
    assertNotForgotten(signal);
    return journal.step(`say:${name}`, () => platform.post(message.place, reply, postKey(message, name)));
  };
  const sayOnceInThread: Act['sayOnceInThread'] = async (name, reply) => {
    assertNotForgotten(signal);
    return platform.post(message.place, reply, threadKey(message.place, name));
  };
  const startedAt =
    conversation.running?.messageId === message.id ? conversation.running.startedAt : clock.now();
  if (lane === 'ordered') {
    conversation.running = {
      messageId: message.id,
      startedAt,
      what: 'upload',
      card: conversation.running?.card,
    };
  }
  if (lane === 'ordered') await journal.begin();
  const card = createCard({
    platform,
    place: message.place,
    language,
    clock,
    log: options.log,
    startedAt,
    stillWorkingEvery: options.settings.stillWorkingEvery,
    queued: lane === 'ordered' ? journal.known<Posted>('say:card') : undefined,
    noteMayStand: journal.knows('note'),
    async say(name, reply) {
      // Written down before, so that a note whose post was cut by a crash is still ended.
      if (name === 'note') await journal.step('note', async () => true);
      return say(name, reply);
    },
    async onPosted(posted) {
      if (conversation.running) conversation.running.card = posted;
      await save();
    },
  });

  return {
    message,
    conversation,
    profile: findProfile(conversation.skill) ?? PROFILES['image-to-ai' satisfies SkillSlug],
    language,
    words: wordsIn(language),
    journal,
    card,
    platform,
    backend: options.backend,
    converter: options.converter,
    settings: options.settings,
    clock,
    log: options.log,
    metrics: telemetry.metrics,
    signal,
    say,
    sayOnceInThread,
    save,
    waiting: async () => (await options.inbox.waiting(id)).filter((other) => other.id !== message.id).length,
    interruptThread: () => options.work().interrupt(id, 'stop'),
  };
}

/** Nothing is written for a thread that was deleted while the act was at work. */
function assertNotForgotten(signal: AbortSignal): void {
  if (signal.reason instanceof Interruption && signal.reason.why === 'forget') throw signal.reason;
}

/** "Try again" stands for the request that failed: same words, and the files that had not arrived. */
function withRetriedWords(message: InboundMessage, conversation: Conversation): InboundMessage {
  if (message.action?.do !== 'retry') return message;
  const { retry } = conversation;
  const { action: _pressed, ...pressed } = message;
  if (retry?.id !== message.action.request) return pressed;
  return { ...pressed, text: retry.text, attachments: retry.attachments, action: retry.action };
}
