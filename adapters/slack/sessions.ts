import { foreignLine } from '../../src/conversation/foreign-text.js';
import type { Place } from '../../src/conversation/inbound.js';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import { LIMITS, TIMES } from './limits.js';
import { readPlace } from './place.js';
import { refusedWith, SlackProblem } from './problems.js';
import type { Threads } from './threads.js';
import type { Workspaces } from './workspaces.js';

/**
 * The agent session of a thread: "working" with Slack's own Stop button (docs.slack.dev/ai/agent-sessions). Best
 * effort: where the workspace or the API has no agent sessions, nothing is lost but this.
 */
export interface Sessions {
  /** On: set, and set again before Slack clears it, until it is turned off. Never rejects. */
  working(place: Place, on: boolean): Promise<void>;
  /** Somebody pressed Slack's Stop button: Slack leaves it to us to end the session. Never rejects. */
  stopped(place: Place): Promise<void>;
  /** Something was posted in this thread, which clears the status: it is set again. */
  posted(place: Place): void;
  close(): void;
}

type Status = 'processing' | 'active';

interface Running {
  readonly place: Place;
  /** Wakes the loop: turned off, or cleared by a post. */
  wake: AbortController;
  on: boolean;
  /** A post has cleared the status. */
  cleared: boolean;
  /** Further posts are awaited before it is set again. */
  settling: boolean;
  /** The status was set once, at the beginning. */
  fresh: boolean;
  /** When the core last said that work goes on. */
  confirmedAt: number;
}

/**
 * Posts come in groups (welcome and card, summary and file), and the last of them often ends the work: one refresh for
 * all of them, or none.
 */
const AFTER_POST_MS = 4_000;
/**
 * The "Still working" note is posted after two minutes and clears the status that was set at the beginning: setting it
 * just before that would be one call for nothing.
 */
const FIRST_REFRESH_MS = 121_000;
/** The core says "working" at least every few minutes; a session that it has forgotten ends by itself. */
const FORGOTTEN_AFTER_MS = 20 * 60_000;
/** A workspace without agent sessions is not asked again for this long. */
const UNSUPPORTED_FOR_MS = 6 * 3_600_000;
/** Refusals that are about this thread and say nothing about the workspace. */
const ABOUT_THE_THREAD = [
  'channel_not_found',
  'thread_not_found',
  'message_not_found',
  'not_in_channel',
  'user_not_in_channel',
  'is_archived',
];

export function createSessions(options: {
  workspaces: Workspaces;
  threads: Threads;
  clock: Clock;
  log: Log;
}): Sessions {
  const { workspaces, threads, clock, log } = options;
  const running = new Map<string, Running>();
  const unsupportedAt = new Map<string, number>();
  let closed = false;

  function supported(tenant: string): boolean {
    return clock.now() - (unsupportedAt.get(tenant) ?? Number.NEGATIVE_INFINITY) >= UNSUPPORTED_FOR_MS;
  }

  async function set(place: Place, status: Status): Promise<void> {
    const at = readPlace(place);
    if (at?.kind !== 'thread' || !supported(place.tenant)) return;
    try {
      // Another process may have heard the request: the title is then in the store.
      const thread = await threads.find(place.conversation);
      const title = thread && foreignLine(thread.title, LIMITS.sessionTitle);
      const { api } = await workspaces.of(place.tenant);
      await api.setSessionStatus(at, { status, title, starter: thread?.starter });
    } catch (thrown) {
      const problem = thrown instanceof SlackProblem ? thrown.problem : undefined;
      if (problem?.kind === 'refused' && !refusedWith(thrown, ...ABOUT_THE_THREAD)) {
        unsupportedAt.set(place.tenant, clock.now());
      }
      log.debug({ problem: String(thrown) }, 'the status of an agent session was not set');
    }
  }

  async function keepUp(session: Running): Promise<void> {
    do {
      while (session.on && !closed) {
        session.cleared = false;
        await set(session.place, 'processing');
        await untilRefresh(session);
        if (clock.now() - session.confirmedAt > FORGOTTEN_AFTER_MS) session.on = false;
      }
      if (!closed) await set(session.place, 'active');
      // Turned on again while Slack was told that it is off.
    } while (session.on && !closed);
    running.delete(session.place.conversation);
  }

  /** Until Slack is about to clear the status, has cleared it because of a post, or the work is over. */
  async function untilRefresh(session: Running): Promise<void> {
    if (!session.cleared) await sleep(session, session.fresh ? FIRST_REFRESH_MS : TIMES.statusRefresh);
    session.fresh = false;
    if (!session.cleared || !session.on) return;
    session.settling = true;
    await sleep(session, AFTER_POST_MS);
    session.settling = false;
  }

  async function sleep(session: Running, ms: number): Promise<void> {
    session.wake = new AbortController();
    if (!session.on || closed) return;
    try {
      await clock.sleep(ms, session.wake.signal);
    } catch {
      // Woken early: the loop looks at why.
    }
  }

  return {
    async working(place, on) {
      if (closed || readPlace(place)?.kind !== 'thread') return;
      const session = running.get(place.conversation);
      if (!on) {
        if (!session) return;
        session.on = false;
        session.wake.abort();
        return;
      }
      if (session) {
        session.on = true;
        session.confirmedAt = clock.now();
        return;
      }
      if (!supported(place.tenant)) return;
      const begun: Running = {
        place,
        wake: new AbortController(),
        on: true,
        cleared: false,
        settling: false,
        fresh: true,
        confirmedAt: clock.now(),
      };
      running.set(place.conversation, begun);
      // Goes on for as long as the work does; `set` never rejects.
      void keepUp(begun);
    },

    async stopped(place) {
      // What runs here ends by itself. A session without work, such as one from before a crash, would go on for ever.
      if (!running.has(place.conversation)) await set(place, 'active');
    },

    posted(place) {
      const session = running.get(place.conversation);
      if (!session?.on) return;
      session.cleared = true;
      if (!session.settling) session.wake.abort();
    },

    close() {
      closed = true;
      for (const session of running.values()) session.wake.abort();
    },
  };
}
