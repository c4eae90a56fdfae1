import type { HomeView, KnownBlock, MessageMetadata, ModalView } from '@slack/types';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import type { CountRequest } from '../chat/count-request.js';
import { type CallOptions, createCaller } from './caller.js';
import type { SlackHosts } from './hosts.js';
import { fileSchema, type SlackFile } from './payloads.js';

/** A thread as Slack's methods name it. */
export interface ThreadAddress {
  readonly channel: string;
  /** `ts` of the first message. */
  readonly thread: string;
}

export interface OutgoingMessage {
  /** mrkdwn; beside blocks it is what notifications and screen readers say. */
  readonly text: string;
  readonly blocks: KnownBlock[];
  readonly metadata: MessageMetadata;
}

/** A message of a thread, as far as we look at it. */
export interface ThreadMessage {
  readonly ts?: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly files: readonly string[];
}

/**
 * Everything that this bot asks of Slack, with the token of one installation. The only file that calls Slack's client.
 * Every method rejects with SlackProblem and nothing else.
 */
export interface SlackApi {
  authTest(): Promise<{
    teamId?: string;
    teamName?: string;
    enterpriseId?: string;
    isOrganisation: boolean;
    userId?: string;
    userName?: string;
    botId?: string;
    url?: string;
  }>;
  /** Resolves to its `ts`. Waits for its turn, but is not repeated: whether a lost call took effect must be looked up. */
  postMessage(at: ThreadAddress, message: OutgoingMessage): Promise<string>;
  /** Begins a thread; somebody waits for it, so nothing is waited for. */
  postInChannel(channel: string, message: OutgoingMessage): Promise<string>;
  /** Gives up at once when Slack is busy. */
  update(channel: string, ts: string, message: OutgoingMessage): Promise<void>;
  /** Only `user` sees it. */
  postEphemeral(
    at: { channel: string; thread?: string },
    user: string,
    message: Pick<OutgoingMessage, 'text' | 'blocks'>,
  ): Promise<void>;
  /** The channel of the direct messages with this person; only with `im:write`. */
  directChannel(user: string): Promise<string | undefined>;
  /** One page of a thread, oldest first, from `since` (Unix milliseconds) on. */
  replies(
    at: ThreadAddress,
    since: number,
    cursor?: string,
  ): Promise<{ messages: ThreadMessage[]; cursor?: string }>;
  /** What Slack knows of a file: where its bytes are, its name and type. */
  fileInfo(file: string): Promise<Partial<SlackFile>>;
  /** Where to send a new file. */
  uploadAddress(file: {
    name: string;
    length: number;
    altText?: string;
  }): Promise<{ url?: string; file?: string }>;
  /** Shows an uploaded file in a thread. */
  showFile(at: ThreadAddress, file: { id: string; title: string }): Promise<void>;
  setSessionStatus(
    at: ThreadAddress,
    session: { status: 'processing' | 'active'; title?: string; starter?: string },
  ): Promise<void>;
  suggestPrompts(
    channel: string,
    title: string,
    prompts: { title: string; message: string }[],
  ): Promise<void>;
  openModal(trigger: string, view: ModalView): Promise<void>;
  publishHome(user: string, view: HomeView): Promise<void>;
  person(user: string): Promise<{ locale?: string; name?: string }>;
}

/** `onTokenRefused` is told whenever Slack refuses the token itself, whatever was asked. */
export type ApiFactory = (token: string, onTokenRefused?: () => void) => SlackApi;

/** Final messages: they wait as long as Slack says. */
const FINAL = { patient: true, repeatable: false } satisfies CallOptions;
/** Questions, and what may as well be done twice. */
const ASKED = { patient: true, repeatable: true } satisfies CallOptions;
/** What is overtaken by something newer, or useless when it comes late. */
const NOW_OR_NEVER = { patient: false, repeatable: false } satisfies CallOptions;

const REPLIES_PER_PAGE = 200;

interface ApiOptions {
  readonly hosts: SlackHosts;
  readonly count: CountRequest;
  readonly clock: Clock;
  readonly log: Log;
}

export function createApiFactory(options: ApiOptions): ApiFactory {
  return (token, onTokenRefused = () => {}) => createSlackApi({ token, onTokenRefused, ...options });
}

