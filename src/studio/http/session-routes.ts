import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Failure } from '../../failure.js';
import type { Access } from '../access.js';
import { ratioOf } from '../director/words/format.js';
import type { Renders } from '../renders/renders.js';
import type { MediaItem } from '../store/session.js';
import type { Sessions } from '../store/sessions.js';
import { FREE_CREDITS } from './gate.js';
import { ok, refusal } from './refusal.js';

const creation = z
  .object({ task_name: z.string().max(200).optional(), language: z.string().max(35).optional() })
  .nullish();
const sessionPath = z.object({ sid: z.string() });

/** Sessions, their state, and the account (NemoVideo contract §4, §5, §8, §11). */
export function sessionRoutes(
  app: FastifyInstance,
  { sessions, renders, access }: { sessions: Sessions; renders: Renders; access: Access },
): void {
  app.post('/api/tasks/me/with-session/nemo_agent', async (request) => {
    const body = creation.safeParse(request.body);
    if (!body.success)
      throw new Failure('backend-misunderstood', { detail: 'task_name and language are texts' });
    const { task_name = 'project', language } = body.data ?? {};
    const session = await sessions.create({ name: task_name, ...(language && { language }) });
    return ok({ task_id: session.taskId, session_id: session.id, user_id: access.userId });
  });

  // There is no web site that could open a project of this machine.
  app.post('/api/auth/claim-token', async (_request, reply) => {
    const { status, body } = refusal(404, 404, 'there is no web page for projects of this studio');
    return reply.code(status).send(body);
  });

  app.get('/api/state/nemo_agent/me/:sid/latest', async (request) => {
    const session = await sessions.read(sessionPath.parse(request.params).sid);
    const { draft } = session.desk;
    return ok({
      session_id: session.id,
      task_id: session.taskId,
      task_name: session.name,
      user_id: access.userId,
      state: {
        video_infos: session.media.map(mediaInfo),
        draft: draft ?? {},
        canvas_config: draft ? { width: draft.m.width, height: draft.m.height, ratio: ratioOf(draft.m) } : {},
        video_analyses: {},
        generated_media: [],
      },
    });
  });

  // The studio's own: NemoVideo has no call for it. One that is gone already is answered in the same way.
  app.post('/api/state/nemo_agent/me/:sid/forget', async (request) => {
    const { sid } = sessionPath.parse(request.params);
    // The session first: from then on nobody can ask for another render of it.
    await sessions.remove(sid);
    await renders.removeOf(sid);
    return ok({});
  });

  app.get('/api/credits/balance/simple', async () =>
    ok({ available: FREE_CREDITS, frozen: 0, total: FREE_CREDITS }),
  );
}

/** An uploaded file as the state and the answer to an upload show it; `duration` is in seconds (contract §7). */
export function mediaInfo(item: MediaItem) {
  return {
    filename: item.name,
    file_type: item.kind,
    duration: item.seconds ?? 0,
    ...(item.width !== undefined && { width: item.width, height: item.height }),
    hash: item.hash.slice(0, 32),
  };
}
