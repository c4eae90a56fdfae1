import { z } from 'zod';
import type { RenderedVideo, RenderSettings, StudioDraft } from '../draft.js';

export type RenderStatus = 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';

/** One render, as it is kept. Drafts were checked when the render was asked for. */
export interface RenderRecord {
  /** Chosen by the client. */
  readonly id: string;
  /** Folder of its files and the part of their address that cannot be guessed. */
  readonly key: string;
  readonly sessionId: string;
  readonly draft: StudioDraft;
  readonly settings: RenderSettings;
  readonly status: RenderStatus;
  /** How often it was begun: a render that brings the studio down is not begun for ever. */
  readonly attempts: number;
  /** One sentence for people. */
  readonly error?: string;
  readonly video?: RenderedFiles;
  /** Unix milliseconds. */
  readonly createdAt: number;
  readonly completedAt?: number;
}

/** The finished files, by what follows `renderKey(key)` in their keys. */
export type RenderedFiles = Pick<
  RenderedVideo,
  'file' | 'poster' | 'preview' | 'duration' | 'width' | 'height' | 'bytes'
>;

const files = z.object({
  file: z.string(),
  poster: z.string(),
  preview: z.string(),
  duration: z.number(),
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
});

export const renderRecordSchema = z.object({
  id: z.string(),
  key: z.string().regex(/^[0-9a-f]{32}$/),
  sessionId: z.string(),
  draft: z.custom<StudioDraft>((value) => typeof value === 'object' && value !== null),
  settings: z.object({
    format: z.enum(['mp4', 'mov', 'webm', 'gif']),
    shortEdge: z.number(),
    preset: z.enum(['ultrafast', 'veryfast', 'medium']),
  }),
  status: z.enum(['pending', 'processing', 'completed', 'failed', 'cancelled']),
  attempts: z.number(),
  error: z.string().optional(),
  video: files.optional(),
  createdAt: z.number(),
  completedAt: z.number().optional(),
});
