import { type Act, type ConversationSettings, postKey, threadKey } from './act.js';
import { createCard } from './card.js';
import type { Conversation } from './conversation.js';
import type { InboundMessage, PlatformName } from './inbound.js';
import { openJournal } from './journal.js';
import type { Platform, Posted } from './ports/platform.js';
import type { ConversationStore, Inbox, JournalStore } from './ports/stores.js';
import type { Clock, ImageConverter, Log } from './ports/tools.js';
import type { VideoBackend } from './ports/video-backend.js';
import type { Lane, Work } from './ports/work.js';
import { findProfile, PROFILES, type SkillSlug } from './profiles.js';
import { spokenLanguage } from './spoken-language.js';
import { noTelemetry, type Span, type Telemetry, tracedSteps } from './telemetry.js';
import { wordsIn } from './words/words.js';

/** What every act is made of, beside its message. */
export interface ActTools {
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

/** The message that is acted on, and where. `forgotten` is aborted when its thread was deleted. */
export interface GivenAct {
  readonly message: InboundMessage;
  readonly conversation: Conversation;
  readonly platform: Platform;
  readonly lane: Lane;
  readonly signal: AbortSignal;
  readonly forgotten: AbortSignal;
  readonly span: Span;
}

/** Puts together what an act works with: journal, card, words and profile. */
export async function openAct(options: ActTools, given: GivenAct): Promise<Act> {
  const { conversation, platform, lane, signal, forgotten } = given;
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
    forgotten.throwIfAborted();
    conversation.updatedAt = clock.now();
    await conversations.save(conversation);
  };
  const say: Act['say'] = async (name, reply) => {
    forgotten.throwIfAborted();
    return journal.step(`say:${name}`, () => platform.post(message.place, reply, postKey(message, name)));
  };
  const sayOnceInThread: Act['sayOnceInThread'] = async (name, reply) => {
    forgotten.throwIfAborted();
    return platform.post(message.place, reply, threadKey(message.place, name));
  };
  const startedAt = journal.begunAt ?? clock.now();
  if (lane === 'ordered') {
    conversation.running = {
      messageId: message.id,
      startedAt,
      what: 'upload',
      card: conversation.running?.card,
    };
    await journal.begin();
  }
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
    forgotten,
    say,
    sayOnceInThread,
    save,
    waiting: async () => (await options.inbox.waiting(id)).filter((other) => other.id !== message.id).length,
    interruptThread: () => options.work().interrupt(id, 'stop'),
  };
}

/** "Try again" stands for the request that failed: same words, and the files that had not arrived. */
function withRetriedWords(message: InboundMessage, conversation: Conversation): InboundMessage {
  if (message.action?.do !== 'retry') return message;
  const { retry } = conversation;
  const { action: _pressed, ...pressed } = message;
  if (retry?.id !== message.action.request) return pressed;
  return { ...pressed, text: retry.text, attachments: retry.attachments, action: retry.action };
}
