import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { hostnameOf, isExposed, isLoopback } from '../http/loopback.js';
import { refuse } from '../http/problems.js';
import type { HttpServer } from '../http/server.js';

export interface MetricsAccess {
  /** METRICS_TOKEN; with it everybody has to send it, also from this machine. */
  readonly token?: string;
  readonly host: string;
  readonly publicUrl?: string;
}

/**
 * Serves `GET /metrics`. Without a token it answers this machine only, and only while the server cannot be reached from
 * elsewhere: behind a proxy every request comes from this machine.
 */
export function serveMetrics(
  server: HttpServer,
  access: MetricsAccess,
  source: { contentType: string; text(): Promise<string> },
): void {
  server.app.get('/metrics', async (request, reply) => {
    if (access.token !== undefined) {
      if (!isToken(request.headers.authorization, access.token)) {
        reply.header('www-authenticate', 'Bearer');
        return refuse(reply, 401, 'Send the METRICS_TOKEN of this bot as a bearer token.');
      }
    } else if (isExposed(access) || !isFromHere(request)) {
      return refuse(reply, 403, 'Set METRICS_TOKEN to read the metrics from elsewhere.');
    }
    return reply
      .type(source.contentType)
      .header('cache-control', 'no-store')
      .send(await source.text());
  });
}

/** The name that was asked for counts too: a page elsewhere may have a name of its own that leads to this machine. */
function isFromHere(request: FastifyRequest): boolean {
  const asked = hostnameOf(request.headers.host);
  return isLoopback(request.ip) && asked !== undefined && isLoopback(asked);
}

function isToken(authorization: string | undefined, token: string): boolean {
  const sent = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? '';
  // Digests have one length, which the comparison needs, and which says nothing about that of the token.
  return timingSafeEqual(digest(sent), digest(token));
}

const digest = (text: string) => createHash('sha256').update(text).digest();
