import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { foreignLine } from '../../src/conversation/foreign-text.js';
import type { Language, Place } from '../../src/conversation/inbound.js';
import type { MediaStream } from '../../src/conversation/ports/media-stream.js';
import type { Delivered, Posted, VideoFile } from '../../src/conversation/ports/platform.js';
import type { Log } from '../../src/conversation/ports/tools.js';
import { Failure, failedWith } from '../../src/failure.js';
import { problemWords } from '../chat/problem.js';
import type { DiscordApi } from './api.js';
import { LIMITS } from './limits.js';
import { ATTACH_FILES } from './permissions.js';
import { type DiscordPlace, readPlace } from './place.js';
import type { Posts } from './posts.js';
import { CODES, DiscordProblem, fixOf, refusedWith } from './problems.js';
import type { SizeLimits } from './size-limits.js';
import { discordWords } from './words.js';

/** Finished videos into threads. The bytes go through a file of our own, so that none is held in memory. */
export interface Uploads {
  deliver(posted: Posted, video: VideoFile, key: string): Promise<Delivered>;
}

interface UploadOptions {
  readonly api: DiscordApi;
  readonly posts: Posts;
  readonly limits: SizeLimits;
  /** Remembers which file belongs to which message, so that both can be deleted together. */
  readonly attached: (posted: Posted, file: string) => Promise<void>;
  readonly log: Log;
}

type Target = Exclude<DiscordPlace, { kind: 'aside' }>;

export function createUploads(options: UploadOptions): Uploads {
  const { api, posts, limits, attached, log } = options;

  return {
    async deliver(posted, video, key) {
      const at = readPlace(posted.place);
      if (!at || at.kind === 'aside') return { delivered: false, reason: 'not-allowed' };
      const language = posted.extra?.language === 'zh' ? 'zh' : 'en';
      const limitBytes = await limits.of(posted.place);
      try {
        const name = plainName(video.name);
        const id = await send(posted.place, at, {
          open: video.open,
          video,
          key,
          limitBytes,
          content: '',
          name,
        });
        await attached(posted, id);
        return { delivered: true };
      } catch (thrown) {
        log.warn({ problem: problemWords(thrown) }, 'a video was not delivered');
        // It may stand in the thread, and Discord cannot be asked now: nothing is said before it can.
        if (failedWith(thrown, 'platform-unavailable')) throw thrown;
        const refusal = refusalOf(thrown, language, limitBytes);
        if (refusal.reason === 'too-large') {
          await sendPreview(posted, at, { video, key, limitBytes, language });
        }
        return refusal;
      }
    },
  };

  /** What can be shown of a video that is too large. Best effort: the link stands and the reason is told anyway. */
  async function sendPreview(
    posted: Posted,
    at: Target,
    from: { video: VideoFile; key: string; limitBytes: number; language: Language },
  ): Promise<void> {
    const { video, key, limitBytes, language } = from;
    for (const open of [video.openPreview, video.openPoster]) {
      if (!open) continue;
      try {
        const content = discordWords(language).preview;
        const id = await send(posted.place, at, { open, video, key: `${key}:preview`, limitBytes, content });
        await attached(posted, id);
        return;
      } catch (thrown) {
        log.info({ problem: problemWords(thrown) }, 'a preview was not delivered');
      }
    }
  }

  async function send(
    place: Place,
    { channel }: Target,
    from: {
      open: VideoFile['open'];
      video: VideoFile;
      key: string;
      limitBytes: number;
      content: string;
      /** Otherwise the file is called after its source. */
      name?: string;
    },
  ): Promise<string> {
    const { open, video, key, limitBytes, content, name } = from;
    const altText = foreignLine(video.name, LIMITS.fileAltText);
    const { sent } = await posts.once(channel, {
      key,
      storeKey: `${place.conversation}/file/${key}`,
      parts: [
        {
          send: (nonce) =>
            withFile(open, limitBytes, async (media, file) => {
              const blob = await openAsBlob(file, { type: media.type ?? video.type });
              const called = name ?? plainName(media.name || video.name);
              return api.postFile(channel, { name: called, content, altText, blob }, nonce);
            }),
          text: content,
          isThis: ({ attachments }) =>
            name ? attachments.some(({ filename }) => filename === name) : attachments.length > 0,
        },
      ],
    });
    return sent[0] ?? '';
  }
}

/** Opens a source, writes it down, and takes the file away again. */
async function withFile<T>(
  open: VideoFile['open'],
  limitBytes: number,
  use: (media: MediaStream, file: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'reelthread-'));
  try {
    const media = await open();
    const file = path.join(folder, 'file');
    await writeDown(media, file, limitBytes);
    return await use(media, file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Discord shows the name, and replaces what is not plain in it; so it is made plain here. */
function plainName(name: string): string {
  const plain = foreignLine(name, LIMITS.fileName).replace(/[^\w.-]+/g, '_');
  return plain.replace(/^\.+/, '') || 'video.mp4';
}

/** Nothing above the limit is written: Discord would refuse the whole message. */
async function writeDown(media: MediaStream, file: string, limitBytes: number): Promise<void> {
  const tooLarge = (sizeBytes: number) =>
    new Failure('file-too-large', { facts: { limitBytes, sizeBytes }, detail: `over ${limitBytes} bytes` });
  let written = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _, done) {
      written += chunk.length;
      if (written > limitBytes) done(tooLarge(written));
      else done(null, chunk);
    },
  });
  if (media.size !== undefined && media.size > limitBytes) {
    media.body.destroy();
    throw tooLarge(media.size);
  }
  try {
    await pipeline(media.body, counting, createWriteStream(file, { mode: 0o600 }));
  } catch (thrown) {
    throw thrown instanceof Failure
      ? thrown
      : new Failure('video-unreachable', { detail: 'the video broke off', cause: thrown });
  }
  if (written === 0 || (media.size !== undefined && written < media.size)) {
    throw new Failure('video-unreachable', { detail: `the video ended after ${written} bytes` });
  }
}

function refusalOf(
  thrown: unknown,
  language: Language,
  limitBytes: number,
): Delivered & { delivered: false } {
  const words = discordWords(language);
  const isTooLarge =
    failedWith(thrown, 'file-too-large') ||
    refusedWith(thrown, CODES.tooLarge) ||
    (thrown instanceof DiscordProblem && thrown.problem.kind === 'refused' && thrown.problem.status === 413);
  if (isTooLarge) return { delivered: false, reason: 'too-large', limitBytes };
  if (refusedWith(thrown, CODES.missingPermissions)) {
    return { delivered: false, reason: 'not-allowed', fix: words.fixAttach(ATTACH_FILES) };
  }
  const fix = thrown instanceof DiscordProblem ? fixOf(thrown.problem, language) : undefined;
  if (fix) return { delivered: false, reason: 'not-allowed', fix };
  return { delivered: false, reason: failedWith(thrown, 'video-unreachable') ? 'unreachable' : 'failed' };
}
