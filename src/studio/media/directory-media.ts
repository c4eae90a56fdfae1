import { createReadStream } from 'node:fs';
import { access, constants, copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { errorCode, storeFailure } from '../store/json-file.js';
import type { ByteRange, MediaStore } from './media-store.js';

/** Media as files below one folder, which may be a mount that several machines share. */
export class DirectoryMedia implements MediaStore {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async put(key: string, file: string): Promise<void> {
    const target = this.#path(key);
    try {
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      await rename(file, target).catch(async (thrown: unknown) => {
        if (errorCode(thrown) !== 'EXDEV') throw thrown;
        // The file lies on another disk: the copy gets its name only when it is whole.
        const part = `${target}.part`;
        await copyFile(file, part);
        await rename(part, target);
        await rm(file, { force: true });
      });
    } catch (thrown) {
      throw storeFailure(thrown);
    }
  }

  /** No copy: whoever renders reads it where it is, and finds out there when it has gone. */
  async bring(key: string): Promise<string> {
    return this.#path(key);
  }

  async size(key: string): Promise<number | undefined> {
    try {
      return (await stat(this.#path(key))).size;
    } catch (thrown) {
      if (errorCode(thrown) === 'ENOENT') return undefined;
      throw storeFailure(thrown);
    }
  }

  async read(key: string, { first, last }: ByteRange): Promise<Readable> {
    return createReadStream(this.#path(key), { start: first, end: last });
  }

  async remove(key: string): Promise<void> {
    try {
      await rm(this.#path(key), { recursive: true, force: true });
    } catch (thrown) {
      throw storeFailure(thrown);
    }
  }

  async check(): Promise<void> {
    try {
      await access(this.#root, constants.R_OK | constants.W_OK);
    } catch (thrown) {
      throw storeFailure(thrown);
    }
  }

  async close(): Promise<void> {}

  #path(key: string): string {
    return path.join(this.#root, ...key.split('/'));
  }
}
