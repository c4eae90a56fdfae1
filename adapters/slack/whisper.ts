import type { Place } from '../../src/conversation/inbound.js';
import type { Log } from '../../src/conversation/ports/tools.js';
import { languageOf } from '../chat/locale.js';
import type { AnswerUrls } from './answer-urls.js';
import { toMrkdwn } from './mrkdwn.js';
import type { People } from './people.js';
import { readPlace, type SlackPlace } from './place.js';
import { messageMetadata } from './posts.js';
import { refusedWith, SlackProblem } from './problems.js';
import { type RenderedMessage, section } from './render.js';
import { slackWords } from './words.js';
import type { Workspace, Workspaces } from './workspaces.js';

/** What only one person sees (docs.slack.dev/reference/methods/chat.postEphemeral). */
export interface Whisper {
  /**
   * Where Slack does not show it to that person there, it goes into a direct message. Rejects with SlackProblem when
   * there is no way to show it.
   */
  show(place: Place, at: SlackPlace, user: string, message: RenderedMessage): Promise<void>;
  /** The adapter's own answers, as plain text; in the "place" of a Home tab as a direct message. */
  say(workspace: Workspace, place: Place, user: string, text: string): Promise<void>;
}

export function createWhisper(options: {
  workspaces: Workspaces;
  people: People;
  answerUrls: AnswerUrls;
  log: Log;
}): Whisper {
  const { workspaces, people, answerUrls, log } = options;

  async function send(
    workspace: Workspace,
    place: Place,
    at: SlackPlace,
    user: string,
    message: RenderedMessage,
  ): Promise<void> {
    if (at.kind === 'home') return sendDirectly(workspace, user, message);
    try {
      await workspace.api.postEphemeral(at, user, message);
    } catch (thrown) {
      // Commands may be typed where the bot is not a member, and who asked may have left the channel.
      if (!refusedWith(thrown, 'not_in_channel', 'channel_not_found', 'user_not_in_channel')) throw thrown;
      log.info({ problem: String(thrown) }, 'a message for one person takes another way');
      if (await answerUrls.answer(place.conversation, message.text)) return;
      await sendOtherwise(workspace, at, user, message, thrown);
    }
  }

  /** In a direct message; where that is refused too, the thread says where to ask, and nothing of the secret. */
  async function sendOtherwise(
    workspace: Workspace,
    at: Exclude<SlackPlace, { kind: 'home' }>,
    user: string,
    message: RenderedMessage,
    refusal: unknown,
  ): Promise<void> {
    try {
      await sendDirectly(workspace, user, message);
    } catch (thrown) {
      if (!(thrown instanceof SlackProblem) || at.kind !== 'thread') throw refusal;
      log.info({ problem: thrown.message }, 'a direct message was refused');
      const { locale } = await people.find(workspace, user);
      const text = `<@${user}> ${toMrkdwn(slackWords(languageOf(locale)).askDirectly)}`;
      const metadata = messageMetadata('ask-directly', 0);
      await workspace.api.postMessage(at, { text, blocks: [section(text)], metadata });
    }
  }

  /** Without `im:write` the conversation cannot be opened; the id of the person then stands for it. */
  async function sendDirectly(
    { api }: Workspace,
    user: string,
    { text, blocks }: RenderedMessage,
  ): Promise<void> {
    const channel = await api.directChannel(user).catch((thrown: unknown) => {
      if (!(thrown instanceof SlackProblem)) throw thrown;
      return undefined;
    });
    await api.postInChannel(channel ?? user, { text, blocks, metadata: messageMetadata('direct', 0) });
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
