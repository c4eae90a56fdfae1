import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createEmulator } from 'emulate';
import { byteRange } from '../../../src/studio/http/byte-range.js';

/** The S3 of `emulate`: an implementation that nobody here wrote. */
export interface S3Store {
  /** For S3_ENDPOINT. */
  readonly endpoint: string;
  readonly bucket: string;
  /** Environment of a process that may use it. */
  readonly environment: Record<string, string>;
  /** `PUT sessions/1/media/a.jpg` and so on, in their order. */
  readonly requests: string[];
  /** The next requests of this method are refused with 503. */
  refuse(method: string, times: number): void;
  /** Keys of everything that is stored. */
  keys(): Promise<string[]>;
  empty(): Promise<void>;
  close(): Promise<void>;
}

const BUCKET = 'reelthread-test';
const ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/**
 * In front of the emulator stands a proxy that adds the one thing that it does not know, `Range`, and refuses requests
 * when a test says so.
 */
export async function startS3(): Promise<S3Store> {
  const emulator = await createEmulator({ service: 'aws', port: 0 });
  const requests: string[] = [];
  const refused = new Map<string, number>();
  const proxy = createServer((request, response) => {
    void forward(request, response).catch((error: unknown) => response.destroy(error as Error));
  });

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    requests.push(`${method} ${decodeURIComponent(url.split('?')[0] ?? '').slice(BUCKET.length + 2)}`);
    const body = await buffer(request);
    const left = refused.get(method) ?? 0;
    if (left > 0) {
      refused.set(method, left - 1);
      response.writeHead(503).end();
      return;
    }
    const { range, host: _host, connection: _connection, ...headers } = request.headers;
    const answer = await fetch(emulator.url + url, {
      method,
      headers: headers as Record<string, string>,
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    const whole = Buffer.from(await answer.arrayBuffer());
    const wanted = answer.status === 200 && method === 'GET' ? byteRange(range, whole.length) : undefined;
    const part = typeof wanted === 'object' ? wanted : undefined;
    const sent = part ? whole.subarray(part.first, part.last + 1) : whole;
    const own = Object.fromEntries(answer.headers);
    delete own['transfer-encoding'];
    response.writeHead(part ? 206 : answer.status, {
      ...own,
      ...(method !== 'HEAD' && { 'content-length': String(sent.length) }),
      ...(part && { 'content-range': `bytes ${part.first}-${part.last}/${whole.length}` }),
    });
    response.end(sent);
  }

  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  const endpoint = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  Object.assign(process.env, ENVIRONMENT);
  await fetch(`${emulator.url}/${BUCKET}`, { method: 'PUT' });

  const keys = async () => {
    const listed = await (await fetch(`${emulator.url}/${BUCKET}?list-type=2`)).text();
    return [...listed.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => key);
  };

  return {
    endpoint,
    bucket: BUCKET,
    environment: ENVIRONMENT,
    requests,
    refuse: (method, times) => {
      refused.set(method, times);
    },
    keys,
    async empty() {
      for (const key of await keys()) await fetch(`${emulator.url}/${BUCKET}/${key}`, { method: 'DELETE' });
    },
    async close() {
      proxy.closeAllConnections();
      await new Promise((closed) => proxy.close(closed));
      await emulator.close();
    },
  };
}
