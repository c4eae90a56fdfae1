import type { Action } from './action.js';

/** The languages that the bot itself speaks; the backend gets the person's own language code. */
export type Language = 'en' | 'zh';

export type PlatformName = 'playground' | 'slack' | 'discord' | 'terminal';

/**
 * Where a conversation happens. `conversation` is unique in the whole installation and starts with the tenant;
 * `address` is what the adapter needs in order to write there again (channel, thread timestamp, ...): plain JSON,
 * stored with the conversation, and never looked into by the core.
 */
export interface Place {
  readonly platform: PlatformName;
  /** Workspace, guild or DM owner with its platform: `slack:T0123`, `discord:99`, `playground:local`. */
  readonly tenant: string;
  /** `<tenant>/<thread>`. */
  readonly conversation: string;
  readonly address: Readonly<Record<string, string>>;
}

export interface Author {
  /** The platform's own id of the person. */
  readonly id: string;
  readonly name?: string;
}

/** A file that a person sent, as a reference that `Platform.open` can turn into bytes. Plain JSON: it is stored. */
export interface AttachmentRef {
  /** Unique in its message. */
  readonly id: string;
  /** File name as the person sees it. Foreign text: never trusted, never a path. */
  readonly name: string;
  /** What the platform claims; only a hint. */
  readonly type?: string;
  /** Bytes as the platform claims; only a hint, bytes are counted while they flow. */
  readonly size?: number;
  /** What the adapter needs in order to open it (a private URL, a file id, a path of its own). */
  readonly source: Readonly<Record<string, string>>;
}

/** What a platform hands in: one message, one command or one press of a button. Plain JSON: it is a row of the inbox. */
export interface InboundMessage {
  /** The platform's identity of what happened, unique in its tenant: a repeated delivery has the same id. */
  readonly id: string;
  readonly place: Place;
  readonly author: Author;
  /** What the person wrote, as plain text: no markup, the mention of the bot taken out. May be empty. */
  readonly text: string;
  readonly attachments: readonly AttachmentRef[];
  /** Set when this is a button or a command rather than words. */
  readonly action?: Action;
  /** The platform's locale of the person, such as `en-GB` or `zh-CN`. */
  readonly locale?: string;
  /** A skill chosen in a command or modal, by slug. */
  readonly skill?: string;
  /** Unix milliseconds. */
  readonly receivedAt: number;
}
