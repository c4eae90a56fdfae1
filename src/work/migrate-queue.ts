import type { Log } from '../conversation/ports/tools.js';
import { Failure } from '../failure.js';
import { borrowPool } from '../postgres-pool.js';
import { migrateJobQueue } from './job-queue.js';

/** Brings the tables of the queue up to date. Rejects with Failure `store-unavailable`. */
export async function migrateQueue(databaseUrl: string, log: Log): Promise<void> {
  const borrowed = await borrowPool(databaseUrl, log);
  try {
    await migrateJobQueue(borrowed.pool);
  } catch (problem) {
    throw Failure.from(problem, 'store-unavailable');
  } finally {
    await borrowed.release();
  }
}
