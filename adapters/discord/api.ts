import {
  type APIInteractionResponse,
  ChannelType,
  type REST,
  type RESTPutAPIApplicationCommandsJSONBody,
  Routes,
  ThreadAutoArchiveDuration,
} from 'discord.js';
import { z } from 'zod';
import type { Callers } from './caller.js';
import { FLAGS, LIMITS } from './limits.js';
import {
  channelSchema,
  type DiscordChannel,
  type DiscordMessage,
  type GatewayInformation,
  gatewaySchema,
  messageSchema,
} from './payloads.js';
import type { RenderedMessage } from './render.js';

/** Where an interaction is answered: its token is a secret and dies after fifteen minutes. */
export interface InteractionAddress {
  readonly id: string;
  readonly applicationId: string;
  readonly token: string;
}

/** A file on its way: a Blob that reads from disk, so that a large one is never held in memory. */
export interface OutgoingFile {
  readonly name: string;
  readonly content: string;
  readonly altText?: string;
  readonly components?: RenderedMessage['components'];
  readonly blob: Blob;
}

/**
 * Everything that this bot asks of Discord with its token. With `client.ts`, `connection.ts` and `caller.ts` the only
 * file that calls Discord's client. Every method rejects with DiscordProblem and nothing else.
 */
export interface DiscordApi {
  self(): Promise<{ id: string }>;
  /** What Discord wants of the next connection to its gateway. */
  gateway(): Promise<GatewayInformation>;
  applicationId(): Promise<string>;
  /** Resolves to its id. The same nonce in the same few minutes shows one message (`nonceOf`). */
  postMessage(channel: string, message: RenderedMessage, nonce: string): Promise<string>;
  postFile(channel: string, file: OutgoingFile, nonce: string): Promise<string>;
  /** Gives up at once when Discord is busy. */
  editMessage(channel: string, id: string, message: RenderedMessage): Promise<void>;
  deleteMessage(channel: string, id: string): Promise<void>;
  message(channel: string, id: string): Promise<DiscordMessage>;
  /** Oldest first, at most `LIMITS.pages` pages; `after` is a snowflake. */
  messagesAfter(channel: string, after: string): Promise<DiscordMessage[]>;
  typing(channel: string): Promise<void>;
  channel(id: string): Promise<DiscordChannel>;
  /** A thread of its own, or the thread of a message. Resolves to its id. */
  createThread(
    channel: string,
    thread: { name: string; from?: string; isAnnouncement?: boolean },
  ): Promise<string>;
  addToThread(thread: string, user: string): Promise<void>;
  /** Takes a thread out of the archive without a word. Not allowed in a locked one. */
  reopenThread(thread: string): Promise<void>;
  /** The DM with a person; resolves to its channel. */
  openDirect(user: string): Promise<string>;
  /** 0 to 3: how far a guild is boosted. */
  boostLevel(guild: string): Promise<number>;
  /** The one acknowledgement of an interaction. */
  respond(at: InteractionAddress, response: APIInteractionResponse): Promise<void>;
  /** Fills in what was deferred. */
  editResponse(at: InteractionAddress, message: RenderedMessage): Promise<void>;
  /** A further answer that only the asker sees. */
  followUp(at: InteractionAddress, message: RenderedMessage): Promise<void>;
  commands(application: string, guild: string | undefined): Promise<unknown[]>;
  replaceCommands(
    application: string,
    guild: string | undefined,
    commands: RESTPutAPIApplicationCommandsJSONBody,
  ): Promise<void>;
}

/** On every request besides on the client: nothing that we write may notify anybody. */
const NO_MENTIONS = { parse: [] };
const withId = z.object({ id: z.string() });
const withBoost = z.object({ premium_tier: z.number().catch(0) });

