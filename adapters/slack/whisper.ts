import type { Place } from '../../src/conversation/inbound.js';
import type { AnswerUrls } from './answer-urls.js';
import { toMrkdwn } from './mrkdwn.js';
import { readPlace, type SlackPlace } from './place.js';
import { refusedWith } from './problems.js';
import { type RenderedMessage, section } from './render.js';
import type { Workspace, Workspaces } from './workspaces.js';

/** What only one person sees (docs.slack.dev/reference/methods/chat.postEphemeral). */
export interface Whisper {
  /** Rejects with SlackProblem when there is no way to show it. */
  show(place: Place, at: SlackPlace, user: string, message: RenderedMessage): Promise<void>;
  /** The adapter's own answers, as plain text. */
  say(workspace: Workspace, place: Place, user: string, text: string): Promise<void>;
}

export function createWhisper(options: { workspaces: Workspaces; answerUrls: AnswerUrls }): Whisper {
  const { workspaces, answerUrls } = options;

  async function send(
    { api }: Workspace,
    place: Place,
    at: SlackPlace,
    user: string,
    message: RenderedMessage,
  ): Promise<void> {
    if (at.kind === 'home') return;
    try {
      await api.postEphemeral(at, user, message);
    } catch (thrown) {
      // Commands may be typed where the bot is not a member.
      const isOutside = refusedWith(thrown, 'not_in_channel', 'channel_not_found', 'user_not_in_channel');
      if (!isOutside || !(await answerUrls.answer(place.conversation, message.text))) throw thrown;
    }
  }

  return {
    show: async (place, at, user, message) =>
      send(await workspaces.of(place.tenant), place, at, user, message),
    async say(workspace, place, user, text) {
      const at = readPlace(place);
      const mrkdwn = toMrkdwn(text);
      if (at) await send(workspace, place, at, user, { text: mrkdwn, blocks: [section(mrkdwn)] });
    },
  };
}
