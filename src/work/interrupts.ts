import { randomUUID } from 'node:crypto';
import type { PgPool } from 'bullmq';
import { z } from 'zod';
import type { Log } from '../conversation/ports/tools.js';
import type { InterruptReason, WorkHandlers } from '../conversation/ports/work.js';
import { openChannel } from './postgres-channel.js';

const CHANNEL = 'reelthread_interrupt';

const signal = z.union([
  z.object({
    ask: z.string(),
    conversation: z.string(),
    reason: z.enum(['stop', 'forget', 'shutdown'] satisfies InterruptReason[]),
  }),
  z.object({ done: z.string() }),
]);

/** Reaches the process in which a conversation runs, whichever that is. */
export interface Interrupts {
  /** True as soon as another process has interrupted it; false when none did within `answerMs`. */
  askOthers(conversation: string, reason: InterruptReason): Promise<boolean>;
  close(): void;
}

export async function openInterrupts(
  pool: PgPool,
  handlers: WorkHandlers,
  { log, answerMs }: { log: Log; answerMs: number },
): Promise<Interrupts> {
  const asked = new Map<string, (interrupted: boolean) => void>();

  function hear(text: string): void {
    const parsed = signal.safeParse(parseJson(text));
    if (!parsed.success) {
      log.warn({ channel: CHANNEL }, 'a signal that is not understood');
      return;
    }
    const heard = parsed.data;
    if ('done' in heard) {
      asked.get(heard.done)?.(true);
    } else if (!asked.has(heard.ask) && handlers.interrupt(heard.conversation, heard.reason)) {
      channel.send(JSON.stringify({ done: heard.ask })).catch((error: unknown) => {
        log.warn({ err: error, conversation: heard.conversation }, 'an interruption could not be confirmed');
      });
    }
  }

  const channel = await openChannel(pool, CHANNEL, hear, log);
  return {
    async askOthers(conversation, reason) {
      const ask = randomUUID();
      let timer: NodeJS.Timeout | undefined;
      const answer = new Promise<boolean>((resolve) => {
        asked.set(ask, resolve);
        timer = setTimeout(resolve, answerMs, false);
      });
      try {
        await channel.send(JSON.stringify({ ask, conversation, reason }));
        return await answer;
      } finally {
        clearTimeout(timer);
        asked.delete(ask);
      }
    },
    close: () => channel.close(),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not ours; the schema refuses it.
    return undefined;
  }
}
