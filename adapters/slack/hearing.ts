import { mentionedIn } from './mrkdwn.js';
import { APP_NAME } from './names.js';
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
  const called = calledByName(event.text ?? '');
  return called === undefined || isOwnName(called, own.botName) ? 'reply' : 'not-ours';
}

/** Typed, not chosen from Slack's list, `@anna` is plain text; who is called at the very beginning is spoken to. */
function calledByName(text: string): string | undefined {
  return /^\s*@(\p{L}[\p{L}\p{N}._-]*)/u.exec(text)?.[1];
}

function isOwnName(name: string, own: string | undefined): boolean {
  const bare = name.replace(/[._-]+$/, '').toLowerCase();
  return bare === APP_NAME || bare === own?.toLowerCase();
}

/** `@reelthread faster`, typed: the name is no part of the order. */
export function withoutOwnName(text: string, own: string | undefined): string {
  const called = calledByName(text);
  if (called === undefined || !isOwnName(called, own)) return text;
  return text
    .replace(/^\s*@/, '')
    .slice(called.length)
    .replace(/^[\s,:]+/, '');
}
