import { setTimeout as wait } from 'node:timers/promises';
import type { PgPool, PgPoolClient } from 'bullmq';
import type { Log } from '../conversation/ports/tools.js';
import { Failure } from '../failure.js';

/** Between two attempts to listen again after the connection broke, in milliseconds. */
const RETRY_MS = 1_000;

/** Short texts between the processes that share a database (NOTIFY: at most 8,000 bytes, to whoever listens now). */
export interface PostgresChannel {
  send(text: string): Promise<void>;
  close(): void;
}

/**
 * Listens on `name` with a connection of its own, and again whenever that breaks. What is sent meanwhile is lost, so
 * only things that may be lost travel here. Rejects when the first attempt fails.
 */
export async function openChannel(
  pool: PgPool,
  name: string,
  onText: (text: string) => void,
  log: Log,
): Promise<PostgresChannel> {
  let client: PgPoolClient | undefined;
  let closed = false;

  async function listen(): Promise<void> {
    const fresh = await pool.connect();
    client = fresh;
    fresh.on('error', (error) => {
      // It may say so more than once, and still after it was given back.
      if (client !== fresh) return;
      log.warn({ channel: name, detail: error.message }, 'listening was interrupted');
      drop();
      void listenAgain();
    });
    fresh.on('notification', ({ payload }) => {
      if (payload !== undefined) onText(payload);
    });
    await fresh.query(`LISTEN ${name}`);
  }

  async function listenAgain(): Promise<void> {
    while (!closed && !client) {
      try {
        await listen();
      } catch (error) {
        log.warn({ channel: name, detail: Failure.from(error).detail }, 'cannot listen yet');
        drop();
        await wait(RETRY_MS, undefined, { ref: false });
      }
    }
    if (closed) drop();
  }

  /** Closes the connection: one that has listened is not given to others. */
  function drop(): void {
    client?.release(true);
    client = undefined;
  }

  await listen().catch((error: unknown) => {
    drop();
    throw error;
  });
  return {
    async send(text) {
      await pool.query('SELECT pg_notify($1, $2)', [name, text]);
    },
    close() {
      closed = true;
      drop();
    },
  };
}
