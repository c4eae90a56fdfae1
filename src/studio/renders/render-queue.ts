import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Failure, failedWith } from '../../failure.js';
import type { RenderedVideo, RenderProgress, RenderSettings, StudioDraft } from '../draft.js';
import type { StudioLog } from '../log.js';
import { Lanes } from '../store/lanes.js';
import { reasonFor } from './reason.js';
import type { RenderedFiles, RenderRecord } from './render-record.js';
import type { RenderStore } from './render-store.js';

/** Does one render; resolves when its files are whole. Rejects with Failure `stopped` soon after the signal. */
export type RunRender = (
  job: {
    draft: StudioDraft;
    settings: RenderSettings;
    /** Path of each uploaded file by its id. */
    media: Readonly<Record<string, string>>;
    folder: string;
  },
  hooks: { signal: AbortSignal; onProgress: (progress: RenderProgress) => void },
) => Promise<RenderedVideo>;

export interface RenderQueueOptions {
  readonly store: RenderStore;
  readonly run: RunRender;
  /** Renders at the same time. Two on two cores take as long as one after the other. */
  readonly parallel: number;
  /** Paths of a session's uploaded files; rejects with `session-lost`. */
  readonly mediaOf: (sessionId: string) => Promise<Record<string, string>>;
  readonly now: () => number;
  readonly log: StudioLog;
}

const MAX_WAITING = 50;
/** A render that was cut by a restart is begun once more, and not a third time. */
const MAX_ATTEMPTS = 2;

interface Running {
  readonly abort: AbortController;
  readonly settled: Promise<void>;
  percent: number;
}

/** Renders that wait, run and have ended. Everything but the progress survives a restart. */
export class RenderQueue {
  readonly #options: RenderQueueOptions;
  readonly #records = new Map<string, RenderRecord>();
  readonly #running = new Map<string, Running>();
  readonly #writes = new Lanes();
  /** Ids that wait, in their order. */
  #waiting: string[] = [];
  #closed = false;

  constructor(options: RenderQueueOptions) {
    this.#options = options;
  }

  /** Finds the renders of the last run; interrupted ones wait again, or have failed when that happened before. */
  async open(): Promise<void> {
    const { store } = this.#options;
    for (const record of await store.readAll()) {
      this.#records.set(record.id, record);
      if (record.status !== 'pending' && record.status !== 'processing') continue;
      await store.clean(record);
      if (record.attempts >= MAX_ATTEMPTS)
        await this.#end(record, 'failed', 'The render was interrupted twice.');
      else {
        await this.#put({ ...record, status: 'pending' });
        this.#waiting.push(record.id);
      }
    }
    this.#fill();
  }

