import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session, TurnEvent } from '../../../src/conversation/ports/video-backend.js';
import type { NemoBackend } from '../../../src/nemo/nemo-backend.js';
import {
  type Answer,
  codeData,
  codeError,
  hang,
  htmlError,
  reset,
  statusError,
  twinError,
} from '../../fakes/nemo/answers.js';
import { type FakeNemo, startFakeNemo } from '../../fakes/nemo/fake-nemo.js';
import { newGate } from '../../fakes/nemo/gate.js';
import {
  agentError,
  ask,
  brokenError,
  callTool,
  cutConnection,
  data,
  flat,
  frame,
  HEARTBEATS,
  hangForEver,
  heartbeat,
  inPieces,
  raw,
  say,
  sayPartly,
  snakeEvent,
  type TurnStep,
  temporaryIssue,
  think,
  toolAnswers,
  waitFor,
} from '../../fakes/nemo/turn-steps.js';
import { connect, failure, HastyClock, WatchedClock } from '../support.js';

let nemo: FakeNemo;
let backend: NemoBackend;
let session: Session;
let events: TurnEvent[];
let clock: WatchedClock;

beforeEach(async () => {
  nemo = await startFakeNemo();
  clock = new WatchedClock();
  backend = connect(nemo.url, clock).backend;
  session = await backend.createSession({ skill: 'image-to-ai' });
  events = [];
});
afterEach(() => nemo.close());

function send(text = 'make a video', signal = new AbortController().signal) {
  return backend.turn(session, text, { signal, onEvent: (event) => events.push(event) });
}

function play(...steps: TurnStep[]) {
  nemo.nextTurn(steps);
  return send();
}

const kinds = () => events.map((event) => event.kind);

describe('a turn', () => {
  it('sends the documented body, once', async () => {
    await send('做一个视频 "quoted"');
    expect(nemo.of('turn')[0]?.json).toEqual({
      app_name: 'nemo_agent',
      user_id: 'me',
      session_id: session.sessionId,
      new_message: { parts: [{ text: '做一个视频 "quoted"' }] },
    });
    expect(nemo.of('turn')[0]?.headers.accept).toBe('text/event-stream');
    expect(nemo.turns()).toHaveLength(1);
  });

  it('tells what happens while it happens', async () => {
    const gate = newGate();
    nemo.nextTurn([
      heartbeat,
      say('I start.'),
      callTool('generate_video_with_seedance'),
      waitFor(gate),
      say('Done.'),
    ]);
    const turn = send();
    await gate.reached;
    await expect.poll(kinds).toEqual(['accepted', 'text', 'tool-started']);
    expect(events[2]).toEqual({ kind: 'tool-started', activity: 'generating' });
    gate.open();
    expect(await turn).toEqual({
      ending: 'complete',
      texts: ['I start.', 'Done.'],
      sawTool: true,
      textAfterLastTool: true,
      questions: [],
    });
  });

  it('survives a listener that throws', async () => {
    nemo.nextTurn([say('Done.')]);
    const turn = backend.turn(session, 'x', {
      signal: new AbortController().signal,
      onEvent: () => {
        throw new Error('a mistake of the listener');
      },
    });
    expect(await turn).toMatchObject({ ending: 'complete', texts: ['Done.'] });
  });

  it('takes torn characters, torn events, every line ending and a last event without its empty line', async () => {
    const words = '标题“城市之梦”已添加 🎬\u2028第二行';
    const steps = [say(words), raw(`data: ${JSON.stringify({ text: 'carriage returns' })}\r\n\r\n`)];
    const last = raw('data: {"type":"text","content":"the end"}');
    expect(await play(...[...steps, last].flatMap((step) => inPieces(step, 1)))).toMatchObject({
      ending: 'complete',
      texts: [words, 'carriage returns', 'the end'],
    });
  });

  it.each<[string, TurnStep]>([
    ['[DONE]', frame('data: [DONE]')],
    ['{"type":"done"}', data({ type: 'done' })],
    ['event: done', frame('event: done\ndata: {}')],
    ['event: end', frame('event: end\ndata:')],
    ['event: close', frame('event: close\ndata: bye')],
  ])('%s ends it although the connection stays open', async (_name, end) => {
    const result = await play(say('Done.'), end, waitFor(newGate()));
    expect(result).toMatchObject({ ending: 'complete', texts: ['Done.'] });
  });
});

