import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bare, codeData, codeError, reset, twinError } from '../fakes/nemo/answers.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { connect, HastyClock, WatchedClock } from './support.js';

let nemo: FakeNemo;
beforeEach(async () => {
  nemo = await startFakeNemo();
});
afterEach(() => nemo.close());

describe('projectLink', () => {
  it('is the claim link, asked for once until it expires', async () => {
    const clock = new WatchedClock();
    const { backend } = connect(nemo.url, clock);
    const session = await backend.createSession({ skill: 'image-to-ai' });
    const link = 'https://web.example/workspace/claim?ct=clm_fake';
    expect(await backend.projectLink(session)).toBe(link);
    expect(await backend.projectLink(session)).toBe(link);
    expect(nemo.of('claim').map((request) => request.json)).toEqual([
      { task_id: session.taskId, session_id: session.sessionId },
    ]);
    await clock.advance(604_800_000 - 3_600_000);
    await backend.projectLink(session);
    expect(nemo.count('claim')).toBe(2);
  });

  it.each([
    ['refused', twinError(403)],
    ['unknown', bare({ detail: 'Not Found' }, 404)],
    ['limited', codeError(429)],
    ['lost', reset],
    ['empty', codeData({})],
  ])('falls back to the address that needs a login when the claim is %s, at once', async (_name, answer) => {
    const clock = new WatchedClock();
    const { backend } = connect(nemo.url, clock);
    const session = await backend.createSession({ skill: 'image-to-ai' });
    nemo.always('claim', answer);
    expect(await backend.projectLink(session)).toBe(
      `https://web.example/workspace/task/${session.taskId}?session=${session.sessionId}`,
    );
    expect(clock.waits).toEqual([]);
    expect(nemo.count('claim')).toBe(1);
    expect(await backend.projectLink({ ...session, taskId: undefined })).toBeUndefined();
  });

  it('does not exist for the studio', async () => {
    const identity = { name: 'studio' as const, linksAreShareable: false };
    const { backend } = connect(nemo.url, new HastyClock(), { identity });
    const session = await backend.createSession({ skill: 'image-to-ai' });
    expect(await backend.projectLink(session)).toBeUndefined();
    expect(nemo.count('claim')).toBe(0);
  });
});

describe('registrationLink', () => {
  it('carries the user id when there is one, and never an invented one', () => {
    const { backend } = connect('http://127.0.0.1:9', new HastyClock(), { webUrl: 'https://web.example/' });
    expect(backend.registrationLink('anon_1&x')).toBe('https://web.example/register?bind=anon_1%26x');
    expect(backend.registrationLink(undefined)).toBe('https://web.example/register');
  });
});
