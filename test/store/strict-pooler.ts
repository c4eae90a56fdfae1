import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** PostgreSQL's protocol, version 3.0: what a connection begins with when it does not ask for TLS. */
const PROTOCOL = 196_608;
/** What PgBouncer takes; a client that sends another parameter is refused. */
const KNOWN = ['user', 'database', 'client_encoding', 'application_name', 'DateStyle', 'TimeZone'];

/** A pooler in session mode, as strict with the parameters of a connection as PgBouncer is by default. */
export interface StrictPooler {
  readonly databaseUrl: string;
  /** Names of parameters that were refused. */
  readonly refused: readonly string[];
  close(): void;
}

export async function startStrictPooler(databaseUrl: string): Promise<StrictPooler> {
  const refused: string[] = [];
  const sockets = new Set<Socket>();
  const target = new URL(databaseUrl);
  const server = createServer((client) => {
    sockets.add(client.on('error', () => client.destroy()));
    client.once('data', (start) => {
      const strange = parametersOf(start).filter((name) => !KNOWN.includes(name));
      if (strange.length > 0) {
        refused.push(...strange);
        client.destroy();
        return;
      }
      const upstream = connect(Number(target.port), target.hostname);
      sockets.add(upstream.on('error', () => client.destroy()));
      upstream.write(start);
      client.pipe(upstream).pipe(client);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = new URL(databaseUrl);
  url.port = String(address.port);
  return {
    databaseUrl: url.href,
    refused,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Length, version, then names and values, each ended by a zero. */
function parametersOf(start: Buffer): string[] {
  if (start.readInt32BE(4) !== PROTOCOL) throw new Error('not the start of a connection');
  const words = start.subarray(8).toString('latin1').split('\0');
  return words.filter((word, index) => index % 2 === 0 && word !== '');
}
