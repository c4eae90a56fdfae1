import { open } from 'node:fs/promises';
import path from 'node:path';
import { KeyvSqlite } from '@keyv/sqlite';
import { Failure } from '../failure.js';
import { errorCode } from './store-failure.js';

/** Opens a SQLite file, readable by its owner alone. Rejects with Failure `config` when it cannot be written to. */
export async function openSqliteFile(file: string, busyTimeoutMs: number): Promise<KeyvSqlite> {
  // SQLite makes new files readable for everybody; its -wal and -shm files take the mode of this one.
  const handle = await open(file, 'a', 0o600).catch((error: unknown) => {
    if (!/^(?:EACCES|EPERM|EROFS|EISDIR)$/.test(errorCode(error))) throw error;
    throw new Failure('config', {
      detail: `DATA_DIR=${path.dirname(file)} cannot be written to`,
      cause: error,
    });
  });
  await handle.close();
  const adapter = new KeyvSqlite({
    uri: `sqlite://${file}`,
    table: 'reelthread_value',
    keySize: 1_024,
    busyTimeout: busyTimeoutMs,
  });
  // What goes wrong is also thrown by every statement; without a listener the event would end the process.
  adapter.on('error', () => undefined);
  return adapter;
}