  /**
   * Rejects with `backend-misunderstood` for an id that is taken, and `too-many-waiting`. Resolves when the render is
   * written down.
   */
  async submit(render: Pick<RenderRecord, 'id' | 'sessionId' | 'draft' | 'settings'>): Promise<RenderRecord> {
    if (this.#records.has(render.id)) {
      throw new Failure('backend-misunderstood', {
        detail: 'this render id was used before; send a new one',
      });
    }
    if (this.#waiting.length >= MAX_WAITING) throw new Failure('too-many-waiting');
    const record: RenderRecord = {
      ...render,
      key: randomBytes(16).toString('hex'),
      status: 'pending',
      attempts: 0,
      createdAt: this.#options.now(),
    };
    // Taken before it is written, so that a twin that arrives meanwhile is refused.
    this.#records.set(record.id, record);
    try {
      await this.#options.store.write(record);
    } catch (thrown) {
      this.#records.delete(record.id);
      throw thrown;
    }
    // It may have been cancelled while it was being written.
    if (this.#records.get(record.id)?.status === 'pending') this.#waiting.push(record.id);
    this.#fill();
    return record;
  }

  /** The render and how far it is, 0-100; undefined for an unknown id. */
  find(id: string): { record: RenderRecord; percent: number; ahead: number } | undefined {
    const record = this.#records.get(id);
    if (!record) return undefined;
    const percent = record.status === 'completed' ? 100 : (this.#running.get(id)?.percent ?? 0);
    return { record, percent, ahead: Math.max(this.#waiting.indexOf(id), 0) };
  }

  findByKey(key: string): RenderRecord | undefined {
    for (const record of this.#records.values()) if (record.key === key) return record;
    return undefined;
  }

  /** Ends a render that waits or runs; it counts as cancelled at once. One that has ended stays as it is. */
  async cancel(id: string): Promise<RenderRecord | undefined> {
    const record = this.#records.get(id);
    if (record?.status !== 'pending' && record?.status !== 'processing') return record;
    this.#waiting = this.#waiting.filter((one) => one !== id);
    const ended = await this.#end(record, 'cancelled');
    this.#running.get(id)?.abort.abort(new Failure('stopped'));
    return ended;
  }

  /** Sessions whose media is still needed. */
  sessionsInUse(): Set<string> {
    const active = [...this.#records.values()].filter(
      ({ status }) => status === 'pending' || status === 'processing',
    );
    return new Set(active.map(({ sessionId }) => sessionId));
  }

  /** Deletes renders that ended before this moment. */
  async sweep(before: number): Promise<number> {
    const old = [...this.#records.values()].filter(
      ({ status, createdAt, completedAt }) =>
        status !== 'pending' && status !== 'processing' && (completedAt ?? createdAt) < before,
    );
    for (const record of old) {
      await this.#options.store.remove(record);
      this.#records.delete(record.id);
    }
    return old.length;
  }

  /** Stops what runs. It is begun again when the studio starts the next time. */
  async close(): Promise<void> {
    this.#closed = true;
    const running = [...this.#running.values()];
    for (const { abort } of running) abort.abort(new Failure('stopped'));
    await Promise.all(running.map(({ settled }) => settled));
  }

  #fill(): void {
    while (!this.#closed && this.#running.size < this.#options.parallel) {
      const id = this.#waiting.shift();
      const record = id === undefined ? undefined : this.#records.get(id);
      if (!record) return;
      this.#begin(record);
    }
  }

  #begin(record: RenderRecord): void {
    const abort = new AbortController();
    const settled = this.#work(record, abort.signal)
      .catch((thrown: unknown) => this.#giveUp(record, thrown))
      .finally(() => {
        this.#running.delete(record.id);
        this.#fill();
      });
    this.#running.set(record.id, { abort, settled, percent: 0 });
  }

  async #work(waiting: RenderRecord, signal: AbortSignal): Promise<void> {
    const { store, run, mediaOf } = this.#options;
    const record = await this.#put({ ...waiting, status: 'processing', attempts: waiting.attempts + 1 });
    const onProgress = ({ percent }: RenderProgress) => {
      const running = this.#running.get(record.id);
      if (running) running.percent = Math.max(running.percent, Math.min(99, Math.round(percent)));
    };
    try {
      const media = await mediaOf(record.sessionId);
      signal.throwIfAborted();
      const { draft, settings } = record;
      const video = await run(
        { draft, settings, media, folder: store.folderOf(record) },
        { signal, onProgress },
      );
      if (this.#isOver(record)) await store.clean(record);
      else await this.#end(record, 'completed', undefined, namesOnly(video));
    } catch (thrown) {
      // Cancelled renders have been told already, and those cut by the end of the studio go on the next time.
      if (this.#isOver(record) || this.#closed) return store.clean(record);
      await store.clean(record);
      await this.#end(record, 'failed', reasonFor(Failure.from(thrown, 'render-failed'), record.draft));
      if (!failedWith(thrown, 'stopped')) this.#report(record, thrown);
    }
  }

  #isOver({ id }: RenderRecord): boolean {
    const status = this.#records.get(id)?.status;
    return status !== 'pending' && status !== 'processing';
  }

  async #end(
    record: RenderRecord,
    status: 'completed' | 'failed' | 'cancelled',
    error?: string,
    video?: RenderedFiles,
  ): Promise<RenderRecord> {
    const completedAt = this.#options.now();
    return this.#put({ ...record, status, completedAt, ...(error && { error }), ...(video && { video }) });
  }

  /**
   * Memory first: whoever asks next hears the truth even while the disk is slow. Writes of one render follow each
   * other and write what is true then, so that an older state never lands on top of a newer one.
   */
  async #put(record: RenderRecord): Promise<RenderRecord> {
    this.#records.set(record.id, record);
    await this.#writes.run(record.id, () =>
      this.#options.store.write(this.#records.get(record.id) ?? record),
    );
    return record;
  }

  /** Even the end could not be written down. Nobody may be left polling for it. */
  #giveUp(record: RenderRecord, thrown: unknown): void {
    this.#report(record, thrown);
    const failure = Failure.from(thrown);
    const completedAt = this.#options.now();
    const error = reasonFor(failure, record.draft);
    if (!this.#isOver(record))
      this.#records.set(record.id, { ...record, status: 'failed', error, completedAt });
  }

  #report(record: RenderRecord, thrown: unknown): void {
    const { code, detail } = Failure.from(thrown);
    this.#options.log.warn({ render: record.id, code, detail }, 'a render failed');
  }
}

function namesOnly({ file, poster, preview, duration, width, height, bytes }: RenderedVideo): RenderedFiles {
  const name = (whole: string) => path.basename(whole);
  return { file: name(file), poster: name(poster), preview: name(preview), duration, width, height, bytes };
}
