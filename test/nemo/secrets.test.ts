import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../../src/conversation/ports/video-backend.js';
import type { Answer, Script } from '../fakes/nemo/answers.js';
import { codeError, reset, statusError } from '../fakes/nemo/answers.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import type { Endpoint, RecordedRequest } from '../fakes/nemo/recorded-request.js';
import { data, say } from '../fakes/nemo/turn-steps.js';
import { exampleDraft } from '../fakes/nemo/world.js';
import { connect, HastyClock } from './support.js';

let nemo: FakeNemo;
beforeEach(async () => {
  nemo = await startFakeNemo();
});
afterEach(() => nemo.close());

const ENDPOINTS: readonly Endpoint[] = [
  'session',
  'turn',
  'upload',
  'state',
  'credits',
  'render',
  'renderStatus',
  'cancel',
  'download',
  'file',
  'claim',
];

/** A backend that repeats what it was sent in all of its errors, as careless ones do. */
const echo = (request: RecordedRequest) =>
  `you sent ${request.headers.authorization} to ${request.path}?t=MARKED`;
const ECHOES: readonly Script[] = [
  (request) => statusError(500, echo(request)),
  (request) => statusError(400, echo(request)),
  (request) => codeError(1001, echo(request)),
  (request) => codeError(2001, echo(request)),
  (request): Answer => ({ json: { status: 'failed', error: echo(request) } }),
  (request): Answer => ({ text: echo(request), type: 'text/html' }),
  (request): Answer => ({ stream: [say('x'), data({ error: echo(request) })] }),
  (request): Answer => ({ stream: [data({ code: 4000, message: echo(request) })] }),
  reset,
];

describe('a marked token', () => {
  it.each([
    ['of the operator', 'operator-MARKED-token'],
    ['of the backend', undefined],
  ])('%s appears in no failure, no result and no log line', async (_name, token) => {
    const operatorToken = token ?? 'nmv_usr_MARKED_token';
    nemo.world.acceptToken(operatorToken, 'anon_1');
    nemo.always('token', { json: { code: 0, data: { token: operatorToken, user_id: 'anon_1' } } });
    const { backend, log } = connect(nemo.url, new HastyClock(), { token });
    const session: Session = await backend.createSession({ skill: 'image-to-ai' });
    const signal = new AbortController().signal;
    const told: unknown[] = [];
    const calls: (() => Promise<unknown>)[] = [
      () => backend.createSession({ skill: 'image-to-ai' }),
      () => backend.turn(session, 'x', { signal, onEvent: (event) => told.push(event) }),
      () => backend.upload(session, { name: 'a.jpg', body: Readable.from([Buffer.from('a')]) }),
      () => backend.state(session),
      () => backend.credits('image-to-ai'),
      () =>
        backend.submitRender(session, {
          id: 'r',
          draft: exampleDraft(),
          output: { format: 'mp4', quality: 'high' },
        }),
      () => backend.renderStatus(session, 'r'),
      () => backend.cancelRender(session, 'r'),
      () => backend.openRender(session, { id: 'r', url: `${nemo.url}/files/a.mp4?signature=MARKED` }),
      () => backend.projectLink(session),
    ];
    let failures = 0;
    for (const script of ECHOES) {
      for (const endpoint of ENDPOINTS) nemo.always(endpoint, script);
      for (const call of calls) {
        await call().then(
          (result) => told.push(result),
          (failure: unknown) => {
            failures += 1;
            told.push(failure);
          },
        );
      }
    }
    expect(failures).toBeGreaterThan(60);
    expect(nemo.requests.some((request) => request.headers.authorization === `Bearer ${operatorToken}`)).toBe(
      true,
    );
    const everything = told.map((value) => inspect(value, { depth: 12, showHidden: true })).join('\n');
    expect(everything.match(/.*MARKED.*/)?.[0]).toBeUndefined();
    expect(log.lines.filter((line) => line.includes('MARKED'))).toEqual([]);
    expect(log.lines.length).toBeGreaterThan(0);
  });
});
