/**
 * What the core needs from others. Everything here is in the core's own words: no vendor type crosses these lines.
 * Rooms on the floor above (`nemo`, `store`, `work`, `imaging`, the adapters) fulfil them; `main.ts` connects them.
 */
import type { Readable } from 'node:stream';
import type { Conversation, Session } from './conversation.js';
import type { AttachmentRef, InboundMessage, Place, PlatformName } from './inbound.js';
import type { Reply } from './reply.js';

// ---------------------------------------------------------------- platforms

/** Bytes as they come. `size` is known only when the source said so. The reader destroys `body` when it stops early. */
export interface MediaStream {
  readonly name: string;
  readonly type?: string;
  readonly size?: number;
  readonly body: Readable;
}

/** A message that was written, as the adapter finds it again. Plain JSON: it is stored in the journal. */
export interface Posted {
  readonly place: Place;
  readonly id: string;
  /** Whatever else the adapter needs to edit it. */
  readonly extra?: Readonly<Record<string, string>>;
}

/** A finished video, ready to be handed to a thread. */
export interface VideoFile {
  /** File name for people, such as `reelthread-2026-11-20-1.mp4`. */
  readonly name: string;
  readonly type: string;
  readonly seconds?: number;
  readonly width?: number;
  readonly height?: number;
  /** Opens the bytes anew each time it is called (a retry needs them twice). Rejects with Failure `video-unreachable`. */
  open(signal?: AbortSignal): Promise<MediaStream>;
  /** A small moving preview (animated WebP) and a still (JPEG), where the backend made them. */
  openPreview?(signal?: AbortSignal): Promise<MediaStream>;
  openPoster?(signal?: AbortSignal): Promise<MediaStream>;
}

/** What became of the file. When it was not delivered, the link in the VideoReply already stands. */
export type Delivered =
  | { readonly delivered: true }
  | {
      readonly delivered: false;
      readonly reason: 'too-large' | 'not-allowed' | 'unreachable' | 'failed';
      /** The limit in bytes behind `too-large`. */
      readonly limitBytes?: number;
      /** One line for people: the missing scope or permission and its fix. */
      readonly fix?: string;
    };

/**
 * A chat platform. One conformance suite (`test/conformance/platform.ts`) runs against every implementation.
 *
 * `key` identifies a post for ever: posting the same key twice in one place shows one message, as far as the platform
 * can promise it (Discord nonce, Slack metadata look-up, unique row in the playground).
 */
export interface Platform {
  readonly name: PlatformName;
  /** A new message; it notifies. Rejects with Failure `place-gone`, `platform-permission` or `platform-unavailable`. */
  post(place: Place, reply: Reply, key: string): Promise<Posted>;
  /** Best effort, newest state wins, never rejects: it may be dropped or merged to stay within the platform's budget. */
  edit(posted: Posted, reply: Reply): Promise<void>;
  /**
   * Resolves when every edit in this thread that ends something is drawn, or was given up. A message counts as handled
   * only then, so that a crash cannot leave a card that says "working". Absent where edits are drawn at once.
   */
  settled?(place: Place): Promise<void>;
  /**
   * Hands the file to the thread, below the VideoReply that was posted before. Streams; never rejects for a refusal.
   * Rejects with Failure `platform-unavailable` when an earlier try may have succeeded and nobody can be asked now.
   */
  deliver(posted: Posted, video: VideoFile, key: string): Promise<Delivered>;
  /** Opens a file that a person sent. Rejects with Failure `file-fetch-failed` or `file-fetch-forbidden`. */
  open(attachment: AttachmentRef, place: Place, signal?: AbortSignal): Promise<MediaStream>;
  /** Typing, status, native stop button; best effort, never rejects. Called with true again and again while it lasts. */
  working(place: Place, on: boolean): Promise<void>;
}

// ---------------------------------------------------------------- the video backend

/** The draft as the backend gave it. The core reads it leniently and sends it back verbatim. */
export type Draft = Readonly<Record<string, unknown>>;

