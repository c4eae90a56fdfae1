import type { FastifyInstance } from 'fastify';

/** The port that the server listens on; 0 before it does. */
export function portOf(app: FastifyInstance): number {
  const address = app.server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
