import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  bare,
  codeData,
  codeError,
  hang,
  htmlError,
  reset,
  statusError,
  successData,
  twinError,
} from '../fakes/nemo/answers.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { isAttributed } from '../fakes/nemo/happy-backend.js';
import { exampleDraft } from '../fakes/nemo/world.js';
import { connect, failure, HastyClock, SKILL, WatchedClock } from './support.js';

let nemo: FakeNemo;
beforeEach(async () => {
  nemo = await startFakeNemo();
});
afterEach(() => nemo.close());

const BIG = '5529798706024415232';

describe('createSession', () => {
  it.each([
    ['code and data', codeData({ task_id: 'task_1', session_id: BIG, user_id: 'anon_1' })],
    ['success and data', successData({ task_id: 'task_1', session_id: BIG, user_id: 'anon_1' })],
    ['bare', bare({ session_id: BIG, task_id: 'task_1', user_id: 'anon_1' })],
    ['camelCase', codeData({ taskId: 'task_1', sessionId: BIG, userId: 'anon_1' })],
    ['id', codeData({ task_id: 'task_1', id: BIG, user_id: 'anon_1' })],
    [
      'bare numbers beyond 2^53',
      { text: `{"code":0,"data":{"task_id":"task_1","session_id":${BIG},"user_id":"anon_1"}}` },
    ],
  ])('reads %s', async (_name, answer) => {
    nemo.next('session', answer);
    const { backend } = connect(nemo.url);
    expect(await backend.createSession({ skill: SKILL, language: 'ja' })).toEqual({
      sessionId: BIG,
      taskId: 'task_1',
      userId: 'anon_1',
      skill: SKILL,
    });
    expect(nemo.of('session')[0]?.json).toEqual({ task_name: 'project', language: 'ja' });
  });

  it('leaves the language out when it is not known, and says when there is no id', async () => {
    nemo.next('session', codeData({}));
    const { backend } = connect(nemo.url);
    await expect(backend.createSession({ skill: SKILL })).rejects.toEqual(failure('backend-misunderstood'));
    expect(nemo.of('session')[0]?.json).toEqual({ task_name: 'project' });
  });

  it('is tried again when the backend is briefly away', async () => {
    nemo.next('session', reset, statusError(503));
    expect(await connect(nemo.url).backend.createSession({ skill: SKILL })).toMatchObject({ skill: SKILL });
    expect(nemo.count('session')).toBe(3);
  });

  it('keeps ids as text in every later address', async () => {
    nemo.next('session', { text: `{"code":0,"data":{"session_id":${BIG}}}` });
    const { backend } = connect(nemo.url);
    const session = await backend.createSession({ skill: SKILL });
    await expect(backend.state(session)).rejects.toEqual(failure('session-lost'));
    expect(nemo.of('state')[0]?.path).toBe(`/api/state/nemo_agent/me/${BIG}/latest`);
  });
});

describe('every request', () => {
  it('carries token and attribution', async () => {
    const { backend } = connect(nemo.url, new HastyClock(), { skillVersion: '2.1.0', skillSource: 'github' });
    const session = await backend.createSession({ skill: 'still-image-to-video' });
    await backend.uploadUrl(session, 'https://example.com/a.png');
    await backend.turn(session, 'go', { signal: new AbortController().signal, onEvent: () => {} });
    const { draft = {} } = await backend.state(session);
    const output = { format: 'mp4', quality: 'high' };
    await backend.submitRender(session, { id: 'render_1', draft, output });
    await backend.renderStatus(session, 'render_1');
    await backend.cancelRender(session, 'render_1');
    (await backend.openRender(session, { id: 'render_1' })).body.destroy();
    await backend.projectLink(session);
    await backend.credits('still-image-to-video');
    const seen = new Set(nemo.requests.map((request) => request.endpoint));
    expect(seen.size).toBe(11);
    for (const request of nemo.requests) {
      expect(isAttributed(request), request.endpoint).toBe(true);
      expect(request.headers['x-skill-source']).toBe('still-image-to-video');
      expect(request.headers['x-skill-version']).toBe('2.1.0');
      expect(request.headers['x-skill-platform']).toBe('github');
      if (request.endpoint !== 'token') expect(request.headers.authorization).toMatch(/^Bearer nmv_usr_/);
    }
  });
});

