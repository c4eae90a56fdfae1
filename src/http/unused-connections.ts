import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Lets the server close while browsers hold connections that they opened in advance and never used: Node does not
 * count those as idle, and would wait for them until their headers time out. Returns how to drop them.
 */
export function trackUnusedConnections(server: Server): () => void {
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', (request) => unused.delete(request.socket));
  return () => {
    for (const socket of unused) socket.destroy();
  };
}
