import { Failure, failedWith } from '../failure.js';
import type { Act } from './act.js';
import type { StoredMedia } from './conversation.js';
import type { AttachmentRef } from './inbound.js';
import { checkMedia, limitBytes, peek } from './media.js';
import type { MediaStream } from './ports/media-stream.js';
import type { Session } from './ports/video-backend.js';

/**
 * One file from the platform to the backend, streamed. It is checked by content before a byte is sent, converted when
 * the backend does not list its format, and counted while it flows.
 * A lost connection and a rate limit are tried once more from the start; every other refusal is a Failure about this file.
 */
export async function uploadAttachment(
  act: Act,
  session: Session,
  attachment: AttachmentRef,
  keepName?: string,
): Promise<StoredMedia> {
  try {
    return await uploadOnce(act, session, attachment, keepName);
  } catch (problem) {
    if (act.signal.aborted || !failedWith(problem, 'backend-unavailable', 'rate-limited')) throw problem;
    act.metrics.retry('upload');
    // "Wait 30 s and retry once" (seeds). The client cannot do it for us: the bytes have flowed away.
    if (problem.code === 'rate-limited') {
      await act.clock.sleep(problem.facts.retryAfterMs ?? RATE_LIMIT_WAIT, act.signal);
    }
    return uploadOnce(act, session, attachment, keepName);
  }
}

const RATE_LIMIT_WAIT = 30_000;

async function uploadOnce(
  act: Act,
  session: Session,
  attachment: AttachmentRef,
  keepName?: string,
): Promise<StoredMedia> {
  const { platform, backend, profile, signal } = act;
  const opened = await platform.open(attachment, act.message.place, signal);
  try {
    const { firstBytes, media } = await peek(opened);
    const facts = { file: attachment.name };
    const check = checkMedia(
      {
        // A platform may learn the real name only when it opens the file (Slack Connect).
        name: media.name || attachment.name,
        claimedType: media.type ?? attachment.type,
        size: media.size ?? attachment.size,
        firstBytes,
      },
      profile,
    );
    if (check.verdict === 'refuse') {
      throw new Failure(check.code, { detail: 'refused by content', facts: { ...facts, ...check.facts } });
    }
    const name = keepName ?? freeName(check.uploadName, act.conversation.media);
    const limited: MediaStream = { ...media, name, body: limitBytes(media.body, profile.maxBytes) };
    if (check.verdict === 'convert') act.card.phase(act.words.phase.converting(name));
    const ready =
      check.verdict === 'convert' ? await act.converter.convert(limited, check.from, signal) : limited;
    const result = await backend.upload(
      session,
      { ...ready, name: check.verdict === 'convert' ? withExtension(name, ready.name) : name },
      signal,
    );
    return { name: result.name || name, kind: result.kind, at: act.clock.now(), from: attachment };
  } finally {
    opened.body.destroy();
  }
}

/** "photo.jpg" becomes "photo-2.jpg" when the session already has one: people name pictures by file name. */
function freeName(name: string, taken: readonly StoredMedia[]): string {
  const names = new Set(taken.map((media) => media.name.toLowerCase()));
  if (!names.has(name.toLowerCase())) return name;
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let number = 2; ; number++) {
    const candidate = `${stem}-${number}${extension}`;
    if (!names.has(candidate.toLowerCase())) return candidate;
  }
}

/** The converter decides between JPEG and PNG, so the extension follows it. */
function withExtension(name: string, converted: string): string {
  const extension = /\.[^.]+$/.exec(converted)?.[0] ?? '';
  return name.replace(/\.[^.]+$/, '') + extension;
}
