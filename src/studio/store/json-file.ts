import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { Failure } from '../../failure.js';

/**
 * Writes JSON so that a reader finds either the old file or the new one, also after a crash or a power cut. Readable by
 * the owner alone. Rejects with Failure `store-full` or `store-unavailable`.
 */
export async function writeJson(path: string, value: unknown): Promise<void> {
  const part = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    const file = await open(part, 'wx', 0o600);
    try {
      await file.writeFile(JSON.stringify(value));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true });
    throw storeFailure(cause);
  }
}

/** The parsed file; undefined when there is none. Rejects with `store-unavailable` when it is no JSON. */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return undefined;
    throw storeFailure(cause);
  }
}

export function storeFailure(cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  const code = errorCode(cause);
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  return new Failure(isFull ? 'store-full' : 'store-unavailable', {
    detail: code ?? 'unreadable file',
    cause,
  });
}

/** `ENOENT` and its like; undefined for everything that is no system error. */
export function errorCode(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : undefined;
}
