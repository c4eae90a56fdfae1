import type { Pool } from 'pg';
import type { StudioLog } from '../log.js';

export interface RenderJobsOptions {
  /** A process that was silent for so long counts as dead, in milliseconds. */
  readonly lostAfterMs: number;
  /** Renders at once in this process. */
  readonly parallel: number;
  readonly log: StudioLog;
}

/**
 * Who renders what: BullMQ on PostgreSQL. A job is the id of a render and nothing else; what is true of the render
 * stands in its row.
 */
export interface RenderJobs {
  add(renderId: string): Promise<void>;
  /** True while a job for this render waits or runs anywhere. */
  has(renderId: string): Promise<boolean>;
  /** Begins to work. `run` never rejects. `onLost` tells that a render of this process belongs to another one now. */
  work(run: (renderId: string) => Promise<void>, onLost: (renderId: string) => void): void;
  /** Takes nothing new; resolves when what runs has ended. */
  close(): Promise<void>;
}

const QUEUE = 'studio-renders';
/** Takeovers are limited by the attempts that a render has; this is only never to be the lower limit. */
const MAX_TAKEOVERS = 10;

/** Brings BullMQ's own tables up to date. Loaded only by a studio that shares its work. */
export async function openRenderJobs(pool: Pool, options: RenderJobsOptions): Promise<RenderJobs> {
  const { createPostgresBackend, Queue, runMigrations, Worker } = await import('bullmq');
  const { log, lostAfterMs, parallel } = options;
  const client = await pool.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }

  type Backend = ReturnType<typeof createPostgresBackend>;
  const queue = new Queue<string, void, string, string, void, string, Backend, Pool>(
    QUEUE,
    {
      connection: pool,
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
      // Nobody reads the events; BullMQ keeps 10,000 of them by default.
      streams: { events: { maxLen: 100 } },
    },
    createPostgresBackend,
  );
  queue.on('error', (error) => log.warn({ detail: error.message }, 'the queue of renders has a problem'));
  await queue.waitUntilReady();
  let worker: { close(): Promise<void> } | undefined;

  return {
    async add(renderId) {
      // While a job waits another one changes nothing; while it runs, the last one is kept and follows it.
      await queue.add('render', renderId, { deduplication: { id: renderId, keepLastIfActive: true } });
    },

    async has(renderId) {
      const jobId = await queue.getDeduplicationJobId(renderId);
      return jobId !== null && (await queue.getJobState(jobId)) !== 'unknown';
    },

    work(run, onLost) {
      const renders = new Map<string, string>();
      const made = new Worker<string, void, string, Backend, object, Pool>(
        QUEUE,
        async ({ id = '', data }) => {
          renders.set(id, data);
          await run(data);
          renders.delete(id);
        },
        {
          connection: pool,
          concurrency: parallel,
          lockDuration: lostAfterMs,
          // Takeover comes after one and a half times `lostAfterMs`, at most.
          stalledInterval: lostAfterMs / 4,
          maxStalledCount: MAX_TAKEOVERS,
          runRetryDelay: 1_000,
        },
        createPostgresBackend,
      );
      made.on('error', (error) => log.warn({ detail: error.message }, 'the worker of renders has a problem'));
      made.on('stalled', () => log.warn({}, 'a render was taken over from a dead process'));
      made.on('failed', (job, error) =>
        log.error({ render: job?.data, detail: error.message }, 'a render job failed'),
      );
      made.on('lockRenewalFailed', (jobIds) => {
        for (const id of jobIds) {
          const renderId = renders.get(id);
          if (renderId !== undefined) onLost(renderId);
        }
      });
      worker = made;
    },

    async close() {
      await worker?.close();
      await queue.close();
    },
  };
}