export interface SessionState {
  /** Absent when there is none yet. */
  readonly draft?: Draft;
  readonly videoInfos: readonly unknown[];
  readonly generatedMedia: readonly unknown[];
  readonly canvas?: { readonly width?: number; readonly height?: number; readonly ratio?: string };
}

export interface UploadResult {
  /** Name as the backend knows it. */
  readonly name: string;
  readonly kind: 'image' | 'video' | 'audio' | 'unknown';
  readonly seconds?: number;
}

export interface Credits {
  readonly available: number;
  readonly frozen: number;
  readonly total: number;
}

/** What kind of work a tool call is: shapes the wording of the card, nothing else. */
export type Activity = 'generating' | 'audio' | 'editing' | 'analysing' | 'working';

export type TurnEvent =
  /** The backend has accepted the message: from here on it must never be sent again. */
  | { readonly kind: 'accepted' }
  /** A whole piece of text (never a partial one). */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tool-started'; readonly activity: Activity }
  | { readonly kind: 'tool-finished'; readonly activity: Activity };

export interface AgentQuestion {
  readonly id: string;
  readonly prompt: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly allowMultiple?: boolean;
}

/** How a turn ended. Only `complete` is a proper end of the stream; all others but `stopped` call for recovery by state. */
export type TurnEnding =
  | 'complete'
  /** Connection reset or refused after the request may have arrived. */
  | 'lost'
  /** Nothing at all for `STREAM_SILENCE_TIMEOUT`. */
  | 'silent'
  /** Only heartbeats for `HEARTBEATS_ONLY_TIMEOUT`. */
  | 'heartbeats-only'
  /** `TURN_TIMEOUT` is over. */
  | 'deadline'
  | 'stopped';

export interface TurnResult {
  readonly ending: TurnEnding;
  /** Final texts in order, without repeats, without thoughts, without the "temporary issue" tail. */
  readonly texts: readonly string[];
  readonly sawTool: boolean;
  /** False when the only text came before the last tool result: the outcome is then still untold. */
  readonly textAfterLastTool: boolean;
  readonly questions: readonly AgentQuestion[];
  /** An error event of the agent that was the last word of the turn. */
  readonly problem?: { readonly code?: string; readonly message: string };
}

export interface RenderOutput {
  readonly format: string;
  readonly quality: string;
  readonly resolution?: string;
}

export type RenderStatus =
  | { readonly state: 'waiting' | 'running'; readonly percent?: number }
  /** `url` is absent when the backend said "completed" without an address. */
  | { readonly state: 'done'; readonly url?: string }
  | { readonly state: 'failed'; readonly reason?: string }
  | { readonly state: 'cancelled' };

/** Where pictures go, for the welcome and for links. */
export interface BackendIdentity {
  readonly name: 'nemovideo' | 'studio';
  /** Result links can be opened by people elsewhere (cloud) or only on this machine (studio). */
  readonly linksAreShareable: boolean;
  /** File formats that it takes, lower case; absent for the 13 of NemoVideo's contract. */
  readonly formats?: readonly string[];
  /** The studio runs as a service on another machine of the operator, not on the bot's own. */
  readonly elsewhere?: boolean;
}

/**
 * The NemoVideo API in the core's words. Every method rejects with a Failure and nothing else.
 * Attribution headers come from `session.skill`.
 */
