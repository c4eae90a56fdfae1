import Fastify, { type FastifyInstance } from 'fastify';
import type { Log } from '../conversation/ports/tools.js';
import { Failure } from '../failure.js';
import { CHECK_DEADLINE_MS, type HealthCheck, serveHealth } from './health.js';
import { problemOf } from './problems.js';
import { createRawMounts, type RawHandler } from './raw-mount.js';
import { setSecurityHeaders } from './security-headers.js';
import { trackUnusedConnections } from './unused-connections.js';

/** The one HTTP server of the bot. Adapters add their routes before `listen`. */
export interface HttpServer {
  readonly app: FastifyInstance;
  /** Adds a named check to `/readyz`; a name that is added again replaces the older check. */
  addCheck(name: string, check: HealthCheck): void;
  /** See `raw-mount.ts`. */
  mountRaw(path: string, handler: RawHandler): void;
  /**
   * Starts to listen and resolves to the address, such as `http://127.0.0.1:3000`. Port 0 takes any free port.
   * Rejects with Failure `config` when the host or the port cannot be used.
   */
  listen(at: { host: string; port: number }): Promise<string>;
  /** Stops accepting, ends long answers and waits for the others. */
  close(): Promise<void>;
}

/** JSON bodies and forms are small; routes that take files stream them under limits of their own. */
const BODY_LIMIT_BYTES = 256 * 1024;
/** Long enough for 20 files over a slow line, short enough that a stalled client does not stay for ever. */
const REQUEST_TIMEOUT_MS = 60 * 60_000;

export interface HttpServerOptions {
  readonly log: Log;
  /** Where people reach the server from elsewhere; decides whether browsers are told to stay with https. */
  readonly publicUrl?: string;
  readonly checkDeadlineMs?: number;
}

export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { log } = options;
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Answers on a connection that is being closed are still given; a probe must not see a refusal during shutdown.
    return503OnClosing: false,
  });
  await setSecurityHeaders(app, { https: options.publicUrl?.startsWith('https:') ?? false });

  const mountRaw = createRawMounts(app);
  const dropUnused = trackUnusedConnections(app.server);
  app.addHook('preClose', async () => dropUnused());

  app.setErrorHandler((thrown, request, reply) => {
    const problem = problemOf(thrown);
    // Whoever closed the lid of a laptop in the middle of an upload is no failure of ours.
    if (problem.status >= 500 && !request.socket.destroyed) {
      const facts = {
        method: request.method,
        route: request.routeOptions.url,
        error: Failure.from(thrown).message,
      };
      log.error(facts, 'request failed');
    }
    // RFC 9110 §15.5.17: the answer says how long the file is.
    if (problem.status === 416) reply.headers((thrown as { headers?: Record<string, string> }).headers ?? {});
    // The route may already have set the type of what it wanted to send.
    return reply.type('application/json; charset=utf-8').code(problem.status).send({ error: problem.error });
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ error: 'There is nothing at this address.' }),
  );

  const checks = new Map<string, HealthCheck>();
  serveHealth(app, { checks, log, deadlineMs: options.checkDeadlineMs ?? CHECK_DEADLINE_MS });

  return {
    app,
    addCheck: (name, check) => {
      checks.set(name, check);
    },
    mountRaw,
    async listen({ host, port }) {
      try {
        return await app.listen({ host, port });
      } catch (thrown) {
        throw listenFailure(thrown, host, port);
      }
    },
    close: () => app.close(),
  };
}

/** One line for the operator: which variable to change. */
function listenFailure(thrown: unknown, host: string, port: number): Failure {
  const reason = (thrown as NodeJS.ErrnoException).code;
  const details: Record<string, string> = {
    EADDRINUSE: `PORT=${port} is already in use: stop the other program or choose another port`,
    EACCES: `PORT=${port} needs more rights than this user has: choose a port above 1023`,
    EADDRNOTAVAIL: `HOST=${host} is not an address of this machine`,
    ENOTFOUND: `HOST=${host} is not an address of this machine`,
  };
  const detail = details[reason ?? ''];
  return detail ? new Failure('config', { detail, cause: thrown }) : Failure.from(thrown);
}
