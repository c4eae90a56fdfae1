import type { RenderRecord } from './render-record.js';

export type NewRender = Pick<RenderRecord, 'id' | 'sessionId' | 'draft' | 'settings'>;

/** A render, and how far it is. */
export interface FoundRender {
  readonly record: RenderRecord;
  /** 0-100. */
  readonly percent: number;
  /** Renders that wait in front of it. */
  readonly ahead: number;
}

/** Renders that wait, run and have ended: in this process, or shared by all that have the same database. */
export interface Renders {
  /** Finds the renders of the last run and begins to work. */
  open(): Promise<void>;
  /**
   * Rejects with `backend-misunderstood` for an id that is taken, and `too-many-waiting`. Resolves when the render is
   * written down.
   */
  submit(render: NewRender): Promise<RenderRecord>;
  find(id: string): Promise<FoundRender | undefined>;
  /** By the part of its address that cannot be guessed. */
  findByKey(key: string): Promise<RenderRecord | undefined>;
  /** Ends a render that waits or runs; it counts as cancelled at once. One that has ended stays as it is. */
  cancel(id: string): Promise<RenderRecord | undefined>;
  /** Sessions whose media is still needed. */
  sessionsInUse(): Promise<Set<string>>;
  /** Deletes renders that ended before this moment, with their files. Resolves to their number. */
  sweep(before: number): Promise<number>;
  /** Ends every render of one session and deletes it with its files, at once. */
  removeOf(sessionId: string): Promise<void>;
  /** Stops what runs here. It is begun again elsewhere, or when the studio starts the next time. */
  close(): Promise<void>;
}

/** Renders that wait, in the whole studio. */
export const MAX_WAITING = 50;
/** A render whose process ended under it is begun once more, and not a third time. */
export const MAX_ATTEMPTS = 2;
export const INTERRUPTED_TWICE = 'The render was interrupted twice.';

export const idTaken = 'this render id was used before; send a new one';
