import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RenderStatus, Session } from '../../src/conversation/ports/video-backend.js';
import type { NemoBackend } from '../../src/nemo/nemo-backend.js';
import {
  type Answer,
  bare,
  codeData,
  codeError,
  htmlError,
  reset,
  statusError,
  successData,
  twinError,
} from '../fakes/nemo/answers.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { exampleDraft } from '../fakes/nemo/world.js';
import { connect, failure, HastyClock } from './support.js';

let nemo: FakeNemo;
let backend: NemoBackend;
let session: Session;

beforeEach(async () => {
  nemo = await startFakeNemo();
  backend = connect(nemo.url).backend;
  session = await backend.createSession({ skill: 'image-to-ai' });
});
afterEach(() => nemo.close());

const OUTPUT = { format: 'mp4', quality: 'high' };
const submit = (id: string, draft: Record<string, unknown> = exampleDraft()) =>
  backend.submitRender(session, { id, draft, output: OUTPUT });

describe('submitRender', () => {
  it('sends the documented body', async () => {
    expect(await submit('render_1')).toBe('render_1');
    expect(nemo.of('render')[0]?.json).toEqual({
      id: 'render_1',
      sessionId: session.sessionId,
      draft: exampleDraft(),
      output: OUTPUT,
    });
  });

  it('sends back the draft verbatim, with keys and numbers that nobody knows', async () => {
    const draft =
      '{"zz":{"unknown":[1,null,{"é":"\\u2028"}]},"id":5529798706024415232,"d":10000,"t":[{"tt":42,"x":1.25,"sg":[{"d":1,"seg":9007199254740993}]}]}';
    nemo.next('state', { text: `{"code":0,"data":{"state":{"draft":${draft}}}}` });
    const state = await backend.state(session);
    // Kept between state and export, as the core does.
    const kept = JSON.parse(JSON.stringify(state.draft));
    await submit('render_1', kept);
    const sent = nemo.of('render')[0]?.text ?? '';
    expect(sent).toContain('"id":5529798706024415232');
    expect(sent).toContain('"seg":9007199254740993');
    expect(JSON.parse(sent).draft).toEqual(JSON.parse(draft));
  });

  it.each<[string, Answer, string]>([
    ['data.id', successData({ id: 'theirs', status: 'pending' }), 'theirs'],
    ['data.render_id', codeData({ render_id: 'theirs' }), 'theirs'],
    ['taskId', bare({ taskId: 'theirs', status: 'pending' }), 'theirs'],
    ['a bare number', { text: '{"code":0,"data":{"id":5529798706024415232}}' }, '5529798706024415232'],
    ['nothing', codeData(null), 'ours'],
  ])('takes the id from %s', async (_name, answer, id) => {
    nemo.next('render', answer);
    expect(await submit('ours')).toBe(id);
  });

  it('is made once: a lost answer, a taken id and a blocked plan are failures', async () => {
    await submit('render_1');
    await expect(submit('render_1')).rejects.toEqual(failure('render-failed'));
    nemo.next('render', reset, htmlError(502), twinError(402), twinError(2001), codeError(1002));
    await expect(submit('a')).rejects.toEqual(failure('backend-unavailable'));
    await expect(submit('b')).rejects.toEqual(failure('backend-unavailable'));
    await expect(submit('c')).rejects.toEqual(
      failure('plan-blocks-export', { facts: expect.objectContaining({ anonymous: true }) }),
    );
    await expect(submit('d')).rejects.toEqual(
      failure('no-credits', { facts: expect.objectContaining({ anonymous: true, bindId: session.userId }) }),
    );
    await expect(submit('e')).rejects.toEqual(failure('session-lost'));
    expect(nemo.count('render')).toBe(7);
  });

  it('is made again with a new token, because 1001 means that nothing was done', async () => {
    nemo.next('render', twinError(1001));
    expect(await submit('render_1')).toBe('render_1');
    expect(nemo.count('render')).toBe(2);
  });

  it('says of an operator account that it is registered', async () => {
    nemo.world.acceptToken('operator', session.userId);
    nemo.next('render', codeError(2001));
    const operator = connect(nemo.url, new HastyClock(), { token: 'operator' }).backend;
    await expect(
      operator.submitRender(session, { id: 'r', draft: exampleDraft(), output: OUTPUT }),
    ).rejects.toEqual(failure('no-credits', { facts: expect.objectContaining({ anonymous: false }) }));
  });
});

