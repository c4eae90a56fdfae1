import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../failure.js';
import { EMPTY_DESK } from '../director/desk.js';
import { readJson, writeJson } from './json-file.js';
import { Lanes } from './lanes.js';
import { type StudioSession, sessionSchema } from './session.js';

/** Sessions as files: `<folder>/<session id>/session.json`, and the uploaded media beside it. */
export class Sessions {
  readonly #folder: string;
  readonly #now: () => number;
  readonly #lanes = new Lanes();

  constructor(folder: string, now: () => number) {
    this.#folder = folder;
    this.#now = now;
  }

  async open(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
  }

  async create(options: { name: string; language?: string }): Promise<StudioSession> {
    const now = this.#now();
    const session: StudioSession = {
      id: randomDigits(),
      taskId: `task_${randomBytes(8).toString('hex')}`,
      ...options,
      createdAt: now,
      updatedAt: now,
      media: [],
      desk: EMPTY_DESK,
    };
    await mkdir(this.mediaFolder(session.id), { recursive: true, mode: 0o700 });
    await writeJson(this.#file(session.id), session);
    return session;
  }

  /** Rejects with Failure `session-lost` (NemoVideo code 1002). */
  async read(id: string): Promise<StudioSession> {
    if (!/^\d{19}$/.test(id)) throw new Failure('session-lost');
    const stored = await readJson(this.#file(id));
    if (stored === undefined) throw new Failure('session-lost');
    const parsed = sessionSchema.safeParse(stored);
    if (!parsed.success) throw new Failure('store-unavailable', { detail: 'a session file is broken' });
    return parsed.data;
  }

  /** Reads, changes and writes one session; changes of the same session wait for each other. */
  async change<Result>(
    id: string,
    change: (session: StudioSession) => Promise<{ session: StudioSession; result: Result }>,
  ): Promise<Result> {
    return this.#lanes.run(id, async () => {
      const before = await this.read(id);
      const { session, result } = await change(before);
      if (session !== before) await writeJson(this.#file(id), { ...session, updatedAt: this.#now() });
      return result;
    });
  }

  mediaFolder(id: string): string {
    return path.join(this.#folder, id, 'media');
  }

  /** Path of an uploaded file. */
  mediaPath(session: StudioSession, mediaId: string): string | undefined {
    const item = session.media.find(({ id }) => id === mediaId);
    return item && path.join(this.mediaFolder(session.id), item.file);
  }

  /** Deletes sessions that nobody has touched since `before`, with their media, but for those in `keep`. */
  async sweep(before: number, keep: ReadonlySet<string>): Promise<number> {
    let swept = 0;
    for (const id of await readdir(this.#folder)) {
      if (keep.has(id) || !/^\d{19}$/.test(id)) continue;
      const gone = await this.#lanes.run(id, async () => {
        const session = await this.read(id).catch(() => undefined);
        if (session && session.updatedAt >= before) return false;
        await rm(path.join(this.#folder, id), { recursive: true, force: true });
        return true;
      });
      if (gone) swept += 1;
    }
    return swept;
  }

  #file(id: string): string {
    return path.join(this.#folder, id, 'session.json');
  }
}

/** 19 digits like the ids of the real backend, which are larger than 2^53 (NemoVideo contract §4). */
function randomDigits(): string {
  const range = 9_000_000_000_000_000_000n;
  return String(1_000_000_000_000_000_000n + (randomBytes(8).readBigUInt64BE() % range)).slice(0, 19);
}
