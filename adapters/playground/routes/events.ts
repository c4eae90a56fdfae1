import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ApiMessage, ApiWorkingEvent } from '../api-types.js';
import type { PlaygroundContext } from '../context.js';
import { EVENTS_BACKLOG_BYTES, EVENTS_PING_MS } from '../limits.js';
import type { Thread, ThreadEvent } from '../thread.js';
import type { ThreadParams } from './threads.js';

interface EventsRequest extends ThreadParams {
  Querystring: { after?: string; state?: string };
}

/**
 * `GET /playground/threads/{id}/events`: each message as it appears and changes, as Server-Sent Events whose `data`
 * is the message as `GET /playground/threads/{id}` shows it.
 *
 * A new reader first gets the thread as it looks now; one that names a revision (`?after=`, or `Last-Event-ID` as
 * browsers do when they reconnect) gets what changed since. With `?state=1` the named events `working`, `withdrawn`
 * and `closed` come as well; programs that only want messages never see them.
 */
export function eventRoutes(app: FastifyInstance, context: PlaygroundContext): void {
  const streams = new Set<PassThrough>();
  app.addHook('preClose', async () => {
    // Readers would keep the server open for ever; they come back to the next process and ask for what they missed.
    for (const stream of streams) stream.end();
  });

  app.get<EventsRequest>('/playground/threads/:thread/events', async (request, reply) => {
    const thread = await context.threads.get(request.params.thread);
    const stream = new PassThrough();
    streams.add(stream);

    const send = (frame: string) => {
      if (stream.writableLength + stream.readableLength > EVENTS_BACKLOG_BYTES) stream.destroy();
      else stream.write(frame);
    };
    const withState = request.query.state !== undefined;
    send('retry: 1000\n\n');
    for (const frame of catchUp(
      thread,
      seenRevision(request.headers['last-event-id'], request.query.after),
    )) {
      stream.write(frame);
    }
    if (withState && thread.workingForMs > 0) send(workingFrame(thread));

    const unwatch = thread.watch((event) => {
      if (event.kind === 'message') send(messageFrame(event.message, event.revision));
      else if (withState) send(stateFrame(thread, event));
      if (event.kind === 'closed') stream.end();
    });
    const ping = setInterval(() => send(': ping\n\n'), EVENTS_PING_MS).unref();
    stream.once('close', () => {
      unwatch();
      clearInterval(ping);
      streams.delete(stream);
    });

    return (
      reply
        .header('content-type', 'text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store')
        // nginx would otherwise collect events before it passes them on.
        .header('x-accel-buffering', 'no')
        .send(stream)
    );
  });
}

/** The revision that the reader has; undefined when it has nothing. */
function seenRevision(...given: readonly unknown[]): number | undefined {
  const stated = given.find((value) => typeof value === 'string' && /^\d{1,16}$/.test(value));
  return stated === undefined ? undefined : Number(stated);
}

function catchUp(thread: Thread, seen: number | undefined): string[] {
  if (seen !== undefined) {
    return thread.changedSince(seen).map(({ message, revision }) => messageFrame(message, revision));
  }
  // In the order of the thread. Only the last carries an id: a reader cut off before it has not seen everything.
  const messages = thread.messages;
  return messages.map((message, index) =>
    messageFrame(message, index === messages.length - 1 ? thread.revision : undefined),
  );
}

function messageFrame(message: ApiMessage, revision?: number): string {
  const id = revision === undefined ? '' : `id: ${revision}\n`;
  return `${id}data: ${JSON.stringify(message)}\n\n`;
}

function stateFrame(thread: Thread, event: Exclude<ThreadEvent, { kind: 'message' }>): string {
  if (event.kind === 'working') return workingFrame(thread);
  const data = event.kind === 'withdrawn' ? { id: event.id } : {};
  return `event: ${event.kind}\ndata: ${JSON.stringify(data)}\n\n`;
}

function workingFrame(thread: Thread): string {
  const forMs = thread.workingForMs;
  const state: ApiWorkingEvent = { working: forMs > 0, forMs };
  return `event: working\ndata: ${JSON.stringify(state)}\n\n`;
}
