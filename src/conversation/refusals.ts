import type { Failure } from '../failure.js';
import { postKey } from './act.js';
import type { InboundMessage, PlatformName } from './inbound.js';
import type { Platform, Posted } from './ports/platform.js';
import type { ConversationStore } from './ports/stores.js';
import type { Clock, Log } from './ports/tools.js';
import type { Reply } from './reply.js';
import { spokenLanguage } from './spoken-language.js';
import { wordsIn } from './words/words.js';

/** Refusals in one thread within so long are one post, in milliseconds: whoever floods a thread gets no flood back. */
const TOGETHER = 5_000;
/** A message may be delivered again, or twice at once; Slack tries for some minutes. In milliseconds. */
const REFUSED_FOR = 3_600_000;
const REMEMBERED = 10_000;

/** Tells people that a message was not kept because too much waits already. */
export interface Refusals {
  /** Resolves when it is said. Rejects as `Platform.post` does. */
  tell(message: InboundMessage, why: Failure): Promise<void>;
  /** True when this very message was refused: a further delivery of it that finds room is no new request. */
  wasRefused(message: InboundMessage): boolean;
}

export interface RefusalsOptions {
  readonly conversations: Pick<ConversationStore, 'get'>;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly clock: Clock;
  readonly log: Log;
}

interface Notice {
  refused: number;
  /** Whoever is refused meanwhile is told by it as well, or not at all. */
  readonly said: Promise<Said>;
}

interface Said {
  readonly posted: Posted;
  readonly reply: (refused: number) => Reply;
}

export function createRefusals(options: RefusalsOptions): Refusals {
  const { clock, log } = options;
  /** By thread; each is there for a few seconds. */
  const notices = new Map<string, Notice>();
  /** By tenant and message, oldest first: when it was refused. */
  const refusedAt = new Map<string, number>();

  async function say(platform: Platform, message: InboundMessage, why: Failure): Promise<Said> {
    const conversation = await options.conversations.get(message.place.conversation);
    const language = spokenLanguage(message, conversation);
    const { crowded = 'thread', allowed = 0 } = why.facts;
    const words = wordsIn(language).failure.tooManyWaiting[crowded];
    const reply = (refused: number): Reply => ({
      kind: 'failure',
      code: why.code,
      text: `⚠️ ${words(allowed, refused)}`,
      language,
    });
    return { posted: await platform.post(message.place, reply(1), postKey(message, why.code)), reply };
  }

  /** The post says how many they were, as long as there are more of them. */
  async function countUp(platform: Platform, notice: Notice): Promise<void> {
    const { posted, reply } = await notice.said;
    for (let told = 1; ; ) {
      await clock.sleep(TOGETHER);
      if (notice.refused === told) return;
      told = notice.refused;
      await platform.edit(posted, reply(told));
    }
  }

  function remember(message: InboundMessage): void {
    refusedAt.set(identity(message), clock.now());
    const [oldest] = refusedAt.keys();
    if (refusedAt.size > REMEMBERED && oldest !== undefined) refusedAt.delete(oldest);
  }

  function wasRefused(message: InboundMessage): boolean {
    const at = refusedAt.get(identity(message));
    return at !== undefined && clock.now() - at < REFUSED_FOR;
  }

  return {
    wasRefused,

    async tell(message, why) {
      const isTwin = wasRefused(message);
      remember(message);
      const { conversation, platform: name } = message.place;
      const platform = options.platforms.get(name);
      if (!platform) return;
      const standing = notices.get(conversation);
      if (standing && !isTwin) standing.refused += 1;
      const notice = standing ?? { refused: 1, said: say(platform, message, why) };
      if (!standing) {
        notices.set(conversation, notice);
        countUp(platform, notice)
          // Whoever was refused hears of it; here it only ends the counting.
          .catch((problem) => log.warn({ error: String(problem) }, 'refusals are not counted any more'))
          .finally(() => notices.delete(conversation));
      }
      try {
        await notice.said;
      } catch (problem) {
        // Nobody was told, so the platform delivers it again, and that counts.
        refusedAt.delete(identity(message));
        throw problem;
      }
    },
  };
}

function identity({ id, place }: InboundMessage): string {
  return JSON.stringify([place.tenant, id]);
}
