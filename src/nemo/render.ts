import { z } from 'zod';
import type { Draft, RenderOutput, RenderStatus, Session } from '../conversation/ports/video-backend.js';
import { Failure, failedWith } from '../failure.js';
import type { NemoApi } from './api.js';
import { redact } from './redact.js';
import * as values from './values.js';
import { type Fields, isRecord } from './values.js';

const RENDERS = '/api/render/proxy/lambda';

/** Every spelling of a status that was seen or is likely (contract §10.3). Anything else means: ask again. */
const STATES: Readonly<Record<string, RenderStatus['state']>> = {
  pending: 'waiting',
  queued: 'waiting',
  waiting: 'waiting',
  created: 'waiting',
  submitted: 'waiting',
  processing: 'running',
  rendering: 'running',
  running: 'running',
  in_progress: 'running',
  completed: 'done',
  complete: 'done',
  done: 'done',
  success: 'done',
  succeeded: 'done',
  finished: 'done',
  failed: 'failed',
  failure: 'failed',
  error: 'failed',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  aborted: 'cancelled',
};

const submitAnswer = z.looseObject({
  id: values.id,
  render_id: values.id,
  renderId: values.id,
  taskId: values.id,
  task_id: values.id,
});

const addressFields = z.looseObject({
  outputUrl: values.text,
  output_url: values.text,
  output: z.unknown().optional(),
  downloadUrl: values.text,
  download_url: values.text,
  videoUrl: values.text,
  video_url: values.text,
  url: values.text,
});

const statusFields = z.looseObject({ status: values.text, state: values.text, progress: values.number });

/** Submits the draft verbatim (contract §10.2) and resolves to the id to poll. Never repeated here: the id is used up. */
export async function submitRender(
  api: NemoApi,
  session: Session,
  render: { id: string; draft: Draft; output: RenderOutput },
): Promise<string> {
  const { id, draft, output } = render;
  const { fields } = await api.call({
    endpoint: 'render',
    method: 'POST',
    path: RENDERS,
    json: { id, sessionId: session.sessionId, draft, output },
    skill: session.skill,
    waitWhenLimited: true,
  });
  const answer = submitAnswer.parse(fields);
  return answer.id ?? answer.render_id ?? answer.renderId ?? answer.taskId ?? answer.task_id ?? id;
}

/** One poll; 429 and 5xx are the caller's to wait for, with the same id. */
export async function renderStatus(api: NemoApi, session: Session, renderId: string): Promise<RenderStatus> {
  try {
    const { fields } = await api.call({
      endpoint: 'render-status',
      method: 'GET',
      path: `${RENDERS}/${encodeURIComponent(renderId)}`,
      skill: session.skill,
      // A failed render may come wrapped as an error of the call.
      accept: (envelope) => stateOf(envelope.fields) !== undefined,
    });
    return readStatus(fields, api);
  } catch (problem) {
    if (!failedWith(problem, 'rate-limited')) throw problem;
    const { detail, facts } = problem;
    throw new Failure('backend-unavailable', { detail, facts, cause: problem });
  }
}

export async function cancelRender(api: NemoApi, session: Session, renderId: string): Promise<void> {
  await api.call({
    endpoint: 'render-cancel',
    method: 'POST',
    path: `${RENDERS}/${encodeURIComponent(renderId)}/cancel`,
    skill: session.skill,
  });
}

function readStatus(fields: Fields, api: NemoApi): RenderStatus {
  const address = addressOf(fields);
  const url = address === undefined ? undefined : absolute(address, api);
  const told = statusFields.parse(fields).status ?? statusFields.parse(fields).state;
  const state = stateOf(fields) ?? (told === undefined && url ? 'done' : 'running');
  switch (state) {
    case 'done':
      return { state, url };
    case 'failed':
      return { state, reason: reasonOf(fields, api) };
    case 'cancelled':
      return { state };
    default:
      return { state, percent: percentOf(statusFields.parse(fields).progress) };
  }
}

function stateOf(fields: Fields): RenderStatus['state'] | undefined {
  const { status, state } = statusFields.parse(fields);
  return STATES[(status ?? state ?? '').toLowerCase().replace(/[\s-]/g, '_')];
}

/** The first of the many places where the address of the video was seen (contract §10.3). */
export function addressOf(fields: Fields): string | undefined {
  const found = addressFields.parse(fields);
  const nested = isRecord(found.output) ? addressOf(found.output) : values.text.parse(found.output);
  return (
    found.outputUrl ??
    found.output_url ??
    nested ??
    found.downloadUrl ??
    found.download_url ??
    found.videoUrl ??
    found.video_url ??
    found.url
  );
}

/** Some answers give a path of the API's own host. */
function absolute(address: string, api: NemoApi): string | undefined {
  const base = api.transport.url('/').href;
  return URL.canParse(address, base) ? new URL(address, base).href : undefined;
}

/** 0-100; fractions are taken for shares of one. */
function percentOf(progress: number | undefined): number | undefined {
  if (progress === undefined) return undefined;
  const percent = progress > 0 && progress < 1 ? progress * 100 : progress;
  return Math.min(100, Math.max(0, Math.round(percent)));
}

function reasonOf(fields: Fields, api: NemoApi): string | undefined {
  const told = [fields.error, fields.reason, fields.error_message, fields.message];
  // "ok" is the message of the wrapping.
  const reason = told
    .map((value) => values.text.parse(value))
    .find((value) => value && !/^(ok|success)$/i.test(value));
  return reason && redact(reason, api.account.secrets);
}
