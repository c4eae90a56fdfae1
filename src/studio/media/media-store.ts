import type { Readable } from 'node:stream';

/** The first and the last byte that are wanted, both counted from 0. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Where uploaded files and finished videos lie: a folder, or an S3-compatible store. Keys are made by this program and
 * look like paths (`sessions/<id>/media/<file>`); what stands under a key never changes. Everything rejects with
 * Failure `store-unavailable` or `store-full` when the place cannot be used.
 */
export interface MediaStore {
  /** Takes over a file of this machine. Readers find the whole file or none. */
  put(key: string, file: string): Promise<void>;
  /**
   * A path under which the file can be read on this machine: its own, or that of a copy inside `folder`. Rejects with
   * `file-unreadable` when it is no longer there, and `stopped`.
   */
  bring(key: string, folder: string, signal: AbortSignal): Promise<string>;
  /** In bytes; undefined when there is no such file. */
  size(key: string): Promise<number | undefined>;
  read(key: string, range: ByteRange): Promise<Readable>;
  /** Removes the file with this key and everything whose key begins with it and a slash. */
  remove(key: string): Promise<void>;
  /** For `/readyz`: rejects when nothing can be read or written. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** Key of a file that somebody uploaded. */
export function uploadKey(sessionId: string, file: string): string {
  return `${sessionKey(sessionId)}/media/${file}`;
}

/** What all keys of one session begin with. */
export function sessionKey(sessionId: string): string {
  return `sessions/${sessionId}`;
}

/** What all keys of one render begin with. */
export function renderKey(key: string): string {
  return `renders/${key}`;
}
