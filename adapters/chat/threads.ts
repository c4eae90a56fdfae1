import type { Place } from '../../src/conversation/inbound.js';
import type { KeyValueStore } from '../../src/conversation/ports/stores.js';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import type { Background } from './background.js';
import { problemWords } from './problem.js';
import { Recent } from './recent.js';

/** A thread in which the bot takes part. A platform may keep more about it. */
export interface EngagedThread {
  /** Who began it. */
  readonly starter: string;
}

/**
 * Which threads are listened to without a mention. Kept for as long as the conversation is: the key lies inside the
 * conversation, so forgetting that (or the tenant) ends the engagement too.
 */
export interface Threads<Thread extends EngagedThread> {
  find(conversation: string): Promise<Thread | undefined>;
  /** Known without asking the store, youngest last. */
  recent(): readonly Thread[];
  /**
   * Runs `accept` and writes the engagement down beside it, at the same time: one trip to a slow store, not two.
   * The thread counts as engaged from the first moment, because people write their second message at once.
   * `isNew`: this message is the first of its thread, so nobody else can have begun it.
   *
   * What `accept` decided counts: a message that was accepted runs, so an engagement that could not be written down
   * beside it is remembered and written down behind it. Rejects only with what `accept` rejects with.
   */
  engage<T>(place: Place, thread: Thread, isNew: boolean, accept: () => Promise<T>): Promise<T>;
  /** Replaces what is kept about a thread that is engaged already. */
  revise(conversation: string, thread: Thread): Promise<void>;
  forget(scope: { conversation: string } | { tenant: string }): void;
}

const REMEMBERED = 20_000;
/** A store that is locked or away comes back; until then the thread is known from memory. Milliseconds. */
const WRITE_AGAIN_AFTER = [0, 200, 1_000, 5_000, 15_000, 60_000];

/** Where an engagement is kept in the values of the platform. */
export function threadKey(conversation: string): string {
  return `${conversation}/thread`;
}

export function createThreads<Thread extends EngagedThread>(options: {
  values: KeyValueStore;
  background: Background;
  clock: Clock;
  log: Log;
}): Threads<Thread> {
  const { values, background, clock, log } = options;
  const recent = new Recent<Thread>(REMEMBERED);

  /** The first to be written is the starter; a later mention by somebody else changes nothing. */
  async function write(conversation: string, thread: Thread, isNew: boolean): Promise<void> {
    const before = isNew ? undefined : await values.get<Thread>(threadKey(conversation));
    if (before) recent.set(conversation, before);
    else await values.set(threadKey(conversation), thread);
  }

  /** Ends early when the thread is forgotten or revised meanwhile: then this is not what is to be kept. */
  async function writeAgain(conversation: string, thread: Thread, isNew: boolean): Promise<void> {
    let last: unknown;
    for (const pause of WRITE_AGAIN_AFTER) {
      await clock.sleep(pause);
      if (recent.get(conversation) !== thread) return;
      try {
        return await write(conversation, thread, isNew);
      } catch (thrown) {
        last = thrown;
      }
    }
    throw last;
  }

  return {
    async find(conversation) {
      const known = recent.get(conversation);
      if (known) return known;
      const stored = await values.get<Thread>(threadKey(conversation));
      if (stored) recent.set(conversation, stored);
      return stored;
    },

    recent: () => recent.values(),

    async engage({ conversation }, thread, isNew, accept) {
      if (recent.get(conversation)) return accept();
      recent.set(conversation, thread);
      const [accepted, written] = await Promise.allSettled([accept(), write(conversation, thread, isNew)]);
      if (accepted.status === 'rejected') {
        recent.delete(conversation);
        throw accepted.reason;
      }
      if (written.status === 'rejected') {
        log.warn({ error: problemWords(written.reason) }, 'a thread could not be written down yet');
        background.run('write a thread down', () => writeAgain(conversation, thread, isNew));
      }
      return accepted.value;
    },

    async revise(conversation, thread) {
      recent.set(conversation, thread);
      await values.set(threadKey(conversation), thread);
    },

    forget(scope) {
      if ('conversation' in scope) recent.delete(scope.conversation);
      else recent.deleteWhere((conversation) => conversation.startsWith(`${scope.tenant}/`));
    },
  };
}

/** THREAD_REPLIES: who is heard in a thread that the bot takes part in. */
export function isHeardInThread(
  rule: 'everyone' | 'starter' | 'mention',
  thread: EngagedThread,
  user: string,
): boolean {
  return rule === 'everyone' || (rule === 'starter' && thread.starter === user);
}
