import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../failure.js';
import { readJson, writeJson } from './json-file.js';
import { Lanes } from './lanes.js';
import { type StudioSession, sessionSchema } from './session.js';

/** A session as it is from now on, and what its change led to. The same session again means: nothing to write. */
export interface Changed<Result> {
  readonly session: StudioSession;
  readonly result: Result;
}

/** Where sessions are kept: JSON files of one process, or rows that all processes share. */
export interface SessionRecords {
  insert(session: StudioSession): Promise<void>;
  read(id: string): Promise<StudioSession | undefined>;
  /**
   * Reads, changes and writes one session; changes of one session wait for each other, in all processes. `change` does
   * nothing but compute. Rejects with `session-lost`.
   */
  change<Result>(id: string, change: (session: StudioSession) => Changed<Result>): Promise<Result>;
  /**
   * Removes sessions that nobody has touched since `before`, but for those in `keep`. `discard` removes their files; when
   * it fails, the next time begins with the same session. Resolves to their number.
   */
  removeIdle(
    before: number,
    keep: ReadonlySet<string>,
    discard: (id: string) => Promise<void>,
  ): Promise<number>;
  /** Removes one session at once; `discard` removes its files. */
  remove(id: string, discard: (id: string) => Promise<void>): Promise<void>;
}

/** Sessions as files: `<folder>/<session id>/session.json`. */
export class SessionFiles implements SessionRecords {
  readonly #folder: string;
  readonly #lanes = new Lanes();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async insert(session: StudioSession): Promise<void> {
    await mkdir(path.join(this.#folder, session.id), { recursive: true, mode: 0o700 });
    await writeJson(this.#file(session.id), session);
  }

  async read(id: string): Promise<StudioSession | undefined> {
    const stored = await readJson(this.#file(id));
    return stored === undefined ? undefined : parseSession(stored);
  }

  async change<Result>(id: string, change: (session: StudioSession) => Changed<Result>): Promise<Result> {
    return this.#lanes.run(id, async () => {
      const before = await this.read(id);
      if (!before) throw new Failure('session-lost');
      const { session, result } = change(before);
      if (session !== before) await writeJson(this.#file(id), session);
      return result;
    });
  }

  async removeIdle(
    before: number,
    keep: ReadonlySet<string>,
    discard: (id: string) => Promise<void>,
  ): Promise<number> {
    let removed = 0;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    for (const id of await readdir(this.#folder)) {
      if (keep.has(id) || !/^\d{19}$/.test(id)) continue;
      const gone = await this.#lanes.run(id, async () => {
        const session = await this.read(id).catch(() => undefined);
        if (session && session.updatedAt >= before) return false;
        await discard(id);
        await rm(path.join(this.#folder, id), { recursive: true, force: true });
        return true;
      });
      if (gone) removed += 1;
    }
    return removed;
  }

  async remove(id: string, discard: (id: string) => Promise<void>): Promise<void> {
    await this.#lanes.run(id, async () => {
      // The record first: an upload that is on its way finds no session, and takes its file back.
      await rm(this.#file(id), { force: true });
      await discard(id);
      await rm(path.join(this.#folder, id), { recursive: true, force: true });
    });
  }

  #file(id: string): string {
    return path.join(this.#folder, id, 'session.json');
  }
}

/** Throws Failure `store-unavailable` for what is no session. */
export function parseSession(stored: unknown): StudioSession {
  const parsed = sessionSchema.safeParse(stored);
  if (!parsed.success) throw new Failure('store-unavailable', { detail: 'a session record is broken' });
  return parsed.data;
}
