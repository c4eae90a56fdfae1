import { createHash } from 'node:crypto';
import type { Card } from './card.js';
import type { Conversation, RunningAct } from './conversation.js';
import type { InboundMessage, Language, Place } from './inbound.js';
import type { Journal } from './journal.js';
import type { Platform, Posted } from './ports/platform.js';
import type { Clock, ImageConverter, Log } from './ports/tools.js';
import type { VideoBackend } from './ports/video-backend.js';
import type { SkillProfile } from './profiles.js';
import type { Reply } from './reply.js';
import type { Metrics } from './telemetry.js';
import type { Words } from './words/words.js';

/** Durations in milliseconds; the operator sets them (`config.ts`). */
export interface ConversationSettings {
  readonly stillWorkingEvery: number;
  readonly turnTimeout: number;
  readonly renderPollEvery: number;
  readonly renderTimeout: number;
  readonly recoveryPolls: readonly number[];
  /** True when the account is the shared free one: said with the credits. */
  readonly sharedAccount: boolean;
}

/** Everything that one handled message works with. */
export interface Act {
  readonly message: InboundMessage;
  readonly conversation: Conversation;
  readonly profile: SkillProfile;
  readonly language: Language;
  readonly words: Words;
  readonly journal: Journal;
  readonly card: Card;
  readonly platform: Platform;
  readonly backend: VideoBackend;
  readonly converter: ImageConverter;
  readonly settings: ConversationSettings;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Aborted by *stop*, by "forget" and by a shutdown; the reason is an `Interruption`. */
  readonly signal: AbortSignal;
  /** Aborted when the thread is deleted: from then on nothing is written or said for it. The reason as above. */
  readonly forgotten: AbortSignal;
  /** Posts a new message once, also across restarts. `name` is unique within this message. */
  say(name: string, reply: Reply): Promise<Posted>;
  /** The same for what is said once in a whole thread, whichever message comes first. */
  sayOnceInThread(name: string, reply: Reply): Promise<Posted>;
  /** Writes the conversation down. */
  save(): Promise<void>;
  /** How many further requests wait in this thread. */
  waiting(): Promise<number>;
  /** Tells another process (or this one) to stop what runs in this thread. */
  interruptThread(): Promise<boolean>;
}

/** The same key for the same post for ever: what platforms use to show one message only. At most 25 characters. */
export function postKey(message: Pick<InboundMessage, 'id' | 'place'>, name: string): string {
  return createHash('sha256')
    .update(`${message.place.conversation}\n${message.id}\n${name}`)
    .digest('base64url')
    .slice(0, 24);
}

/** The key of what is said once in a thread. */
export function threadKey(place: Place, name: string): string {
  return postKey({ id: 'thread', place }, name);
}

/** Writes down what this act is doing now: for "status", for *stop* and for the words after it. */
export async function mark(act: Act, what: RunningAct['what']): Promise<void> {
  const { running } = act.conversation;
  act.conversation.running = {
    messageId: act.message.id,
    startedAt: running?.messageId === act.message.id ? running.startedAt : act.clock.now(),
    card: running?.card,
    what,
  };
  await act.save();
}

/** A journal scope inside an act: posts and steps get the prefix, so the same code can run several times. */
export function scopedAct(act: Act, prefix: string): Act {
  return {
    ...act,
    journal: act.journal.scope(prefix),
    say: (name, reply) => act.say(`${prefix}/${name}`, reply),
  };
}
