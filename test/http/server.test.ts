import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { fetch } from 'undici';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { failedWith } from '../../src/failure.js';
import { createHttpServer, type HttpServer, type HttpServerOptions } from '../../src/http/server.js';
import { recordingLog } from './recording-log.js';

const open: { close(): Promise<unknown> | unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function start(
  prepare: (server: HttpServer) => void = () => {},
  options: Partial<HttpServerOptions> = {},
) {
  const log = recordingLog();
  const server = await createHttpServer({ log, ...options });
  open.push(server);
  prepare(server);
  return { server, log, url: await server.listen({ host: '127.0.0.1', port: 0 }) };
}

describe('health', () => {
  it('is alive and ready when nothing fails', async () => {
    const { url } = await start((server) => server.addCheck('store', () => {}));
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ ok: true });
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({ ready: true });
  });

  it('names the failing checks and tells the reason to the log only', async () => {
    const { url, log } = await start((server) => {
      server.addCheck('store', () => {});
      server.addCheck('discord', async () => {
        throw new Error('socket to secret-host is dead');
      });
    });
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ ready: false, failing: ['discord'] });
    expect(JSON.stringify(log.lines)).toContain('secret-host');
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('is ready again when the check is', async () => {
    let broken = true;
    const { url } = await start((server) =>
      server.addCheck('store', () => {
        if (broken) throw new Error('locked');
      }),
    );
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    broken = false;
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  it('does not wait for a check that hangs', async () => {
    const hangs = () => new Promise<void>(() => {});
    const { url } = await start((server) => server.addCheck('store', hangs), { checkDeadlineMs: 20 });
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ ready: false, failing: ['store'] });
  });
});

