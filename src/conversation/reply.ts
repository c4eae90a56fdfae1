import type { Action } from './action.js';
import type { Language } from './inbound.js';
import type { Timeline } from './timeline/timeline-model.js';

/**
 * What a platform is asked to show: plain data. `text` is always the complete plain-text form, made by the core;
 * it is what a screen reader, a notification and a test see. A platform draws kinds, it decides nothing.
 *
 * Text may hold line breaks and plain `https://` links, and no markup: a platform escapes it for itself.
 */
export type Reply =
  | TextReply
  | WelcomeReply
  | ProgressReply
  | NoteReply
  | TimelineReply
  | CreditsReply
  | QuestionReply
  | VideoReply
  | FailureReply;

export type ReplyKind = Reply['kind'];

interface ReplyBase {
  readonly text: string;
  readonly language: Language;
  readonly buttons?: readonly Button[];
  /** Set to a person's id when nobody else may see it: registration links, credits asked by command. */
  readonly onlyFor?: string;
}

export interface Button {
  readonly label: string;
  readonly action: Action;
  readonly style?: 'primary' | 'danger';
}

/** Words of the agent or of the bot. */
export interface TextReply extends ReplyBase {
  readonly kind: 'text';
}

/** The first reply of a conversation: what can be done here and where pictures go. */
export interface WelcomeReply extends ReplyBase {
  readonly kind: 'welcome';
  readonly examples: readonly string[];
}

/** The one card of an act, edited in place. `state` is `running` until the act ends. */
export interface ProgressReply extends ReplyBase {
  readonly kind: 'progress';
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'stopped';
  /** Wording of the phase alone, such as "Uploading 2 of 3". */
  readonly phase: string;
  /** 0-100, only when the backend said so. */
  readonly percent?: number;
  /** Unix milliseconds at which the act began. */
  readonly startedAt: number;
}

/** "⏳ Still working...": posted once, then edited, and ended when the act ends. */
export interface NoteReply extends ReplyBase {
  readonly kind: 'note';
  readonly isOver?: boolean;
}

export interface TimelineReply extends ReplyBase {
  readonly kind: 'timeline';
  readonly timeline: Timeline;
}

export interface CreditsReply extends ReplyBase {
  readonly kind: 'credits';
  readonly available: number;
  readonly frozen: number;
  readonly total: number;
}

/** The agent asks something. Options are buttons; a free answer is simply the next message. */
export interface QuestionReply extends ReplyBase {
  readonly kind: 'question';
}

/** A finished export: summary and links. The file follows through `Platform.deliver`. */
export interface VideoReply extends ReplyBase {
  readonly kind: 'video';
  /** Id of the person who asked for this export. */
  readonly requestedBy?: string;
  /** Public address of the file; absent when it is only reachable from this machine. */
  readonly link?: string;
  readonly projectLink?: string;
}

export interface FailureReply extends ReplyBase {
  readonly kind: 'failure';
  readonly code: string;
}
