import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { SKILL_SLUGS } from '../../../src/conversation/profiles.js';
import { refuse } from '../../../src/http/problems.js';
import type { ApiThread, ApiThreadSummary } from '../api-types.js';
import type { PlaygroundContext } from '../context.js';
import { MAX_LISTED_THREADS } from '../limits.js';
import { placeOf } from '../platform.js';

export interface ThreadParams {
  Params: { thread: string };
}

interface MessageParams {
  Params: { thread: string; message: string };
}

const newThread = z.object({ skill: z.enum(SKILL_SLUGS).optional() });

/** Threads: started, listed, read and deleted. */
export function threadRoutes(app: FastifyInstance, context: PlaygroundContext): void {
  const { threads, media, reception } = context;
  const posting = { config: { rateLimit: { max: context.postsPerMinute, timeWindow: '1 minute' } } };

  app.post('/playground/threads', posting, async (request, reply) => {
    const body = newThread.safeParse(request.body ?? {});
    if (!body.success) return refuse(reply, 400, `Name one of the skills: ${SKILL_SLUGS.join(', ')}.`);
    const thread = await threads.create(body.data.skill ?? context.defaultSkill);
    return reply.code(201).send({ id: thread.id });
  });

  /** The newest ones: older threads are still found by their address. */
  app.get('/playground/threads', async (): Promise<{ threads: ApiThreadSummary[] }> => {
    return { threads: await threads.list(MAX_LISTED_THREADS) };
  });

  app.get<ThreadParams>('/playground/threads/:thread', async (request): Promise<ApiThread> => {
    const thread = await threads.get(request.params.thread);
    const conversation = await reception.find(placeOf(thread.id).conversation);
    // "/skill" in the conversation changes it there; until something was sent the thread's own choice stands.
    return { ...thread.view(), skill: conversation?.skill ?? thread.row.skill };
  });

  /** Deletes the thread everywhere: the conversation in the core, the messages, the files. */
  app.delete<ThreadParams>('/playground/threads/:thread', posting, async (request, reply) => {
    const thread = await threads.get(request.params.thread);
    await reception.forget({ conversation: placeOf(thread.id).conversation });
    await threads.delete(thread.id);
    await media.deleteThread(thread.id);
    return reply.code(204).send();
  });

  /** Takes one message out of the thread, with its files. What the core made of it stays. */
  app.delete<MessageParams>(
    '/playground/threads/:thread/messages/:message',
    posting,
    async (request, reply) => {
      const thread = await threads.get(request.params.thread);
      const message = thread.find(request.params.message);
      if (!message) return refuse(reply, 404, 'There is no such message in this thread.');
      await thread.withdraw(message.id);
      for (const file of message.files ?? []) await media.deleteUpload(thread.id, file.id);
      if (message.video) await media.deleteVideo(thread.id, message.id);
      return reply.code(204).send();
    },
  );
}
