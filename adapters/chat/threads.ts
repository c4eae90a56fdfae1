import type { Place } from '../../src/conversation/inbound.js';
import type { KeyValueStore } from '../../src/conversation/ports.js';
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
   */
  engage<T>(place: Place, thread: Thread, isNew: boolean, accept: () => Promise<T>): Promise<T>;
  /** Replaces what is kept about a thread that is engaged already. */
  revise(conversation: string, thread: Thread): Promise<void>;
  forget(scope: { conversation: string } | { tenant: string }): void;
}

const REMEMBERED = 20_000;

/** Where an engagement is kept in the values of the platform. */
export function threadKey(conversation: string): string {
  return `${conversation}/thread`;
}

export function createThreads<Thread extends EngagedThread>(values: KeyValueStore): Threads<Thread> {
  const recent = new Recent<Thread>(REMEMBERED);

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
      const write = async () => {
        // The first to be written is the starter; a later mention by somebody else changes nothing.
        const before = isNew ? undefined : await values.get<Thread>(threadKey(conversation));
        if (before) recent.set(conversation, before);
        else await values.set(threadKey(conversation), thread);
      };
      try {
        const [accepted] = await Promise.all([accept(), write()]);
        return accepted;
      } catch (thrown) {
        recent.delete(conversation);
        throw thrown;
      }
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
