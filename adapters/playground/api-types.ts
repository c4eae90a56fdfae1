/**
 * What the playground's HTTP API speaks: shared by the server and by the page in the browser, and documented for
 * programs. Times are Unix milliseconds; addresses are paths on the same server.
 */
import type { Timeline } from '../../src/conversation/timeline/timeline-model.js';

export interface ApiButton {
  readonly id: string;
  readonly label: string;
  readonly style?: 'primary' | 'danger';
}

export interface ApiVideo {
  /** Serves byte ranges; with `?download` it is saved instead of shown. */
  readonly url: string;
  readonly poster?: string;
  /** A small moving picture, for lists. */
  readonly preview?: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly seconds?: number;
  readonly width?: number;
  readonly height?: number;
}

/** A file that a person sent. */
export interface ApiFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  /** What the content is, not what the sender called it; absent when it is not known. */
  readonly type?: string;
  readonly url: string;
}

export interface ApiProgress {
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'stopped';
  readonly phase: string;
  /** 0-100, only when the backend said so. */
  readonly percent?: number;
  readonly startedAt: number;
}

export interface ApiMessage {
  readonly id: string;
  readonly from: 'you' | 'bot';
  /** Kind of the reply (`text`, `progress`, `video`, ...); `text` or `button` for what a person did. */
  readonly kind: string;
  /** The complete plain-text form. */
  readonly text: string;
  readonly buttons: readonly ApiButton[];
  readonly video?: ApiVideo;
  readonly at: number;
  /** How often the words of this message were replaced. */
  readonly edits: number;
  /** Below: what the page draws in addition to the text. */
  readonly files?: readonly ApiFile[];
  readonly progress?: ApiProgress;
  readonly timeline?: Timeline;
  readonly examples?: readonly string[];
}

export interface ApiThreadSummary {
  readonly id: string;
  /** First words of the thread; empty until something was sent. */
  readonly title: string;
  readonly updatedAt: number;
}

export interface ApiThread extends ApiThreadSummary {
  readonly skill: string;
  /** True while the bot works in this thread. */
  readonly working: boolean;
  /** Grows with every change: `events?after=<revision>` sends only what changed since. */
  readonly revision: number;
  readonly messages: readonly ApiMessage[];
}

/** Extra events of `events?state=1`, beside the messages. */
export interface ApiWorkingEvent {
  readonly working: boolean;
  /** It is over after this time even if nobody says so. */
  readonly forMs: number;
}

export interface ApiSkill {
  readonly slug: string;
  readonly name: string;
  readonly greeting: string;
  readonly examples: readonly string[];
  /** The example that makes a whole video. */
  readonly mainExample: string;
  readonly formats: readonly string[];
  readonly maxBytes: number;
}

export interface ApiSkills {
  readonly skills: readonly ApiSkill[];
  readonly default: string;
  /** Where pictures go, in one sentence, when the operator's set-up knows it before the first message. */
  readonly notice?: string;
  readonly limits: {
    readonly filesPerMessage: number;
    readonly fileBytes: number;
    readonly textCharacters: number;
  };
  /** True when there is a session that can be ended. */
  readonly signedIn: boolean;
}

export interface ApiError {
  /** One sentence: what to do. */
  readonly error: string;
}
