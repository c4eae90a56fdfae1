import type { ServerResponse } from 'node:http';

/** Bytes of a keep-alive as the real backend is described to send it (NemoVideo contract §6.1). */
const HEARTBEAT = 'data: {"type":"heartbeat"}\n\n';

/** A stream of server-sent events: one `data:` line each, and heartbeats while there is nothing to say. */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #timer: NodeJS.Timeout;

  constructor(response: ServerResponse, heartbeatMs: number) {
    this.#response = response;
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache',
      'X-Accel-Buffering': 'no',
    });
    // The first one says that the message was accepted; from here on it must not be sent again.
    this.#write(HEARTBEAT);
    this.#timer = setInterval(() => this.#write(HEARTBEAT), heartbeatMs).unref();
  }

  send(event: object): void {
    this.#write(`data: ${JSON.stringify(event)}\n\n`);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#response.end();
  }

  #write(text: string): void {
    // The listener may have gone; the work goes on and its result is found in the state.
    if (!this.#response.destroyed) this.#response.write(text);
  }
}
