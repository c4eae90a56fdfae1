import path from 'node:path';
import { Failure } from '../failure.js';
import { openSqliteFile } from './sqlite-file.js';
import { errorCode, storeFailure } from './store-failure.js';

export interface FolderLock {
  close(): Promise<void>;
}

/** A supervisor may start the next process while the last one is still being cleared away. */
const LOCK_TIMEOUT_MS = 500;

/**
 * Takes a folder for this process: an exclusive transaction on a small database of its own that stays open. The
 * operating system lets go of it when the process ends in whatever way, so nothing stale is left behind by `kill -9`.
 * Rejects with Failure `config`, made of `taken`, when another process has it.
 */
export async function lockFolder(
  folder: string,
  name: string,
  taken: { detail: string; facts?: { fix: string } },
): Promise<FolderLock> {
  const adapter = await openSqliteFile(path.join(folder, name), LOCK_TIMEOUT_MS);
  try {
    await adapter.query('BEGIN EXCLUSIVE');
  } catch (error) {
    await adapter.close().catch(() => undefined);
    if (errorCode(error) === 'SQLITE_BUSY') throw new Failure('config', { ...taken, cause: error });
    throw storeFailure(error);
  }
  return { close: () => adapter.close() };
}
