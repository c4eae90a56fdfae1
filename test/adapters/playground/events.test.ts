import { createParser } from 'eventsource-parser';
import { fetch } from 'undici';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ApiMessage } from '../../../adapters/playground/api-types.js';
import { placeOf } from '../../../adapters/playground/platform.js';
import { textReply } from '../../conformance/sample-replies.js';
import { Client } from './support/client.js';
import { type RunningPlayground, startPlayground } from './support/start-playground.js';

let playground: RunningPlayground;
let client: Client;
beforeAll(async () => {
  playground = await startPlayground();
  client = new Client(playground.url);
});
afterAll(() => playground.close());

/** Reads a stream of events in the background. */
async function follow(thread: string, query = '', headers: Record<string, string> = {}) {
  const abort = new AbortController();
  const response = await fetch(`${playground.url}/playground/threads/${thread}/events${query}`, {
    headers,
    signal: abort.signal,
  });
  const events: { event?: string; id?: string; data: string }[] = [];
  const reading = (async () => {
    const parser = createParser({ onEvent: (event) => events.push(event) });
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }));
  })().catch(() => 'cut');
  const messages = () =>
    events.filter((each) => each.event === undefined).map((each) => JSON.parse(each.data) as ApiMessage);
  return {
    response,
    events,
    messages,
    texts: () => messages().map((message) => message.text),
    ended: reading,
    stop: () => abort.abort(),
  };
}

describe('the events of a thread', () => {
  it('are its messages as they appear and change', async () => {
    const id = await client.newThread();
    const stream = await follow(id);
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(stream.response.headers.get('x-content-type-options')).toBe('nosniff');
    await client.send(id, { text: 'hello' });
    const posted = await playground.platform.post(placeOf(id), textReply('working'), 'k');
    await playground.platform.edit(posted, textReply('done'));
    await vi.waitFor(() => expect(stream.texts()).toEqual(['hello', 'working', 'done']));
    expect(stream.messages().at(-1)).toEqual((await client.messages(id)).at(-1));
    expect(stream.messages().at(-1)?.edits).toBe(1);
    stream.stop();
  });

  it('begin with the thread as it looks now', async () => {
    const id = await client.newThread();
    for (const text of ['one', 'two', 'three']) {
      await playground.platform.post(placeOf(id), textReply(text), text);
    }
    const stream = await follow(id);
    await vi.waitFor(() => expect(stream.texts()).toEqual(['one', 'two', 'three']));
    expect(stream.events.map((event) => event.id === undefined)).toEqual([true, true, false]);
    stream.stop();
  });

  it('go on after what the reader has seen, in the order of the changes', async () => {
    const id = await client.newThread();
    const place = placeOf(id);
    const card = await playground.platform.post(place, textReply('card'), 'card');
    await playground.platform.post(place, textReply('seen'), 'seen');
    const { revision } = await client.thread(id);
    await playground.platform.post(place, textReply('missed'), 'missed');
    await playground.platform.edit(card, textReply('card, edited'));

    const expected = ['missed', 'card, edited'];
    const byQuery = await follow(id, `?after=${revision}`);
    await vi.waitFor(() => expect(byQuery.texts()).toEqual(expected));
    byQuery.stop();

    const byHeader = await follow(id, '?after=1', { 'last-event-id': String(revision) });
    await vi.waitFor(() => expect(byHeader.texts()).toEqual(expected));
    byHeader.stop();
  });

  it('tell the working state to those who ask for it, and to nobody else', async () => {
    const id = await client.newThread();
    const plain = await follow(id);
    const full = await follow(id, '?state=1');
    await playground.platform.working(placeOf(id), true);
    expect((await client.thread(id)).working).toBe(true);
    await playground.platform.working(placeOf(id), false);
    await playground.platform.post(placeOf(id), textReply('end'), 'end');
    await vi.waitFor(() => expect(full.texts()).toEqual(['end']));
    await vi.waitFor(() => expect(plain.texts()).toEqual(['end']));
    const states = full.events
      .filter((event) => event.event === 'working')
      .map((event) => JSON.parse(event.data));
    expect(states).toMatchObject([{ working: true }, { working: false, forMs: 0 }]);
    expect(states[0].forMs).toBeGreaterThan(60_000);
    expect(plain.events.every((event) => event.event === undefined)).toBe(true);
    plain.stop();
    full.stop();
  });

  it('a working state that is never taken back runs out', async () => {
    const id = await client.newThread();
    await playground.platform.working(placeOf(id), true);
    playground.clock.offset += 10 * 60_000;
    expect((await client.thread(id)).working).toBe(false);
  });

  it('end when the thread is deleted', async () => {
    const id = await client.newThread();
    const stream = await follow(id, '?state=1');
    await client.request(`/playground/threads/${id}`, { method: 'DELETE' });
    await stream.ended;
    expect(stream.events.at(-1)?.event).toBe('closed');
  });

  it('do not hold up the end of the server', async () => {
    const other = await startPlayground();
    const thread = await new Client(other.url).newThread();
    const response = await fetch(`${other.url}/playground/threads/${thread}/events`);
    const closed = other.close();
    await expect(response.text()).resolves.toContain('retry:');
    await closed;
  });
});
