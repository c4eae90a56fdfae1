import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Failure } from '../../failure.js';
import { type Access, isSame } from '../access.js';
import { ok } from './refusal.js';

const TOKEN_LIFETIME_MS = 7 * 86_400_000;
/** Paths that need no token: asking for one, files under an address that cannot be guessed, and health. */
const OPEN = /^\/(?:api\/auth\/anonymous-token$|files\/|healthz$|readyz$)/;

/** Bearer token on every call, and the way to get one. */
export function guard(app: FastifyInstance, access: Access, now: () => number): void {
  app.addHook('onRequest', async (request) => {
    if (!OPEN.test(pathOf(request)) && !hasToken(request, access)) throw new Failure('token-expired');
  });

  app.post('/api/auth/anonymous-token', async (request) => {
    const clientId = headerOf(request, 'x-client-id');
    if (!clientId) throw new Failure('client-id-missing');
    if (!isSame(clientId, access.clientId)) throw new Failure('forbidden');
    const { token, userId: user_id } = access;
    const expires_at = new Date(now() + TOKEN_LIFETIME_MS).toISOString();
    return ok({ token, user_id, expires_at, credits: FREE_CREDITS });
  });
}

/** The studio runs on the operator's own machine: nothing is charged, and the balance never changes. */
export const FREE_CREDITS = 100;

/** Rejects with `plan-blocks-export`, as the real backend does for calls without attribution (contract §1). */
export function requireAttribution(request: FastifyRequest): void {
  const missing = ['x-skill-source', 'x-skill-version', 'x-skill-platform'].find(
    (name) => !headerOf(request, name),
  );
  if (missing) throw new Failure('plan-blocks-export', { detail: missing });
}

function hasToken(request: FastifyRequest, access: Access): boolean {
  const given = /^Bearer (\S+)$/i.exec(headerOf(request, 'authorization') ?? '')?.[1];
  return given !== undefined && isSame(given, access.token);
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}
