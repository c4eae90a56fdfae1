import { Failure } from '../failure.js';
import type { StudioLog } from './log.js';
import type { Renders } from './renders/renders.js';
import type { Sessions } from './store/sessions.js';

interface Sweeping {
  readonly sessions: Sessions;
  readonly renders: Renders;
  readonly log: StudioLog;
  readonly now: () => number;
  readonly retentionMs: number;
}

const EVERY_MS = 6 * 3_600_000;
/** Not at the very start, when the first page is being served. */
const FIRST_MS = 60_000;

/** Deletes sessions and renders that nobody has touched for the retention time. Returns how to stop it. */
export function startSweeping(options: Sweeping): () => void {
  const run = () => void sweep(options);
  const first = setTimeout(run, FIRST_MS).unref();
  const timer = setInterval(run, EVERY_MS).unref();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
}

export async function sweep({ sessions, renders, log, now, retentionMs }: Sweeping): Promise<void> {
  const before = now() - retentionMs;
  try {
    const ended = await renders.sweep(before);
    const swept = await sessions.sweep(before, await renders.sessionsInUse());
    if (ended + swept > 0) log.info({ renders: ended, sessions: swept }, 'old studio files were deleted');
  } catch (thrown) {
    // The next sweep tries again; a disk that cannot be read is told by every other request too.
    const { code, detail } = Failure.from(thrown, 'store-unavailable');
    log.warn({ code, detail }, 'old studio files could not be deleted');
  }
}
