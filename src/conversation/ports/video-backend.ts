import type { MediaStream } from './media-stream.js';

/** A session of the NemoVideo backend. Ids are strings: they exceed 2^53 (nemovideo-api.md §4). */
export interface Session {
  readonly sessionId: string;
  readonly taskId?: string;
  /** For `?bind=`; never shown to anybody but the person who asked. */
  readonly userId?: string;
  /** Slug of the skill profile: attribution headers of every request of this session. */
  readonly skill: string;
}

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
  /** Deletes everything of a session, where the backend can (the studio does). Resolves also when it is gone already. */
  forget?(session: Session): Promise<void>;
  /** Link that opens the project in a browser; undefined when there is none to be had. Never blocks a delivery. */
  projectLink(session: Session): Promise<string | undefined>;
  /** Where an anonymous account registers; with `?bind=`, so only for the person who asked. */
  registrationLink(bindId: string | undefined): string;
}
