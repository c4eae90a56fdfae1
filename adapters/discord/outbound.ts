import type { ButtonSeal } from '../../src/conversation/button-seal.js';
import type { Language, Place } from '../../src/conversation/inbound.js';
import type { Platform, Posted } from '../../src/conversation/ports/platform.js';
import type { KeyValueStore } from '../../src/conversation/ports/stores.js';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import type { Reply } from '../../src/conversation/reply.js';
import { Failure, failedWith } from '../../src/failure.js';
import { Recent } from '../chat/recent.js';
import { createThreadQueue, type ThreadQueue } from '../chat/thread-queue.js';
import { type EngagedThread, threadKey } from '../chat/threads.js';
import type { DiscordApi } from './api.js';
import type { DiscordConfig } from './config.js';
import type { Downloads } from './downloads.js';
import { toMarkdown } from './markdown.js';
import { nonceOf } from './nonce.js';
import { ownButtons } from './own-buttons.js';
import { type DiscordPlace, readPlace } from './place.js';
import type { Posts } from './posts.js';
import { CODES, failureOf, refusedWith } from './problems.js';
import { renderOne, renderReply } from './render.js';
import type { Typing } from './typing.js';
import type { Uploads } from './uploads.js';
import type { Whisper } from './whisper.js';
import { discordWords } from './words.js';

