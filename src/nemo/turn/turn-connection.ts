import { buildConnector, Client, type Dispatcher } from 'undici';

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * A connection of its own for one turn. A pooled one may have been closed by the other side a moment ago, and then
 * nobody knows whether the message was taken; with a fresh one, an error before `connected` means that certainly
 * nothing was sent. No timeouts of the library: five minutes of silence are ordinary here (trap 5).
 */
export class TurnConnection {
  readonly #client: Client;
  readonly #url: URL;
  #connected = false;

  constructor(url: URL) {
    this.#url = url;
    const connect = buildConnector({ timeout: CONNECT_TIMEOUT_MS });
    this.#client = new Client(url.origin, {
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: (options, done) =>
        connect(options, (error, socket) => {
          if (error) return done(error, null);
          this.#connected = true;
          done(null, socket);
        }),
    });
  }

  /** False while it is certain that the other side has seen nothing. */
  get connected(): boolean {
    return this.#connected;
  }

  post(headers: Record<string, string>, body: string, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    return this.#client.request({ method: 'POST', path: this.#url.pathname, headers, body, signal });
  }

  /** Cuts the connection, whatever is on it. */
  async close(): Promise<void> {
    await this.#client.destroy();
  }
}
