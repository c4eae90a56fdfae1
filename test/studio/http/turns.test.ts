import { createParser } from 'eventsource-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { picture, type Running, start, temporaryFolder } from '../harness.js';

let running: Running;
let remove: () => Promise<void>;

beforeAll(async () => {
  const temporary = await temporaryFolder();
  remove = temporary.remove;
  running = await start(temporary.folder, { now: () => 1_760_000_000_000 });
});
afterAll(async () => {
  await running.studio.close();
  await remove();
});

async function sessionWithImages(count: number, language?: string): Promise<string> {
  const sid = await running.newSession(language);
  for (let index = 1; index <= count; index++) {
    const color = `#${String(index * 111_111).padStart(6, '0')}`;
    await running.upload(sid, [{ name: `photo-${index}.jpg`, bytes: await picture({ color }) }]);
  }
  return sid;
}

interface Event {
  content: { parts: Part[]; role: string };
  author: string;
}
interface Part {
  text?: string;
  functionCall?: {
    id: string;
    name: string;
    args: { questions?: { prompt: string; options: { label: string }[] }[] };
  };
  functionResponse?: { id: string; name: string };
}

/** Events of a stream, heartbeats left out. */
function eventsOf(bytes: string): Event[] {
  const events: Event[] = [];
  const parser = createParser({
    onEvent: ({ data }) => {
      const value = JSON.parse(data) as Event & { type?: string };
      if (value.type !== 'heartbeat') events.push(value);
    },
  });
  parser.feed(bytes);
  return events;
}

/** What a stream says, in short: texts, and tools as `> name` and `< name`. */
function story(bytes: string): string[] {
  return eventsOf(bytes)
    .flatMap(({ content }) => content.parts)
    .map(({ text, functionCall, functionResponse }) => {
      if (functionCall) return `> ${functionCall.name}`;
      return functionResponse ? `< ${functionResponse.name}` : (text ?? '');
    });
}

describe('the bytes of a turn', () => {
  it('are server-sent events in the shape of the ADK, after a heartbeat', async () => {
    const sid = await sessionWithImages(2);
    const bytes = await running.say(sid, 'turn these images into a short video');
    const unique = bytes
      .replace(/"id":"af-[0-9a-f-]{36}"/g, '"id":"af-1"')
      .replace(/"invocationId":"e-[0-9a-f-]{36}"/g, '"invocationId":"e-1"')
      .replace(/"id":"[\w-]{8}"/g, '"id":"x"');
    const shared =
      '"invocationId":"e-1","author":"nemo_agent","actions":{"stateDelta":{},"artifactDelta":{},"requestedAuthConfigs":{}},"longRunningToolIds":[],"id":"x","timestamp":1760000000';
    const data = (parts: string, role: string, more = '') =>
      `data: {"content":{"parts":[${parts}],"role":"${role}"},${shared}${more}}\n\n`;
    expect(unique).toBe(
      'data: {"type":"heartbeat"}\n\n' +
        data('{"text":"Making a video from 2 images."}', 'model') +
        data('{"functionCall":{"id":"af-1","name":"generate_video","args":{}}}', 'model') +
        data(
          '{"functionResponse":{"id":"af-1","name":"generate_video","response":{"status":"success","duration_ms":6000}}}',
          'user',
        ) +
        data(
          '{"text":"Your video is ready: 2 images, 6 seconds, 16:9, crossfades."}',
          'model',
          ',"finishReason":"STOP"',
        ),
    );
  });

  it('pair each call with its result', async () => {
    const sid = await sessionWithImages(2);
    const parts = eventsOf(await running.say(sid, 'make a video with calm music')).flatMap(
      ({ content }) => content.parts,
    );
    const calls = parts.flatMap(({ functionCall }) => functionCall ?? []);
    const results = parts.flatMap(({ functionResponse }) => functionResponse ?? []);
    expect(calls.map(({ name }) => name)).toEqual(['generate_video', 'add_music']);
    expect(results.map(({ id }) => id)).toEqual(calls.map(({ id }) => id));
  });

  it('are a stream without a length, not to be kept', async () => {
    const sid = await sessionWithImages(1);
    const response = await fetch(`${running.url}/run_sse`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${running.access.token}`, 'Content-Type': 'application/json' },
      // The casing that the TypeScript server of the ADK takes.
      body: JSON.stringify({ sessionId: sid, newMessage: { parts: [{ text: 'make a video' }] } }),
    });
    await response.text();
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.has('content-length')).toBe(false);
  });
});

it('ends a small edit after the result of its tool, without a word', async () => {
  const sid = await sessionWithImages(2);
  await running.say(sid, 'make a video with the title "Hello" and music');
  const before = await running.stateOf(sid);
  expect(story(await running.say(sid, 'make the title bigger and red'))).toEqual([
    '> edit_multitrack',
    '< edit_multitrack',
  ]);
  expect(await running.stateOf(sid)).not.toEqual(before);
});

it('asks with options, and understands the answer', async () => {
  const sid = await sessionWithImages(2);
  await running.say(sid, 'make a video');
  const [event] = eventsOf(await running.say(sid, 'change the aspect ratio'));
  const question = event?.content.parts[0]?.functionCall?.args.questions?.[0];
  expect(question?.options.map(({ label }) => label)).toEqual([
    '16:9 (landscape)',
    '9:16 (vertical)',
    '1:1 (square)',
    '4:5 (portrait)',
  ]);
  const answer = `1. ${question?.prompt}: 9:16 (vertical)`;
  expect(story(await running.say(sid, answer)).at(-1)).toBe('The aspect ratio is now 9:16.');
  expect((await running.stateOf(sid)).canvas_config).toEqual({ width: 1080, height: 1920, ratio: '9:16' });
});

it('speaks Chinese to whoever writes Chinese, and to a session in Chinese when a message has no words', async () => {
  const sid = await sessionWithImages(2, 'zh-CN');
  expect(story(await running.say(sid, '把这些图片做成视频'))).toEqual([
    '正在用 2 张图片制作视频。',
    '> generate_video',
    '< generate_video',
    '视频做好了：2 张图片，6 秒，16:9，交叉淡化。',
  ]);
  expect(story(await running.say(sid, '9:16')).at(-1)).toBe('画面比例改为 9:16。');
});

it('changes nothing when it does not understand, and says so', async () => {
  const sid = await sessionWithImages(2);
  await running.say(sid, 'make a video');
  const before = await running.stateOf(sid);
  const told = story(await running.say(sid, 'make the dog in image 2 jump'));
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/^I did not understand "make the dog in image 2 jump"\. I can /);
  expect(await running.stateOf(sid)).toEqual(before);
});

it('has messages of one session wait for each other', async () => {
  const sid = await sessionWithImages(3);
  await running.say(sid, 'make a video');
  await Promise.all([
    running.say(sid, 'add the title "One"'),
    running.say(sid, 'calm music'),
    running.say(sid, 'remove the last image'),
    running.say(sid, 'make it vertical'),
  ]);
  const { draft } = await running.stateOf(sid);
  expect(draft.t.map(({ tt, sg }) => [tt, sg.length])).toEqual([
    [0, 2],
    [1, 1],
    [7, 1],
  ]);
  expect(draft.m.height).toBe(1920);
});
