import { subscribe } from 'node:diagnostics_channel';

/** Requests of this process that are under way, as undici (and so `fetch`) tells, and since when. */
const open = new Map<unknown, number>();
const requestOf = (message: unknown) => (message as { request: object }).request;

subscribe('undici:request:create', (message) => void open.set(requestOf(message), performance.now()));
for (const end of ['undici:request:trailers', 'undici:request:error']) {
  subscribe(end, (message) => void open.delete(requestOf(message)));
}

/** Turns of the event loop in which an answer may lead to the next request. */
const TURNS = 10;
/** A request this old was left behind by another test, such as one that tries a server which never answers. */
const LEFT_BEHIND_MS = 5_000;

/**
 * Resolves when no HTTP request of this process is under way, and none was begun for a few turns of the event loop.
 * Counts requests and turns, not milliseconds: a busy machine makes it slower and not wrong.
 */
export async function untilQuiet(): Promise<void> {
  for (let quiet = 0; quiet < TURNS; ) {
    await new Promise((resolve) => setImmediate(resolve));
    quiet = isBusy() ? 0 : quiet + 1;
  }
}

function isBusy(): boolean {
  for (const since of open.values()) if (performance.now() - since < LEFT_BEHIND_MS) return true;
  return false;
}
