import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { readJson, writeJson } from '../store/json-file.js';
import { type RenderRecord, renderRecordSchema } from './render-record.js';

const RECORD = 'render.json';

/** Records of renders as files: `<folder>/<key>/render.json`. */
export class RenderStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async write(record: RenderRecord): Promise<void> {
    await mkdir(this.#folderOf(record), { recursive: true, mode: 0o700 });
    await writeJson(path.join(this.#folderOf(record), RECORD), record);
  }

  /** Every render that can be read, oldest first. A folder without a readable record is removed. */
  async readAll(): Promise<RenderRecord[]> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const records: RenderRecord[] = [];
    for (const key of await readdir(this.#folder)) {
      const stored = await readJson(path.join(this.#folder, key, RECORD)).catch(() => undefined);
      const parsed = renderRecordSchema.safeParse(stored);
      if (parsed.success && parsed.data.key === key) records.push(parsed.data);
      else await rm(path.join(this.#folder, key), { recursive: true, force: true });
    }
    return records.sort((a, b) => a.createdAt - b.createdAt);
  }

  async remove(record: RenderRecord): Promise<void> {
    await rm(this.#folderOf(record), { recursive: true, force: true });
  }

  #folderOf({ key }: Pick<RenderRecord, 'key'>): string {
    return path.join(this.#folder, key);
  }
}
