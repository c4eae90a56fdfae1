import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';

const FIXTURES = path.join(import.meta.dirname, '../../fixtures/adk');
const MARK = '<<< RESPONSE';

/** The bytes that a real agent server sent, chunked transfer coding included. */
export function recordedBytes(name: string): Buffer {
  const file = readFileSync(path.join(FIXTURES, `${name}.txt`));
  const mark = file.indexOf(MARK);
  return file.subarray(file.indexOf('\n', mark) + 1);
}

/** A bare socket server that answers every request with the same bytes, `pieceSize` at a time, and never hangs up. */
export async function startReplay(
  bytes: Buffer,
  pieceSize = bytes.length,
): Promise<{ url: string; connections(): number; close(): void }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => void send(socket, bytes, pieceSize));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => sockets.size,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function send(socket: Socket, bytes: Buffer, pieceSize: number): Promise<void> {
  socket.setNoDelay(true);
  for (let at = 0; at < bytes.length && !socket.destroyed; at += pieceSize) {
    await new Promise<void>((written) => socket.write(bytes.subarray(at, at + pieceSize), () => written()));
  }
}
