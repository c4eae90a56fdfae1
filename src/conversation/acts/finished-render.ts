import type { Resolution, VideoFormat } from '../action.js';
import type { Draft } from '../ports/video-backend.js';

/** A render that is done. */
export interface FinishedRender {
  readonly id: string;
  readonly url?: string;
  readonly draft: Draft;
  readonly format: VideoFormat;
  /** Set when the person asked for one. */
  readonly resolution?: Resolution;
  readonly unavailable?: string;
}
