import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import fastifyMultipart from '@fastify/multipart';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { Failure } from '../failure.js';
import type { Access } from './access.js';
import { mediaFetcher } from './http/fetch-media.js';
import { guard } from './http/gate.js';
import { serveHealth } from './http/health.js';
import { portOf } from './http/port.js';
import { refusal, refusalOf } from './http/refusal.js';
import { renderRoutes } from './http/render-routes.js';
import { runRoute } from './http/run-route.js';
import { sessionRoutes } from './http/session-routes.js';
import { type FetchMedia, uploadRoute } from './http/upload-route.js';
import type { StudioLog } from './log.js';
import { DirectoryMedia } from './media/directory-media.js';
import type { MediaStore } from './media/media-store.js';
import { fileRecords, type StudioRecords } from './records.js';
import { type RunRender, rendersOnce } from './renders/render-once.js';
import { Library } from './store/library.js';
import { Sessions } from './store/sessions.js';
import { startSweeping } from './sweep.js';

export interface StudioOptions {
  /** Of this process alone: work that is under way, and everything that has no other place below. */
  readonly folder: string;
  /** Default: in `folder`. */
  readonly media?: MediaStore;
  /** Default: JSON files in `folder`. */
  readonly records?: StudioRecords;
  /** Where others reach this studio; without it, finished videos are said to be where the request came to. */
  readonly address?: string;
  readonly access: Access;
  readonly run: RunRender;
  readonly log: StudioLog;
  readonly now?: () => number;
  /** Default: one render for each two cores. */
  readonly parallel?: number;
  readonly fetchMedia?: FetchMedia;
  /** Between two keep-alives of a stream. */
  readonly heartbeatMs?: number;
  /** What nobody has touched for so long is deleted. */
  readonly retentionMs?: number;
}

export interface Studio {
  /** Resolves to the port. Rejects with Failure `config` when the port is taken. Without a host: 127.0.0.1. */
  listen(port: number, host?: string): Promise<number>;
  /**
   * Stops renders (they go on elsewhere, or after the next start), lets running answers finish for `graceMs` and ends
   * all connections.
   */
  close(graceMs?: number): Promise<void>;
}

const DAY_MS = 86_400_000;
const MAX_JSON_BYTES = 2 * 1_048_576;
/** Long enough for many files over a slow line, short enough that a stalled client does not stay for ever. */
const REQUEST_TIMEOUT_MS = 60 * 60_000;

/** A NemoVideo-compatible backend: the same calls, the same answers, videos of still images. */
export async function openStudio(options: StudioOptions): Promise<Studio> {
  const { folder, access, run, log, now = Date.now, media = new DirectoryMedia(folder) } = options;
  const records = options.records ?? fileRecords(folder);
  const [incoming, scratch] = [path.join(folder, 'incoming'), path.join(folder, 'scratch')];
  // What a crash left behind.
  for (const left of [incoming, scratch]) await rm(left, { recursive: true, force: true });
  const sessions = new Sessions({ records: records.sessions, media, now });
  const library = new Library({ sessions, media, incoming, now });
  const renders = records.renders({
    renderOnce: rendersOnce({ sessions, media, run, scratch }),
    media,
    parallel: options.parallel ?? Math.max(1, Math.floor(availableParallelism() / 2)),
    now,
    log,
  });

  const app = fastify({
    bodyLimit: MAX_JSON_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
  });
  await app.register(fastifyMultipart, { throwFileSizeLimit: false });
  acceptEmptyJson(app);
  answerErrors(app, log);
  guard(app, access, now);
  sessionRoutes(app, { sessions, renders, access });
  uploadRoute(app, { sessions, library, fetchMedia: options.fetchMedia ?? mediaFetcher() });
  runRoute(app, { sessions, now, log, heartbeatMs: options.heartbeatMs ?? 15_000 });
  renderRoutes(app, { sessions, renders, media, addressFor: addressesOf(app, options.address) });
  const checks = { records: () => records.check(), media: () => media.check() };
  serveHealth(app, { checks, log, now });

  const stopSweeping = startSweeping({
    sessions,
    renders,
    log,
    now,
    retentionMs: options.retentionMs ?? 30 * DAY_MS,
  });
  return {
    async listen(port, host = '127.0.0.1') {
      await listen(app, port, host);
      // Renders of the last run begin only when requests are answered: nothing is rendered for nobody.
      await renders.open();
      return portOf(app);
    },
    async close(graceMs = 0) {
      stopSweeping();
      const answered = app.close();
      const late = setTimeout(() => app.server.closeAllConnections(), graceMs);
      await renders.close();
      await answered;
      clearTimeout(late);
      await media.close();
      await records.close();
    },
  };
}

/** The address for each answer: after a restart the port may be another one. */
function addressesOf(app: FastifyInstance, address?: string): (request: FastifyRequest) => string {
  return (request) => address ?? `http://${request.host || `127.0.0.1:${portOf(app)}`}`;
}

async function listen(app: FastifyInstance, port: number, host: string): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    throw new Failure('config', { detail: `port ${port} of ${host} cannot be used`, cause });
  }
}

/** A POST without a body may still say that it is JSON (NemoVideo contract §10.3: cancel has none). */
function acceptEmptyJson(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    const text = String(body).trim();
    try {
      done(null, text === '' ? undefined : JSON.parse(text));
    } catch (cause) {
      done(new Failure('backend-misunderstood', { detail: 'the body is not JSON', cause }));
    }
  });
}

function answerErrors(app: FastifyInstance, log: StudioLog): void {
  app.setErrorHandler((thrown, _request, reply) => {
    const { status, body } = refusalOf(thrown);
    if (status >= 500) {
      const { code, detail } = Failure.from(thrown);
      log.error({ code, detail }, 'a request to the studio failed');
    }
    return reply.code(status).send(body);
  });
  app.setNotFoundHandler((_request, reply) => {
    const { status, body } = refusal(404, 404, 'there is no such endpoint');
    return reply.code(status).send(body);
  });
}
