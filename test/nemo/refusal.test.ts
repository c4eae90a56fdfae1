import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../src/failure.js';
import { readEnvelope } from '../../src/nemo/envelope.js';
import { type Endpoint, failureCode, parseRetryAfter, refusalFailure } from '../../src/nemo/refusal.js';

function codeOf(endpoint: Endpoint, status: number, body: unknown): FailureCode {
  return failureCode({ endpoint, status, envelope: readEnvelope(JSON.stringify(body)) });
}

describe('readEnvelope', () => {
  it.each([
    [{ code: 0, message: 'ok', data: { a: 1 } }, { a: 1 }],
    [{ code: '0', data: { a: 1 } }, { a: 1 }],
    [{ code: 200, data: { a: 1 } }, { a: 1 }],
    [{ success: true, data: { a: 1 } }, { a: 1 }],
    [{ a: 1 }, { a: 1 }],
    [{ data: { a: 1 } }, { a: 1 }],
  ])('opens %j', (body, fields) => {
    const envelope = readEnvelope(JSON.stringify(body));
    expect(envelope?.ok).toBe(true);
    expect(envelope?.fields).toMatchObject(fields);
  });

  it.each([
    [{ code: 1001, message: 'bad token' }, 1001, 'bad token'],
    [{ code: '2001', msg: 'no credits' }, 2001, 'no credits'],
    [{ success: false, error: 'text' }, undefined, 'text'],
    [{ success: false, error: { code: 4001, message: 'nested' } }, 4001, 'nested'],
    [{ detail: 'Session not found' }, undefined, 'Session not found'],
    [{ detail: { code: 2001, message: 'inner' } }, 2001, 'inner'],
    [{ detail: [{ loc: ['body'], msg: 'Field required', type: 'missing' }] }, undefined, 'Field required'],
    [{ error: 'Session not found: 1' }, undefined, 'Session not found: 1'],
    [{ code: 5000, reason: 'because' }, 5000, 'because'],
  ])('sees the error in %j', (body, code, message) => {
    expect(readEnvelope(JSON.stringify(body))).toMatchObject({ ok: false, code, message });
  });

  it('has nothing to say about what is no JSON', () => {
    expect(readEnvelope('<html></html>')).toBeUndefined();
    expect(readEnvelope('')).toBeUndefined();
  });
});

describe('failureCode', () => {
  it.each<[number, FailureCode]>([
    [1001, 'token-expired'],
    [1010, 'token-expired'],
    [1011, 'token-expired'],
    [1002, 'session-lost'],
    [2001, 'no-credits'],
    [4001, 'unsupported-file'],
    [4002, 'file-too-large'],
    [402, 'plan-blocks-export'],
    [429, 'rate-limited'],
    [500, 'backend-unavailable'],
  ])('business code %i decides whatever the HTTP status is', (code, expected) => {
    for (const status of [200, 402, 500]) {
      expect(codeOf('render', status, { code, message: 'words' })).toBe(expected);
    }
  });

  it.each<[Endpoint, number, unknown, FailureCode]>([
    ['credits', 401, {}, 'token-expired'],
    ['credits', 403, { detail: 'token has been revoked' }, 'token-expired'],
    ['state', 404, { detail: 'Session not found' }, 'session-lost'],
    ['turn', 404, { error: 'Session not found: 17' }, 'session-lost'],
    ['turn', 404, { detail: 'Not Found' }, 'session-lost'],
    ['session', 404, { detail: 'Not Found' }, 'backend-misunderstood'],
    ['turn', 200, { success: false, error: 'Session does not exist' }, 'session-lost'],
    ['turn', 200, { success: false, error: 'invalid or expired token' }, 'token-expired'],
    ['render', 402, { message: 'insufficient credits' }, 'no-credits'],
    ['render', 402, { message: '积分不足' }, 'no-credits'],
    ['render', 402, { message: 'upgrade your plan to get more credits' }, 'plan-blocks-export'],
    ['render', 402, { message: 'Payment Required' }, 'plan-blocks-export'],
    ['render', 402, {}, 'plan-blocks-export'],
    ['render', 403, { detail: 'missing scope: render' }, 'plan-blocks-export'],
    ['render', 200, { success: false, error: '请升级套餐' }, 'plan-blocks-export'],
    ['state', 403, { detail: 'missing scope: read' }, 'forbidden'],
    ['upload', 413, {}, 'file-too-large'],
    ['upload', 415, {}, 'unsupported-file'],
    ['upload', 400, { detail: 'Unsupported file format: heic' }, 'unsupported-file'],
    ['upload', 200, { success: false, error: 'file too large' }, 'file-too-large'],
    ['turn', 422, { detail: [{ msg: 'Field required' }] }, 'backend-misunderstood'],
    ['credits', 429, {}, 'rate-limited'],
    ['credits', 408, {}, 'backend-unavailable'],
    ['credits', 503, {}, 'backend-unavailable'],
    ['token', 400, { detail: 'X-Client-Id is required' }, 'client-id-missing'],
    ['render', 409, { error: 'duplicate id' }, 'render-failed'],
    ['render-status', 404, { detail: 'render not found' }, 'render-failed'],
    ['credits', 301, {}, 'backend-misunderstood'],
  ])('%s, HTTP %i, %j', (endpoint, status, body, expected) => {
    expect(codeOf(endpoint, status, body)).toBe(expected);
  });

  it('does not take the page of a proxy for a lost session', () => {
    expect(failureCode({ endpoint: 'state', status: 404, envelope: undefined })).toBe(
      'backend-misunderstood',
    );
    expect(failureCode({ endpoint: 'state', status: 502, envelope: undefined })).toBe('backend-unavailable');
  });
});

describe('refusalFailure', () => {
  it('has a safe detail and the facts for the words', () => {
    const envelope = { code: 2001, message: 'no credits for nmv_usr_secret and op-token' };
    const facts = { anonymous: true, bindId: 'anon_1' };
    const failure = refusalFailure({ endpoint: 'turn', status: 200, envelope, secrets: ['op-token'], facts });
    expect(failure.facts).toMatchObject(facts);
    expect(failure.detail).toBe('turn: HTTP 200, code 2001, no credits for [redacted] and [redacted]');
  });

  it.each([
    ['12', 12_000],
    ['0', 0],
    [' 1.5 ', 1_500],
    ['Wed, 21 Oct 2015 07:28:10 GMT', 10_000],
    ['Wed, 21 Oct 2015 07:27:00 GMT', 0],
    ['soon', undefined],
    [undefined, undefined],
  ])('reads Retry-After %s', (value, expected) => {
    expect(parseRetryAfter(value, Date.parse('Wed, 21 Oct 2015 07:28:00 GMT'))).toBe(expected);
  });
});
