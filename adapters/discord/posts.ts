import { createHash } from 'node:crypto';
import type { KeyValueStore } from '../../src/conversation/ports/stores.js';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import { Failure } from '../../src/failure.js';
import { type DiscordApi, snowflakeAt } from './api.js';
import { nonceOf } from './nonce.js';
import type { DiscordMessage } from './payloads.js';
import { DiscordProblem } from './problems.js';

/** What is kept about a post: that it was tried, and what came of it. */
interface Attempt {
  /** Unix milliseconds. */
  readonly at: number;
  /** What each part said when it was first tried, as `fingerprint`: the next try may say it in other words. */
  readonly said?: readonly string[];
  /** Ids of the messages, once all stand. */
  readonly sent?: readonly string[];
}

/** One message of a post: how it is sent, and how it is recognised when it stands already. */
export interface Part {
  readonly send: (nonce: string) => Promise<string>;
  /** Its text; empty for a file. */
  readonly text: string;
  readonly isThis: (message: DiscordMessage) => boolean;
}

/** Messages that stand once, whatever happens in between. */
export interface Posts {
  /**
   * Sends the parts in order and resolves to their ids. A key that was posted before is not posted again. Within a few
   * minutes Discord itself collapses equal nonces; when an earlier try was cut off (crash, lost answer), the channel is
   * looked through first. Rejects with what `send` rejects with, or Failure `store-unavailable`.
   */
  once(channel: string, post: { key: string; storeKey: string; parts: readonly Part[] }): Promise<Standing>;
}

export interface Standing {
  /** Ids of the messages. */
  readonly sent: readonly string[];
  /** False when an earlier try may have posted them: they may show other words. */
  readonly isNew: boolean;
}

/** Longer than any act runs and any queue holds. */
const KEPT_FOR_MS = 14 * 24 * 3_600_000;
/** Discord's clock and ours may differ; not much, because an older message may say the same words. */
const CLOCK_SLACK_MS = 5_000;

export function createPosts(options: {
  api: DiscordApi;
  values: KeyValueStore;
  clock: Clock;
  log: Log;
}): Posts {
  const { api, values, clock, log } = options;
  let ownId: string | undefined;

  return {
    async once(channel, { key, storeKey, parts }) {
      const before = await values.get<Attempt>(storeKey);
      if (before?.sent) return { sent: before.sent, isNew: false };
      const attempt: Attempt = before ?? {
        at: clock.now(),
        said: parts.map(({ text }) => fingerprint(text)),
      };
      const standing = before ? await lookUp(channel, attempt.at) : [];
      if (!before) await values.set(storeKey, attempt, KEPT_FOR_MS);
      const sent: string[] = [];
      for (const [index, { send, isThis }] of parts.entries()) {
        const nonce = nonceOf(channel, key, index);
        const found = standing.find(
          (message) =>
            !sent.includes(message.id) &&
            (message.nonce === nonce ||
              isThis(message) ||
              isFirstTry(message, before && attempt.said?.[index])),
        );
        sent.push(found?.id ?? (await send(nonce)));
      }
      await remember(storeKey, { ...attempt, sent });
      return { sent, isNew: !before };
    },
  };

  /**
   * What we have written there since the first try. When Discord does not let us look, nothing was found; when it
   * cannot be asked now, this rejects: the act goes on later, and nothing is posted blindly.
   */
  async function lookUp(channel: string, since: number): Promise<DiscordMessage[]> {
    try {
      ownId ??= (await api.self()).id;
      const messages = await api.messagesAfter(channel, snowflakeAt(since - CLOCK_SLACK_MS));
      return messages.filter((message) => message.author?.id === ownId);
    } catch (thrown) {
      if (!(thrown instanceof DiscordProblem)) throw thrown;
      if (thrown.problem.kind !== 'refused') {
        throw new Failure('platform-unavailable', { detail: thrown.message, cause: thrown });
      }
      // A message that is seen twice is better than one that is never seen; within minutes the nonce prevents it too.
      log.warn({ problem: thrown.message }, 'a thread could not be looked through before posting again');
      return [];
    }
  }

  /** The message stands already: if this cannot be written down, the next try looks it up. */
  async function remember(storeKey: string, attempt: Attempt): Promise<void> {
    try {
      await values.set(storeKey, attempt, KEPT_FOR_MS);
    } catch (thrown) {
      log.warn({ error: Failure.from(thrown).message }, 'a post could not be written down');
    }
  }
}

/** Words that an earlier try sent, and that this one would say differently: a card in another phase. */
function isFirstTry({ content }: DiscordMessage, said: string | undefined): boolean {
  return said !== undefined && Boolean(content) && fingerprint(content ?? '') === said;
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