describe('keep-alives', () => {
  it.each(HEARTBEATS.map((step) => ['raw' in step ? JSON.stringify(String(step.raw)) : '', step] as const))(
    '%s says nothing',
    async (_name, beat) => {
      expect(await play(beat, say('Done.'), beat)).toMatchObject({ ending: 'complete', texts: ['Done.'] });
      expect(kinds().filter((kind) => kind !== 'accepted')).toEqual(['text']);
    },
  );

  it('alone make a turn that ended without a word', async () => {
    expect(await play(...HEARTBEATS)).toEqual({
      ending: 'complete',
      texts: [],
      sawTool: false,
      textAfterLastTool: false,
      questions: [],
    });
  });
});

describe('the ends that are none', () => {
  const limits = { silent: 180_000, heartbeats: 600_000, total: 900_000 };

  it('nothing at all for three minutes: silent', async () => {
    const gate = newGate();
    nemo.nextTurn([say('I start.'), waitFor(gate)]);
    const turn = send();
    await expect.poll(kinds).toContain('text');
    await clock.advance(limits.silent - 1);
    await clock.advance(1);
    expect(await turn).toMatchObject({ ending: 'silent', texts: ['I start.'] });
    gate.open();
  });

  it('also in a turn of another shape that never comes to its end', async () => {
    const call = { role: 'model', parts: [{ function_call: { name: 'edit_draft', args: {} } }] };
    nemo.nextTurn([snakeEvent(call), hangForEver]);
    const turn = send();
    await expect.poll(kinds).toEqual(['accepted', 'tool-started']);
    await clock.advance(limits.silent);
    expect(await turn).toMatchObject({ ending: 'silent', texts: [], sawTool: true });
  });

  it('also when not even the headers come', async () => {
    nemo.always('turn', hang);
    const turn = send();
    await nemo.arrived('turn');
    await clock.advance(limits.silent);
    expect(await turn).toMatchObject({ ending: 'silent' });
  });

  it('only heartbeats for ten minutes, and all for fifteen', async () => {
    for (const [ending, step] of [
      ['heartbeats-only', heartbeat],
      ['heartbeats-only', frame(': still here')],
      ['deadline', think('hm')],
    ] as const) {
      const gates = Array.from({ length: 20 }, newGate);
      nemo.nextTurn([say('I start.'), ...gates.flatMap((gate) => [waitFor(gate), step])]);
      const turn = send();
      let over: unknown;
      void turn.then((result) => {
        over = result.ending;
      });
      let minutes = 0;
      for (const gate of gates) {
        await gate.reached;
        if (over) break;
        // Seen by the client before time goes on.
        await new Promise((soon) => setTimeout(soon, 15));
        await clock.advance(60_000);
        minutes += 1;
        gate.open();
      }
      expect(await turn).toMatchObject({ ending, texts: ['I start.'] });
      expect(minutes).toBeGreaterThanOrEqual(ending === 'deadline' ? 15 : 10);
      expect(minutes).toBeLessThanOrEqual(ending === 'deadline' ? 16 : 11);
      for (const gate of gates) gate.open();
    }
    expect(nemo.turns()).toHaveLength(3);
  });

  it('a reset in the middle of an event: lost, and never sent again', async () => {
    const result = await play(
      say('I start.'),
      callTool('edit_multitrack'),
      raw('data: {"content":{"parts":[{"te'),
      cutConnection,
    );
    expect(result).toMatchObject({ ending: 'lost', texts: ['I start.'], sawTool: true });
    expect(nemo.turns()).toHaveLength(1);
  });

  it.each<[string, Answer]>([
    ['a reset before the headers', reset],
    ['502 of a gateway', htmlError(502)],
    ['504 as JSON', statusError(504)],
    ['408', statusError(408)],
    ['code 500 in the body', codeError(500, 'internal')],
    ['a page with status 200', htmlError(200)],
  ])('%s: the message may have arrived, so it is lost and never sent again', async (_name, answer) => {
    nemo.always('turn', answer);
    expect(await send()).toMatchObject({ ending: 'lost', texts: [] });
    expect(nemo.count('turn')).toBe(1);
    expect(kinds()).toEqual([]);
  });

  it('a refused connection: certainly not sent, so a failure', async () => {
    const away = connect('http://127.0.0.1:9', clock, { token: 'operator-token' }).backend;
    const turn = away.turn(session, 'x', { signal: new AbortController().signal, onEvent: () => {} });
    await expect(turn).rejects.toEqual(failure('backend-unavailable', { detail: 'turn: ECONNREFUSED' }));
  });

  it('stopped: the stream is closed at once', async () => {
    const gate = newGate();
    nemo.nextTurn([say('I start.'), waitFor(gate), say('too late')]);
    const stop = new AbortController();
    const turn = send('x', stop.signal);
    await gate.reached;
    await expect.poll(kinds).toContain('text');
    stop.abort();
    expect(await turn).toMatchObject({ ending: 'stopped', texts: ['I start.'] });
    gate.open();
  });

  it('stopped before it was sent: a failure', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(send('x', stop.signal)).rejects.toEqual(failure('stopped'));
    expect(nemo.count('turn')).toBe(0);
  });
});

