import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileTypeFromFile } from 'file-type';
import { Failure } from '../../src/failure.js';

/** Ids of threads, files and messages become path segments: nothing else than these characters may. */
const SAFE_ID = /^[A-Za-z0-9_-]{8,64}$/;
const SAFE_NAME = /^[A-Za-z0-9_-]{8,64}\.[a-z0-9]{2,4}$/;

export interface KeptFile {
  readonly size: number;
  /** What the content is; absent when it is nothing known. */
  readonly type?: string;
}

/**
 * Files of the playground under one folder: `uploads/<thread>/<file>` as they were sent, `videos/<thread>/<name>`
 * as they were made. Bytes stream through `partial/` and are moved when they are whole, so no reader sees half a file.
 */
export class MediaFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Makes the folders and removes what a crash left half-written. */
  async open(): Promise<void> {
    await rm(this.#path('partial'), { recursive: true, force: true });
    await mkdir(this.#path('partial'), { recursive: true });
  }

  /** Rejects with Failure `store-full` or `store-unavailable`; errors of the source itself pass through as they are. */
  async saveUpload(thread: string, file: string, body: Readable): Promise<KeptFile> {
    const target = this.#path('uploads', safe(thread), safe(file));
    const size = await this.#save(target, body);
    const found = await fileTypeFromFile(target).catch(() => undefined);
    return { size, type: found?.mime };
  }

  /** Size and bytes of what a person sent. Rejects with Failure `file-fetch-failed` or `file-fetch-forbidden`. */
  async openUpload(thread: string, file: string): Promise<{ size: number; body: Readable }> {
    if (!SAFE_ID.test(thread) || !SAFE_ID.test(file)) {
      throw new Failure('file-fetch-forbidden', { detail: 'not a file of the playground' });
    }
    const name = this.#path('uploads', thread, file);
    try {
      const { size } = await stat(name);
      return { size, body: createReadStream(name) };
    } catch (thrown) {
      throw new Failure('file-fetch-failed', { detail: 'the uploaded file is gone', cause: thrown });
    }
  }

  async deleteUpload(thread: string, file: string): Promise<void> {
    await rm(this.#path('uploads', safe(thread), safe(file)), { force: true });
  }

  /** As `saveUpload`; `name` is an id with an ending. */
  async saveVideo(thread: string, name: string, body: Readable): Promise<number> {
    if (!SAFE_NAME.test(name)) throw new Failure('internal', { detail: 'unsafe name of a video file' });
    return this.#save(this.#path('videos', safe(thread), name), body);
  }

  /** Deletes the video of a message with its still and preview: their names all begin with its id. */
  async deleteVideo(thread: string, message: string): Promise<void> {
    const folder = this.folderOf('videos', thread);
    for (const name of await readdir(folder)) {
      if (name.startsWith(safe(message))) await rm(path.join(folder, name), { force: true });
    }
  }

  /** Where the files of a thread are, for serving them. */
  folderOf(kind: 'uploads' | 'videos', thread: string): string {
    return this.#path(kind, safe(thread));
  }

  async deleteThread(thread: string): Promise<void> {
    await rm(this.folderOf('uploads', thread), { recursive: true, force: true });
    await rm(this.folderOf('videos', thread), { recursive: true, force: true });
  }

  async #save(target: string, body: Readable): Promise<number> {
    const partial = this.#path('partial', randomUUID());
    try {
      await mkdir(path.dirname(target), { recursive: true });
      const file = createWriteStream(partial);
      await pipeline(body, file);
      await rename(partial, target);
      return file.bytesWritten;
    } catch (thrown) {
      body.destroy();
      await rm(partial, { force: true });
      throw diskFailure(thrown);
    }
  }

  #path(...parts: string[]): string {
    return path.join(this.#folder, ...parts);
  }
}

function safe(id: string): string {
  if (!SAFE_ID.test(id)) throw new Failure('internal', { detail: 'unsafe id for a path' });
  return id;
}

/** Errors of the disk get their own code; those of the source of the bytes stay what they are. */
function diskFailure(thrown: unknown): unknown {
  const { code, syscall } = (thrown ?? {}) as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Failure('store-full', { detail: code, cause: thrown });
  if (syscall && ['open', 'write', 'mkdir', 'rename', 'close'].includes(syscall)) {
    return new Failure('store-unavailable', { detail: `${syscall} ${code}`, cause: thrown });
  }
  return thrown;
}
