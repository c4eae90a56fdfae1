import type { AttachmentRef } from '../inbound.js';
import { mediaUrls } from './links.js';

/** Files and media links of one message. Slack and Discord themselves stop at 10 files. */
export const MAX_FILES = 20;

export interface OfferedFiles {
  readonly attachments: readonly AttachmentRef[];
  /** Links to media. */
  readonly urls: readonly string[];
  /** Names and links of what is too much, as they were given: foreign text. */
  readonly leftOut: readonly string[];
}

/** What is taken of the files and links of one message: the first ones, files before links. */
export function offeredFiles({
  attachments,
  text,
}: {
  readonly attachments: readonly AttachmentRef[];
  readonly text: string;
}): OfferedFiles {
  const urls = mediaUrls(text);
  const room = Math.max(0, MAX_FILES - attachments.length);
  return {
    attachments: attachments.slice(0, MAX_FILES),
    urls: urls.slice(0, room),
    leftOut: [...attachments.slice(MAX_FILES).map(({ name }) => name), ...urls.slice(room)],
  };
}