describe('renderStatus', () => {
  const url = 'https://cdn.example/a.mp4?sig=1';

  it.each<[object, RenderStatus]>([
    [
      { status: 'pending', progress: 5 },
      { state: 'waiting', percent: 5 },
    ],
    [{ status: 'queued' }, { state: 'waiting', percent: undefined }],
    [
      { status: 'PROCESSING', progress: 45.4 },
      { state: 'running', percent: 45 },
    ],
    [
      { status: 'rendering', progress: 0.5 },
      { state: 'running', percent: 50 },
    ],
    [
      { status: 'running', progress: '30%' },
      { state: 'running', percent: 30 },
    ],
    [
      { status: 'in-progress', progress: 130 },
      { state: 'running', percent: 100 },
    ],
    [
      { status: 'something new', progress: 1 },
      { state: 'running', percent: 1 },
    ],
    [{}, { state: 'running', percent: undefined }],
    [
      { status: 'completed', progress: 100, outputUrl: url },
      { state: 'done', url },
    ],
    [
      { status: 'completed', output: { url, duration: 30.5 } },
      { state: 'done', url },
    ],
    [
      { status: 'done', output: url },
      { state: 'done', url },
    ],
    [
      { status: 'success', output_url: url },
      { state: 'done', url },
    ],
    [
      { status: 'succeeded', downloadUrl: url },
      { state: 'done', url },
    ],
    [
      { status: 'finished', url },
      { state: 'done', url },
    ],
    [
      { state: 'completed', video_url: url },
      { state: 'done', url },
    ],
    [{ outputUrl: url }, { state: 'done', url }],
    [{ status: 'completed' }, { state: 'done', url: undefined }],
    [
      { status: 'completed', outputUrl: '' },
      { state: 'done', url: undefined },
    ],
    [
      { status: 'failed', error: 'invalid draft' },
      { state: 'failed', reason: 'invalid draft' },
    ],
    [
      { status: 'error', message: 'nmv_usr_x broke' },
      { state: 'failed', reason: '[redacted] broke' },
    ],
    [{ status: 'failed' }, { state: 'failed', reason: undefined }],
    [{ status: 'cancelled' }, { state: 'cancelled' }],
    [{ status: 'canceled' }, { state: 'cancelled' }],
  ])('reads %j in every wrapping', async (fields, status) => {
    nemo.next('renderStatus', codeData(fields), successData(fields), bare(fields));
    for (let wrapping = 0; wrapping < 3; wrapping++) {
      expect(await backend.renderStatus(session, 'render_1')).toEqual(status);
    }
  });

  it('reads a status outside of the data, and a failure wrapped as an error', async () => {
    nemo.next(
      'renderStatus',
      bare({ success: true, status: 'completed', data: { outputUrl: url } }),
      bare({ success: false, data: { status: 'failed', error: 'no frames' } }),
      bare({ success: false, status: 'failed', error: 'no frames' }),
    );
    expect(await backend.renderStatus(session, 'r')).toEqual({ state: 'done', url });
    expect(await backend.renderStatus(session, 'r')).toEqual({ state: 'failed', reason: 'no frames' });
    expect(await backend.renderStatus(session, 'r')).toEqual({ state: 'failed', reason: 'no frames' });
  });

  it('makes an address of the API itself absolute', async () => {
    nemo.next('renderStatus', codeData({ status: 'completed', outputUrl: '/files/a.mp4' }));
    const status = await backend.renderStatus(session, 'r');
    expect(status).toEqual({ state: 'done', url: `${nemo.url}/files/a.mp4` });
  });

  it('is one poll: trouble on the way is told at once, with the same id to ask again', async () => {
    nemo.next('renderStatus', reset, statusError(408), statusError(500), htmlError(503));
    for (let poll = 0; poll < 4; poll++) {
      await expect(backend.renderStatus(session, 'r')).rejects.toEqual(failure('backend-unavailable'));
    }
    nemo.next('renderStatus', twinError(429), statusError(404, 'render not found'), statusError(400));
    await expect(backend.renderStatus(session, 'r')).rejects.toEqual(failure('backend-unavailable'));
    await expect(backend.renderStatus(session, 'r')).rejects.toEqual(failure('render-failed'));
    await expect(backend.renderStatus(session, 'r')).rejects.toEqual(failure('render-failed'));
    expect(nemo.count('renderStatus')).toBe(7);
  });

  it('cancels at the backend', async () => {
    await submit('render_1');
    await backend.cancelRender(session, 'render_1');
    expect(nemo.world.renders.get('render_1')?.cancelled).toBe(true);
    expect(await backend.renderStatus(session, 'render_1')).toEqual({ state: 'cancelled' });
    await expect(backend.cancelRender(session, 'unknown')).rejects.toEqual(failure('backend-misunderstood'));
  });
});

describe('an address that may not be opened', () => {
  it.each([
    'http://192.168.1.5/x.mp4',
    'https://169.254.169.254/x.mp4',
    'http://example.com/x.mp4',
    'file:///etc/passwd',
  ])('is not passed on: %s', async (outputUrl) => {
    await submit('render_1');
    nemo.next('renderStatus', codeData({ status: 'completed', outputUrl }));
    expect(await backend.renderStatus(session, 'render_1')).toEqual({ state: 'done' });
  });
});
