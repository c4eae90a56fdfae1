import type { Resolution, VideoFormat } from '../action.js';
import type { ExportOptions } from './options.js';

/**
 * What a message asks for. Everything but `agent` and `batch` is answered without the agent and costs
 * nothing.
 */
export type Intent = Asked & {
  /**
   * "Stop, make the title bigger instead": what runs is to be stopped first, and this carried out then. Only while
   * something runs, and only with `agent`, `batch`, `export`, `new`, `skill` and `needs-files`.
   */
  stopsFirst?: true;
};

type Asked =
  /** `unavailable`: what was asked for and cannot be given ("avi", "4k"), in lower case. */
  | { kind: 'export'; format?: VideoFormat; resolution?: Resolution; unavailable?: string }
  | { kind: 'credits' }
  | { kind: 'timeline' }
  /** Asks how or what to upload, says "upload", or hands files in without asking for anything. */
  | { kind: 'upload' }
  /** Nothing but a stop, with talk or the reason beside it. */
  | { kind: 'stop' }
  | { kind: 'help' }
  | { kind: 'new' }
  | { kind: 'skill'; slug?: string }
  | { kind: 'exports' }
  | { kind: 'small-talk'; mood: 'greeting' | 'thanks' | 'bye' | 'ack' | 'unclear' }
  /** Asks for a video of pictures, and there are none. */
  | { kind: 'needs-files' }
  | { kind: 'batch'; orders: BatchOrder[] }
  | { kind: 'agent'; makesVideo: boolean; wantsExport?: ExportOptions };

/** One video of a batch. */
export interface BatchOrder {
  /** Attachments of this message that it is for. Absent: once for every picture that the session has. */
  files?: string[];
  /** What to do with one file; it does not name the file. */
  instruction: string;
}

export interface IntentContext {
  /** The session has media already. */
  hasMedia: boolean;
  /** Files of this message. */
  attachments: readonly { name: string }[];
  hasDraft: boolean;
  /** The agent asked something: short answers are for the agent. */
  openQuestion: boolean;
  /** Something is being made or exported. */
  running: boolean;
}
