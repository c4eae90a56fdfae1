import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface CutProxy {
  readonly url: string;
  /** Breaks every connection and takes no new one. */
  cut(): void;
  restore(): void;
  close(): void;
}

/** A wire between browser and server that a test can cut, as a network or a restart does. */
export async function startCutProxy(target: string): Promise<CutProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let whole = true;
  const server = createServer((client) => {
    if (!whole) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const breakAll = () => {
    whole = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: breakAll,
    restore: () => {
      whole = true;
    },
    close: () => {
      breakAll();
      server.close();
    },
  };
}
