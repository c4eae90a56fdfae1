import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../../../src/http/problems.js';
import { LOGINS_PER_MINUTE, SESSION_MS } from '../limits.js';
import { languageOf } from '../locale.js';
import { loginPage } from './login-page.js';
import { basicPasswordOf, COOKIE_NAME, cookieOf, type Sessions } from './session.js';

const LOGIN = '/playground/login';
const LOGOUT = '/playground/logout';
/** Without data, and the login form needs them. */
const OPEN_PATHS = new Set([
  LOGIN,
  '/assets/app.css',
  '/assets/app.css.map',
  '/assets/favicon.svg',
  '/favicon.ico',
]);

/**
 * Puts the password in front of every route of the playground: a browser is led to a form and gets a session cookie,
 * a program may send the password as HTTP Basic (any user name).
 */
export function demandPassword(app: FastifyInstance, sessions: Sessions, options: { https: boolean }): void {
  const maySignIn = app.createRateLimit({ max: LOGINS_PER_MINUTE, timeWindow: '1 minute' });
  const cookie = (value: string, seconds: number) =>
    [
      `${COOKIE_NAME}=${value}`,
      'Path=/',
      'HttpOnly',
      'SameSite=Strict',
      `Max-Age=${seconds}`,
      ...(options.https ? ['Secure'] : []),
    ].join('; ');

  app.addHook('onRequest', async (request, reply) => {
    if (OPEN_PATHS.has(request.routeOptions.url ?? '')) return;
    const token = cookieOf(request.headers.cookie);
    if (token !== undefined && sessions.isGenuine(token)) return;
    const basic = basicPasswordOf(request.headers.authorization);
    if (basic !== undefined) {
      const attempt = await maySignIn(request, { increment: !sessions.isPassword(basic) });
      if (!isAllowed(attempt)) return refuse(reply, 429, 'Too many attempts. Wait a minute and try again.');
      if (sessions.isPassword(basic)) return;
    }
    return challenge(request, reply);
  });

  app.get(LOGIN, (request, reply) => sendForm(request, reply, 200));

  app.post<{ Body: { password?: string } | undefined }>(LOGIN, async (request, reply) => {
    const attempt = await maySignIn(request);
    if (!isAllowed(attempt)) return sendForm(request, reply, 429, 'later');
    if (!sessions.isPassword(request.body?.password ?? '')) return sendForm(request, reply, 401, 'wrong');
    return reply.header('set-cookie', cookie(sessions.issue(), SESSION_MS / 1_000)).redirect('/', 303);
  });

  app.post(LOGOUT, (_request, reply) => reply.header('set-cookie', cookie('', 0)).redirect(LOGIN, 303));
}

function isAllowed(attempt: Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>): boolean {
  return attempt.isAllowed || !attempt.isExceeded;
}

function challenge(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const wantsPage = request.method === 'GET' && /\btext\/html\b/.test(request.headers.accept ?? '');
  if (wantsPage) return reply.redirect(LOGIN, 303);
  // A browser that runs our page would open a dialog of its own; the page shows the way to the form instead.
  if (request.headers['sec-fetch-site'] === undefined)
    reply.header('www-authenticate', 'Basic realm="Reelthread"');
  return refuse(reply, 401, 'Sign in at /playground/login, or send the password as HTTP Basic.');
}

function sendForm(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  problem?: 'wrong' | 'later',
): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(loginPage(languageOf(request.headers['accept-language']), problem));
}
