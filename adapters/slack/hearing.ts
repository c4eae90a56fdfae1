import { mentionedIn } from './mrkdwn.js';
import type { MessageEvent } from './payloads.js';
import { isDirect } from './place.js';
import type { Workspace } from './workspaces.js';

/** How a message concerns the bot, as far as the message itself tells. */
export type Heard =
  /** Not an order: another bot, a notice, channel talk, words for somebody else. */
  | 'not-ours'
  /** A mention, or anything in a DM. */
  | 'order'
  /** A reply in a thread: an order when the bot takes part in it. */
  | 'reply';

/** Subtypes that are still messages of people; all others are notices, edits and deletions. */
const SPOKEN = new Set(['file_share', 'thread_broadcast', 'me_message']);

export function hear(event: MessageEvent, type: 'message' | 'app_mention', own: Workspace): Heard {
  if (!event.user || event.bot_id || event.hidden || event.user === own.botUserId) return 'not-ours';
  if (event.subtype && !SPOKEN.has(event.subtype)) return 'not-ours';
  if (event.channel_type === 'im' || isDirect(event.channel)) return 'order';
  const { users, group } = mentionedIn(event.text ?? '');
  if (type === 'app_mention' || (own.botUserId && users.includes(own.botUserId))) return 'order';
  if (!event.thread_ts || users.length > 0 || group) return 'not-ours';
  return 'reply';
}
