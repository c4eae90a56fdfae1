import type { Clock, Log } from '../conversation/ports/tools.js';
import type { Leadership } from '../conversation/ports/work.js';
import { Failure } from '../failure.js';
import { type LockSession, openLockSession } from './lock-session.js';

/** Milliseconds. */
const TIMINGS = {
  /** How often the lock is asked for, and how often its holder makes sure that it still has it. */
  everyMs: 1_000,
  /** An answer that takes longer does not come: the holder gives up. */
  answerMs: 4_000,
  /**
   * PostgreSQL ends a session that says nothing for so long, and with it the lock of a process that was frozen or cut
   * off. Above `everyMs` and `answerMs` together, so that a holder that is cut off has given up before.
   */
  silentMs: 8_000,
  /** After a mistake that the next second does not mend. */
  brokenMs: 60_000,
};

export interface PostgresLeadershipOptions {
  readonly databaseUrl: string;
  /** Any number, as long as all processes use the same one, and no other lock does. */
  readonly lock: number;
  /** What is led, for the log. */
  readonly what: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly timings?: Partial<typeof TIMINGS>;
}

/**
 * The lead among all processes on one PostgreSQL: whoever has the advisory lock. It belongs to a session, so it is free
 * the moment its holder dies, and a connection that breaks ends the term. Each process keeps one connection for it beside
 * its pool, as a pool that is busy must not look like a lost lock.
 */
export function createPostgresLeadership(options: PostgresLeadershipOptions): Leadership {
  const { what, clock, log } = options;
  const timings = { ...TIMINGS, ...options.timings };
  const resigned = new AbortController();
  let state: Leadership['state'] = 'unknown';
  let standing: Promise<void> | undefined;
  /** While this process leads. */
  let held: LockSession | undefined;

  async function standFor(term: Term, answered: () => void): Promise<void> {
    while (!resigned.signal.aborted) {
      const failure = await sessionFor(term, answered).then(() => undefined, Failure.from);
      state = 'unknown';
      answered();
      if (!failure) return;
      log.warn({ what, detail: failure.detail }, 'who leads is not known');
      await pause(failure.code === 'config' ? timings.brokenMs : timings.everyMs, resigned.signal);
    }
  }

  /** Stands over one connection. Resolves after `resign`; rejects when the connection is lost. */
  async function sessionFor(term: Term, answered: () => void): Promise<void> {
    const session = await openLockSession({ ...options, ...timings });
    const wake = AbortSignal.any([resigned.signal, session.broken]);
    try {
      while (!resigned.signal.aborted) {
        if (await session.tryLock()) {
          become('leads', 'this process leads');
          await lead(session, wake, term, answered);
          return;
        }
        become('stands by', 'another process leads, this one stands by');
        answered();
        await pause(timings.everyMs, wake);
      }
    } finally {
      await session.close();
    }
  }

  /** Resolves after `resign`; rejects when the lock is lost. The term has ended in either case. */
  async function lead(
    session: LockSession,
    wake: AbortSignal,
    term: Term,
    answered: () => void,
  ): Promise<void> {
    const over = new AbortController();
    held = session;
    const running = term(over.signal);
    answered();
    try {
      for (;;) {
        await pause(timings.everyMs, wake);
        if (resigned.signal.aborted) return;
        session.broken.throwIfAborted();
        await session.confirm();
      }
    } catch (thrown) {
      log.warn({ what }, 'this process leads no longer');
      throw thrown;
    } finally {
      state = 'unknown';
      held = undefined;
      over.abort();
      await running;
    }
  }

  function become(next: 'leads' | 'stands by', words: string): void {
    if (state !== next) log.info({ what }, words);
    state = next;
  }

  async function pause(ms: number, wake: AbortSignal): Promise<void> {
    try {
      await clock.sleep(ms, wake);
    } catch {
      // Woken: the loops look at why.
    }
  }

  async function resign(): Promise<void> {
    resigned.abort();
    await standing;
  }

  return {
    get state() {
      return state;
    },
    async stand(term) {
      await new Promise<void>((resolve) => {
        standing = standFor(term, resolve);
      });
      return state;
    },
    resign,
    async handOver() {
      // When it cannot be asked, the lead is being lost anyway.
      const isAlone = await held?.isAlone().catch(() => false);
      if (!isAlone) await resign();
    },
  };
}

type Term = Parameters<Leadership['stand']>[0];
