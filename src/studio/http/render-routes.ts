import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { Failure } from '../../failure.js';
import type { RenderSettings, StudioDraft } from '../draft.js';
import { parseDraft } from '../draft-schema.js';
import type { RenderQueue } from '../renders/render-queue.js';
import type { RenderRecord } from '../renders/render-record.js';
import type { RenderStore } from '../renders/render-store.js';
import type { StudioSession } from '../store/session.js';
import type { Sessions } from '../store/sessions.js';
import { requireAttribution } from './gate.js';
import { portOf } from './port.js';
import { ok, refusal } from './refusal.js';

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
const renderPath = z.object({ id: z.string() });
const filePath = z.object({ id: z.string(), file: z.enum(['download', 'poster', 'preview']) });
const publicPath = z.object({ key: z.string(), name: z.string() });

const TYPES: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  gif: 'image/gif',
  jpg: 'image/jpeg',
  webp: 'image/webp',
};

interface RenderRooms {
  readonly sessions: Sessions;
  readonly queue: RenderQueue;
  readonly store: RenderStore;
}

/** Renders: asked for, polled, cancelled, downloaded (NemoVideo contract §10). */
export function renderRoutes(app: FastifyInstance, rooms: RenderRooms): void {
  const { sessions, queue, store } = rooms;

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
    const record = await queue.submit({ id, sessionId, draft, settings: settingsFor(output, draft) });
    return ok({ id: record.id, status: record.status, progress: 0, createdAt: record.createdAt });
  });

  app.get('/api/render/proxy/lambda/:id', async (request, reply) => {
    const found = queue.find(renderPath.parse(request.params).id);
    if (!found) return unknownRender(reply);
    return ok(statusOf(found, addressOf(app)));
  });

  app.post('/api/render/proxy/lambda/:id/cancel', async (request, reply) => {
    const record = await queue.cancel(renderPath.parse(request.params).id);
    return record ? ok({ id: record.id, status: record.status }) : unknownRender(reply);
  });

  app.get('/api/render/proxy/:id/:file', async (request, reply) => {
    const path = filePath.safeParse(request.params);
    const record = path.success ? queue.find(path.data.id)?.record : undefined;
    if (!path.success || !record?.video) return unknownRender(reply);
    const { file, poster, preview } = record.video;
    const name = { download: file, poster, preview }[path.data.file];
    return sendFile(reply, store.folderOf(record), name);
  });

  // A player and a browser have no token: this address cannot be guessed instead.
  app.get('/files/:key/:name', async (request, reply) => {
    const { key, name } = publicPath.parse(request.params);
    const record = queue.findByKey(key);
    const names: string[] = record?.video
      ? [record.video.file, record.video.poster, record.video.preview]
      : [];
    if (!record || !names.includes(name)) return unknownRender(reply);
    return sendFile(reply, store.folderOf(record), name);
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
  for (const track of draft.t) {
    if (track.tt === 7) continue;
    for (const { m } of track.sg) {
      if (m.media !== undefined && !known.has(m.media)) {
        throw new Failure('backend-misunderstood', {
          detail: `media ${m.media} is not part of this session`,
        });
      }
    }
  }
}

function statusOf(
  { record, percent, ahead }: { record: RenderRecord; percent: number; ahead: number },
  address: string,
) {
  const { id, key, status, video, error, createdAt, completedAt } = record;
  return {
    id,
    status,
    progress: percent,
    ...(status === 'pending' && ahead > 0 && { ahead }),
    ...(video && {
      outputUrl: `${address}/files/${key}/${video.file}`,
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

/** Made anew for each answer: after a restart the port may be another one. */
function addressOf(app: FastifyInstance): string {
  return `http://127.0.0.1:${portOf(app)}`;
}

function unknownRender(reply: FastifyReply) {
  const { status, body } = refusal(404, 404, 'there is no such render');
  return reply.code(status).send(body);
}

/** Sends a finished file; single byte ranges work, so that a player can seek. */
function sendFile(reply: FastifyReply, folder: string, name: string) {
  const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  return reply
    .header('X-Content-Type-Options', 'nosniff')
    .type(type)
    .sendFile(name, folder, { contentType: false });
}
