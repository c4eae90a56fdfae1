import type { Log } from '../conversation/ports/tools.js';
import type { Lane, Work, WorkHandlers } from '../conversation/ports/work.js';
import { settleWithin } from './settle-within.js';

/** How long an act that was interrupted by the shutdown may take to write down where it is, in milliseconds. */
const LAST_WORDS_MS = 2_000;

interface Run {
  readonly conversation: string;
  /** Woken while running: another run follows. */
  again: boolean;
  finished: Promise<void>;
}

/**
 * Work in this process: one run per conversation and lane at a time, any number of conversations at once. There is no
 * limit across conversations here: a running turn is an open socket, what computes (pictures, renders) has limits of its
 * own, and how much of one person or tenant runs is the core's affair.
 *
 * `close` waits for what runs; what still runs after `graceMs` is interrupted with the reason `shutdown` and gets two
 * more seconds. What is left is found in the inbox at the next start.
 */
export function createLocalWork(handlers: WorkHandlers, { log }: { log: Log }): Work {
  const runs = new Map<string, Run>();
  let closing = false;

  async function work(key: string, run: Run, lane: Lane): Promise<void> {
    do {
      run.again = false;
      try {
        await handlers.run(run.conversation, lane);
      } catch (error) {
        log.error({ err: error, conversation: run.conversation, lane }, 'a run rejected');
      }
    } while (run.again && !closing);
    runs.delete(key);
  }

  return {
    async wake(conversation, lane) {
      if (closing) return;
      const key = `${lane} ${conversation}`;
      const running = runs.get(key);
      if (running) {
        running.again = true;
        return;
      }
      const run: Run = { conversation, again: false, finished: Promise.resolve() };
      runs.set(key, run);
      run.finished = work(key, run, lane);
    },

    async interrupt(conversation, reason) {
      return handlers.interrupt(conversation, reason);
    },

    async close(graceMs) {
      closing = true;
      handlers.closing?.();
      const running = () => [...runs.values()];
      if (
        await settleWithin(
          running().map((run) => run.finished),
          graceMs,
        )
      )
        return;
      for (const conversation of new Set(running().map((run) => run.conversation))) {
        handlers.interrupt(conversation, 'shutdown');
      }
      const left = running();
      if (
        await settleWithin(
          left.map((run) => run.finished),
          LAST_WORDS_MS,
        )
      )
        return;
      log.warn({ conversations: left.map((run) => run.conversation) }, 'closed while work was running');
    },
  };
}
