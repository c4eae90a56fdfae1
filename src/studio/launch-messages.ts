import type { Access } from './access.js';

/** What the bot tells the studio's process: everything it has to know comes this way, nothing through the environment. */
export interface StartOrder {
  readonly kind: 'start';
  readonly folder: string;
  readonly access: Access;
  /** The port to listen on; 0 for any. */
  readonly port: number;
  /** FFMPEG_PATH. */
  readonly ffmpegPath?: string;
  readonly retentionMs?: number;
}

/** What the studio's process tells the bot. */
export type StudioReport =
  | { readonly kind: 'up' }
  | { readonly kind: 'ready'; readonly port: number }
  | { readonly kind: 'failed'; readonly detail: string; readonly portTaken: boolean }
  | {
      readonly kind: 'log';
      readonly level: 'info' | 'warn' | 'error';
      readonly facts: object;
      readonly message: string;
    };
