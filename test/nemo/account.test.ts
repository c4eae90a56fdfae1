import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bare, codeData, statusError, successData, twinError } from '../fakes/nemo/answers.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { newGate } from '../fakes/nemo/gate.js';
import { isAttributed } from '../fakes/nemo/happy-backend.js';
import { connect, failure, HastyClock, SKILL, WatchedClock } from './support.js';

let nemo: FakeNemo;
beforeEach(async () => {
  nemo = await startFakeNemo();
});
afterEach(() => nemo.close());

const DAY = 86_400_000;
const clientIds = () => nemo.of('token').map((request) => request.headers['x-client-id']);
const tokens = () => nemo.of('credits').map((request) => request.headers.authorization);

describe('the anonymous account', () => {
  it('asks for one token, with attribution and without authentication, and keeps it', async () => {
    const first = connect(nemo.url);
    await first.backend.credits(SKILL);
    await first.backend.credits(SKILL);
    const again = connect(nemo.url, new HastyClock(), { store: first.store });
    await again.backend.credits(SKILL);
    expect(nemo.count('token')).toBe(1);
    expect(new Set(tokens()).size).toBe(1);
    const request = nemo.of('token')[0];
    expect(request && isAttributed(request)).toBe(true);
    expect(request?.headers.authorization).toBeUndefined();
    expect(String(clientIds()[0])).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('uses the configured client id, and not a token that belongs to another one', async () => {
    const first = connect(nemo.url);
    await first.backend.credits(SKILL);
    const second = connect(nemo.url, new HastyClock(), { store: first.store, clientId: 'configured' });
    await second.backend.credits(SKILL);
    expect(clientIds()[1]).toBe('configured');
  });

  it('never sends a token to another backend than its own', async () => {
    const other = await startFakeNemo();
    const { backend, store } = connect(nemo.url);
    await backend.credits(SKILL);
    await connect(other.url, new HastyClock(), { store }).backend.credits(SKILL);
    expect(other.count('token')).toBe(1);
    expect(other.of('token')[0]?.headers['x-client-id']).toBe(clientIds()[0]);
    await other.close();
  });

  it.each([
    [
      'code and data',
      codeData({ token: 'nmv_usr_a', user_id: 'anon_a', expires_at: '2099-01-01T00:00:00Z' }),
    ],
    ['elided fields', codeData({ token: 'nmv_usr_a' })],
    ['success and data', successData({ token: 'nmv_usr_a', credits: 100 })],
    ['bare', bare({ token: 'nmv_usr_a', expires_at: 4_070_908_800 })],
  ])('reads the token from %s', async (_name, answer) => {
    nemo.world.acceptToken('nmv_usr_a');
    nemo.next('token', answer);
    const { backend } = connect(nemo.url);
    await backend.credits(SKILL);
    expect(tokens()).toEqual(['Bearer nmv_usr_a']);
  });

  it('renews a token that is about to expire, with the same client id', async () => {
    const clock = new WatchedClock();
    nemo.next('token', (request) => {
      const { token } = nemo.world.issueToken(String(request.headers['x-client-id']));
      return codeData({ token, expires_at: new Date(clock.now() + DAY).toISOString() });
    });
    const { backend } = connect(nemo.url, clock);
    await backend.credits(SKILL);
    await clock.advance(DAY - 3_600_000);
    await backend.credits(SKILL);
    expect(nemo.count('token')).toBe(1);
    await clock.advance(3_600_000);
    await backend.credits(SKILL);
    expect(nemo.count('token')).toBe(2);
    expect(new Set(clientIds()).size).toBe(1);
  });

  it('does not use up the quota when the clocks differ', async () => {
    nemo.next('token', (request) => {
      const { token } = nemo.world.issueToken(String(request.headers['x-client-id']));
      return codeData({ token, expires_at: '2001-01-01T00:00:00Z' });
    });
    const { backend } = connect(nemo.url);
    await backend.credits(SKILL);
    await backend.credits(SKILL);
    expect(nemo.count('token')).toBe(1);
  });

  it('renews a refused token once and makes the call again', async () => {
    const { backend, store } = connect(nemo.url);
    await backend.credits(SKILL);
    nemo.world.revokeAll();
    expect(await backend.credits(SKILL)).toMatchObject({ available: 100 });
    expect(nemo.count('token')).toBe(2);
    expect(new Set(clientIds()).size).toBe(1);
    expect(JSON.stringify([...store.values])).toContain(String(tokens().at(-1)).replace('Bearer ', ''));
  });

  it('gives up when the new token is refused as well', async () => {
    nemo.always('credits', twinError(1001));
    const { backend } = connect(nemo.url);
    await expect(backend.credits(SKILL)).rejects.toEqual(failure('token-expired'));
    expect(nemo.count('token')).toBe(2);
    expect(nemo.count('credits')).toBe(2);
  });

  it('asks for one token only, however many requests find it refused', async () => {
    const { backend } = connect(nemo.url);
    await backend.credits(SKILL);
    nemo.world.revokeAll();
    const gate = newGate();
    nemo.next('token', (request) => {
      const { token } = nemo.world.issueToken(String(request.headers['x-client-id']));
      return { ...codeData({ token }), gate };
    });
    const calls = Array.from({ length: 10 }, () => backend.credits(SKILL));
    await gate.reached;
    await nemo.arrived('credits', 11);
    gate.open();
    await Promise.all(calls);
    expect(nemo.count('token')).toBe(2);
  });

  it('takes the token that another process has fetched meanwhile', async () => {
    const { backend, store } = connect(nemo.url);
    const other = connect(nemo.url, new HastyClock(), { store }).backend;
    await backend.credits(SKILL);
    await other.credits(SKILL);
    nemo.world.revokeAll();
    await backend.credits(SKILL);
    await other.credits(SKILL);
    expect(nemo.count('token')).toBe(2);
  });

  it('waits 30 seconds after a 429 and tries once more', async () => {
    nemo.next('token', twinError(429));
    const clock = new WatchedClock();
    const { backend } = connect(nemo.url, clock);
    const credits = backend.credits(SKILL);
    await clock.asked(30_000);
    expect(nemo.count('token')).toBe(1);
    await clock.advance(30_000);
    expect(await credits).toMatchObject({ available: 100 });
  });

  it('says after a second 429 that the quota of 7 days is used up', async () => {
    nemo.always('token', twinError(429));
    const { backend } = connect(nemo.url);
    const expected = failure('token-quota', { facts: expect.objectContaining({ fix: 'NEMO_TOKEN' }) });
    await expect(backend.credits(SKILL)).rejects.toEqual(expected);
    expect(nemo.count('token')).toBe(2);
  });

  it('does not wait for a Retry-After of days', async () => {
    nemo.always('token', { ...twinError(429), headers: { 'retry-after': '600000' } });
    const { backend } = connect(nemo.url, new WatchedClock());
    await expect(backend.credits(SKILL)).rejects.toEqual(failure('token-quota'));
    expect(nemo.count('token')).toBe(1);
  });

  it('makes a new client id when the kept one is refused, but never replaces a configured one', async () => {
    nemo.next('token', twinError(400));
    const { backend } = connect(nemo.url);
    await backend.credits(SKILL);
    expect(new Set(clientIds()).size).toBe(2);

    nemo.next('token', twinError(400));
    const configured = connect(nemo.url, new HastyClock(), { clientId: 'mine' }).backend;
    await expect(configured.credits(SKILL)).rejects.toEqual(failure('client-id-missing'));
  });

  it('says when an answer has no token', async () => {
    nemo.next('token', codeData({}), statusError(503));
    const { backend } = connect(nemo.url);
    await expect(backend.credits(SKILL)).rejects.toEqual(failure('backend-misunderstood'));
    await expect(backend.credits(SKILL)).rejects.toEqual(failure('backend-unavailable'));
  });

  it('lets one caller go without stopping the others', async () => {
    const gate = newGate();
    nemo.next('token', { ...codeData({ token: 'nmv_usr_a' }), gate });
    nemo.world.acceptToken('nmv_usr_a');
    const { backend } = connect(nemo.url);
    const stop = new AbortController();
    const session = { sessionId: '1', skill: SKILL };
    const stopped = backend.state(session, stop.signal);
    const goesOn = backend.credits(SKILL);
    await gate.reached;
    stop.abort();
    await expect(stopped).rejects.toEqual(failure('stopped'));
    gate.open();
    expect(await goesOn).toMatchObject({ available: 100 });
  });
});

describe('NEMO_TOKEN', () => {
  it('is used as it is; no anonymous token is asked for', async () => {
    nemo.world.acceptToken('operator-token');
    const { backend } = connect(nemo.url, new HastyClock(), { token: ' operator-token\n' });
    await backend.credits(SKILL);
    expect(tokens()).toEqual(['Bearer operator-token']);
    expect(nemo.count('token')).toBe(0);
  });

  it('is never swapped for another identity', async () => {
    const { backend } = connect(nemo.url, new HastyClock(), { token: 'revoked-token' });
    const expected = failure('token-refused', { facts: { fix: 'NEMO_TOKEN' } });
    await expect(backend.credits(SKILL)).rejects.toEqual(expected);
    expect(nemo.count('token')).toBe(0);
  });

  it('is refused at once when no header can carry it', () => {
    expect(() => connect(nemo.url, new HastyClock(), { token: 'two words' })).toThrow('NEMO_TOKEN');
  });
});