describe('credits', () => {
  it.each([
    [
      codeData({ available: 25_000, frozen: 40, total: 25_040 }),
      { available: 25_000, frozen: 40, total: 25_040 },
    ],
    [bare({ available: 7 }), { available: 7, frozen: 0, total: 7 }],
    [codeData({ available: '12', frozen: '3' }), { available: 12, frozen: 3, total: 15 }],
    [codeData({ total_granted: 100, total_consumed: 40 }), { available: 60, frozen: 0, total: 60 }],
    [codeData({ total: 50, frozen: 20 }), { available: 30, frozen: 20, total: 50 }],
    [codeData({ available: 0, frozen: 0, total: 0 }), { available: 0, frozen: 0, total: 0 }],
  ])('reads %j', async (answer, credits) => {
    nemo.next('credits', answer);
    expect(await connect(nemo.url).backend.credits(SKILL)).toEqual(credits);
  });

  it('says when there is no balance in the answer', async () => {
    nemo.next('credits', codeData({ hello: 1 }));
    const { backend } = connect(nemo.url);
    await expect(backend.credits(SKILL)).rejects.toEqual(failure('backend-misunderstood'));
  });
});

describe('state', () => {
  const state = { video_infos: [{ a: 1 }], draft: exampleDraft(), canvas_config: {}, generated_media: [] };

  it.each([
    ['documented', codeData({ session_id: '1', task_id: '2', state })],
    ['bare state', bare({ state })],
    ['data itself', codeData(state)],
    ['draft as text', codeData({ state: { ...state, draft: JSON.stringify(exampleDraft()) } })],
    ['success', successData({ state })],
  ])('reads the %s form', async (_name, answer) => {
    const { backend } = connect(nemo.url);
    const session = await backend.createSession({ skill: SKILL });
    nemo.next('state', answer);
    expect(await backend.state(session)).toEqual({
      draft: exampleDraft(),
      videoInfos: [{ a: 1 }],
      generatedMedia: [],
      canvas: undefined,
    });
  });

  it.each([[null], [{}], ['{}'], ['not json'], [undefined], [[]]])('draft %j is no draft', async (draft) => {
    const { backend } = connect(nemo.url);
    const session = await backend.createSession({ skill: SKILL });
    nemo.next('state', codeData({ state: { draft } }));
    const read = await backend.state(session);
    expect(read.draft).toBeUndefined();
    expect(read.videoInfos).toEqual([]);
  });

  it('reads media given as an object, and the canvas', async () => {
    const { backend } = connect(nemo.url);
    const session = await backend.createSession({ skill: SKILL });
    const canvas_config = { width: '1080', height: 1920, aspect_ratio: '9:16' };
    nemo.next('state', codeData({ state: { generated_media: { a: { id: 1 } }, canvas_config } }));
    expect(await backend.state(session)).toMatchObject({
      generatedMedia: [{ id: 1 }],
      canvas: { width: 1080, height: 1920, ratio: '9:16' },
    });
  });

  it('is read again, with back-off, while the backend is away', async () => {
    const clock = new HastyClock();
    const { backend } = connect(nemo.url, clock);
    const session = await backend.createSession({ skill: SKILL });
    nemo.next('state', htmlError(502), reset);
    expect(await backend.state(session)).toMatchObject({ draft: undefined });
    expect(clock.waits).toEqual([500, 2_000]);
    nemo.always('state', statusError(503));
    await expect(backend.state(session)).rejects.toEqual(failure('backend-unavailable'));
    expect(nemo.count('state')).toBe(6);
  });

  it('waits once for a 429, as long as the backend asks', async () => {
    const clock = new WatchedClock();
    const { backend } = connect(nemo.url, clock);
    const session = await backend.createSession({ skill: SKILL });
    nemo.next('state', { ...twinError(429), headers: { 'retry-after': '7' } }, codeError(429));
    const state = backend.state(session);
    await clock.asked(7_000);
    state.catch(() => {});
    await clock.advance(7_000);
    await expect(state).rejects.toEqual(failure('rate-limited'));
  });

  it('stops when it is told to: in a request and in a wait', async () => {
    const clock = new WatchedClock();
    const { backend } = connect(nemo.url, clock);
    const session = await backend.createSession({ skill: SKILL });
    nemo.next('state', hang, codeError(429));
    for (const until of [nemo.arrived('state', 1), clock.asked(30_000)]) {
      const stop = new AbortController();
      const state = backend.state(session, stop.signal);
      await until;
      stop.abort(new Error('told to'));
      await expect(state).rejects.toEqual(failure('stopped'));
    }
  });

  it('tells a lost session from a refused connection', async () => {
    const { backend } = connect(nemo.url);
    const session = await backend.createSession({ skill: SKILL });
    for (const lost of [codeError(1002), twinError(1002), statusError(404, 'Session not found')]) {
      nemo.next('state', lost);
      await expect(backend.state(session)).rejects.toEqual(failure('session-lost'));
    }
    const away = connect('http://127.0.0.1:9', new HastyClock(), { token: 'x' }).backend;
    await expect(away.state(session)).rejects.toEqual(
      failure('backend-unavailable', { detail: 'ECONNREFUSED' }),
    );
  });
});
