import type { SlackFile } from './payloads.js';

/** Why Slack has no bytes of a file to give. */
export type FileState =
  /** Kept elsewhere, such as in Google Drive: Slack knows only the link. */
  | 'external'
  | 'deleted'
  /** Beyond what a free workspace may still see. */
  | 'hidden';

/** Undefined for an ordinary file (docs.slack.dev/reference/objects/file-object: `mode`, `is_external`). */
export function stateOf({ mode, is_external: isExternal }: Partial<SlackFile>): FileState | undefined {
  if (mode === 'tombstone') return 'deleted';
  if (mode === 'hidden_by_limit') return 'hidden';
  return mode === 'external' || isExternal ? 'external' : undefined;
}
