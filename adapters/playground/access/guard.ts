import type { FastifyInstance, FastifyRequest } from 'fastify';
import { hostnameOf, isLoopback } from '../../../src/http/loopback.js';
import { refuse } from '../../../src/http/problems.js';

export interface GuardOptions {
  /** Where people reach the playground from elsewhere, when there is such an address. */
  readonly publicUrl?: string;
  /** True when the server can be reached from elsewhere: then a password stands in front of it. */
  readonly exposed: boolean;
}

/**
 * Keeps other sites out of the playground that runs in a person's own browser.
 *
 * - A site may point its own name at 127.0.0.1 (DNS rebinding) and would then share an origin with the page: on
 *   loopback only names of this machine are answered.
 * - A site may send forms and requests across origins: whatever changes something must come from our own page. A
 *   program that is no browser sends neither `Origin` nor `Sec-Fetch-Site` and is let through.
 */
export function guardOrigin(app: FastifyInstance, options: GuardOptions): void {
  const publicAddress = options.publicUrl ? new URL(options.publicUrl) : undefined;

  app.addHook('onRequest', async (request, reply) => {
    const name = hostnameOf(request.headers.host);
    const known = name !== undefined && (isLoopback(name) || name === publicAddress?.hostname);
    if (!options.exposed && !known) {
      return refuse(reply, 403, 'Open the playground as http://localhost or http://127.0.0.1.');
    }
    if (request.method !== 'GET' && request.method !== 'HEAD' && !isOwnPage(request, publicAddress)) {
      return refuse(
        reply,
        403,
        'This request comes from another site. Use the page of the playground itself.',
      );
    }
  });
}

function isOwnPage(request: FastifyRequest, publicAddress: URL | undefined): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.origin === publicAddress?.origin || (/^https?:$/.test(from.protocol) && from.host === host);
}
