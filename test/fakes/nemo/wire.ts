import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Answer } from './answers.js';
import type { TurnStep } from './turn-steps.js';
import type { FakeSession } from './world.js';

/** Writes an answer to the socket, faults included. */
export async function send(
  answer: Answer,
  reply: FastifyReply,
  session: () => FakeSession | undefined,
): Promise<void> {
  const response = reply.hijack().raw;
  await answer.gate?.pass();
  if ('fault' in answer) {
    if (answer.fault === 'reset') response.socket?.resetAndDestroy();
    return;
  }
  const status = answer.status ?? 200;
  if ('stream' in answer) {
    response.writeHead(status, { 'content-type': answer.type ?? 'text/event-stream', ...answer.headers });
    response.flushHeaders();
    await play(answer.stream, response, session);
    return;
  }
  const [type, body] =
    'json' in answer
      ? ['application/json', JSON.stringify(answer.json)]
      : 'text' in answer
        ? [answer.type ?? 'application/json', answer.text]
        : [answer.type, answer.bytes];
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    // A body that was not read leaves the connection unusable.
    ...(answer.early ? { connection: 'close' } : {}),
    ...answer.headers,
  });
  response.end(body);
}

async function play(
  steps: readonly TurnStep[],
  response: ServerResponse,
  session: () => FakeSession | undefined,
): Promise<void> {
  for (const step of steps) {
    if ('raw' in step) {
      await new Promise<void>((written) => response.write(step.raw, () => written()));
    } else if ('change' in step) {
      const changed = session();
      if (!changed) throw new Error('this turn changes a session that the fake does not have');
      step.change(changed);
    } else if ('wait' in step) {
      await step.wait.pass();
    } else {
      if (step.cut === 'reset') response.socket?.resetAndDestroy();
      return;
    }
    // The client has left; what the agent does goes on all the same (contract: closing may not stop the work).
  }
  response.end();
}
