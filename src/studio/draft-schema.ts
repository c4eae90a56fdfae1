import { z } from 'zod';
import { Failure } from '../failure.js';
import type { StudioDraft } from './draft.js';

/** What a render may ask for. Larger ones would keep the machine busy for an hour. */
const LIMITS = { videoMs: 600_000, segments: 300, textCharacters: 400, edge: 4_096 } as const;

const ms = z.number().finite().min(0).max(LIMITS.videoMs);
const lasting = ms.refine((value) => value > 0, 'must be longer than 0 ms');
const segments = <Segment extends z.ZodType>(segment: Segment) => z.array(segment).max(LIMITS.segments);
const edge = z
  .number()
  .int()
  .min(16)
  .max(LIMITS.edge)
  .refine((value) => value % 2 === 0, 'must be even');
const color = z.string().regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #ffffff');

const transition = z.object({ kind: z.enum(['crossfade', 'cut', 'fade-black']), d: ms });

const videoTrack = z.object({
  tt: z.literal(0),
  sg: segments(
    z.object({
      s: ms,
      d: lasting,
      m: z.object({
        name: z.string(),
        media: z.string(),
        motion: z.enum(['zoom-in', 'zoom-out', 'pan-left', 'pan-right', 'pan-up', 'pan-down', 'still']),
        fit: z.enum(['cover', 'blur']),
        transition: transition.optional(),
      }),
    }),
  ).min(1, 'has no images'),
});

const audioTrack = z.object({
  tt: z.literal(1),
  sg: segments(
    z.object({
      s: ms,
      d: lasting,
      m: z.object({
        name: z.string(),
        volume: z.number().min(0).max(1),
        mood: z.enum(['upbeat', 'calm', 'lofi', 'cinematic', 'corporate']).optional(),
        media: z.string().optional(),
        fadeOut: ms.optional(),
      }),
    }),
  ),
});

const textTrack = z.object({
  tt: z.literal(7),
  sg: segments(
    z.object({
      s: ms,
      d: lasting,
      m: z.object({
        text: z.string().max(LIMITS.textCharacters),
        role: z.enum(['title', 'subtitle', 'caption']),
        position: z.enum(['top', 'center', 'bottom']),
        color,
        size: z.number().min(0.02).max(0.2),
        fade: ms,
      }),
    }),
  ),
});

const draftSchema: z.ZodType<StudioDraft> = z
  .object({
    d: lasting,
    m: z.object({
      title: z.string(),
      width: edge,
      height: edge,
      fps: z.number().int().min(1).max(60),
      background: color.optional(),
    }),
    t: z.array(z.discriminatedUnion('tt', [videoTrack, audioTrack, textTrack])).max(20),
  })
  .refine((draft) => draft.t.filter(({ tt }) => tt === 0).length === 1, 'there must be one track of images');

/**
 * Parses a draft that a client wants rendered. Rejects with Failure `backend-misunderstood` whose detail names the
 * first place that is wrong, such as `t.0.sg.1.d: must be longer than 0 ms`.
 */
export function parseDraft(value: unknown): StudioDraft {
  const parsed = draftSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.');
  throw new Failure('backend-misunderstood', {
    detail: `${where ? `${where}: ` : ''}${issue?.message ?? 'not a draft'}`,
  });
}
