import type { Log } from '../conversation/ports/tools.js';
import type { WorkHandlers } from '../conversation/ports/work.js';
import type { Wake } from './job-queue.js';
import { settleWithin } from './settle-within.js';

/** How long a run whose job was taken over may go on before the next run of its conversation begins here. */
const LOST_RUN_MS = 2_000;

interface Run {
  readonly wake: Wake;
  readonly finished: Promise<void>;
}

/** The runs of this process, by job. */
export interface Runs {
  /** Handles one job. Never rejects. */
  run(wake: Wake, jobId: string): Promise<void>;
  /** The job of this run belongs to another worker now: the run is interrupted. */
  lost(jobId: string): void;
  running(): Wake[];
  /** Lets the jobs end although their runs have not; for a process that is about to exit. */
  abandon(): void;
}

export function createRuns(handlers: WorkHandlers, log: Log): Runs {
  const runs = new Map<string, Run>();
  let abandon = () => {};
  const abandoned = new Promise<void>((resolve) => {
    abandon = resolve;
  });

  async function handle({ conversation, lane }: Wake): Promise<void> {
    try {
      await handlers.run(conversation, lane);
    } catch (error) {
      log.error({ err: error, conversation, lane }, 'a run rejected');
    }
  }

  /**
   * A process that stood still for longer than its lock (a suspended machine) may get back a job that it still runs.
   */
  async function endEarlier(wake: Wake): Promise<void> {
    const earlier = [...runs.values()].filter(
      (run) => run.wake.conversation === wake.conversation && run.wake.lane === wake.lane,
    );
    if (earlier.length === 0) return;
    handlers.interrupt(wake.conversation, 'shutdown');
    await settleWithin(
      earlier.map((run) => run.finished),
      LOST_RUN_MS,
    );
  }

  return {
    async run(wake, jobId) {
      await endEarlier(wake);
      const run: Run = { wake, finished: handle(wake) };
      runs.set(jobId, run);
      await Promise.race([run.finished, abandoned]);
      if (runs.get(jobId) === run) runs.delete(jobId);
    },

    lost(jobId) {
      const run = runs.get(jobId);
      if (!run) return;
      log.warn({ conversation: run.wake.conversation }, 'another worker has taken this conversation over');
      handlers.interrupt(run.wake.conversation, 'shutdown');
    },

    running: () => [...runs.values()].map((run) => run.wake),
    abandon: () => abandon(),
  };
}
