import type { Clock } from '../../src/conversation/ports/tools.js';
import { Failure } from '../../src/failure.js';
import { Recent } from '../chat/recent.js';
import type { DiscordApi, InteractionAddress } from './api.js';
import { TIMES } from './limits.js';
import { toMarkdown } from './markdown.js';
import { nonceOf } from './nonce.js';
import { DiscordProblem } from './problems.js';
import type { RenderedMessage } from './render.js';

/**
 * What only one person sees: an ephemeral answer to the command or button that this person used last in the
 * conversation, or a DM when there is none. Tokens of interactions are secrets, so they are held in memory only.
 */
export interface Whisper {
  /** `isWaiting`: the deferred answer is still empty, and the first words fill it. */
  remember(conversation: string, user: string, at: InteractionAddress, isWaiting: boolean): void;
  /**
   * Shows it once for each `key`, as far as Discord can tell. Rejects with DiscordProblem when there is no way to show
   * it.
   */
  show(to: Listener, message: RenderedMessage, key: string): Promise<void>;
  /** The adapter's own answers, as plain text. */
  say(to: Listener, text: string, key: string): Promise<void>;
}

/** One person in one conversation. */
interface Listener {
  readonly conversation: string;
  readonly user: string;
}

interface Known {
  readonly address: InteractionAddress;
  readonly at: number;
  isWaiting: boolean;
}

export function createWhisper(options: { api: DiscordApi; clock: Clock }): Whisper {
  const { api, clock } = options;
  const known = new Recent<Known>(2_000);
  const keyOf = (conversation: string, user: string) => `${conversation}\n${user}`;

  async function answer(entry: Known, message: RenderedMessage): Promise<boolean> {
    try {
      if (entry.isWaiting) await api.editResponse(entry.address, message);
      else await api.followUp(entry.address, message);
      entry.isWaiting = false;
      return true;
    } catch (thrown) {
      if (!(thrown instanceof DiscordProblem)) throw Failure.from(thrown);
      // The token has died early; a DM is another way.
      return false;
    }
  }

  const whisper: Whisper = {
    remember(conversation, user, address, isWaiting) {
      known.set(keyOf(conversation, user), { address, at: clock.now(), isWaiting });
    },
    async show({ conversation, user }, message, key) {
      const entry = known.get(keyOf(conversation, user));
      const isFresh = entry && clock.now() - entry.at < TIMES.interactionToken;
      if (isFresh && (await answer(entry, message))) return;
      const direct = await api.openDirect(user);
      await api.postMessage(direct, message, nonceOf(direct, `${conversation}/${key}`));
    },
    say: (to, text, key) => whisper.show(to, { content: toMarkdown(text), components: [] }, key),
  };
  return whisper;
}
