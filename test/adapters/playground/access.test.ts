import { get } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { failedWith } from '../../../src/failure.js';
import { Client } from './support/client.js';
import { MemoryValues } from './support/memory-values.js';
import { type RunningPlayground, startPlayground } from './support/start-playground.js';

const running: RunningPlayground[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.close();
});

async function start(settings: Parameters<typeof startPlayground>[0] = {}) {
  const playground = await startPlayground(settings);
  running.push(playground);
  return { playground, client: new Client(playground.url) };
}

/** A request with a `Host` of the test's choice, which fetch does not allow. */
function statusWithHost(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(`${url}/playground/threads`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
}

describe('on loopback', () => {
  it.each([
    ['localhost:3000', 200],
    ['127.0.0.1', 200],
    ['[::1]:80', 200],
    ['evil.example', 403],
    ['127.0.0.1.evil.example:3000', 403],
    ['evil.example@localhost', 403],
  ])('a request for %s is answered %d', async (host, status) => {
    const { playground } = await start();
    expect(await statusWithHost(playground.url, host)).toBe(status);
  });

  it('what comes from another site changes nothing', async () => {
    const { playground, client } = await start();
    const strangers: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `http://127.0.0.1:1` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: playground.url },
    ];
    for (const headers of strangers) {
      const response = await client.request('/playground/threads', { method: 'POST', headers });
      expect(response.status, JSON.stringify(headers)).toBe(403);
    }
    expect(await (await client.request('/playground/threads')).json()).toEqual({ threads: [] });
  });

  it('our own page and programs are let through', async () => {
    const { playground, client } = await start();
    const own: Record<string, string>[] = [{}, { origin: playground.url, 'sec-fetch-site': 'same-origin' }];
    for (const headers of own) {
      expect((await client.request('/playground/threads', { method: 'POST', headers })).status).toBe(201);
    }
  });

  it('the page allows no script, style or connection from elsewhere and nothing inline', async () => {
    const { client } = await start();
    const response = await client.request('/');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    const policy = response.headers.get('content-security-policy') ?? '';
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
    ]) {
      expect(policy).toContain(rule);
    }
    const html = await response.text();
    expect(html).not.toMatch(/<style|<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=/);
    expect(html).not.toMatch(/https?:\/\/(?!127\.0\.0\.1|localhost)/);
  });
});

describe('beyond loopback', () => {
  it.each([
    [{ HOST: '0.0.0.0' }, 'HOST=0.0.0.0'],
    [{ PUBLIC_URL: 'https://bot.example.com' }, 'PUBLIC_URL=https://bot.example.com'],
  ])('it does not start without a password: %o', async (config, words) => {
    const thrown = await startPlayground({ config }).catch((error: unknown) => error);
    expect(failedWith(thrown, 'config')).toBe(true);
    expect(String(thrown)).toContain('PLAYGROUND_PASSWORD');
    expect(String(thrown)).toContain(words);
  });

  const exposed = { config: { HOST: '0.0.0.0', PLAYGROUND_PASSWORD: 'correct horse' } };
  const basic = (password: string) => ({
    authorization: `Basic ${Buffer.from(`anybody:${password}`).toString('base64')}`,
  });
  const signIn = (client: Client, password: string) =>
    client.request('/playground/login', {
      method: 'POST',
      body: new URLSearchParams({ password }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

  it('nothing is shown without the password, whatever the address', async () => {
    const { client } = await start(exposed);
    for (const path of [
      '/playground/threads',
      '/playground/threads/x',
      '/playground/skills',
      '/assets/app.js',
      '/',
    ]) {
      const response = await client.request(path);
      expect(response.status, path).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('Basic');
      expect(await response.json()).toEqual({ error: expect.stringContaining('/playground/login') });
    }
    expect((await client.request('/playground/threads', { method: 'POST' })).status).toBe(401);
  });

  it('a browser is led to a form and gets a cookie that scripts and other sites cannot use', async () => {
    const { client } = await start(exposed);
    const page = await client.request('/', { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('location')]).toEqual([303, '/playground/login']);
    const form = await client.request('/playground/login', { headers: { 'accept-language': 'zh-CN' } });
    expect(await form.text()).toContain('密码');

    const wrong = await signIn(client, 'wrong <script>');
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get('set-cookie')).toBeNull();
    expect(await wrong.text()).not.toContain('<script');

    const right = await signIn(client, 'correct horse');
    expect([right.status, right.headers.get('location')]).toEqual([303, '/']);
    const cookie = right.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    expect((await client.request('/playground/threads', { headers })).status).toBe(200);

    const left = await client.request('/playground/logout', { method: 'POST', headers });
    expect(left.headers.get('set-cookie')).toContain('Max-Age=0');
  });

  it('the cookie is for https only when the address is', async () => {
    const { client } = await start({
      config: { PUBLIC_URL: 'https://bot.example.com', PLAYGROUND_PASSWORD: 'correct horse' },
    });
    expect((await signIn(client, 'correct horse')).headers.get('set-cookie')).toContain('Secure');
  });

  it('a program sends the password as HTTP Basic', async () => {
    const { client } = await start(exposed);
    expect((await client.request('/playground/threads', { headers: basic('correct horse') })).status).toBe(
      200,
    );
    expect((await client.request('/playground/threads', { headers: basic('correct') })).status).toBe(401);
    expect((await client.request('/playground/threads', { headers: basic('') })).status).toBe(401);
  });

  it('a session survives a restart, and ends with its time, its password or a changed byte', async () => {
    const values = new MemoryValues();
    const { client, playground } = await start({ ...exposed, values });
    const cookie = (await signIn(client, 'correct horse')).headers.get('set-cookie')?.split(';')[0] ?? '';
    const status = async (of: Client, value = cookie) =>
      (await of.request('/playground/threads', { headers: { cookie: value } })).status;

    expect(await status((await start({ ...exposed, values })).client)).toBe(200);
    const other = { config: { ...exposed.config, PLAYGROUND_PASSWORD: 'another' } };
    expect(await status((await start({ ...other, values })).client)).toBe(401);
    expect(
      await status(
        client,
        cookie.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      ),
    ).toBe(401);
    expect(await status(client, cookie.replace(/=\d/, '=9'))).toBe(401);
    playground.clock.offset += 31 * 86_400_000;
    expect(await status(client)).toBe(401);
  });

  it('guessing is slowed down, by form and by header', async () => {
    const { client } = await start(exposed);
    for (let attempt = 0; attempt < 10; attempt++) await signIn(client, `guess ${attempt}`);
    expect((await signIn(client, 'correct horse')).status).toBe(429);
    expect((await client.request('/playground/threads', { headers: basic('guess') })).status).toBe(429);
  });

  it('requests that change something are limited', async () => {
    const { client } = await start(exposed);
    const statuses = [];
    for (let index = 0; index < 125; index++) {
      const response = await client.request('/playground/threads', {
        method: 'POST',
        headers: basic('correct horse'),
      });
      statuses.push(response.status);
      if (response.status === 429) {
        expect(response.headers.get('retry-after')).not.toBeNull();
        expect(await response.json()).toEqual({ error: expect.stringContaining('Wait') });
        break;
      }
    }
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.length).toBe(121);
  });
});
