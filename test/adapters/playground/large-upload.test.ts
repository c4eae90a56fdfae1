import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fetch } from 'undici';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mostHeldDuring } from '../../held-memory.js';
import { Client } from './support/client.js';
import { type RunningPlayground, startPlayground } from './support/start-playground.js';

const MEBIBYTE = 1_048_576;
const BOUNDARY = 'boundary-of-the-test';

let playground: RunningPlayground;
let client: Client;
beforeAll(async () => {
  playground = await startPlayground();
  client = new Client(playground.url);
});
afterAll(() => playground.close());

const disposition = (name: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\n`;

/**
 * Sends a file of this many bytes from a process of its own, so that the memory measured here is the server's.
 * Resolves to the status and the body of the answer.
 */
function upload(thread: string, bytes: number): Promise<{ status: number; body: unknown }> {
  const sender = `
    const { request } = require('node:http');
    const { Readable } = require('node:stream');
    const [url, head, tail, bytes] = process.argv.slice(1);
    const piece = require('node:crypto').randomBytes(${MEBIBYTE});
    function* body() {
      yield Buffer.from(head);
      for (let left = Number(bytes); left > 0; left -= piece.length) yield piece.subarray(0, Math.min(left, piece.length));
      yield Buffer.from(tail);
    }
    const headers = { 'content-type': 'multipart/form-data; boundary=${BOUNDARY}' };
    const post = request(url, { method: 'POST', headers }, async (response) => {
      const body = (await response.toArray()).join('');
      console.log(JSON.stringify({ status: response.statusCode, body: JSON.parse(body) }));
    });
    Readable.from(body()).pipe(post);
  `;
  const url = `${playground.url}/playground/threads/${thread}/messages`;
  const parts = [url, disposition('holiday.mp4'), `\r\n--${BOUNDARY}--\r\n`, String(bytes)];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['-e', sender, ...parts], (error, output) =>
      error ? reject(error) : resolve(JSON.parse(output)),
    );
  });
}

it('a file of 200 MiB is taken in constant memory, byte for byte', async () => {
  const thread = await client.newThread();
  await upload(thread, 8 * MEBIBYTE);
  let response: Awaited<ReturnType<typeof upload>> | undefined;
  const held = await mostHeldDuring(async () => {
    response = await upload(thread, 200 * MEBIBYTE);
  });
  expect(response?.status).toBe(202);
  expect(playground.reception.received.at(-1)?.attachments[0]?.size).toBe(200 * MEBIBYTE);
  expect(held / MEBIBYTE).toBeLessThan(64);
});

it('a larger one is refused by name, and nothing of it stays on the disk', async () => {
  const thread = await client.newThread();
  const response = await upload(thread, 203 * MEBIBYTE);
  expect(response.status).toBe(413);
  expect(response.body).toEqual({
    error: expect.stringContaining('holiday.mp4 is larger than 200 MB'),
  });
  expect(await client.messages(thread)).toEqual([]);
  expect(await readdir(path.join(playground.dataDir, 'playground/uploads', thread))).toEqual([]);
  expect(await readdir(path.join(playground.dataDir, 'playground/partial'))).toEqual([]);
});

it('an upload that breaks off leaves nothing behind', async () => {
  const thread = await client.newThread();
  async function* body() {
    yield Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\n\r\n`,
    );
    yield randomBytes(100_000);
    throw new Error('the laptop was closed');
  }
  const broken = fetch(`${playground.url}/playground/threads/${thread}/messages`, {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    body: body(),
    duplex: 'half',
  });
  await expect(broken).rejects.toThrow();
  const partial = path.join(playground.dataDir, 'playground/partial');
  await expect.poll(() => readdir(partial)).toEqual([]);
  expect(await client.messages(thread)).toEqual([]);
});
