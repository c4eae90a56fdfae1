import { afterEach, describe, expect, it } from 'vitest';
import { createHttpServer, type HttpServer } from '../../src/http/server.js';
import { type MetricsAccess, serveMetrics } from '../../src/telemetry/metrics-route.js';
import { silentLog } from '../fakes/silent-log.js';

const TOKEN = 'a-token-of-the-operator';
let server: HttpServer | undefined;
afterEach(() => server?.close());

async function open(access: Partial<MetricsAccess> = {}): Promise<HttpServer> {
  server = await createHttpServer({ log: silentLog });
  serveMetrics(
    server,
    { host: '127.0.0.1', ...access },
    { contentType: 'text/plain; version=0.0.4', text: async () => 'reelthread_info 1\n' },
  );
  return server;
}

async function ask(access: Partial<MetricsAccess>, headers: Record<string, string> = {}, from = '127.0.0.1') {
  const { app } = await open(access);
  return app.inject({
    url: '/metrics',
    headers: { host: 'localhost:3000', ...headers },
    remoteAddress: from,
  });
}

describe('without a token', () => {
  it('answers this machine over a real socket', async () => {
    const url = await (await open()).listen({ host: '127.0.0.1', port: 0 });
    const answer = await fetch(`${url}/metrics`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4');
    expect(await answer.text()).toBe('reelthread_info 1\n');
  });

  it.each([
    ['listens on every address', { host: '0.0.0.0' }, {}, '127.0.0.1'],
    ['has a public address', { publicUrl: 'https://bot.example.com' }, {}, '127.0.0.1'],
    ['is asked from elsewhere', {}, {}, '192.0.2.7'],
    ['is asked by another name (DNS rebinding)', {}, { host: 'rebound.example.com' }, '127.0.0.1'],
  ])('refuses when it %s', async (_what, access, headers, from) => {
    const answer = await ask(access, headers, from);
    expect(answer.statusCode).toBe(403);
    expect(answer.body).not.toContain('reelthread_info');
  });
});

describe('with a token', () => {
  it.each([undefined, 'Bearer', 'Bearer wrong', `Basic ${TOKEN}`, TOKEN, `Bearer ${TOKEN}x`])(
    'refuses "%s", also from this machine',
    async (authorization) => {
      const answer = await ask({ token: TOKEN }, authorization ? { authorization } : {});
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
      expect(answer.body).not.toContain('reelthread_info');
    },
  );

  it('answers from everywhere', async () => {
    const answer = await ask(
      { token: TOKEN, host: '0.0.0.0', publicUrl: 'https://bot.example.com' },
      { authorization: `Bearer ${TOKEN}`, host: 'bot.example.com' },
      '192.0.2.7',
    );
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('reelthread_info 1');
  });
});
