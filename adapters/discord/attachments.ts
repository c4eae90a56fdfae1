import type { AttachmentRef } from '../../src/conversation/inbound.js';
import type { BareMessage, DiscordAttachment } from './payloads.js';

/** Files of a message; a forwarded message carries them in its snapshot. */
export function allAttachments(
  message: Pick<BareMessage, 'attachments' | 'message_snapshots'>,
): DiscordAttachment[] {
  const forwarded = message.message_snapshots.flatMap(({ message: inside }) => inside?.attachments ?? []);
  return [...message.attachments, ...forwarded];
}

/** Each file once, as a reference that can be stored; `message` tells a new address when this one has expired. */
export function attachmentRefs(
  attachments: readonly DiscordAttachment[],
  from?: { channel: string | undefined; message: string },
): AttachmentRef[] {
  const byId = new Map(attachments.map((attachment) => [attachment.id, attachment]));
  return [...byId.values()].map(({ id, filename, title, content_type: type, size, url }) => ({
    id,
    // `title` is what the person called the file; `filename` has its special characters replaced.
    name: (title && extended(title, filename)) || filename || 'file',
    type: type?.split(';')[0],
    size,
    source: { url, ...(from?.channel ? { channel: from.channel, message: from.message } : {}) },
  }));
}

/** Titles come without their extension. */
function extended(title: string, filename: string | undefined): string {
  const extension = /\.\w{1,5}$/.exec(filename ?? '')?.[0] ?? '';
  return title.toLowerCase().endsWith(extension.toLowerCase()) ? title : `${title}${extension}`;
}
