import type { StudioLog } from '../log.js';
import type { StudioRecords } from '../records.js';
import { openDatabase } from './database.js';
import { openRenderJobs } from './render-jobs.js';
import { RenderRows } from './render-rows.js';
import { migrate } from './schema.js';
import { SessionRows } from './session-rows.js';
import { SharedRenders } from './shared-renders.js';

export interface SharedRecordsOptions {
  /** STUDIO_DATABASE_URL or DATABASE_URL. */
  readonly databaseUrl: string;
  /** WORKER_LOST_AFTER in ms. */
  readonly lostAfterMs: number;
  readonly log: StudioLog;
}

/**
 * Records and the queue of renders in PostgreSQL, for any number of studio processes. Brings its schema up to date.
 * Rejects with Failure `config` or `store-unavailable`.
 */
export async function openSharedRecords(options: SharedRecordsOptions): Promise<StudioRecords> {
  const { databaseUrl, lostAfterMs, log } = options;
  const database = await openDatabase(databaseUrl, log);
  try {
    await migrate(database);
  } catch (thrown) {
    await database.close();
    throw thrown;
  }
  return {
    sessions: new SessionRows(database),
    renders: (tools) =>
      new SharedRenders({
        ...tools,
        rows: new RenderRows(database),
        jobs: () => openRenderJobs(database.pool, { lostAfterMs, parallel: tools.parallel, log }),
      }),
    check: async () => void (await database.query('SELECT 1')),
    close: () => database.close(),
  };
}
