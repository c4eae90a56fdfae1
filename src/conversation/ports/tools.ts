import type { MediaStream } from './media-stream.js';

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

export interface Log {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
