import { randomBytes } from 'node:crypto';
import { Failure } from '../../failure.js';
import { EMPTY_DESK } from '../director/desk.js';
import { type MediaStore, sessionKey } from '../media/media-store.js';
import type { StudioSession } from './session.js';
import type { Changed, SessionRecords } from './session-records.js';

/** The sessions of this studio, wherever they are kept. */
export class Sessions {
  readonly #records: SessionRecords;
  readonly #media: MediaStore;
  readonly #now: () => number;

  constructor(options: { records: SessionRecords; media: MediaStore; now: () => number }) {
    this.#records = options.records;
    this.#media = options.media;
    this.#now = options.now;
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
    await this.#records.insert(session);
    return session;
  }

  /** Rejects with Failure `session-lost` (NemoVideo code 1002). */
  async read(id: string): Promise<StudioSession> {
    const session = isSessionId(id) ? await this.#records.read(id) : undefined;
    if (!session) throw new Failure('session-lost');
    return session;
  }

  /** Changes one session; see `SessionRecords.change`. */
  async change<Result>(id: string, change: (session: StudioSession) => Changed<Result>): Promise<Result> {
    if (!isSessionId(id)) throw new Failure('session-lost');
    return this.#records.change(id, (before) => {
      const { session, result } = change(before);
      return { session: session === before ? before : { ...session, updatedAt: this.#now() }, result };
    });
  }

  /** Deletes one session with its media. Rejects with Failure `session-lost` for what can be no session. */
  async remove(id: string): Promise<void> {
    if (!isSessionId(id)) throw new Failure('session-lost');
    await this.#records.remove(id, (each) => this.#media.remove(sessionKey(each)));
  }

  /** Deletes sessions that nobody has touched since `before`, with their media, but for those in `keep`. */
  sweep(before: number, keep: ReadonlySet<string>): Promise<number> {
    return this.#records.removeIdle(before, keep, (id) => this.#media.remove(sessionKey(id)));
  }
}

/** An id becomes part of a path, so nothing else may pass. */
function isSessionId(id: string): boolean {
  return /^\d{19}$/.test(id);
}

/** 19 digits like the ids of the real backend, which are larger than 2^53 (NemoVideo contract §4). */
function randomDigits(): string {
  const range = 9_000_000_000_000_000_000n;
  return String(1_000_000_000_000_000_000n + (randomBytes(8).readBigUInt64BE() % range)).slice(0, 19);
}