export interface VideoBackend {
  readonly identity: BackendIdentity;
  createSession(options: { skill: string; language?: string }): Promise<Session>;
  /** Streams one file. `media.name` is already clean and has the right extension. */
  upload(session: Session, media: MediaStream, signal?: AbortSignal): Promise<UploadResult>;
  uploadUrl(session: Session, url: string, signal?: AbortSignal): Promise<UploadResult>;
  /**
   * Sends one message to the agent, exactly once. Rejects with a Failure only when the message was certainly not
   * accepted (refused before the stream began); everything later is a TurnResult.
   */
  turn(
    session: Session,
    text: string,
    options: { signal: AbortSignal; onEvent: (event: TurnEvent) => void },
  ): Promise<TurnResult>;
  state(session: Session, signal?: AbortSignal): Promise<SessionState>;
  credits(skill: string): Promise<Credits>;
  /** Returns the id to poll. A rejected id or a lost answer is a Failure; the caller retries once with a new id. */
  submitRender(session: Session, render: { id: string; draft: Draft; output: RenderOutput }): Promise<string>;
  /** One poll. Network errors, 408, 429 and 5xx reject with `backend-unavailable`: poll the same id again. */
  renderStatus(session: Session, renderId: string): Promise<RenderStatus>;
  cancelRender(session: Session, renderId: string): Promise<void>;
  /** The finished file, fetched under guard and without the token; falls back to the backend's download endpoint. */
  openRender(
    session: Session,
    render: { id: string; url?: string },
    signal?: AbortSignal,
  ): Promise<MediaStream>;
  /** Extra files next to a finished render, where the backend makes them (the studio does). */
  openRenderExtra?(
    session: Session,
    renderId: string,
    extra: 'poster' | 'preview',
    signal?: AbortSignal,
  ): Promise<MediaStream>;
  /** Link that opens the project in a browser; undefined when there is none to be had. Never blocks a delivery. */
  projectLink(session: Session): Promise<string | undefined>;
  /** Where an anonymous account registers; with `?bind=`, so only for the person who asked. */
  registrationLink(bindId: string | undefined): string;
}

// ---------------------------------------------------------------- what is kept

/** Small values by key, such as Keyv. Keys carry their tenant. */
export interface KeyValueStore {
  get<T>(key: string): Promise<T | undefined>;
  set(key: string, value: unknown, ttlMs?: number): Promise<void>;
  delete(key: string): Promise<void>;
}

export interface ConversationStore {
  get(id: string): Promise<Conversation | undefined>;
  save(conversation: Conversation): Promise<void>;
  /** Saves it when there is none with this id; otherwise changes nothing. Atomic: two first messages may race. */
  create(conversation: Conversation): Promise<void>;
  /** Newest first. */
  list(tenant: string, limit: number): Promise<Conversation[]>;
  /** Every one that this person began (`Conversation.starter`), in no order. */
  begunBy(tenant: string, person: string): Promise<Conversation[]>;
  /** Deletes everything that belongs to one conversation, or to a whole tenant. */
  forget(scope: { conversation: string } | { tenant: string }): Promise<void>;
}

/**
 * How a message waits. `ordered` messages of one conversation are handled one after the other; `aside` ones
 * (credits, timeline, help: they only read) are answered at once, also while an ordered one runs.
 */
export type Lane = 'ordered' | 'aside';

/** How many requests of one lane may wait, those that run included. */
export interface WaitingLimits {
  readonly thread: number;
  /** `Infinity` where nobody knows who a person is. */
  readonly person: number;
  readonly tenant: number;
}

/** How many requests of the ordered lane may run at once. */
export type RunningLimits = Omit<WaitingLimits, 'thread'>;

/** What has to be true, and what has to be there, before a message becomes a row. */
export interface Door {
  readonly limits: WaitingLimits;
  /** The thread of the message, kept when it is new. */
  readonly conversation: Conversation;
}

/** The first request of a thread that is not done. */
export interface Head {
  readonly conversation: string;
  readonly id: string;
  /** Undefined for a row of an older version, which did not write it down. */
  readonly person?: string;
  readonly running: boolean;
}

