import { afterEach, describe, expect, it } from 'vitest';
import type { TurnEvent, TurnResult } from '../../../src/conversation/ports/video-backend.js';
import { connect, failure, SKILL, WatchedClock } from '../support.js';
import { recordedBytes, startReplay } from './replay-server.js';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function replay(name: string, pieceSize?: number, clock = new WatchedClock()) {
  const server = await startReplay(recordedBytes(name), pieceSize);
  closing.push(server.close);
  const { backend } = connect(server.url, clock, { token: 'operator-token' });
  const events: TurnEvent[] = [];
  const result = backend.turn({ sessionId: '1', skill: SKILL }, 'hi', {
    signal: new AbortController().signal,
    onEvent: (event) => events.push(event),
  });
  return { result, events, server, backend };
}

const silent = { texts: [], sawTool: false, textAfterLastTool: false };
const said = (...texts: string[]) => ({ texts, sawTool: false, textAfterLastTool: true });
const MAKE = 'Let me make that video.';

/** What the real agent server's bytes mean; most were recorded with and without token streaming. */
const EXPECTED: Record<string, Partial<TurnResult>> = {
  text: said('You said: hello there'),
  turn1: said('You said: hello'),
  turn2: said('You said: again'),
  'empty-text': said('You said:'),
  'inline-image': said('You said: look'),
  unicode: said('héllo 🎬 <@U123> & "quotes"\nline two\r\n\u2028para'),
  thought: said('The visible answer.'),
  'max-tokens': said('cut off he'),
  two_step: said('PLAN: shoot a panda', 'The panda video is queued.'),
  'tool-text': {
    texts: [MAKE, 'Here is your video: http://127.0.0.1:9/videos/abc.mp4'],
    sawTool: true,
    textAfterLastTool: true,
  },
  'tool-longrunning': {
    texts: ['Here is your video: {"status":"pending","job_id":"job-2"}'],
    sawTool: true,
    textAfterLastTool: true,
  },
  'tool-throws': {
    texts: [`Here is your video: {"error":"Error in tool 'broken_tool': renderer is down"}`],
    sawTool: true,
    textAfterLastTool: true,
  },
  // Text only before the tool, or none at all: what came of it has to be read from the state.
  'tool-notext-emptytext': { texts: [MAKE], sawTool: true, textAfterLastTool: false },
  'tool-notext-noparts': { texts: [MAKE], sawTool: true, textAfterLastTool: false },
  'tool-end-skipsummarization': { texts: [], sawTool: true, textAfterLastTool: false },
  nothing: silent,
  'missing-newMessage': silent,
  // An error in the middle of a run that goes on is no problem of the turn.
  'unknown-tool': {
    texts: ['gave up on the unknown tool'],
    sawTool: true,
    textAfterLastTool: true,
  },
  'llm-errorcode': { ...silent, problem: { code: 'SAFETY', message: 'The prompt was blocked.' } },
  'model-throws': {
    ...silent,
    problem: { code: 'UNKNOWN_ERROR', message: 'model exploded: 429 RESOURCE_EXHAUSTED' },
  },
  'throw-with-quotes': {
    ...silent,
    problem: { code: 'UNKNOWN_ERROR', message: 'model exploded: 429 RESOURCE_EXHAUSTED' },
  },
  'model-throws-midstream': {
    ...said('Working on'),
    problem: { code: 'UNKNOWN_ERROR', message: 'connection to model lost' },
  },
  'tool-then-throw': {
    texts: [MAKE],
    sawTool: true,
    textAfterLastTool: false,
    problem: { code: 'UNKNOWN_ERROR', message: 'model exploded after the tool: 503 UNAVAILABLE' },
  },
  crash_agent: {
    ...said('About to crash.'),
    problem: { code: undefined, message: 'agent crashed: cannot read properties of undefined' },
  },
};

const WITHOUT_STREAMING_TWIN = [
  'turn1',
  'turn2',
  'empty-text',
  'inline-image',
  'missing-newMessage',
  'throw-with-quotes',
];
const cases = Object.entries(EXPECTED).flatMap(([name, expected]) =>
  WITHOUT_STREAMING_TWIN.includes(name)
    ? [[name, expected] as const]
    : [[name, expected] as const, [`${name}-streaming`, expected] as const],
);

describe('bytes recorded from a real agent server', () => {
  it.each(cases)('%s', async (name, expected) => {
    for (const pieceSize of [undefined, 5]) {
      const { result, events, server } = await replay(name, pieceSize);
      expect(await result).toMatchObject({ ending: 'complete', questions: [], ...expected });
      expect((await result).problem).toEqual(expected.problem);
      expect(server.connections()).toBe(1);
      const told = events.filter((event) => event.kind === 'text').map((event) => event.text);
      expect(told).toEqual(expected.texts);
    }
  });

  it.each(['unknown-session', 'unknown-app', 'missing-fields', 'snake-case-request'])(
    '%s is a lost session, told before a stream began',
    async (name) => {
      const { result, events, server } = await replay(name);
      await expect(result).rejects.toEqual(failure('session-lost'));
      expect(events).toEqual([]);
      expect(server.connections()).toBe(1);
    },
  );

  it('client-abort: headers and then nothing is silence', async () => {
    const clock = new WatchedClock();
    const { result, server } = await replay('client-abort', undefined, clock);
    await clock.asked(180_000);
    await expect.poll(() => server.connections()).toBe(1);
    await clock.advance(180_000);
    expect(await result).toMatchObject({ ending: 'silent', ...silent });
  });
});
