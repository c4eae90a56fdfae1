import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Failure } from '../../failure.js';
import { direct } from '../director/direct.js';
import type { Turn } from '../director/turn.js';
import type { StudioLog } from '../log.js';
import type { Sessions } from '../store/sessions.js';
import { agentEvents } from './agent-events.js';
import { EventStream } from './event-stream.js';
import { refusalOf } from './refusal.js';

/** Longer messages are cut: nobody describes a slide show in more. */
const MAX_MESSAGE = 4_000;

const parts = z.object({ parts: z.array(z.looseObject({ text: z.string().optional() })) });
const runRequest = z
  .object({
    session_id: z.coerce.string().optional(),
    sessionId: z.coerce.string().optional(),
    new_message: parts.optional(),
    newMessage: parts.optional(),
  })
  .transform((body) => ({
    sessionId: body.session_id ?? body.sessionId ?? '',
    text: (body.new_message ?? body.newMessage)?.parts.map(({ text }) => text ?? '').join('\n') ?? '',
  }))
  .refine(({ sessionId, text }) => sessionId !== '' && text.trim() !== '');

interface RunRooms {
  readonly sessions: Sessions;
  readonly now: () => number;
  readonly log: StudioLog;
  /** Between two keep-alives. */
  readonly heartbeatMs: number;
}

/** One message to the agent, answered as a stream of events (NemoVideo contract §6). */
export function runRoute(app: FastifyInstance, { sessions, now, log, heartbeatMs }: RunRooms): void {
  app.post('/run_sse', async (request, reply) => {
    const body = runRequest.safeParse(request.body);
    if (!body.success) {
      throw new Failure('backend-misunderstood', {
        detail: 'session_id and new_message.parts[].text are needed',
      });
    }
    const { sessionId, text } = body.data;
    await sessions.read(sessionId);
    reply.hijack();
    const stream = new EventStream(reply.raw, heartbeatMs);
    try {
      const turn = await runTurn(sessions, sessionId, text.slice(0, MAX_MESSAGE));
      for (const event of agentEvents(turn, now)) stream.send(event);
    } catch (thrown) {
      const { code, detail } = Failure.from(thrown);
      log.error({ code, detail }, 'a turn failed');
      const { body: told } = refusalOf(thrown);
      stream.send({ error: told.message, errorCode: String(told.code), errorMessage: told.message });
    } finally {
      stream.end();
    }
  });
}

/** The timeline is written before anything is told, so that a lost stream is recovered by the state. */
function runTurn(sessions: Sessions, sessionId: string, message: string): Promise<Turn> {
  return sessions.change(sessionId, (session) => {
    const turn = direct({
      message,
      desk: session.desk,
      library: session.media,
      ...(session.language && { language: session.language }),
    });
    return { session: { ...session, desk: turn.desk }, result: turn };
  });
}