describe('refusals before the stream', () => {
  it.each<[string, Answer, Parameters<typeof failure>[0]]>([
    ['1002 in the body', codeError(1002), 'session-lost'],
    ['404 of the agent server', statusError(404, 'Session not found'), 'session-lost'],
    ['2001 in the body', codeError(2001), 'no-credits'],
    ['402 with 2001', twinError(2001), 'no-credits'],
    ['422', statusError(422, [{ msg: 'Field required' }]), 'backend-misunderstood'],
    ['403', statusError(403, 'missing scope: write'), 'forbidden'],
    [
      'JSON under the type of a stream',
      { text: '{"code":2001,"message":"no credits"}', type: 'text/event-stream' },
      'no-credits',
    ],
  ])('%s is a failure', async (_name, answer, code) => {
    nemo.always('turn', answer);
    await expect(send()).rejects.toEqual(failure(code));
    expect(nemo.count('turn')).toBe(1);
    expect(kinds()).toEqual([]);
  });

  it('1001 gets a new token and is sent again, since nothing was done', async () => {
    nemo.next('turn', twinError(1001));
    expect(await send()).toMatchObject({ ending: 'complete' });
    expect(nemo.count('turn')).toBe(2);
    expect(nemo.count('token')).toBe(2);
  });

  it('429 is waited for once', async () => {
    const hasty = connect(nemo.url, new HastyClock(), { clientId: 'another' }).backend;
    const own = await hasty.createSession({ skill: 'image-to-ai' });
    nemo.always('turn', twinError(429));
    const turn = hasty.turn(own, 'x', { signal: new AbortController().signal, onEvent: () => {} });
    await expect(turn).rejects.toEqual(failure('rate-limited'));
    expect(nemo.count('turn')).toBe(2);
  });

  it.each([1001, 1002, 2001, 429])(
    '%i as all that a stream says is a refusal too, and nothing is sent again',
    async (code) => {
      nemo.always('turn', { stream: [heartbeat, data({ code, message: 'words' })] });
      await expect(send()).rejects.toMatchObject({ name: 'Failure', facts: { anonymous: true } });
      expect(nemo.count('turn')).toBe(1);
    },
  );

  it.each([500, 4000])(
    '%i as all that a stream says may have come late: a problem of the turn',
    async (code) => {
      const result = await play(heartbeat, data({ code, message: 'internal' }));
      expect(result).toMatchObject({ ending: 'complete', texts: [], problem: { message: 'internal' } });
    },
  );

  it('the same after work has begun is a problem of the turn, in the words of the core', async () => {
    const result = await play(
      say('I start.'),
      callTool('edit'),
      data({ code: 2001, message: 'no credits left' }),
    );
    expect(result).toMatchObject({
      ending: 'complete',
      texts: ['I start.'],
      problem: { code: 'no-credits', message: 'no credits left' },
    });
  });
});

