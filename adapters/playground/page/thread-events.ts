import type { ApiMessage, ApiWorkingEvent } from '../api-types.js';

export interface ThreadListener {
  message(message: ApiMessage): void;
  withdrawn(id: string): void;
  working(state: ApiWorkingEvent): void;
  closed(): void;
  /** The stream is up (again), or broken. */
  connection(live: boolean): void;
}

const RETRY_FIRST_MS = 1_000;
const RETRY_LONGEST_MS = 15_000;

/**
 * Follows a thread from `revision` on; returns how to stop. A browser reconnects an EventSource by itself and names
 * what it has seen, except after an answer that is an error (a proxy during a restart): then it is opened anew here.
 */
export function followThread(thread: string, revision: number, listener: ThreadListener): () => void {
  let source: EventSource | undefined;
  let retry: number | undefined;
  let wait = RETRY_FIRST_MS;
  let seen = revision;

  function open(): void {
    const opened = new EventSource(`/playground/threads/${thread}/events?state=1&after=${seen}`);
    source = opened;
    opened.onopen = () => {
      wait = RETRY_FIRST_MS;
      listener.connection(true);
    };
    opened.onmessage = (event: MessageEvent<string>) => {
      seen = Number(event.lastEventId) || seen;
      listener.message(JSON.parse(event.data));
    };
    opened.addEventListener('withdrawn', (event) => listener.withdrawn(JSON.parse(event.data).id));
    opened.addEventListener('working', (event) => listener.working(JSON.parse(event.data)));
    opened.addEventListener('closed', () => {
      stop();
      listener.closed();
    });
    opened.onerror = () => {
      listener.connection(false);
      if (opened.readyState !== EventSource.CLOSED) return;
      retry = window.setTimeout(open, wait);
      wait = Math.min(wait * 2, RETRY_LONGEST_MS);
    };
  }

  function stop(): void {
    window.clearTimeout(retry);
    source?.close();
  }

  open();
  return stop;
}