describe('every answer', () => {
  it('carries the security headers, also an error', async () => {
    const { url } = await start();
    for (const path of ['/healthz', '/nowhere']) {
      const { headers } = await fetch(`${url}${path}`);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('strict-transport-security')).toBeNull();
    }
  });

  it('asks browsers to stay with https when the public address is https', async () => {
    const { url } = await start(() => {}, { publicUrl: 'https://bot.example.com' });
    const { headers } = await fetch(`${url}/healthz`);
    expect(headers.get('strict-transport-security')).toBe('max-age=15552000');
  });

  it('is JSON that says what to do when nothing is there', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/nowhere`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: 'There is nothing at this address.' });
  });

  it('does not tell a stranger what broke', async () => {
    const { url, log } = await start((server) => {
      server.app.get('/breaks', async () => {
        throw new Error('password is swordfish');
      });
    });
    const response = await fetch(`${url}/breaks`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('swordfish');
    expect(log.lines).toMatchObject([{ level: 'error', facts: { route: '/breaks' } }]);
  });

  it('refuses a body that is too large, of a wrong type or unreadable', async () => {
    const { url } = await start((server) => {
      server.app.post('/takes-json', async () => ({ ok: true }));
    });
    const post = (body: string, type: string) =>
      fetch(`${url}/takes-json`, { method: 'POST', body, headers: { 'content-type': type } });
    expect((await post(JSON.stringify('x'.repeat(300_000)), 'application/json')).status).toBe(413);
    expect((await post('<x/>', 'application/xml')).status).toBe(415);
    const broken = await post('{"a":', 'application/json');
    expect(broken.status).toBe(400);
    expect(await broken.json()).toEqual({ error: 'The body is not valid JSON.' });
  });

  it('does not unpack a body: a small one cannot become a huge one', async () => {
    const { url } = await start((server) => {
      server.app.post('/takes-json', async () => ({ ok: true }));
    });
    const response = await fetch(`${url}/takes-json`, {
      method: 'POST',
      body: gzipSync(JSON.stringify('x'.repeat(5_000_000))),
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    });
    expect(response.status).toBe(400);
  });
});

describe('a raw mount', () => {
  it('gets the body exactly as it came, whatever its type, with the security headers set', async () => {
    const { url } = await start((server) =>
      server.mountRaw('/slack/events', (request, response) => {
        const hash = createHmac('sha256', 'signing secret');
        request.on('data', (chunk) => hash.update(chunk));
        request.on('end', () => {
          response.writeHead(200, { 'content-type': 'text/plain' });
          response.end(`${request.method} ${request.headers['x-slack-signature']} ${hash.digest('hex')}`);
        });
      }),
    );
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/x-unheard-of']) {
      const body = '{"broken": json, "space":  1}\n'.repeat(20_000);
      const response = await fetch(`${url}/slack/events`, {
        method: 'POST',
        body,
        headers: { 'content-type': type, 'x-slack-signature': 'v0=1' },
      });
      const expected = createHmac('sha256', 'signing secret').update(body).digest('hex');
      expect(await response.text()).toBe(`POST v0=1 ${expected}`);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('sets the same headers on every answer, the first and those after it', async () => {
    const { url } = await start((server) =>
      server.mountRaw('/slack/events', (_request, response) => {
        response.setHeader('date', 'now').end();
      }),
    );
    const answers = [];
    for (let count = 0; count < 3; count += 1) answers.push(await fetch(`${url}/slack/events`));
    const [first, ...others] = answers.map(({ headers }) => Object.fromEntries(headers));
    expect(first).toHaveProperty('content-security-policy');
    expect(others).toEqual([first, first]);
  });

  it('gets requests without a body too, and leaves other paths alone', async () => {
    const { url } = await start((server) => {
      server.mountRaw('/slack/install', (request, response) => {
        response.end(`${request.method} ${request.url}`);
      });
      server.app.post('/takes-json', async (request) => request.body);
    });
    expect(await (await fetch(`${url}/slack/install?state=1`)).text()).toBe('GET /slack/install?state=1');
    const json = await fetch(`${url}/takes-json`, {
      method: 'POST',
      body: '{"a":1}',
      headers: { 'content-type': 'application/json' },
    });
    expect(await json.json()).toEqual({ a: 1 });
  });
});

describe('closing', () => {
  it('does not wait for a connection that was opened in advance and never used', async () => {
    const { server, url } = await start();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const gone = new Promise((resolve) => socket.once('close', resolve));
    // Until the server has accepted it as well.
    await fetch(`${url}/healthz`, { headers: { connection: 'close' } });
    await server.close();
    await gone;
  });

  it('waits for an answer that is being made', async () => {
    let finish: () => void = () => {};
    const working = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { server, url } = await start(({ app }) => {
      app.get('/slow', async () => {
        await working;
        return { ok: true };
      });
    });
    const answer = fetch(`${url}/slow`);
    await vi.waitFor(async () => {
      const count = await new Promise<number>((resolve) =>
        server.app.server.getConnections((_error, number) => resolve(number)),
      );
      expect(count).toBe(1);
    });
    const closed = server.close();
    finish();
    expect((await answer).status).toBe(200);
    await closed;
  });
});

describe('listening', () => {
  it('names the variable when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    open.push({ close: () => other.close() });
    await new Promise((resolve) => other.once('listening', resolve));
    const port = (other.address() as AddressInfo).port;
    const server = await createHttpServer({ log: recordingLog() });
    open.push(server);
    const thrown = await server.listen({ host: '127.0.0.1', port }).catch((error: unknown) => error);
    expect(failedWith(thrown, 'config')).toBe(true);
    expect(String(thrown)).toContain(`PORT=${port} is already in use`);
  });

  it('names the variable when the host is not of this machine', async () => {
    const server = await createHttpServer({ log: recordingLog() });
    open.push(server);
    const thrown = await server.listen({ host: '192.0.2.1', port: 0 }).catch((error: unknown) => error);
    expect(failedWith(thrown, 'config')).toBe(true);
    expect(String(thrown)).toContain('HOST=192.0.2.1');
  });
});
