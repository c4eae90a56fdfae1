import { systemClock } from './clock.js';
import { exitWith, readSettings } from './settings.js';
import { migrateStore } from './store/open-store.js';

/** The release step: brings the schema up to date before processes of the new version start. Harmless when repeated. */
async function release(): Promise<void> {
  const { config, log } = readSettings();
  const { DATA_DIR: dataDir, DATABASE_URL: databaseUrl } = config;
  const version = await migrateStore({ dataDir, databaseUrl, log, clock: systemClock });
  if (databaseUrl !== undefined) {
    const { migrateQueue } = await import('./work/migrate-queue.js');
    await migrateQueue(databaseUrl, log);
  }
  process.stdout.write(`The database has schema version ${version}.\n`);
}

release().catch(exitWith);
