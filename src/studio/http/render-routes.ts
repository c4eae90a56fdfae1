import path from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Failure } from '../../failure.js';
import type { RenderSettings, StudioDraft } from '../draft.js';
import { parseDraft } from '../draft-schema.js';
import { type MediaStore, renderKey } from '../media/media-store.js';
import { mediaOf } from '../renders/render-once.js';
import type { FoundRender, Renders } from '../renders/renders.js';
import type { StudioSession } from '../store/session.js';
import type { Sessions } from '../store/sessions.js';
import { requireAttribution } from './gate.js';
import { ok, refusal } from './refusal.js';
import { sendMedia } from './send-media.js';

const renderId = z
  .string()
  .regex(/^[\w.-]{1,100}$/, 'must be 1-100 letters, digits, dots, dashes or underscores');
const submission = z.object({
  id: renderId,
  sessionId: z.coerce.string(),
  draft: z.unknown(),
  output: z
    .object({
      format: z.enum(['mp4', 'mov', 'webm', 'gif']).default('mp4'),
      quality: z.string().default('high'),
      resolution: z.union([z.string(), z.number()]).optional(),
    })
    .default({ format: 'mp4', quality: 'high' }),
});
const renderPath = z.object({ id: renderId });
const filePath = z.object({ id: renderId, file: z.enum(['download', 'poster', 'preview']) });
const publicPath = z.object({ key: z.string().regex(/^[0-9a-f]{32}$/), name: z.string() });

interface RenderRooms {
  readonly sessions: Sessions;
  readonly renders: Renders;
  readonly media: MediaStore;
  /** Where files of this studio can be fetched, as far as the sender of a request can tell. */
  readonly addressFor: (request: FastifyRequest) => string;
}

/** Renders: asked for, polled, cancelled, downloaded (NemoVideo contract §10). */
export function renderRoutes(app: FastifyInstance, rooms: RenderRooms): void {
  const { sessions, renders, media, addressFor } = rooms;

  app.post('/api/render/proxy/lambda', async (request) => {
    requireAttribution(request);
    const body = submission.safeParse(request.body);
    if (!body.success) {
      const [issue] = body.error.issues;
      throw new Failure('backend-misunderstood', { detail: `${issue?.path.join('.')}: ${issue?.message}` });
    }
    const { id, sessionId, output } = body.data;
    const session = await sessions.read(sessionId);
    const draft = parseDraft(body.data.draft);
    requireMedia(draft, session);
    const record = await renders.submit({ id, sessionId, draft, settings: settingsFor(output, draft) });
    return ok({ id: record.id, status: record.status, progress: 0, createdAt: record.createdAt });
  });

  app.get('/api/render/proxy/lambda/:id', async (request, reply) => {
    const asked = renderPath.safeParse(request.params);
    const found = asked.success ? await renders.find(asked.data.id) : undefined;
    if (!found) return unknownRender(reply);
    return ok(statusOf(found, addressFor(request)));
  });

  app.post('/api/render/proxy/lambda/:id/cancel', async (request, reply) => {
    const asked = renderPath.safeParse(request.params);
    const record = asked.success ? await renders.cancel(asked.data.id) : undefined;
    return record ? ok({ id: record.id, status: record.status }) : unknownRender(reply);
  });

  app.get('/api/render/proxy/:id/:file', async (request, reply) => {
    const asked = filePath.safeParse(request.params);
    const record = asked.success ? (await renders.find(asked.data.id))?.record : undefined;
    if (!asked.success || !record?.video) return unknownRender(reply);
    const { file, poster, preview } = record.video;
    const name = { download: file, poster, preview }[asked.data.file];
    const sent = await sendMedia(request, reply, media, `${renderKey(record.key)}/${name}`);
    return sent ?? unknownRender(reply);
  });

  // A player and a browser have no token: this address cannot be guessed instead.
  app.get('/files/:key/:name', async (request, reply) => {
    const asked = publicPath.safeParse(request.params);
    if (!asked.success) return unknownRender(reply);
    const { key, name } = asked.data;
    const record = await renders.findByKey(key);
    if (!record?.video) return unknownRender(reply);
    const { file, poster, preview } = record.video;
    const found = [file, poster, preview].find((one) => path.posix.basename(one) === name);
    if (found === undefined) return unknownRender(reply);
    return (await sendMedia(request, reply, media, `${renderKey(key)}/${found}`)) ?? unknownRender(reply);
  });
}

function settingsFor(output: z.output<typeof submission>['output'], draft: StudioDraft): RenderSettings {
  const wanted = Number.parseInt(String(output.resolution ?? ''), 10);
  const own = Math.min(draft.m.width, draft.m.height);
  const shortEdge = Number.isFinite(wanted) ? Math.min(Math.max(wanted, 240), 1_080) : Math.min(own, 1_080);
  const preset = output.quality === 'low' ? 'ultrafast' : output.quality === 'best' ? 'medium' : 'veryfast';
  return { format: output.format, shortEdge: shortEdge - (shortEdge % 2), preset };
}

/** A draft may name only files of its own session. */
function requireMedia(draft: StudioDraft, session: StudioSession): void {
  const known = new Set(session.media.map(({ id }) => id));
  for (const id of mediaOf(draft)) {
    if (known.has(id)) continue;
    throw new Failure('backend-misunderstood', { detail: `media ${id} is not part of this session` });
  }
}

function statusOf({ record, percent, ahead }: FoundRender, address: string) {
  const { id, key, status, video, error, createdAt, completedAt } = record;
  return {
    id,
    status,
    progress: percent,
    ...(status === 'pending' && ahead > 0 && { ahead }),
    ...(video && {
      outputUrl: `${address}/files/${key}/${path.posix.basename(video.file)}`,
      duration: video.duration,
      width: video.width,
      height: video.height,
      size: video.bytes,
    }),
    ...(error && { error }),
    createdAt,
    ...(completedAt !== undefined && { completedAt }),
  };
}

function unknownRender(reply: FastifyReply) {
  const { status, body } = refusal(404, 404, 'there is no such render');
  return reply.code(status).send(body);
}
