import type { KeyValueStore } from '../../src/conversation/ports/stores.js';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import { Failure } from '../../src/failure.js';
import { sendPlainer } from './plainer.js';
import { isRefusal, SlackProblem } from './problems.js';
import type { RenderedMessage } from './render.js';
import type { SlackApi, ThreadAddress } from './web-api.js';

/** What is kept about a post: that it was tried, and what came of it. */
interface Attempt {
  /** Unix milliseconds. */
  readonly at: number;
  /** `ts` of every message of the reply, once all stand. */
  readonly sent?: readonly string[];
}

/** Messages that stand once, whatever happens in between. */
export interface Posts {
  /**
   * Posts the messages of one reply and resolves to their `ts`. A key that was posted before is not posted again. When
   * it is unknown whether an earlier try took effect (crash, lost answer), the thread is looked through first: every
   * message carries its key as metadata. Rejects with SlackProblem, or Failure `store-unavailable`.
   */
  once(
    api: SlackApi,
    at: ThreadAddress,
    post: { key: string; storeKey: string; messages: readonly RenderedMessage[] },
  ): Promise<Standing>;
}

export interface Standing {
  /** `ts` of every message. */
  readonly sent: readonly string[];
  /** False when an earlier try may have posted them: they may show other words. */
  readonly isNew: boolean;
}

/** Metadata of every message; also sent with edits, which would otherwise take it away. */
export function messageMetadata(key: string, part: number) {
  return { event_type: 'reelthread_reply', event_payload: { key, part } };
}

/** Longer than any act runs and any queue holds. */
const KEPT_FOR_MS = 14 * 24 * 3_600_000;
/** Slack's clock and ours may differ, and a message may have waited for its turn. */
const CLOCK_MARGIN_MS = 10 * 60_000;
const UNCERTAIN_TRIES = 4;
const RETRY_MS = 1_000;
/** Pages of a thread that are looked through; messages since the first try are seldom more than one page. */
const PAGES = 5;

/** One reply on its way into one thread. */
interface Reply {
  readonly api: SlackApi;
  readonly at: ThreadAddress;
  readonly key: string;
  /** When it was first tried, Unix milliseconds: nothing older has to be looked through. */
  readonly since: number;
}

export function createPosts(options: { values: KeyValueStore; clock: Clock; log: Log }): Posts {
  const { values, clock, log } = options;

  return {
    async once(api, at, { key, storeKey, messages }) {
      const before = await values.get<Attempt>(storeKey);
      if (before?.sent) return { sent: before.sent, isNew: false };
      const reply: Reply = { api, at, key, since: before?.at ?? clock.now() };
      const standing = before ? await lookUp(reply) : new Map<number, string>();
      if (!before) await values.set(storeKey, { at: reply.since } satisfies Attempt, KEPT_FOR_MS);
      for (const [part, message] of messages.entries()) {
        if (!standing.has(part)) standing.set(part, await postPart(reply, part, message));
      }
      const sent = messages.flatMap((_, part) => standing.get(part) ?? []);
      await remember(storeKey, { at: reply.since, sent });
      return { sent, isNew: !before };
    },
  };

  async function postPart(reply: Reply, part: number, message: RenderedMessage): Promise<string> {
    for (let tries = 1; ; tries++) {
      try {
        return await sendPlainer(message, log, (plainer) => send(reply, part, plainer));
      } catch (thrown) {
        const uncertain = thrown instanceof SlackProblem && thrown.problem.kind === 'unreachable';
        if (!uncertain || tries >= UNCERTAIN_TRIES) throw thrown;
        await clock.sleep(RETRY_MS * 3 ** (tries - 1));
        const found = (await lookUp(reply)).get(part);
        if (found) return found;
      }
    }
  }

  async function send({ api, at, key }: Reply, part: number, message: RenderedMessage): Promise<string> {
    const ts = await api.postMessage(at, { ...message, metadata: messageMetadata(key, part) });
    if (!ts) throw new Failure('platform-unavailable', { detail: 'chat.postMessage gave no ts' });
    return ts;
  }

  /**
   * Which parts of a reply stand in the thread. When Slack does not let us look, nothing was found; when it cannot be
   * asked now, this rejects: the act goes on later, and nothing is posted blindly.
   */
  async function lookUp({ api, at, key, since }: Reply): Promise<Map<number, string>> {
    const found = new Map<number, string>();
    let cursor: string | undefined;
    try {
      for (let page = 0; page < PAGES; page++) {
        const answer = await api.replies(at, since - CLOCK_MARGIN_MS, cursor);
        for (const { ts, metadata } of answer.messages) {
          if (ts && metadata.key === key) found.set(Number(metadata.part ?? 0), ts);
        }
        cursor = answer.cursor;
        if (!cursor) break;
      }
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      // A message that is seen twice is better than one that is never seen.
      log.warn({ problem: thrown.message }, 'a thread could not be looked through before posting again');
    }
    return found;
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
