import type { AttachmentRef, Place, PlatformName } from '../inbound.js';
import type { Reply } from '../reply.js';
import type { MediaStream } from './media-stream.js';

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
