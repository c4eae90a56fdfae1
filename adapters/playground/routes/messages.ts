import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { findProfile } from '../../../src/conversation/profiles.js';
import { refuse } from '../../../src/http/problems.js';
import type { ApiMessage } from '../api-types.js';
import type { PlaygroundContext } from '../context.js';
import { handIn, handInAgain } from '../hand-in.js';
import { MAX_REQUEST_BYTES } from '../limits.js';
import { languageOf, localeOf } from '../locale.js';
import { placeOf } from '../platform.js';
import { readMessage } from './read-message.js';
import type { ThreadParams } from './threads.js';

/** Chosen by the client, so that a message which is sent again after a broken connection is the same message. */
const IDEMPOTENCY_KEY = /^[A-Za-z0-9_-]{8,64}$/;

const press = z.object({ button: z.string().max(200) });
const choice = z.object({ skill: z.string() });

/** What a person does in a thread: writes, presses a button, chooses a skill. */
export function messageRoutes(app: FastifyInstance, context: PlaygroundContext): void {
  const { threads, media, clock, seal } = context;
  const posting = { config: { rateLimit: { max: context.postsPerMinute, timeWindow: '1 minute' } } };

  app.post<ThreadParams>('/playground/threads/:thread/messages', posting, async (request, reply) => {
    const locale = localeOf(request.headers['accept-language']);
    const id = request.headers['idempotency-key'] ?? randomUUID();
    if (typeof id !== 'string' || !IDEMPOTENCY_KEY.test(id)) {
      return refuse(reply, 400, 'Idempotency-Key must be 8 to 64 letters, digits, "-" or "_".');
    }
    if (Number(request.headers['content-length'] ?? 0) > MAX_REQUEST_BYTES) {
      // Not worth reading to its end as smaller refusals are.
      reply.header('connection', 'close');
      return refuse(reply, 413, 'The message is too large. Send the files in several messages.');
    }
    const before = (await threads.get(request.params.thread)).find(id);
    if (before) {
      await handInAgain(context, await threads.get(request.params.thread), before, { locale });
      return reply.code(202).send({ id });
    }

    const read = await readMessage(request, request.params.thread, media);
    if ('problem' in read) return refuse(reply, read.problem.status, read.problem.error);
    const message: ApiMessage = {
      id,
      from: 'you',
      kind: 'text',
      text: read.text,
      buttons: [],
      at: clock.now(),
      edits: 0,
      files: read.files.length > 0 ? read.files : undefined,
    };
    // Looked up again: a long upload may outlive the thread in memory, or the thread itself.
    await handIn(context, await threads.get(request.params.thread), message, { locale });
    return reply.code(202).send({ id });
  });

  app.post<ThreadParams>('/playground/threads/:thread/buttons', posting, async (request, reply) => {
    const thread = await threads.get(request.params.thread);
    const body = press.safeParse(request.body);
    if (!body.success) return refuse(reply, 400, 'Send a JSON object with the id of the "button".');
    const { button } = body.data;
    const action = seal.open(button, placeOf(thread.id));
    const label = thread.messages
      .flatMap((message) => message.buttons)
      .findLast(({ id }) => id === button)?.label;
    const message = pressed(label ?? action.do, clock.now());
    await handIn(context, thread, message, { action, locale: localeOf(request.headers['accept-language']) });
    return reply.code(202).send({ id: message.id });
  });

  app.post<ThreadParams>('/playground/threads/:thread/skill', posting, async (request, reply) => {
    const thread = await threads.get(request.params.thread);
    const body = choice.safeParse(request.body);
    const profile = body.success ? findProfile(body.data.skill) : undefined;
    if (!profile)
      return refuse(
        reply,
        400,
        'Send a JSON object with the "skill" to use; GET /playground/skills lists them.',
      );
    const language = request.headers['accept-language'];
    const message = pressed(profile.name[languageOf(language)], clock.now());
    await handIn(context, thread, message, {
      action: { do: 'skill', slug: profile.slug },
      locale: localeOf(language),
    });
    return reply.code(202).send({ id: message.id });
  });
}

/** What the thread shows of a button that was pressed. */
function pressed(label: string, at: number): ApiMessage {
  return { id: randomUUID(), from: 'you', kind: 'button', text: label, buttons: [], at, edits: 0 };
}
