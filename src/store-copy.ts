import { existsSync } from 'node:fs';
import path from 'node:path';
import { systemClock } from './clock.js';
import type { Config } from './config.js';
import { Failure } from './failure.js';
import { exitWith, readSettings } from './settings.js';
import { copyStore } from './store/copy-store.js';

const NAMES: Record<string, string> = {
  reelthread_value: 'stored values (conversations among them)',
  reelthread_conversation: 'conversations',
  reelthread_journal: 'steps of work that is under way',
  reelthread_inbox: 'messages',
};

/** Moves a bot from one machine to many: everything in SQLite under DATA_DIR goes to the empty database DATABASE_URL. */
async function copy(): Promise<void> {
  const { config, log } = readSettings();
  const { dataDir, databaseUrl } = placesOf(config);
  tell(`Copying ${path.join(dataDir, 'reelthread.db')} to the database that DATABASE_URL names ...`);
  const counts = await copyStore({ dataDir, databaseUrl, clock: systemClock, log });
  for (const [table, count] of Object.entries(counts)) tell(`  ${count} ${NAMES[table] ?? table}`);
  tell('Done. Nothing was taken out of the file in DATA_DIR; it is not used while DATABASE_URL is set.');
  tell(
    config.ENCRYPTION_KEY === undefined
      ? `Secrets stay sealed with ${path.join(dataDir, 'key')}: set ENCRYPTION_KEY to its content in every process.`
      : 'Secrets stay sealed: keep the same ENCRYPTION_KEY in every process.',
  );
}

function placesOf(config: Config): { dataDir: string; databaseUrl: string } {
  const { DATA_DIR: dataDir, DATABASE_URL: databaseUrl } = config;
  if (databaseUrl === undefined) {
    throw new Failure('config', { detail: 'DATABASE_URL is not set: it must name the database to copy to' });
  }
  // Opening a store that is not there would make an empty one, and "0 messages" would look like a success.
  if (!existsSync(path.join(dataDir, 'reelthread.db'))) {
    throw new Failure('config', { detail: `DATA_DIR=${dataDir} has no reelthread.db to copy from` });
  }
  return { dataDir, databaseUrl };
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

copy().catch(exitWith);
