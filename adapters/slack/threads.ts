import type { Place } from '../../src/conversation/inbound.js';
import type { KeyValueStore } from '../../src/conversation/ports.js';
import { Recent } from './recall.js';

/** A thread in which the bot takes part. */
export interface EngagedThread {
  /** Who began it. */
  readonly starter: string;
  /** First words: the title of the agent session. */
  readonly title: string;
}

/**
 * Which threads are listened to without a mention. Kept for as long as the conversation is: the key lies inside the
 * conversation, so forgetting that (or the tenant) ends the engagement too.
 */
export interface Threads {
  find(conversation: string): Promise<EngagedThread | undefined>;
  /**
   * Runs `accept` and writes the engagement down beside it, at the same time: one trip to a slow store, not two.
   * The thread counts as engaged from the first moment, because people write their second message at once.
   * `isNew`: this message is the first of its thread, so nobody else can have begun it.
   */
  engage<T>(place: Place, thread: EngagedThread, isNew: boolean, accept: () => Promise<T>): Promise<T>;
  forget(scope: { conversation: string } | { tenant: string }): void;
}

const REMEMBERED = 20_000;

export function createThreads(values: KeyValueStore): Threads {
  const recent = new Recent<EngagedThread>(REMEMBERED);
  const key = (conversation: string) => `${conversation}/thread`;

  return {
    async find(conversation) {
      const known = recent.get(conversation);
      if (known) return known;
      const stored = await values.get<EngagedThread>(key(conversation));
      if (stored) recent.set(conversation, stored);
      return stored;
    },

    async engage({ conversation }, thread, isNew, accept) {
      if (recent.get(conversation)) return accept();
      recent.set(conversation, thread);
      const write = async () => {
        // The first to be written is the starter; a later mention by somebody else changes nothing.
        const before = isNew ? undefined : await values.get<EngagedThread>(key(conversation));
        if (before) recent.set(conversation, before);
        else await values.set(key(conversation), thread);
      };
      try {
        const [accepted] = await Promise.all([accept(), write()]);
        return accepted;
      } catch (thrown) {
        recent.delete(conversation);
        throw thrown;
      }
    },

    forget(scope) {
      if ('conversation' in scope) recent.delete(scope.conversation);
      else recent.deleteWhere((conversation) => conversation.startsWith(`${scope.tenant}/`));
    },
  };
}
