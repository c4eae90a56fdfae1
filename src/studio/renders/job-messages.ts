import type { FailureCode, FailureFacts } from '../../failure.js';
import type { RenderedVideo, RenderProgress, RenderSettings, StudioDraft } from '../draft.js';

/** What the studio tells the process that renders. */
export type JobOrder =
  | {
      readonly kind: 'render';
      readonly draft: StudioDraft;
      readonly settings: RenderSettings;
      readonly media: Readonly<Record<string, string>>;
      readonly folder: string;
      readonly ffmpegPath: string;
    }
  | { readonly kind: 'cancel' };

/** What that process tells the studio. */
export type JobReport =
  | { readonly kind: 'progress'; readonly progress: RenderProgress }
  | { readonly kind: 'done'; readonly video: RenderedVideo }
  | {
      readonly kind: 'failed';
      readonly code: FailureCode;
      readonly detail?: string;
      readonly facts: FailureFacts;
    };
