import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

export type RawHandler = (request: IncomingMessage, response: ServerResponse) => void;

type Headers = readonly (readonly [name: string, value: string | number | readonly string[]])[];

/**
 * Hands every request to a path, whatever its method and content type, to a plain Node handler that reads the body
 * itself: a receiver that checks a signature needs the bytes exactly as they came.
 * The security headers are already set on the response; the handler may overwrite them.
 *
 * They are the same for every answer, so only the first request to a path goes through Fastify, which sets them; the
 * others get the same without it: Fastify and its hooks took some 7 % of the time of one of Slack's events. While the
 * server closes all go through Fastify again: it ends their connections.
 */
export function createRawMounts(app: FastifyInstance): (path: string, handler: RawHandler) => void {
  const direct = new Map<string, RequestListener>();
  const viaFastify = app.server.listeners('request') as RequestListener[];
  app.server.removeAllListeners('request');
  app.server.on('request', (request, response) => {
    const listener = direct.get(request.url ?? '');
    if (listener) listener(request, response);
    else for (const other of viaFastify) other(request, response);
  });
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
    direct.clear();
  });

  return (path, handler) => {
    const answer = (request: IncomingMessage, response: ServerResponse, headers: Headers) => {
      for (const [name, value] of headers) response.setHeader(name, value);
      handler(request, response);
    };
    app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _body, done) => done(null));
      scope.all(path, (request, reply) => {
        reply.hijack();
        const headers = Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, value] as const],
        );
        if (!closing) direct.set(path, (raw, response) => answer(raw, response, headers));
        answer(request.raw, reply.raw, headers);
      });
    });
  };
}