export function createApi({ call, upload }: Callers): DiscordApi {
  /** For what is answered with nothing: some servers in between call that nothing JSON. */
  const order = (name: string, send: (rest: REST) => Promise<unknown>) =>
    call(name, async (rest) => {
      try {
        await send(rest);
      } catch (thrown) {
        if (!(thrown instanceof SyntaxError)) throw thrown;
      }
    });
  const bodyOf = ({ content, components }: RenderedMessage, flags?: number) => ({
    content,
    components,
    allowed_mentions: NO_MENTIONS,
    ...(flags === undefined ? {} : { flags }),
  });
  const once = (nonce: string) => ({ nonce, enforce_nonce: true });

  return {
    self: async () => withId.parse(await call('users.me', (rest) => rest.get(Routes.user('@me')))),

    async gateway() {
      return gatewaySchema.parse(await call('gateway.bot', (rest) => rest.get(Routes.gatewayBot())));
    },

    async applicationId() {
      const application = await call('applications.me', (rest) => rest.get(Routes.currentApplication()));
      return withId.parse(application).id;
    },

    async postMessage(channel, message, nonce) {
      const body = { ...bodyOf(message, FLAGS.suppressEmbeds), ...once(nonce) };
      const answer = await call('messages.create', (rest) =>
        rest.post(Routes.channelMessages(channel), { body }),
      );
      return withId.parse(answer).id;
    },

    async postFile(channel, file, nonce) {
      const { name, content, altText, components = [], blob } = file;
      const description = altText ? { description: altText.slice(0, LIMITS.fileAltText) } : {};
      const body = {
        ...bodyOf({ content, components }),
        attachments: [{ id: '0', filename: name, ...description }],
        ...once(nonce),
      };
      // The form is handed over as it is: discord.js itself would read a file into memory first.
      const form = new FormData();
      form.append('payload_json', JSON.stringify(body));
      form.append('files[0]', blob, name);
      const answer = await upload('messages.create with a file', (rest) =>
        rest.post(Routes.channelMessages(channel), { body: form, passThroughBody: true }),
      );
      return withId.parse(answer).id;
    },

    async editMessage(channel, id, message) {
      const body = bodyOf(message, FLAGS.suppressEmbeds);
      await order('messages.edit', (rest) => rest.patch(Routes.channelMessage(channel, id), { body }));
    },

    async deleteMessage(channel, id) {
      await order('messages.delete', (rest) => rest.delete(Routes.channelMessage(channel, id)));
    },

    async message(channel, id) {
      return messageSchema.parse(
        await call('messages.get', (rest) => rest.get(Routes.channelMessage(channel, id))),
      );
    },

    async messagesAfter(channel, after) {
      const found: DiscordMessage[] = [];
      for (let page = 0; page < LIMITS.pages; page++) {
        const query = new URLSearchParams({ after: found.at(-1)?.id ?? after, limit: String(LIMITS.page) });
        const answer = await call('messages.list', (rest) =>
          rest.get(Routes.channelMessages(channel), { query }),
        );
        const messages = z.array(messageSchema).parse(answer);
        found.push(...messages.sort((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1)));
        if (messages.length < LIMITS.page) break;
      }
      return found;
    },

    async typing(channel) {
      await order('typing', (rest) => rest.post(Routes.channelTyping(channel)));
    },

    async channel(id) {
      return channelSchema.parse(await call('channels.get', (rest) => rest.get(Routes.channel(id))));
    },

    async createThread(channel, { name, from, isAnnouncement }) {
      const lasting = { name, auto_archive_duration: ThreadAutoArchiveDuration.ThreeDays };
      const type = isAnnouncement ? ChannelType.AnnouncementThread : ChannelType.PublicThread;
      const body = from ? lasting : { ...lasting, type };
      const answer = await call('threads.create', (rest) =>
        rest.post(Routes.threads(channel, from), { body }),
      );
      return withId.parse(answer).id;
    },

    async addToThread(thread, user) {
      await order('threads.add', (rest) => rest.put(Routes.threadMembers(thread, user)));
    },

    async reopenThread(thread) {
      await order('threads.reopen', (rest) =>
        rest.patch(Routes.channel(thread), { body: { archived: false } }),
      );
    },

    async openDirect(user) {
      const body = { recipient_id: user };
      return withId.parse(await call('users.dm', (rest) => rest.post(Routes.userChannels(), { body }))).id;
    },

    async boostLevel(guild) {
      const answer = await call('guilds.get', (rest) => rest.get(Routes.guild(guild)));
      return withBoost.parse(answer).premium_tier;
    },

    async respond({ id, token }, body) {
      await order('interactions.respond', (rest) =>
        rest.post(Routes.interactionCallback(id, token), { body, auth: false }),
      );
    },

    async editResponse({ applicationId, token }, message) {
      await order('interactions.edit', (rest) =>
        rest.patch(Routes.webhookMessage(applicationId, token), { body: bodyOf(message), auth: false }),
      );
    },

    async followUp({ applicationId, token }, message) {
      await order('interactions.follow up', (rest) =>
        rest.post(Routes.webhook(applicationId, token), {
          body: bodyOf(message, FLAGS.ephemeral),
          auth: false,
        }),
      );
    },

    async commands(application, guild) {
      const route = guild
        ? Routes.applicationGuildCommands(application, guild)
        : Routes.applicationCommands(application);
      const query = new URLSearchParams({ with_localizations: 'true' });
      return z.array(z.unknown()).parse(await call('commands.list', (rest) => rest.get(route, { query })));
    },

    async replaceCommands(application, guild, body) {
      const route = guild
        ? Routes.applicationGuildCommands(application, guild)
        : Routes.applicationCommands(application);
      await order('commands.replace', (rest) => rest.put(route, { body }));
    },
  };
}

/** A snowflake that is older than everything written after `at` (Unix milliseconds). */
export function snowflakeAt(at: number): string {
  return String(BigInt(Math.floor(Math.max(0, at - DISCORD_EPOCH))) << 22n);
}

const DISCORD_EPOCH = 1_420_070_400_000;
