import path from 'node:path';
import type { StudioLog } from './log.js';
import type { MediaStore } from './media/media-store.js';
import type { RenderOnce } from './renders/render-once.js';
import { RenderQueue } from './renders/render-queue.js';
import { RenderStore } from './renders/render-store.js';
import type { Renders } from './renders/renders.js';
import { SessionFiles, type SessionRecords } from './store/session-records.js';

export interface RenderTools {
  readonly renderOnce: RenderOnce;
  readonly media: MediaStore;
  /** Renders at the same time in this process. */
  readonly parallel: number;
  readonly now: () => number;
  readonly log: StudioLog;
}

/** Where sessions and renders are kept, and who does the renders. */
export interface StudioRecords {
  readonly sessions: SessionRecords;
  renders(tools: RenderTools): Renders;
  /** For `/readyz`: rejects when nothing can be read or written. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** JSON files in a folder that belongs to one process. */
export function fileRecords(folder: string): StudioRecords {
  return {
    sessions: new SessionFiles(path.join(folder, 'sessions')),
    renders: (tools) => new RenderQueue({ ...tools, store: new RenderStore(path.join(folder, 'renders')) }),
    // A folder that cannot be used is told by every request that needs it.
    check: async () => {},
    close: async () => {},
  };
}
