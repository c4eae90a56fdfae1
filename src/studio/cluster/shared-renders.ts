import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../failure.js';
import { renderKey } from '../media/media-store.js';
import type { RenderTools } from '../records.js';
import { reasonFor } from '../renders/reason.js';
import type { RenderRecord } from '../renders/render-record.js';
import {
  type FoundRender,
  INTERRUPTED_TWICE,
  idTaken,
  MAX_ATTEMPTS,
  MAX_WAITING,
  type NewRender,
  type Renders,
} from '../renders/renders.js';
import type { RenderJobs } from './render-jobs.js';
import type { RenderRows } from './render-rows.js';

export interface SharedOptions extends RenderTools {
  readonly rows: RenderRows;
  readonly jobs: () => Promise<RenderJobs>;
  /** How often progress is written down; as often a cancellation elsewhere is noticed. Milliseconds. */
  readonly beatMs?: number;
  /** How often renders are looked for whose process died between writing them down and queueing them. */
  readonly rescanMs?: number;
}

const BEAT_MS = 500;
const RESCAN_MS = 30_000;
/** Between attempts to write down that a render is done, in milliseconds. */
const PATIENCE_MS = [100, 1_000, 5_000];

/** Renders of all processes on one PostgreSQL: any of them answers for a render, whichever does it. */
export class SharedRenders implements Renders {
  readonly #options: SharedOptions;
  /** What runs here, by the id of the render. */
  readonly #running = new Map<string, AbortController>();
  #jobs: RenderJobs | undefined;
  #rescan: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: SharedOptions) {
    this.#options = options;
  }

  async open(): Promise<void> {
    const jobs = await this.#options.jobs();
    this.#jobs = jobs;
    await this.#queueStranded();
    jobs.work(
      (id) => this.#run(id),
      (id) => this.#running.get(id)?.abort(new Failure('stopped', { detail: 'taken over' })),
    );
    this.#rescan = setInterval(() => void this.#queueStranded(), this.#options.rescanMs ?? RESCAN_MS).unref();
  }

  async submit(render: NewRender): Promise<RenderRecord> {
    const { rows, now, log } = this.#options;
    if ((await rows.waiting()) >= MAX_WAITING) throw new Failure('too-many-waiting');
    const key = randomBytes(16).toString('hex');
    const record: RenderRecord = { ...render, key, status: 'pending', attempts: 0, createdAt: now() };
    if (!(await rows.insert(record))) throw new Failure('backend-misunderstood', { detail: idTaken });
    // It is written down: when it cannot be queued now, the next look for stranded renders does it.
    await this.#jobs?.add(record.id).catch((thrown: unknown) => {
      log.warn({ detail: Failure.from(thrown).detail }, 'a render could not be queued yet');
    });
    return record;
  }

  find(id: string): Promise<FoundRender | undefined> {
    return this.#options.rows.find(id);
  }

  findByKey(key: string): Promise<RenderRecord | undefined> {
    return this.#options.rows.findByKey(key);
  }

  /** Where it runs elsewhere, that process notices it with its next beat. */
  async cancel(id: string): Promise<RenderRecord | undefined> {
    const { rows, now } = this.#options;
    const ended = await rows.end(id, { status: 'cancelled' }, now());
    this.#running.get(id)?.abort(new Failure('stopped'));
    return ended ?? (await rows.find(id))?.record;
  }

  sessionsInUse(): Promise<Set<string>> {
    return this.#options.rows.sessionsInUse();
  }

  async sweep(before: number): Promise<number> {
    const { rows, media } = this.#options;
    const old = await rows.endedBefore(before);
    for (const { id, key } of old) {
      await media.remove(renderKey(key));
      await rows.remove(id);
    }
    return old.length;
  }

  /** Whoever runs one of them notices it with its next beat, and takes back what it has made. */
  async removeOf(sessionId: string): Promise<void> {
    const { rows, media } = this.#options;
    for (const { id, key } of await rows.ofSession(sessionId)) {
      await this.cancel(id);
      await media.remove(renderKey(key));
      await rows.remove(id);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#rescan);
    for (const abort of this.#running.values()) abort.abort(new Failure('stopped'));
    await this.#jobs?.close();
  }

  async #run(id: string): Promise<void> {
    try {
      // A job that was on its way when this process began to close is left to the others.
      if (this.#closed) await this.#jobs?.add(id);
      else await this.#attempt(id);
    } catch (thrown) {
      // The database is away. The render is found again as stranded when it is back.
      this.#report(id, thrown);
    }
  }

  async #attempt(id: string): Promise<void> {
    const { rows, renderOnce, media, now } = this.#options;
    const claim = randomBytes(8).toString('hex');
    const record = await rows.claim(id, claim);
    if (!record) return this.#endOverdue(id);
    const abort = new AbortController();
    this.#running.set(id, abort);
    if (this.#closed) abort.abort(new Failure('stopped'));
    const beat = this.#beat(id, claim, abort);
    try {
      const video = await renderOnce(record, claim, { signal: abort.signal, onProgress: beat.told }).catch(
        (thrown: unknown) => this.#notRendered(record, claim, abort.signal, thrown),
      );
      if (!video) return;
      const completed = await patiently(() => rows.end(id, { status: 'completed', video }, now(), claim));
      if (!completed) await media.remove(`${renderKey(record.key)}/${claim}`);
    } finally {
      beat.stop();
      this.#running.delete(id);
    }
  }

  async #notRendered(
    record: RenderRecord,
    claim: string,
    signal: AbortSignal,
    thrown: unknown,
  ): Promise<void> {
    const { rows, now } = this.#options;
    if (this.#closed) return this.#handOver(record.id, claim);
    // Cancelled, or another process's render now: what becomes of it stands in the row already.
    if (signal.aborted) return;
    const error = reasonFor(Failure.from(thrown, 'render-failed'), record.draft);
    await rows.end(record.id, { status: 'failed', error }, now(), claim);
    this.#report(record.id, thrown);
  }

  /** Tells how far the render is, and learns that it is not ours any more. */
  #beat(id: string, claim: string, abort: AbortController) {
    const { rows, log, beatMs = BEAT_MS } = this.#options;
    let percent = 0;
    const tell = async () => {
      try {
        if (!(await rows.progress(id, claim, percent))) abort.abort(new Failure('stopped'));
      } catch (thrown) {
        // The next beat tells; a database that stays away makes the queue give the render to others.
        log.warn({ render: id, detail: Failure.from(thrown).detail }, 'progress could not be written');
      }
    };
    const timer = setInterval(() => void tell(), beatMs);
    return {
      told: (progress: { percent: number }) => {
        percent = Math.max(percent, Math.min(99, Math.round(progress.percent)));
      },
      stop: () => clearInterval(timer),
    };
  }

  /** Nothing to do when it has ended; a render that was begun often enough and never ended has failed. */
  async #endOverdue(id: string): Promise<void> {
    const { rows, now } = this.#options;
    const record = (await rows.find(id))?.record;
    if (record && record.attempts >= MAX_ATTEMPTS) {
      await rows.end(id, { status: 'failed', error: INTERRUPTED_TWICE }, now());
    }
  }

  /** The job that is added while this one runs follows it, in another process. */
  async #handOver(id: string, claim: string): Promise<void> {
    await this.#options.rows.release(id, claim);
    await this.#jobs?.add(id);
  }

  async #queueStranded(): Promise<void> {
    try {
      for (const id of await this.#options.rows.active()) {
        if (this.#jobs && !(await this.#jobs.has(id))) await this.#jobs.add(id);
      }
    } catch (thrown) {
      this.#options.log.warn({ detail: Failure.from(thrown).detail }, 'could not look for stranded renders');
    }
  }

  #report(id: string, thrown: unknown): void {
    const { code, detail } = Failure.from(thrown);
    this.#options.log.warn({ render: id, code, detail }, 'a render failed');
  }
}

/** A database that fails over is away for seconds; a render that is lost over it takes minutes. */
async function patiently<T>(write: () => Promise<T>): Promise<T> {
  for (const pause of PATIENCE_MS) {
    try {
      return await write();
    } catch {
      // The last attempt, below, tells why.
      await wait(pause);
    }
  }
  return write();
}
