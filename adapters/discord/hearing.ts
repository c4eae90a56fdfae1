import { MessageType } from 'discord.js';
import type { DiscordMessage } from './payloads.js';

/** How a message concerns the bot, as far as the message itself tells. */
export type Heard =
  /** Not an order: another bot, a notice, channel talk, words for somebody else. */
  | 'not-ours'
  /** A mention, a reply to the bot, or anything in a DM. */
  | 'order'
  /** Plain words: an order when they stand in a thread in which the bot takes part. */
  | 'talk';

/** All other types are notices: pins, new threads, boosts. */
const SPOKEN: readonly number[] = [MessageType.Default, MessageType.Reply];

export function hear(message: DiscordMessage, botId: string): Heard {
  const { author, webhook_id: webhook, type, content = '', mentions } = message;
  if (!author || author.bot || webhook || author.id === botId || !SPOKEN.includes(type)) return 'not-ours';
  if (!message.guild_id) return 'order';
  const named = mentions.some(({ id }) => id === botId) || new RegExp(`<@!?${botId}>`).test(content);
  if (named || message.referenced_message?.author?.id === botId) return 'order';
  const others = mentions.length > 0 || /<@[!&]?\d+>/.test(content);
  return others || message.mention_roles.length > 0 || message.mention_everyone ? 'not-ours' : 'talk';
}