interface OutboundOptions {
  readonly api: DiscordApi;
  readonly seal: ButtonSeal;
  readonly values: KeyValueStore;
  readonly posts: Posts;
  readonly uploads: Uploads;
  readonly downloads: Downloads;
  readonly typing: Typing;
  readonly whisper: Whisper;
  /** Where plain messages in threads are not heard, the welcome says so. */
  readonly config: Pick<DiscordConfig, 'messageContent' | 'threadReplies'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** The `Platform` port for Discord: everything that people see of the bot goes through here. */
export interface Outbound {
  readonly platform: Platform;
  /** Sends what still waits; for the end of the process. */
  drain(): Promise<void>;
}

export function createOutbound(options: OutboundOptions): Outbound {
  const { api, seal, values, posts, uploads, downloads, typing, whisper, clock, log } = options;
  const { messageContent, threadReplies } = options.config;
  /** Threads of which somebody was told that the bot may not write there. */
  const told = new Recent<true>(1_000);
  const queue: ThreadQueue = createThreadQueue({ sendEdit, clock, log });

  async function postInChannel(place: Place, channel: string, reply: Reply, key: string): Promise<Posted> {
    const messages = renderReply(reply, (action) => seal.seal(action, place), ownButtons(seal, reply, place));
    const parts = messages.map((message) => ({
      send: (nonce: string) => api.postMessage(channel, message, nonce),
      text: message.content,
      isThis: ({ content }: { content?: string }) => content === message.content,
    }));
    const storeKey = `${place.conversation}/post/${key}`;
    const { sent, isNew } = await queue.post(place.conversation, () =>
      posts.once(channel, { key, storeKey, parts }),
    );
    const posted = { place, id: sent[0] ?? '', extra: { language: reply.language } };
    // What stood already may show other words: then the next edit must not be taken for a repetition.
    if (isNew) queue.posted(posted, reply);
    return posted;
  }

  /** For one person: such a message cannot be found again or edited, so a repeated key is known from the store alone. */
  async function postForOne(place: Place, user: string, reply: Reply, key: string): Promise<Posted> {
    const storeKey = `${place.conversation}/post/${key}`;
    const before = await values.get<string>(storeKey);
    if (before === undefined) {
      const message = renderOne(reply, (action) => seal.seal(action, place));
      const to = { conversation: place.conversation, user };
      await queue.post(place.conversation, () => whisper.show(to, message, key));
      await values.set(storeKey, 'sent', WHISPER_KEPT_FOR_MS);
    }
    return { place, id: key, extra: { only: user } };
  }

  async function sendEdit(posted: Posted, reply: Reply): Promise<void> {
    const at = readPlace(posted.place);
    if (!at || at.kind === 'aside') return;
    const own = ownButtons(seal, reply, posted.place);
    const message = renderOne(reply, (action) => seal.seal(action, posted.place), own);
    try {
      await api.editMessage(at.channel, posted.id, message);
    } catch (thrown) {
      if (!refusedWith(thrown, CODES.threadArchived)) throw thrown;
      // Nothing can be edited in an archived thread.
      if (saysMore(reply)) await sayGoingOn(at.channel, posted.id, reply.language);
      else await api.reopenThread(at.channel);
      await api.editMessage(at.channel, posted.id, message);
    }
  }

  /** A message re-opens a thread, and tells those in it that something goes on. */
  async function sayGoingOn(channel: string, card: string, language: Language): Promise<void> {
    const content = toMarkdown(discordWords(language).goingOn);
    await api.postMessage(channel, { content, components: [] }, nonceOf(channel, `going on:${card}`));
  }

  /** Where the bot may not write, the person who asked is told as the answer to the command, or in a DM. */
  async function explain(place: Place, at: DiscordPlace, reply: Reply, failure: Failure): Promise<void> {
    if (at.kind !== 'thread' || !failedWith(failure, 'platform-permission')) return;
    if (told.get(place.conversation)) return;
    told.set(place.conversation, true);
    const words = discordWords(reply.language);
    try {
      const asker =
        reply.onlyFor ?? (await values.get<EngagedThread>(threadKey(place.conversation)))?.starter;
      if (!asker) return;
      const to = { conversation: place.conversation, user: asker };
      await whisper.say(to, words.cannotWork(failure.facts.fix ?? ''), 'cannot work');
    } catch (thrown) {
      log.info(
        { problem: failureOf(thrown).message },
        'nobody could be told that a thread is closed to the bot',
      );
    }
  }

  /** Told once, where it matters: the person would otherwise speak to nobody. */
  function complete(reply: Reply, at: DiscordPlace): Reply {
    if (reply.kind !== 'welcome' || at.kind !== 'thread') return reply;
    const words = discordWords(reply.language);
    if (!messageContent) return { ...reply, text: `${reply.text}\n${words.mentionsOnly}` };
    if (threadReplies === 'mention') return { ...reply, text: `${reply.text}\n${words.mentionsAndReplies}` };
    return reply;
  }

  const platform: Platform = {
    name: 'discord',

    async post(place, reply, key) {
      const at = readPlace(place);
      if (!at) throw new Failure('place-gone', { detail: 'not a place in Discord' });
      const full = complete(reply, at);
      try {
        if (at.kind === 'aside') return await postForOne(place, at.user, full, key);
        // A DM is read by nobody else, and what is posted there stays.
        if (reply.onlyFor && at.kind === 'thread') return await postForOne(place, reply.onlyFor, full, key);
        return await postInChannel(place, at.channel, full, key);
      } catch (thrown) {
        const failure = failureOf(thrown);
        await explain(place, at, reply, failure);
        throw failure;
      }
    },

    async edit(posted, reply) {
      if (posted.extra?.only || !SNOWFLAKE.test(posted.id)) return;
      queue.edit(posted, reply);
    },

    settled: (place) => queue.settled(place.conversation),
    deliver: (posted, video, key) => uploads.deliver(posted, video, key),
    open: (attachment, place, signal) => downloads.open(attachment, place, signal),
    working: (place, on) => typing.working(place, on),
  };

  return { platform, drain: () => queue.drain() };
}

/** While something still runs, more will be said in the thread; an edit that ends it may follow its outcome. */
function saysMore(reply: Reply): boolean {
  return reply.kind === 'progress' && reply.state === 'running';
}

/** Only needed while the message that asked may be handled again. */
const WHISPER_KEPT_FOR_MS = 24 * 3_600_000;
const SNOWFLAKE = /^\d+$/;
