import type { Log } from '../conversation/ports/tools.js';
import type { Work, WorkHandlers } from '../conversation/ports/work.js';
import { Failure } from '../failure.js';
import { borrowPool } from '../postgres-pool.js';
import { type Interrupts, openInterrupts } from './interrupts.js';
import { type JobQueue, type JobWorker, openJobQueue, type Wake } from './job-queue.js';
import { createRuns, type Runs } from './runs.js';
import { settleWithin } from './settle-within.js';

/** How long an act that was interrupted by the shutdown may take to write down where it is, in milliseconds. */
const LAST_WORDS_MS = 2_000;
/**
 * Runs at once in one process. A run is mostly an open socket, and one that waits for its turn (the limits on running
 * work) is less than that: there have to be more of them than any few tenants may have waiting.
 */
const CONCURRENCY = 10_000;

/** Milliseconds. */
const TIMINGS = {
  /** A worker that was silent for so long is dead; it is replaced within `lockMs` and twice `stalledCheckMs`. */
  lockMs: 20_000,
  stalledCheckMs: 5_000,
  /** How long `interrupt` waits for an answer of the process that runs the act. */
  answerMs: 2_000,
  /** How often messages are looked for whose process died between accepting them and waking. */
  rescanMs: 30_000,
};

export interface ClusterOptions {
  readonly databaseUrl: string;
  readonly log: Log;
  /** Conversations and lanes that have messages which are not done. */
  readonly unfinished: () => Promise<readonly Wake[]>;
  /** False in a process that only receives: it wakes and interrupts, and others work. */
  readonly works?: boolean;
  readonly timings?: Partial<typeof TIMINGS>;
}

/**
 * Work of all processes that share a PostgreSQL: one run per conversation and lane in the whole cluster, begun within
 * milliseconds of the wake-up, and begun again elsewhere when its process dies. A suspended process may come back while
 * another one runs its conversation: it is interrupted at once, and the journal keeps both from doing a step twice.
 *
 * `close` waits for what runs; what still runs after `graceMs` is interrupted with the reason `shutdown` and goes on in
 * another process. Rejects with Failure `store-unavailable`.
 */
export async function createClusterWork(handlers: WorkHandlers, options: ClusterOptions): Promise<Work> {
  const { databaseUrl, log, unfinished, works = true } = options;
  const timings = { ...TIMINGS, ...options.timings };
  const borrowed = await borrowPool(databaseUrl, log);
  let interrupts: Interrupts | undefined;
  try {
    const queue = await openJobQueue(borrowed.pool, {
      name: 'reelthread',
      concurrency: CONCURRENCY,
      log,
      ...timings,
    });
    interrupts = await openInterrupts(borrowed.pool, handlers, { log, ...timings });
    const runs = createRuns(handlers, log);
    let closing = false;
    // A job that was on its way when this process began to close is left to the others.
    const run: Runs['run'] = (wake, jobId) => (closing ? queue.add(wake) : runs.run(wake, jobId));
    const worker = works ? queue.work(run, runs.lost) : undefined;
    const cluster: Cluster = { handlers, log, queue, interrupts, runs, worker };
    const rescan = works ? setInterval(wakeStranded, timings.rescanMs, cluster, unfinished) : undefined;
    return {
      wake: (conversation, lane) => add(cluster, { conversation, lane }),
      interrupt: (conversation, reason) => interrupt(cluster, conversation, reason),
      async close(graceMs) {
        closing = true;
        clearInterval(rescan);
        await closeWorker(cluster, graceMs);
        cluster.interrupts.close();
        await queue.close();
        await settleWithin([borrowed.release()], LAST_WORDS_MS);
      },
    };
  } catch (error) {
    interrupts?.close();
    await borrowed.release();
    throw Failure.from(error, 'store-unavailable');
  }
}

interface Cluster {
  readonly handlers: WorkHandlers;
  readonly log: Log;
  readonly queue: JobQueue;
  readonly interrupts: Interrupts;
  readonly runs: Runs;
  readonly worker: JobWorker | undefined;
}

/** Also while this process closes: the message was accepted, and others can handle it. */
async function add({ queue }: Cluster, wake: Wake): Promise<void> {
  try {
    await queue.add(wake);
  } catch (error) {
    throw Failure.from(error, 'store-unavailable');
  }
}

/** This process first; others are asked only when a job says that somebody runs it. */
async function interrupt(
  { handlers, queue, interrupts }: Cluster,
  ...[conversation, reason]: Parameters<Work['interrupt']>
): Promise<boolean> {
  if (handlers.interrupt(conversation, reason)) return true;
  try {
    const states = await Promise.all([
      queue.state({ conversation, lane: 'ordered' }),
      queue.state({ conversation, lane: 'aside' }),
    ]);
    return states.includes('active') && (await interrupts.askOthers(conversation, reason));
  } catch (error) {
    throw Failure.from(error, 'store-unavailable');
  }
}

async function wakeStranded(cluster: Cluster, unfinished: ClusterOptions['unfinished']): Promise<void> {
  try {
    for (const wake of await unfinished()) {
      if ((await cluster.queue.state(wake)) === 'none') await cluster.queue.add(wake);
    }
  } catch (error) {
    cluster.log.warn({ detail: Failure.from(error).detail }, 'could not look for stranded messages');
  }
}

async function closeWorker({ handlers, log, queue, runs, worker }: Cluster, graceMs: number): Promise<void> {
  if (!worker) return;
  const closed = worker.close();
  // While a job runs a wake-up is kept, and follows it in another process: what waits goes on there.
  const followed = Promise.allSettled(runs.running().map((wake) => queue.add(wake)));
  handlers.closing?.();
  await followed;
  if (await settleWithin([closed], graceMs)) return;
  const left = runs.running();
  for (const conversation of new Set(left.map((wake) => wake.conversation))) {
    handlers.interrupt(conversation, 'shutdown');
  }
  if (await settleWithin([closed], LAST_WORDS_MS)) return;
  log.warn(
    { conversations: runs.running().map((wake) => wake.conversation) },
    'closed while work was running',
  );
  runs.abandon();
  await settleWithin([closed], LAST_WORDS_MS);
}
