import type { Action, Resolution, VideoFormat } from './action.js';
import type { AttachmentRef, Language, Place } from './inbound.js';
import type { Posted } from './ports/platform.js';
import type { AgentQuestion, Draft, Session } from './ports/video-backend.js';

/** A file that the session has. `from` lets it be uploaded again when the session disappears. */
export interface StoredMedia {
  readonly name: string;
  readonly kind: 'image' | 'video' | 'audio' | 'unknown';
  readonly at: number;
  readonly from?: AttachmentRef;
  readonly url?: string;
}

/** A finished export: every one is kept and listed. */
export interface ExportRecord {
  /** 1 for the first video of the conversation. */
  readonly number: number;
  readonly renderId: string;
  readonly at: number;
  readonly format: string;
  readonly seconds?: number;
  /** Timeline summary at that moment. */
  readonly summary: string;
  readonly link?: string;
}

/** One thread. Plain JSON, kept in Keyv. */
export interface Conversation {
  readonly id: string;
  readonly place: Place;
  readonly createdAt: number;
  updatedAt: number;
  /** Who began it: with `THREAD_REPLIES=starter` only this person is heard. */
  readonly starter: string;
  /** First words, for lists of threads. */
  title: string;
  skill: string;
  language: Language;
  session?: Session;
  /** Sessions before *new project*: they are deleted with the conversation. */
  earlierSessions?: Session[];
  greeted: boolean;
  media: StoredMedia[];
  /** Last known draft, raw. */
  draft?: Draft;
  exports: ExportRecord[];
  /** What runs now, for cards that must tell the truth after a restart. */
  running?: RunningAct;
  /** A failed request that "Try again" may repeat. */
  retry?: RetryableRequest;
  /** The agent's last words were a question: "yes" or "the second" is then an answer and not small talk. */
  awaitsAnswer?: boolean;
  /** Questions of the agent that are still open; answers collect until all are given. */
  asked?: OpenQuestions;
}

export interface OpenQuestions {
  readonly id: string;
  readonly questions: readonly AgentQuestion[];
  /** By question; null while it is open. */
  readonly answers: readonly (string | null)[];
  /** What the request was for: the turn after the answer goes on with it. */
  readonly order: MakeOrder;
}

/** What a request to the agent is for, besides its words. */
export interface MakeOrder {
  /** It asks for a new video, so the result is exported at once. */
  readonly makesVideo: boolean;
  /** It asks for the file in the same breath. */
  readonly wantsExport?: {
    readonly format?: VideoFormat;
    readonly resolution?: Resolution;
    readonly unavailable?: string;
  };
}

export interface RetryableRequest {
  readonly id: string;
  readonly text: string;
  readonly attachments: readonly AttachmentRef[];
  readonly action?: Action;
}

export interface RunningAct {
  readonly messageId: string;
  readonly what: 'turn' | 'export' | 'upload' | 'other';
  readonly startedAt: number;
  card?: Posted;
  /** Set while a render is running at the backend: what *stop* cancels. */
  renderId?: string;
}
