import { z } from 'zod';
import type { Credits, Session } from '../conversation/ports/video-backend.js';
import { Failure, failedWith } from '../failure.js';
import type { NemoApi } from './api.js';
import * as values from './values.js';

const sessionAnswer = z.looseObject({
  session_id: values.id,
  sessionId: values.id,
  id: values.id,
  task_id: values.id,
  taskId: values.id,
  user_id: values.id,
  userId: values.id,
});

/** A new project at the backend (contract §4). `language` is the person's own code, such as `ja` or `zh-CN`. */
export async function createSession(
  api: NemoApi,
  options: { skill: string; language?: string },
): Promise<Session> {
  const { skill, language } = options;
  const { fields } = await api.call({
    endpoint: 'session',
    method: 'POST',
    path: '/api/tasks/me/with-session/nemo_agent',
    json: { task_name: 'project', ...(language ? { language } : {}) },
    skill,
    // An answer that was lost leaves an empty project behind, which costs nothing.
    patient: true,
    waitWhenLimited: true,
  });
  const answer = sessionAnswer.parse(fields);
  const sessionId = answer.session_id ?? answer.sessionId ?? answer.id;
  if (!sessionId) {
    throw new Failure('backend-misunderstood', { detail: 'session: the answer has no session id' });
  }
  const userId = answer.user_id ?? answer.userId;
  api.account.learnUserId(userId);
  return { sessionId, taskId: answer.task_id ?? answer.taskId, userId, skill };
}

/** Deletes the session with its files and videos; what is gone already is fine. Only the studio has this call. */
export async function forgetSession(api: NemoApi, session: Session): Promise<void> {
  try {
    await api.call({
      endpoint: 'forget',
      method: 'POST',
      path: `/api/state/nemo_agent/me/${encodeURIComponent(session.sessionId)}/forget`,
      skill: session.skill,
      patient: true,
      waitWhenLimited: true,
    });
  } catch (problem) {
    if (!failedWith(problem, 'session-lost')) throw problem;
  }
}

const creditsAnswer = z.looseObject({
  available: values.number,
  balance: values.number,
  frozen: values.number,
  total: values.number,
  total_granted: values.number,
  total_consumed: values.number,
});

/** The balance (contract §11); `total` is computed where it is missing. */
export async function readCredits(api: NemoApi, skill: string): Promise<Credits> {
  const { fields } = await api.call({
    endpoint: 'credits',
    method: 'GET',
    path: '/api/credits/balance/simple',
    skill,
    patient: true,
    waitWhenLimited: true,
  });
  const answer = creditsAnswer.parse(fields);
  const frozen = answer.frozen ?? 0;
  const spare = (answer.total_granted ?? Number.NaN) - (answer.total_consumed ?? 0);
  const available =
    answer.available ?? answer.balance ?? (answer.total === undefined ? spare : answer.total - frozen);
  if (!Number.isFinite(available)) {
    throw new Failure('backend-misunderstood', { detail: 'credits: the answer has no balance' });
  }
  return { available, frozen, total: answer.total ?? available + frozen };
}