function createSlackApi(options: ApiOptions & { token: string; onTokenRefused: () => void }): SlackApi {
  const call = createCaller(options);
  return {
    async authTest() {
      const auth = await call('auth.test', ASKED, (client) => client.auth.test());
      return {
        teamId: auth.team_id,
        teamName: auth.team,
        enterpriseId: auth.enterprise_id,
        isOrganisation: auth.is_enterprise_install === true,
        userId: auth.user_id,
        userName: auth.user,
        botId: auth.bot_id,
        url: auth.url,
      };
    },

    async postMessage({ channel, thread }, { text, blocks, metadata }) {
      const answer = await call('chat.postMessage', FINAL, (client) =>
        client.chat.postMessage({
          channel,
          thread_ts: thread,
          text,
          ...(blocks.length > 0 ? { blocks } : {}),
          metadata,
          unfurl_links: false,
          unfurl_media: false,
        }),
      );
      return answer.ts ?? '';
    },

    async postInChannel(channel, { text, blocks, metadata }) {
      const answer = await call('chat.postMessage', NOW_OR_NEVER, (client) =>
        client.chat.postMessage({
          channel,
          text,
          blocks,
          metadata,
          unfurl_links: false,
          unfurl_media: false,
        }),
      );
      return answer.ts ?? '';
    },

    async update(channel, ts, { text, blocks, metadata }) {
      await call('chat.update', NOW_OR_NEVER, (client) =>
        client.chat.update({ channel, ts, text, blocks, metadata }),
      );
    },

    async postEphemeral({ channel, thread }, user, { text, blocks }) {
      await call('chat.postEphemeral', ASKED, (client) =>
        client.chat.postEphemeral({
          channel,
          user,
          text,
          blocks,
          ...(thread ? { thread_ts: thread } : {}),
        }),
      );
    },

    async directChannel(user) {
      const answer = await call('conversations.open', NOW_OR_NEVER, (client) =>
        client.conversations.open({ users: user }),
      );
      return answer.channel?.id;
    },

    async replies({ channel, thread }, since, cursor) {
      const answer = await call('conversations.replies', ASKED, (client) =>
        client.conversations.replies({
          channel,
          ts: thread,
          oldest: (since / 1_000).toFixed(6),
          include_all_metadata: true,
          limit: REPLIES_PER_PAGE,
          ...(cursor ? { cursor } : {}),
        }),
      );
      const messages = (answer.messages ?? []).map(({ ts, metadata, files }) => ({
        ts,
        metadata: { ...metadata?.event_payload },
        files: (files ?? []).flatMap(({ id }) => id ?? []),
      }));
      return { messages, cursor: answer.response_metadata?.next_cursor || undefined };
    },

    async fileInfo(file) {
      const answer = await call('files.info', ASKED, (client) => client.files.info({ file }));
      return fileSchema
        .partial()
        .catch({})
        .parse(answer.file ?? {});
    },

    async uploadAddress({ name, length, altText }) {
      const answer = await call('files.getUploadURLExternal', ASKED, (client) =>
        client.files.getUploadURLExternal({
          filename: name,
          length,
          ...(altText ? { alt_text: altText } : {}),
        }),
      );
      return { url: answer.upload_url, file: answer.file_id };
    },

    async showFile({ channel, thread }, { id, title }) {
      await call('files.completeUploadExternal', FINAL, (client) =>
        client.files.completeUploadExternal({
          files: [{ id, title }],
          channel_id: channel,
          thread_ts: thread,
        }),
      );
    },

    async setSessionStatus({ channel, thread }, { status, title, starter }) {
      await call('agents.sessions.setStatus', NOW_OR_NEVER, (client) =>
        client.agents.sessions.setStatus({
          channel_id: channel,
          thread_ts: thread,
          status,
          ...(title ? { title } : {}),
          ...(starter ? { initiator_user_id: starter } : {}),
        }),
      );
    },

    async suggestPrompts(channel, title, prompts) {
      // `agent_view`: the prompts stand at the top of the conversation, so no thread is named.
      await call('assistant.threads.setSuggestedPrompts', NOW_OR_NEVER, (client) =>
        client.assistant.threads.setSuggestedPrompts({ channel_id: channel, title, prompts }),
      );
    },

    async openModal(trigger, view) {
      await call('views.open', NOW_OR_NEVER, (client) => client.views.open({ trigger_id: trigger, view }));
    },

    async publishHome(user, view) {
      await call('views.publish', NOW_OR_NEVER, (client) => client.views.publish({ user_id: user, view }));
    },

    async person(user) {
      const answer = await call('users.info', NOW_OR_NEVER, (client) =>
        client.users.info({ user, include_locale: true }),
      );
      const { profile, name, locale } = answer.user ?? {};
      return { locale, name: profile?.display_name || profile?.real_name || name || undefined };
    },
  };
}
