import { randomBytes } from 'node:crypto';
import { Failure, failedWith } from '../../failure.js';
import type { RenderProgress } from '../draft.js';
import type { StudioLog } from '../log.js';
import { type MediaStore, renderKey } from '../media/media-store.js';
import { Lanes } from '../store/lanes.js';
import { reasonFor } from './reason.js';
import type { RenderOnce } from './render-once.js';
import type { RenderedFiles, RenderRecord } from './render-record.js';
import type { RenderStore } from './render-store.js';
import {
  type FoundRender,
  INTERRUPTED_TWICE,
  idTaken,
  MAX_ATTEMPTS,
  MAX_WAITING,
  type NewRender,
  type Renders,
} from './renders.js';

export interface RenderQueueOptions {
  readonly store: RenderStore;
  readonly media: MediaStore;
  readonly renderOnce: RenderOnce;
  /** Renders at the same time. Two on two cores take as long as one after the other. */
  readonly parallel: number;
  readonly now: () => number;
  readonly log: StudioLog;
}

interface Running {
  readonly abort: AbortController;
  readonly settled: Promise<void>;
  percent: number;
}

/** Renders of this process alone. Everything but the progress survives a restart. */
export class RenderQueue implements Renders {
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

  /** Interrupted renders wait again, or have failed when that happened before. */
  async open(): Promise<void> {
    const { store } = this.#options;
    for (const record of await store.readAll()) {
      this.#records.set(record.id, record);
      if (record.status !== 'pending' && record.status !== 'processing') continue;
      if (record.attempts >= MAX_ATTEMPTS) await this.#end(record, 'failed', INTERRUPTED_TWICE);
      else {
        await this.#put({ ...record, status: 'pending' });
        this.#waiting.push(record.id);
      }
    }
    this.#fill();
  }

  async submit(render: NewRender): Promise<RenderRecord> {
    if (this.#records.has(render.id)) {
      throw new Failure('backend-misunderstood', { detail: idTaken });
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

  async find(id: string): Promise<FoundRender | undefined> {
    const record = this.#records.get(id);
    if (!record) return undefined;
    const percent = record.status === 'completed' ? 100 : (this.#running.get(id)?.percent ?? 0);
    return { record, percent, ahead: Math.max(this.#waiting.indexOf(id), 0) };
  }

  async findByKey(key: string): Promise<RenderRecord | undefined> {
    for (const record of this.#records.values()) if (record.key === key) return record;
    return undefined;
  }

  async cancel(id: string): Promise<RenderRecord | undefined> {
    const record = this.#records.get(id);
    if (record?.status !== 'pending' && record?.status !== 'processing') return record;
    this.#waiting = this.#waiting.filter((one) => one !== id);
    const ended = await this.#end(record, 'cancelled');
    this.#running.get(id)?.abort.abort(new Failure('stopped'));
    return ended;
  }

  async sessionsInUse(): Promise<Set<string>> {
    const active = [...this.#records.values()].filter(
      ({ status }) => status === 'pending' || status === 'processing',
    );
    return new Set(active.map(({ sessionId }) => sessionId));
  }

  async sweep(before: number): Promise<number> {
    const old = [...this.#records.values()].filter(
      ({ status, createdAt, completedAt }) =>
        status !== 'pending' && status !== 'processing' && (completedAt ?? createdAt) < before,
    );
    for (const record of old) await this.#remove(record);
    return old.length;
  }

  async removeOf(sessionId: string): Promise<void> {
    for (const record of [...this.#records.values()].filter((one) => one.sessionId === sessionId)) {
      await this.cancel(record.id);
      // What is cut may still be writing its last bytes.
      await this.#running.get(record.id)?.settled;
      await this.#remove(record);
    }
  }

  async #remove(record: RenderRecord): Promise<void> {
    await this.#options.media.remove(renderKey(record.key));
    await this.#options.store.remove(record);
    this.#records.delete(record.id);
  }

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
    const { renderOnce, media } = this.#options;
    const record = await this.#put({ ...waiting, status: 'processing', attempts: waiting.attempts + 1 });
    const onProgress = ({ percent }: RenderProgress) => {
      const running = this.#running.get(record.id);
      if (running) running.percent = Math.max(running.percent, Math.min(99, Math.round(percent)));
    };
    try {
      const video = await renderOnce(record, String(record.attempts), { signal, onProgress });
      if (this.#isOver(record)) await media.remove(renderKey(`${record.key}/${record.attempts}`));
      else await this.#end(record, 'completed', undefined, video);
    } catch (thrown) {
      // Cancelled renders have been told already.
      if (this.#isOver(record)) return;
      if (this.#closed) return this.#postpone(record);
      await this.#end(record, 'failed', reasonFor(Failure.from(thrown, 'render-failed'), record.draft));
      if (!failedWith(thrown, 'stopped')) this.#report(record, thrown);
    }
  }

  /** The studio ends: the render goes on the next time, and this attempt does not count. */
  async #postpone(record: RenderRecord): Promise<void> {
    await this.#put({ ...record, status: 'pending', attempts: record.attempts - 1 });
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