describe('an answer that is no stream', () => {
  it.each<[string, Answer]>([
    ['an array of events', { json: [{ content: { parts: [{ text: 'Done.' }] }, author: 'a' }] }],
    ['a wrapped text', codeData({ text: 'Done.' })],
    [
      'a stream under the type of JSON',
      { text: 'data: {"text":"Done."}\n\ndata: [DONE]\n\n', type: 'application/json' },
    ],
    ['a stream under no type', { stream: [say('Done.')], type: 'application/octet-stream' }],
  ])('%s is read all the same', async (_name, answer) => {
    nemo.always('turn', answer);
    expect(await send()).toMatchObject({ ending: 'complete', texts: ['Done.'] });
  });
});

describe('what is said', () => {
  it('pieces are repeated by the whole text and told once', async () => {
    const result = await play(
      sayPartly('Your '),
      sayPartly('video'),
      say('Your video'),
      sayPartly('is '),
      sayPartly('ready'),
    );
    expect(result.texts).toEqual(['Your video', 'is ready']);
  });

  it('thoughts, the user, tool names and arguments are not', async () => {
    const result = await play(
      think('secret plan'),
      data({ author: 'user', content: { role: 'user', parts: [{ text: 'make a video' }] } }),
      callTool('edit_multitrack', { op: 'add_text' }),
      toolAnswers('edit_multitrack', { status: 'success', text: 'internal' }),
    );
    expect(result).toMatchObject({ texts: [], sawTool: true, textAfterLastTool: false });
    expect(JSON.stringify(events)).not.toMatch(/edit_multitrack|add_text|internal|secret/);
  });

  it('the temporary issue at the end is dropped when something good came before', async () => {
    expect((await play(say('Title added.'), temporaryIssue)).texts).toEqual(['Title added.']);
    const tail = 'Title added.\n\nI encountered a temporary issue. Please try again.';
    expect((await play(say(tail))).texts).toEqual(['Title added.']);
    expect(JSON.stringify(events)).not.toContain('temporary');
  });

  it('the temporary issue alone is the problem of the turn', async () => {
    const result = await play(heartbeat, temporaryIssue);
    expect(result).toMatchObject({ texts: [], problem: { code: 'temporary-issue' } });
  });

  it('a broken error line does not end the reading', async () => {
    const result = await play(brokenError('ValueError: "x"\nis not y'), say('I go on.'));
    expect(result.texts).toEqual(['I go on.']);
    expect(result.problem).toBeUndefined();
    expect((await play(say('a'), brokenError('it said "no"'))).problem).toEqual({
      code: undefined,
      message: 'it said "no"',
    });
    expect((await play(agentError('SAFETY', 'blocked'))).problem).toEqual({
      code: 'SAFETY',
      message: 'blocked',
    });
    expect((await play(flat.error('token nmv_usr_abc'))).problem?.message).toBe('token [redacted]');
  });

  it('garbage is passed over', async () => {
    const result = await play(
      raw('garbage without a colon\n\n'),
      frame('data: {"half": '),
      frame('data: [1,2'),
      frame('data: null'),
      frame('data: 42'),
      frame('retry: soon'),
      frame('id: 7'),
      data({ unknown: { shape: true } }),
      raw(Buffer.from([0xff, 0xfe, 0x0a, 0x0a])),
      say('Done.'),
    );
    expect(result).toMatchObject({ ending: 'complete', texts: ['Done.'] });
  });

  it('a question is a question and no edit', async () => {
    const options = [
      { id: 'a', label: 'Portrait' },
      { id: 'b', label: 'Landscape' },
    ];
    const result = await play(
      say('One thing first.'),
      ask({ id: 'q', prompt: 'Which format?', options, allow_multiple: true }),
      toolAnswers('ask_question', { status: 'pending' }),
    );
    expect(result).toMatchObject({
      texts: ['One thing first.'],
      sawTool: false,
      textAfterLastTool: true,
      questions: [{ id: 'q', prompt: 'Which format?', options, allowMultiple: true }],
    });
  });
});
