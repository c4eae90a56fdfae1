import { fileTypeFromBuffer } from 'file-type';
import { Failure } from '../../failure.js';
import { readHead } from '../../imaging/format.js';

/** What an uploaded file is, by its bytes. */
export type MediaFacts =
  | { readonly kind: 'image'; readonly format: string; readonly width: number; readonly height: number }
  | { readonly kind: 'audio'; readonly format: string; readonly seconds: number };

/**
 * Looks at a file that somebody sent: never at its name, and whole, so that a render does not fail on it later.
 * Rejects with Failure `unsupported-file`, `file-empty`, `file-too-large` or `file-unreadable`; `facts.reason` says why.
 */
export async function inspectMedia(path: string): Promise<MediaFacts> {
  const head = await readHead(path);
  const type = head.length > 0 ? await fileTypeFromBuffer(head) : undefined;
  const mime = type?.mime ?? '';
  // A video container may hold only sound; which it is, its brand does not always say. Neither can be used here.
  if (mime.startsWith('video/') && !mime.endsWith('/ogg')) {
    throw new Failure('unsupported-file', {
      facts: { reason: 'it is a video, and this studio works with still images' },
    });
  }
  if (mime.startsWith('audio/') || mime.endsWith('/ogg')) {
    const { probeAudio } = await import('../render/sound/probe-sound.js');
    const { format, seconds } = await probeAudio(path);
    return { kind: 'audio', format, seconds };
  }
  // Loading the decoder takes a while, and the first page must not wait for it.
  const { probeImage } = await import('../../imaging/probe.js');
  return { kind: 'image', ...(await probeImage(path)) };
}
