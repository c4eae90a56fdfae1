import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

export type RawHandler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Hands every request to `path`, whatever its method and content type, to a plain Node handler that reads the body
 * itself: a receiver that checks a signature needs the bytes exactly as they came.
 * The security headers are already set on the response; the handler may overwrite them.
 */
export function mountRaw(app: FastifyInstance, path: string, handler: RawHandler): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _body, done) => done(null));
    scope.all(path, (request, reply) => {
      reply.hijack();
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) reply.raw.setHeader(name, value);
      }
      handler(request.raw, reply.raw);
    });
  });
}
