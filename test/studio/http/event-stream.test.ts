import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { EventStream } from '../../../src/studio/http/event-stream.js';

it('sends heartbeats while there is nothing to say, and none afterwards', async () => {
  const server = createServer(async (_request, response) => {
    const stream = new EventStream(response, 10);
    await wait(60);
    stream.send({ text: 'line one\nline two' });
    stream.end();
    await wait(30);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const lines = (await response.text()).split('\n\n').filter(Boolean);
  server.close();
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.slice(0, -1).every((line) => line === 'data: {"type":"heartbeat"}')).toBe(true);
  expect(lines.at(-1)).toBe('data: {"text":"line one\\nline two"}');
});
