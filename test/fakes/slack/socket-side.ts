import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

/** What the bot answered to an envelope. */
export interface Acknowledged {
  readonly payload: unknown;
}

/** Slack's end of Socket Mode (docs.slack.dev/apis/events-api/using-socket-mode). */
export interface SocketSide {
  /** How often the bot has connected so far. */
  readonly connections: number;
  /** How many connections are open now. */
  readonly open: number;
  /** Resolves when the bot is connected. */
  connected(): Promise<void>;
  /** Sends an envelope; resolves with its acknowledgement, or undefined when none comes in time. */
  deliver(
    type: 'events_api' | 'interactive' | 'slash_commands',
    payload: unknown,
    options?: {
      retry?: number;
      withinMs?: number;
      /** Over which of the open connections, the oldest first; the newest one otherwise. Slack takes any. */
      over?: number;
    },
  ): Promise<Acknowledged | undefined>;
  /** Tells the bot to connect again, as Slack does every few hours. */
  refresh(): void;
  /** Slack takes no more connections of the app: one that is opened is ended at once. */
  full: boolean;
  /** Cuts every connection without a word. */
  cut(): void;
  close(): void;
}

export function serveSocket(server: Server, path: string): SocketSide {
  const sockets = new WebSocketServer({ noServer: true });
  const waiting = new Map<string, (acknowledged: Acknowledged) => void>();
  let current: WebSocket | undefined;
  let connections = 0;

  server.on('upgrade', (request, socket, head) => {
    if (!request.url?.startsWith(path)) return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      connections++;
      current = webSocket;
      webSocket.on('message', (data) => {
        const { envelope_id: id, payload } = JSON.parse(String(data)) as {
          envelope_id: string;
          payload: unknown;
        };
        waiting.get(id)?.({ payload });
      });
      webSocket.on('close', () => {
        if (current === webSocket) current = undefined;
      });
      webSocket.send(
        JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0123ABC456' } }),
      );
      if (side.full) webSocket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }));
    });
  });

  const side: SocketSide = {
    full: false,
    get connections() {
      return connections;
    },
    get open() {
      return sockets.clients.size;
    },
    async connected() {
      while (!current) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    deliver(type, payload, { retry, withinMs = 3_000, over } = {}) {
      const id = randomUUID();
      const socket = over === undefined ? current : [...sockets.clients][over];
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(undefined), withinMs);
        waiting.set(id, (acknowledged) => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(acknowledged);
        });
        socket?.send(
          JSON.stringify({
            envelope_id: id,
            type,
            payload,
            accepts_response_payload: type !== 'events_api',
            ...(retry ? { retry_attempt: retry, retry_reason: 'timeout' } : {}),
          }),
        );
      });
    },
    refresh() {
      current?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: {} }));
    },
    cut() {
      current?.terminate();
      current = undefined;
    },
    close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
  return side;
}
