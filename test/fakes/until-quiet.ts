import { subscribe } from 'node:diagnostics_channel';

/** Requests of this process that are under way, as undici (and so `fetch`) tells. */
const open = new Set<unknown>();
const requestOf = (message: unknown) => (message as { request: object }).request;

subscribe('undici:request:create', (message) => void open.add(requestOf(message)));
for (const end of ['undici:request:trailers', 'undici:request:error']) {
  subscribe(end, (message) => void open.delete(requestOf(message)));
}

/** Turns of the event loop in which an answer may lead to the next request. */
const TURNS = 10;

/**
 * Resolves when no HTTP request of this process is under way, and none was begun for a few turns of the event loop.
 * Counts requests and turns, not milliseconds: a busy machine makes it slower and never wrong.
 */
export async function untilQuiet(): Promise<void> {
  for (let quiet = 0; quiet < TURNS; ) {
    await new Promise((resolve) => setImmediate(resolve));
    quiet = open.size === 0 ? quiet + 1 : 0;
  }
}
