import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOf } from '../../../adapters/playground/platform.js';
import { Failure } from '../../../src/failure.js';
import { textReply } from '../../conformance/sample-replies.js';
import { Client } from './support/client.js';
import { MemoryValues } from './support/memory-values.js';
import { type RunningPlayground, startPlayground } from './support/start-playground.js';

const PNG = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
);

let playground: RunningPlayground;
let client: Client;
const values = new MemoryValues();
beforeAll(async () => {
  playground = await startPlayground({ values });
  client = new Client(playground.url);
});
afterAll(() => playground.close());

describe('threads', () => {
  it('are created with 201 and an id, and are empty', async () => {
    const response = await client.request('/playground/threads', { method: 'POST' });
    expect(response.status).toBe(201);
    const { id } = (await response.json()) as { id: string };
    expect(await client.thread(id)).toMatchObject({ id, title: '', working: false, messages: [] });
  });

  it.each([
    ['an empty JSON body', { 'content-type': 'application/json' }, ''],
    ['an empty form, as `curl -d ""` sends', { 'content-type': 'application/x-www-form-urlencoded' }, ''],
    ['an empty object', { 'content-type': 'application/json' }, '{}'],
  ])('are created with %s', async (_what, headers, body) => {
    const response = await client.request('/playground/threads', { method: 'POST', headers, body });
    expect(response.status).toBe(201);
  });

  it('may be created with a skill, which goes along with the first message only', async () => {
    const id = await client.newThread({ skill: 'still-image-to-video' });
    expect((await client.thread(id)).skill).toBe('still-image-to-video');
    await client.send(id, { text: 'hello' });
    await client.send(id, { text: 'again' });
    expect(playground.reception.received.slice(-2).map((message) => message.skill)).toEqual([
      'still-image-to-video',
      undefined,
    ]);
    expect((await client.json('/playground/threads', { skill: 'mind-reading' })).status).toBe(400);
  });

  it('are listed newest first with their first words', async () => {
    const older = await client.newThread();
    const newer = await client.newThread();
    playground.clock.offset += 1_000;
    await client.send(newer, { text: 'a video of the beach' });
    playground.clock.offset += 1_000;
    await client.send(older, { files: [{ name: 'mountain.png', bytes: PNG }] });
    const { threads } = (await (await client.request('/playground/threads')).json()) as {
      threads: { id: string; title: string }[];
    };
    expect(threads.slice(0, 2)).toMatchObject([
      { id: older, title: 'mountain.png' },
      { id: newer, title: 'a video of the beach' },
    ]);
  });

  it('are deleted everywhere', async () => {
    const id = await client.newThread();
    await client.send(id, { text: 'secret plans', files: [{ name: 'a.png', bytes: PNG }] });
    const [file] = (await client.messages(id))[0]?.files ?? [];
    expect((await client.request(`/playground/threads/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(playground.reception.forgotten).toContainEqual({ conversation: placeOf(id).conversation });
    expect((await client.request(`/playground/threads/${id}`)).status).toBe(404);
    expect((await client.request(file?.url ?? '')).status).toBe(404);
    expect([...values.rows.entries()].filter(([key, row]) => key.includes(id) || row.includes(id))).toEqual(
      [],
    );
  });

  it('that nobody used for long are swept, the others stay', async () => {
    const old = await client.newThread();
    playground.clock.offset += 60_000;
    const fresh = await client.newThread();
    await playground.sweep(30_000);
    expect((await client.request(`/playground/threads/${old}`)).status).toBe(404);
    expect((await client.request(`/playground/threads/${fresh}`)).status).toBe(200);
  });

  it.each(['/playground/threads/nope', '/playground/threads/00000000-0000-4000-8000-000000000000'])(
    'that do not exist are 404 with a hint: %s',
    async (path) => {
      for (const [method, rest] of [
        ['GET', ''],
        ['GET', '/events'],
        ['POST', '/messages'],
        ['POST', '/buttons'],
        ['DELETE', ''],
      ] as const) {
        const response = await client.request(path + rest, { method });
        expect(response.status, `${method} ${rest}`).toBe(404);
        expect(await response.json()).toEqual({ error: expect.stringContaining('no such thread') });
      }
    },
  );
});

describe('messages', () => {
  it('are taken with 202, shown, and handed to the core as they are', async () => {
    const id = await client.newThread();
    const response = await client.send(
      id,
      {
        text: ' turn these into a video \n',
        files: [
          { name: '海滩 & sun.png', bytes: PNG, type: 'image/png' },
          { name: '../../etc/passwd', bytes: new Uint8Array([1, 2, 3]), type: 'image/png' },
        ],
      },
      { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' },
    );
    expect(response.status).toBe(202);
    const answer = (await response.json()) as { id: string };

    const [message] = await client.messages(id);
    expect(message).toMatchObject({
      id: answer.id,
      from: 'you',
      kind: 'text',
      text: 'turn these into a video',
      buttons: [],
      edits: 0,
      files: [
        { name: '海滩 & sun.png', size: PNG.length, type: 'image/png' },
        { name: 'passwd', size: 3 },
      ],
    });
    expect(message?.at).toBeGreaterThan(1_700_000_000_000);

    expect(playground.reception.received.at(-1)).toMatchObject({
      id: answer.id,
      place: placeOf(id),
      author: { id: 'you' },
      text: 'turn these into a video',
      locale: 'zh-CN',
      attachments: [
        { name: '海滩 & sun.png', type: 'image/png', size: PNG.length },
        { name: 'passwd', size: 3 },
      ],
    });
  });

  it('may be JSON', async () => {
    const id = await client.newThread();
    const response = await client.json(`/playground/threads/${id}/messages`, { text: 'hello' });
    expect(response.status).toBe(202);
    expect(playground.reception.received.at(-1)).toMatchObject({ text: 'hello', attachments: [] });
  });

  it('keep their line breaks, and lose what cannot be seen', async () => {
    const id = await client.newThread();
    await client.send(id, { text: 'one\r\ntwo\u202e \u0007👩‍👩‍👧' });
    expect(playground.reception.received.at(-1)?.text).toBe('one\ntwo 👩‍👩‍👧');
  });

  it('stand above the answer, also when the core answers at once', async () => {
    const id = await client.newThread();
    playground.reception.onMessage = async ({ place }) => {
      await playground.platform.post(place, textReply('answer'), 'k');
    };
    await client.send(id, { text: 'question' });
    playground.reception.onMessage = undefined;
    expect((await client.messages(id)).map((message) => message.text)).toEqual(['question', 'answer']);
  });

  it('that are sent again with the same key are one message', async () => {
    const id = await client.newThread();
    const key = { 'idempotency-key': 'client-made-1234' };
    const files = [{ name: 'a.png', bytes: PNG }];
    const first = await client.send(id, { text: 'once', files }, key);
    const before = playground.reception.received.length;
    const second = await client.send(id, { text: 'once', files }, key);
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(await second.json()).toEqual({ id: 'client-made-1234' });
    expect(playground.reception.received).toHaveLength(before);
    expect(await client.messages(id)).toHaveLength(1);
    expect((await client.send(id, { text: 'x' }, { 'idempotency-key': '../..' })).status).toBe(400);
  });

  it.each([
    ['nothing at all', {}],
    ['blank text', { text: '  \n ' }],
  ])('with %s are refused', async (_what, message) => {
    const id = await client.newThread();
    const response = await client.send(id, message);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: expect.stringContaining('empty') });
    expect(await client.messages(id)).toEqual([]);
  });

  it('with too much text, too many files or another type are refused, and nothing of them stays', async () => {
    const id = await client.newThread();
    const count = playground.reception.received.length;
    expect((await client.send(id, { text: 'x'.repeat(17_000) })).status).toBe(413);
    expect((await client.send(id, { text: 'x'.repeat(100_000) })).status).toBe(413);
    expect(
      (await client.json(`/playground/threads/${id}/messages`, { text: 'x'.repeat(17_000) })).status,
    ).toBe(413);
    const many = Array.from({ length: 21 }, (_, index) => ({ name: `${index}.png`, bytes: PNG }));
    const tooMany = await client.send(id, { text: 'many', files: many });
    expect(tooMany.status).toBe(413);
    expect(await tooMany.json()).toEqual({ error: expect.stringContaining('Too many files') });
    const xml = await client.request(`/playground/threads/${id}/messages`, {
      method: 'POST',
      body: '<x/>',
      headers: { 'content-type': 'application/xml' },
    });
    expect(xml.status).toBe(415);
    expect((await client.json(`/playground/threads/${id}/messages`, { words: 'x' })).status).toBe(400);
    expect(await client.messages(id)).toEqual([]);
    expect(playground.reception.received).toHaveLength(count);
  });

  it('are withdrawn and refused when the core cannot keep them', async () => {
    const id = await client.newThread();
    playground.reception.refusal = new Failure('store-full');
    const response = await client.send(id, { text: 'hello', files: [{ name: 'a.png', bytes: PNG }] });
    playground.reception.refusal = undefined;
    expect(response.status).toBe(507);
    expect(await response.json()).toEqual({ error: expect.stringContaining('Make room') });
    expect(await client.thread(id)).toMatchObject({ title: '', messages: [] });
    expect(await readdir(path.join(playground.dataDir, 'playground/uploads', id))).toEqual([]);
  });

  it('are refused when the thread itself cannot be kept', async () => {
    const id = await client.newThread();
    values.broken = 'store-unavailable';
    const response = await client.send(id, { text: 'hello' });
    const post = playground.platform.post(placeOf(id), textReply('hello'), 'k');
    await expect(post).rejects.toMatchObject({ code: 'platform-unavailable' });
    values.broken = undefined;
    expect(response.status).toBe(503);
    expect(await client.messages(id)).toEqual([]);
    expect(playground.reception.received.at(-1)?.text).not.toBe('hello there');
    await playground.platform.post(placeOf(id), textReply('now it works'), 'k');
    expect((await client.messages(id)).map((message) => message.text)).toEqual(['now it works']);
  });

  it.each([
    ['/skill', { do: 'skill' }],
    ['/skill still-image-to-video', { do: 'skill', slug: 'still-image-to-video' }],
    ['/skill nonsense', { do: 'skill' }],
    ['/export gif 720p', { do: 'export', format: 'gif', resolution: '720p' }],
    ['/stop', { do: 'stop' }],
    ['/timeline', { do: 'timeline' }],
    ['/unheard of', undefined],
    ['and/or', undefined],
    ['export', undefined],
  ])('%s is a command or words', async (text, action) => {
    const id = await client.newThread();
    await client.send(id, { text });
    const received = playground.reception.received.at(-1);
    expect(received?.action).toEqual(action);
    expect((await client.messages(id))[0]?.text).toBe(text);
  });
});

describe('buttons', () => {
  const reply = { ...textReply('ready'), buttons: [{ label: 'Export', action: { do: 'export' } as const }] };

  it('reach the core as actions and leave a trace in the thread', async () => {
    const id = await client.newThread();
    await playground.platform.post(placeOf(id), reply, 'k');
    const [button] = (await client.messages(id))[0]?.buttons ?? [];
    expect(button).toMatchObject({ label: 'Export' });
    const response = await client.json(`/playground/threads/${id}/buttons`, { button: button?.id });
    expect(response.status).toBe(202);
    expect(playground.reception.received.at(-1)).toMatchObject({
      place: placeOf(id),
      text: '',
      action: { do: 'export' },
    });
    expect((await client.messages(id)).at(-1)).toMatchObject({ from: 'you', kind: 'button', text: 'Export' });
  });

  it('that are forged, or of another thread, are refused with 403', async () => {
    const [here, there] = [await client.newThread(), await client.newThread()];
    await playground.platform.post(placeOf(there), reply, 'k');
    const foreign = (await client.messages(there))[0]?.buttons[0]?.id;
    const before = playground.reception.received.length;
    for (const button of [foreign, 'export||~AAAAAAAAAAAAAAAAAAAAAA', '', 'x'.repeat(150)]) {
      const response = await client.json(`/playground/threads/${here}/buttons`, { button });
      expect(response.status, String(button)).toBe(403);
      expect(await response.json()).toEqual({ error: expect.stringContaining('does not belong') });
    }
    expect(playground.reception.received).toHaveLength(before);
    expect((await client.json(`/playground/threads/${here}/buttons`, {})).status).toBe(400);
  });
});

describe('skills', () => {
  it('are listed in the language of the reader', async () => {
    const english = await (await client.request('/playground/skills')).json();
    expect(english).toMatchObject({
      default: 'image-to-ai',
      signedIn: false,
      limits: { filesPerMessage: 20 },
    });
    const headers = { 'accept-language': 'zh-CN' };
    const chinese = (await (await client.request('/playground/skills', { headers })).json()) as {
      skills: { slug: string; name: string; examples: string[] }[];
    };
    expect(chinese.skills).toHaveLength(5);
    expect(chinese.skills[0]).toMatchObject({ slug: 'image-to-ai', name: '图片转 AI 视频' });
    expect(chinese.skills.every((skill) => skill.examples.length >= 3)).toBe(true);
  });

  it('are chosen for a thread', async () => {
    const id = await client.newThread();
    const chosen = await client.json(`/playground/threads/${id}/skill`, { skill: 'best-image-to-video-ai' });
    expect(chosen.status).toBe(202);
    expect(playground.reception.received.at(-1)?.action).toEqual({
      do: 'skill',
      slug: 'best-image-to-video-ai',
    });
    expect((await client.json(`/playground/threads/${id}/skill`, { skill: 'nope' })).status).toBe(400);
  });
});
