import type { PgPool } from 'bullmq';
import { inBatches } from '../batches.js';
import type { Log } from '../conversation/ports/tools.js';
import type { Lane } from '../conversation/ports/work.js';
import { settleWithin } from './settle-within.js';

/** What a job of BullMQ carries: whom to wake. */
export interface Wake {
  readonly conversation: string;
  readonly lane: Lane;
}

export interface JobQueueOptions {
  /** Name of the queue in BullMQ's tables. */
  readonly name: string;
  /** A worker that has not renewed its lock for so long counts as dead, in milliseconds. */
  readonly lockMs: number;
  /** How often dead workers are looked for: takeover comes after at most `lockMs` and twice this. */
  readonly stalledCheckMs: number;
  /** Runs at once in this process. */
  readonly concurrency: number;
  readonly log: Log;
}

/** The queue in PostgreSQL, as far as it is needed here. */
export interface JobQueue {
  /** Resolves when the job is written. Those that come while others are written share a statement. */
  add(wake: Wake): Promise<void>;
  /** Whether a job for this is waiting or running anywhere. */
  state(wake: Wake): Promise<'active' | 'waiting' | 'none'>;
  /** Starts to work in this process. `run` never rejects. `onLost` tells that somebody else took a job over. */
  work(run: (wake: Wake, jobId: string) => Promise<void>, onLost: (jobId: string) => void): JobWorker;
  /** Waits a moment for what is being added. */
  close(): Promise<void>;
}

export interface JobWorker {
  /** Takes no new job from now on; resolves when all jobs of this process have ended. */
  close(): Promise<void>;
}

/** Times that a job may be taken over from a dead worker before it is given up as the one that kills them. */
const MAX_TAKEOVERS = 10;
/** Jobs that are written with one statement. */
const MOST_AT_ONCE = 200;
/** How long the end waits for jobs that are being added, in milliseconds. */
const ADDING_MS = 2_000;

/** BullMQ on PostgreSQL. Loaded only when it is used. Brings BullMQ's own tables up to date. */
export async function openJobQueue(pool: PgPool, options: JobQueueOptions): Promise<JobQueue> {
  const { createPostgresBackend, Queue, Worker } = await import('bullmq');
  const { log } = options;
  await migrateJobQueue(pool);

  const queue = new Queue<
    Wake,
    void,
    string,
    Wake,
    void,
    string,
    ReturnType<typeof createPostgresBackend>,
    PgPool
  >(
    options.name,
    {
      connection: pool,
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
      // Nobody reads the events; BullMQ keeps 10,000 of them by default.
      streams: { events: { maxLen: 100 } },
    },
    createPostgresBackend,
  );
  queue.on('error', (error) => log.warn({ detail: error.message }, 'the queue has a problem'));
  await queue.waitUntilReady();

  const addInBatches = inBatches(async (wakes: readonly Wake[]) => {
    const once = new Map(wakes.map((wake) => [identity(wake), wake]));
    await queue.addBulk(
      [...once].map(([id, wake]) => ({
        name: wake.lane,
        data: wake,
        // While a job is waiting another one changes nothing; while it runs, the last one is kept and follows it.
        opts: { deduplication: { id, keepLastIfActive: true } },
      })),
    );
    return wakes.map(() => undefined);
  }, MOST_AT_ONCE);
  /** Batches are written in their order, so that the last one ends them all. */
  let lastAdded: Promise<void> = Promise.resolve();

  return {
    add(wake) {
      lastAdded = addInBatches(wake);
      return lastAdded;
    },

    async state(wake) {
      const jobId = await queue.getDeduplicationJobId(identity(wake));
      const state = jobId === null ? 'unknown' : await queue.getJobState(jobId);
      if (state === 'unknown') return 'none';
      return state === 'active' ? 'active' : 'waiting';
    },

    work(run, onLost) {
      const worker = new Worker<Wake, void, string, ReturnType<typeof createPostgresBackend>, object, PgPool>(
        options.name,
        (job) => run(job.data, job.id ?? ''),
        {
          connection: pool,
          concurrency: options.concurrency,
          lockDuration: options.lockMs,
          stalledInterval: options.stalledCheckMs,
          maxStalledCount: MAX_TAKEOVERS,
          runRetryDelay: 1_000,
        },
        createPostgresBackend,
      );
      worker.on('error', (error) => log.warn({ detail: error.message }, 'the worker has a problem'));
      worker.on('stalled', (jobId) =>
        log.warn({ jobId }, 'a conversation was taken over from a dead worker'),
      );
      worker.on('failed', (job, error) => {
        log.error({ conversation: job?.data.conversation, detail: error.message }, 'a job was given up');
      });
      worker.on('lockRenewalFailed', (jobIds) => {
        for (const jobId of jobIds) onLost(jobId);
      });
      return { close: () => worker.close() };
    },

    async close() {
      await settleWithin([lastAdded], ADDING_MS);
      await queue.close();
    },
  };
}

/** Brings BullMQ's own tables up to date; processes that start at once do it in turn. */
export async function migrateJobQueue(pool: PgPool): Promise<void> {
  const { runMigrations } = await import('bullmq');
  const client = await pool.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }
}

function identity({ conversation, lane }: Wake): string {
  return `${lane} ${conversation}`;
}
