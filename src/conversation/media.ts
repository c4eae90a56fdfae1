import type { FailureCode, FailureFacts } from '../failure.js';
import { extensionOf, uploadName } from './media/file-name.js';
import {
  BACKEND_KINDS,
  type BackendKind,
  CONVERTIBLE_KINDS,
  type ConvertibleKind,
  type MediaKind,
} from './media/kinds.js';
import { sniff } from './media/sniff.js';
import type { SkillProfile } from './profiles.js';

export { MAX_FILES, offeredFiles } from './media/file-limit.js';
export type { MediaKind } from './media/kinds.js';
export { mediaUrls, withoutUrls } from './media/links.js';
export { sniff } from './media/sniff.js';
export { limitBytes, peek } from './media/streams.js';

/** A file as far as it is known before it is sent. */
export interface OfferedFile {
  /** As the person sees it; foreign text. */
  readonly name: string;
  /** MIME type as the platform claims; a hint only. */
  readonly claimedType?: string;
  /** Bytes as the platform claims; undefined when it does not say. */
  readonly size?: number;
  /** From `peek`. */
  readonly firstBytes: Uint8Array;
}

export type MediaCheck =
  | { readonly verdict: 'send'; readonly kind: BackendKind; readonly uploadName: string }
  /** To be turned into JPEG or PNG first; `uploadName` ends in `.jpg` until the converter has chosen. */
  | { readonly verdict: 'convert'; readonly from: ConvertibleKind; readonly uploadName: string }
  /** `facts.reason` is the format that was found, such as "SVG", when it was recognised. */
  | { readonly verdict: 'refuse'; readonly code: FailureCode; readonly facts: FailureFacts };

/**
 * Whether a file may be sent, decided by its content before a byte goes out: the 13 formats of the backend,
 * pictures that can be converted into one of them, and the size that the skill allows. Names and claimed
 * types decide nothing, except between MP4 and M4A, which are one container.
 */
export function checkMedia(file: OfferedFile, profile: Pick<SkillProfile, 'maxBytes'>): MediaCheck {
  const facts: FailureFacts = { file: file.name };
  if (file.firstBytes.length === 0) return { verdict: 'refuse', code: 'file-empty', facts };

  const kind = sniff(file.firstBytes);
  if (kind === 'html' && !claimsToBeHtml(file)) {
    // A login or error page came instead of the file: the token lacks a right, or the link has expired.
    return { verdict: 'refuse', code: 'file-fetch-forbidden', facts: { ...facts, reason: 'HTML' } };
  }
  const isListed = oneOf(BACKEND_KINDS, kind);
  if (!isListed && !oneOf(CONVERTIBLE_KINDS, kind)) {
    return { verdict: 'refuse', code: 'unsupported-file', facts: { ...facts, reason: kind?.toUpperCase() } };
  }
  if (file.size !== undefined && file.size > profile.maxBytes) {
    const limit = { limitBytes: profile.maxBytes, sizeBytes: file.size };
    return { verdict: 'refuse', code: 'file-too-large', facts: { ...facts, ...limit } };
  }
  if (!isListed) return { verdict: 'convert', from: kind, uploadName: uploadName(file.name, 'jpg') };
  const sent = kind === 'mp4' && claimsToBeSound(file) ? 'm4a' : kind;
  return { verdict: 'send', kind: sent, uploadName: uploadName(file.name, sent) };
}

function oneOf<T extends MediaKind>(kinds: readonly T[], kind: MediaKind | undefined): kind is T {
  return kinds.some((candidate) => candidate === kind);
}

function claimsToBeHtml(file: OfferedFile): boolean {
  return /^(?:xhtml|html?)$/.test(extensionOf(file.name));
}

/** Recorders write M4A files with a general MP4 brand. */
function claimsToBeSound(file: OfferedFile): boolean {
  const extension = extensionOf(file.name);
  return extension === 'm4a' || (extension !== 'mp4' && (file.claimedType?.startsWith('audio/') ?? false));
}
