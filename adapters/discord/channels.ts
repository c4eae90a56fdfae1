import { ChannelType } from 'discord.js';
import { foreignLine } from '../../src/conversation/foreign-text.js';
import type { Language } from '../../src/conversation/inbound.js';
import type { Clock } from '../../src/conversation/ports/tools.js';
import { Recent } from '../chat/recent.js';
import type { DiscordApi } from './api.js';
import { LIMITS } from './limits.js';
import { CODES, refusedWith } from './problems.js';
import { discordWords } from './words.js';

/** What kind of channel this is, and threads for new conversations. */
export interface Channels {
  /** Rejects with DiscordProblem. */
  typeOf(id: string): Promise<number>;
  /** Learned from a payload. */
  learn(id: string, type: number | undefined): void;
  /**
   * A thread named after the words of the request; with `from` it is the thread of that message. Opened once for each
   * `cause`, also when that comes again. Rejects with DiscordProblem.
   */
  openThread(thread: {
    cause: string;
    channel: string;
    type: number;
    prompt: string;
    language: Language;
    from?: string;
  }): Promise<OpenedThread>;
}

export interface OpenedThread {
  readonly id: string;
  /** False when the message had a thread already: it may be somebody else's. */
  readonly isNew: boolean;
}

const THREADS: readonly number[] = [
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
];
const WITH_THREADS: readonly number[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement];

export function isThread(type: number): boolean {
  return THREADS.includes(type);
}

export function canHoldThreads(type: number): boolean {
  return WITH_THREADS.includes(type);
}

export function isDirect(type: number): boolean {
  return type === ChannelType.DM;
}

/** A text channel cannot become a thread, nor the other way round; news channels change seldom. */
const KNOWN_FOR_MS = 24 * 3_600_000;

export function createChannels(options: {
  api: DiscordApi;
  /** What the gateway has told. */
  told: (channel: string) => number | undefined;
  clock: Clock;
}): Channels {
  const { api, told, clock } = options;
  const known = new Recent<{ type: number; at: number }>(10_000);
  const opened = new Recent<Promise<OpenedThread>>(2_000);

  const channels: Channels = {
    async typeOf(id) {
      const remembered = known.get(id);
      if (remembered && clock.now() - remembered.at < KNOWN_FOR_MS) return remembered.type;
      const type = told(id) ?? (await api.channel(id)).type;
      channels.learn(id, type);
      return type;
    },

    learn(id, type) {
      if (type !== undefined) known.set(id, { type, at: clock.now() });
    },

    async openThread({ cause, channel, type, prompt, language, from }) {
      const opening = opened.get(cause) ?? open();
      opened.set(cause, opening);
      try {
        return await opening;
      } catch (thrown) {
        opened.delete(cause);
        throw thrown;
      }

      async function open(): Promise<OpenedThread> {
        const name = threadName(prompt, language);
        try {
          const id = await api.createThread(channel, {
            name,
            from,
            isAnnouncement: type === ChannelType.GuildAnnouncement,
          });
          channels.learn(id, ChannelType.PublicThread);
          return { id, isNew: true };
        } catch (thrown) {
          // Somebody (or we, before a crash) has begun a thread at this message: it has the message's own id.
          if (from && refusedWith(thrown, CODES.threadExists)) return { id: from, isNew: false };
          throw thrown;
        }
      }
    },
  };
  return channels;
}

/** Discord counts code units; a name must not be empty. */
export function threadName(prompt: string, language: Language): string {
  const line = foreignLine(prompt, LIMITS.threadName) || discordWords(language).newVideo;
  if (line.length <= LIMITS.threadName) return line;
  const characters = [...line];
  while (characters.join('').length >= LIMITS.threadName) characters.pop();
  return `${characters.join('')}…`;
}