/** Durable rows, one per message. A row is there before the platform is acknowledged. */
export interface Inbox {
  /**
   * False when this message (tenant and id) has been accepted before. Rejects with `store-unavailable` or `store-full`,
   * and with `too-many-waiting` when a limit of `door` is reached (its facts tell which); then nothing is kept. Messages
   * that are accepted at the same moment in another process are not counted.
   */
  accept(message: InboundMessage, lane: Lane, door?: Door): Promise<boolean>;
  /** The oldest message of the lane that is not done. */
  next(conversation: string, lane: Lane): Promise<InboundMessage | undefined>;
  done(message: InboundMessage): Promise<void>;
  /** How many `ordered` messages of this conversation are not done, the running one included. */
  waiting(conversation: string): Promise<InboundMessage[]>;
  /** What runs in a tenant and what could run next, one ordered request for each thread, the oldest first. */
  heads(tenant: string): Promise<Head[]>;
  /**
   * Marks an ordered request as running, until it is done, unless a limit is reached. True when it runs, and when there
   * is no such row any more. Exact in the whole cluster: two that begin at once are counted one after the other.
   */
  begin(message: InboundMessage, limits: RunningLimits): Promise<boolean>;
  /** Conversations that have messages which are not done: to be woken after a start. */
  unfinished(): Promise<string[]>;
}

/** Journal entries of one message; see `journal.ts`. */
export interface JournalStore {
  read(conversation: string, messageId: string): Promise<Record<string, JournalEntry>>;
  write(conversation: string, messageId: string, step: string, entry: JournalEntry): Promise<void>;
  clear(conversation: string, messageId: string): Promise<void>;
}

export interface JournalEntry {
  /** `void`: it was started and certainly had no effect, so it may be started again. */
  readonly state: 'started' | 'done' | 'void';
  readonly value?: unknown;
  /** Unix milliseconds. */
  readonly at: number;
}

/**
 * Ordered, durable work: at most one worker per conversation and lane (in the whole cluster), any number of
 * conversations. It carries no data: a worker that is woken reads the inbox until nothing is left.
 */
export interface Work {
  /** Returns as soon as the wake-up is safe; waking twice is harmless, and a wake-up during a run is never lost. */
  wake(conversation: string, lane: Lane): Promise<void>;
  /** Reaches the process in which this conversation runs. True when something was interrupted there. */
  interrupt(conversation: string, reason: InterruptReason): Promise<boolean>;
  /** Takes no new work, then waits up to `graceMs` for what runs. */
  close(graceMs: number): Promise<void>;
}

export type InterruptReason = 'stop' | 'forget' | 'shutdown';

/** What the core gives to `work` when it is made. */
export interface WorkHandlers {
  /** Handles every waiting message of this lane, oldest first. Never rejects. */
  run(conversation: string, lane: Lane): Promise<void>;
  /** Interrupts the running act of this conversation in this process; false when none runs here. */
  interrupt(conversation: string, reason: InterruptReason): boolean;
  /** This process is about to end: no ordered message begins here any more, and those that wait stay in the inbox. */
  closing?(): void;
}

// ---------------------------------------------------------------- tools

/** Time, so that tests can hold it. */
export interface Clock {
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Turns a picture that the backend does not list (HEIC, BMP, AVIF) into one that it does. */
export interface ImageConverter {
  /** Resolves to a JPEG or PNG (PNG when it has transparency). Rejects with `file-unreadable` or `file-too-large`. */
  convert(media: MediaStream, from: 'heic' | 'bmp' | 'avif', signal?: AbortSignal): Promise<MediaStream>;
}

/**
 * Of all processes that share a database one leads at a time; what only one of them may do is done there. Two may
 * believe to lead for a moment when one was cut off or frozen, so what they do twice must be harmless.
 */
export interface Leadership {
  /** `unknown` while nobody can be asked. */
  readonly state: 'leads' | 'stands by' | 'unknown';
  /**
   * Stands for the lead until `resign`. `term` runs whenever this process leads; `over` is aborted as soon as it leads no
   * longer, and the next term waits until this one has ended. `term` must not reject. Call it once; it resolves at the
   * first answer.
   */
  stand(term: (over: AbortSignal) => Promise<void>): Promise<Leadership['state']>;
  /** Ends the term, waits for it, then lets others lead at once. Never rejects; harmless when repeated. */
  resign(): Promise<void>;
  /** The same, unless this process leads and nobody stands by: what only the leader does would be done by nobody. */
  handOver(): Promise<void>;
}

export interface Log {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
