import { z } from 'zod';
import { type Desk, EMPTY_DESK } from '../director/desk.js';

/** An uploaded file. Its bytes lie in the media store under `uploadKey(session, file)`. */
export interface MediaItem {
  readonly id: string;
  /** Name as the person knows it; unique in the session. */
  readonly name: string;
  readonly kind: 'image' | 'audio';
  readonly format: string;
  readonly file: string;
  readonly bytes: number;
  /** SHA-256, so that the same file sent twice is kept once. */
  readonly hash: string;
  readonly width?: number;
  readonly height?: number;
  readonly seconds?: number;
  /** Unix milliseconds. */
  readonly at: number;
}

/** One project: what was uploaded and the timeline made of it. */
export interface StudioSession {
  readonly id: string;
  readonly taskId: string;
  readonly name: string;
  /** Code such as `en` or `zh-CN`, as it was given when the session was created. */
  readonly language?: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly media: readonly MediaItem[];
  readonly desk: Desk;
}

const mediaItem = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['image', 'audio']),
  format: z.string(),
  file: z.string(),
  bytes: z.number(),
  hash: z.string(),
  width: z.number().optional(),
  height: z.number().optional(),
  seconds: z.number().optional(),
  at: z.number(),
});

// The desk is this program's own data and comes back as it was written; an old or broken one is begun anew.
const desk = z
  .looseObject({ draft: z.unknown(), past: z.array(z.unknown()), future: z.array(z.unknown()) })
  .transform((value) => value as unknown as Desk)
  .catch(EMPTY_DESK);

export const sessionSchema = z.object({
  id: z.string(),
  taskId: z.string(),
  name: z.string(),
  language: z.string().optional(),
  createdAt: z.number(),
  updatedAt: z.number(),
  media: z.array(mediaItem),
  desk,
});
