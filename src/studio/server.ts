import { availableParallelism } from 'node:os';
import path from 'node:path';
import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyInstance } from 'fastify';
import { Failure } from '../failure.js';
import type { Access } from './access.js';
import { fetchPublicMedia } from './http/fetch-media.js';
import { guard } from './http/gate.js';
import { portOf } from './http/port.js';
import { refusal, refusalOf } from './http/refusal.js';
import { renderRoutes } from './http/render-routes.js';
import { runRoute } from './http/run-route.js';
import { sessionRoutes } from './http/session-routes.js';
import { type FetchMedia, uploadRoute } from './http/upload-route.js';
import type { StudioLog } from './log.js';
import { RenderQueue, type RunRender } from './renders/render-queue.js';
import { RenderStore } from './renders/render-store.js';
import { Library } from './store/library.js';
import { Sessions } from './store/sessions.js';
import { startSweeping } from './sweep.js';

export interface StudioOptions {
  /** Everything that is kept lies in here. */
  readonly folder: string;
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
  /** Listens on 127.0.0.1; resolves to the port. Rejects with Failure `config` when the port is taken. */
  listen(port: number): Promise<number>;
  /** Stops renders (they go on after the next start) and ends all connections. */
  close(): Promise<void>;
}

const DAY_MS = 86_400_000;
const MAX_JSON_BYTES = 2 * 1_048_576;

/** A NemoVideo-compatible backend on this machine: the same calls, the same answers, videos of still images. */
export async function openStudio(options: StudioOptions): Promise<Studio> {
  const { folder, access, run, log, now = Date.now } = options;
  const sessionsFolder = path.join(folder, 'sessions');
  const sessions = new Sessions(sessionsFolder, now);
  const library = new Library({ sessions, incoming: path.join(folder, 'incoming'), now });
  const store = new RenderStore(path.join(folder, 'renders'));
  const queue = new RenderQueue({
    store,
    run,
    parallel: options.parallel ?? Math.max(1, Math.floor(availableParallelism() / 2)),
    mediaOf: (sessionId) => mediaPaths(sessions, sessionId),
    now,
    log,
  });
  await sessions.open();
  await library.open();

  const app = fastify({ bodyLimit: MAX_JSON_BYTES, forceCloseConnections: true });
  await app.register(fastifyMultipart, { throwFileSizeLimit: false });
  // Only `reply.sendFile` is wanted of it: every path is decided by a route of our own.
  await app.register(fastifyStatic, { root: folder, serve: false });
  acceptEmptyJson(app);
  answerErrors(app, log);
  guard(app, access, now);
  sessionRoutes(app, { sessions, access });
  uploadRoute(app, { sessions, library, fetchMedia: options.fetchMedia ?? fetchPublicMedia });
  runRoute(app, { sessions, now, log, heartbeatMs: options.heartbeatMs ?? 15_000 });
  renderRoutes(app, { sessions, queue, store });

  const stopSweeping = startSweeping({
    sessions,
    queue,
    log,
    now,
    retentionMs: options.retentionMs ?? 30 * DAY_MS,
  });
  return {
    async listen(port) {
      await listen(app, port);
      // Renders of the last run begin only now: the address of the server is part of their answer.
      await queue.open();
      return portOf(app);
    },
    async close() {
      stopSweeping();
      await queue.close();
      await app.close();
    },
  };
}

async function listen(app: FastifyInstance, port: number): Promise<void> {
  try {
    await app.listen({ host: '127.0.0.1', port });
  } catch (cause) {
    throw new Failure('config', { detail: `port ${port} of 127.0.0.1 cannot be used`, cause });
  }
}

async function mediaPaths(sessions: Sessions, sessionId: string): Promise<Record<string, string>> {
  const session = await sessions.read(sessionId);
  return Object.fromEntries(
    session.media.map(({ id, file }) => [id, path.join(sessions.mediaFolder(sessionId), file)]),
  );
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
