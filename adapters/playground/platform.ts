import { randomUUID } from 'node:crypto';
import type { ButtonSeal } from '../../src/conversation/button-seal.js';
import { foreignLine } from '../../src/conversation/foreign-text.js';
import type { Place } from '../../src/conversation/inbound.js';
import type { MediaStream } from '../../src/conversation/ports/media-stream.js';
import type { Platform, VideoFile } from '../../src/conversation/ports/platform.js';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import { Failure, failedWith } from '../../src/failure.js';
import type { ApiVideo } from './api-types.js';
import { MAX_NAME_CHARACTERS } from './limits.js';
import type { MediaFiles } from './media-files.js';
import { endingOf } from './media-types.js';
import { present } from './present.js';
import type { ThreadStore } from './thread-store.js';

export const TENANT = 'playground:local';

/** The place of a thread of the playground. */
export function placeOf(thread: string): Place {
  return {
    platform: 'playground',
    tenant: TENANT,
    conversation: `${TENANT}/${thread}`,
    address: { thread },
  };
}

export interface PlatformParts {
  readonly threads: ThreadStore;
  readonly media: MediaFiles;
  readonly seal: ButtonSeal;
  readonly clock: Clock;
  readonly log: Log;
}

/** The playground as a chat platform: a message is a row, and who watches the thread sees it at once. */
export function createPlaygroundPlatform({ threads, media, seal, clock, log }: PlatformParts): Platform {
  const threadAt = (place: Place) => threads.find(place.address.thread ?? '');

  /** A refused edit or a lost status must not disturb the work it tells about. */
  const bestEffort = async (what: string, attempt: () => Promise<unknown>) => {
    try {
      await attempt();
    } catch (thrown) {
      log.warn({ error: Failure.from(thrown).message }, `playground: ${what} was lost`);
    }
  };

  return {
    name: 'playground',

    async post(place, reply, key) {
      const thread = await threadAt(place);
      if (!thread) throw new Failure('place-gone', { detail: 'no such playground thread' });
      const message = {
        id: randomUUID(),
        from: 'bot',
        at: clock.now(),
        edits: 0,
        ...present(reply, place, seal),
      } as const;
      try {
        const shown = await thread.append(message, key);
        return { place, id: shown.id };
      } catch (thrown) {
        throw new Failure('platform-unavailable', { detail: 'message could not be kept', cause: thrown });
      }
    },

    edit(posted, reply) {
      return bestEffort('an edit', async () => {
        const thread = await threadAt(posted.place);
        const presented = present(reply, posted.place, seal);
        await thread?.change(posted.id, (message) => ({
          ...message,
          ...presented,
          edits: message.edits + 1,
        }));
      });
    },

    async deliver(posted, video, key) {
      try {
        const thread = await threadAt(posted.place);
        if (!thread?.find(posted.id)) return { delivered: false, reason: 'failed' };
        if (thread.hasDelivered(posted.id, key)) return { delivered: true };
        const kept = await keepVideo(media, thread.id, posted.id, video, log);
        await thread.change(posted.id, (message) => ({ ...message, video: kept }), key);
        return { delivered: true };
      } catch (thrown) {
        const failure = Failure.from(thrown);
        log.warn({ error: failure.message }, 'playground: a video was not delivered');
        return {
          delivered: false,
          reason: failedWith(failure, 'video-unreachable') ? 'unreachable' : 'failed',
        };
      }
    },

    async open(attachment, place): Promise<MediaStream> {
      const thread = await threadAt(place);
      if (!thread) throw new Failure('file-fetch-failed', { detail: 'the thread of the file is gone' });
      const file = await media.openUpload(thread.id, attachment.source.file ?? '');
      return { name: attachment.name, type: attachment.type, ...file };
    },

    working(place, on) {
      return bestEffort('a working status', async () => (await threadAt(place))?.setWorking(on));
    },
  };
}

/** Streams the video, then its still and its preview where there are any, into the folder of the thread. */
async function keepVideo(
  media: MediaFiles,
  thread: string,
  message: string,
  video: VideoFile,
  log: Log,
): Promise<ApiVideo> {
  const ending = endingOf(video.type) ?? 'mp4';
  const name = `${message}.${ending}`;
  const opened = await video.open();
  const size = await media.saveVideo(thread, name, opened.body).catch((thrown) => {
    // Errors of our own disk are Failures already; whatever else is thrown came with the bytes.
    throw Failure.from(thrown, 'video-unreachable');
  });
  if (opened.size !== undefined && opened.size !== size) {
    await media.deleteVideo(thread, message);
    throw new Failure('video-unreachable', {
      detail: `the video broke off: ${size} of ${opened.size} bytes`,
    });
  }

  /** The video stands without its still. */
  const extra = async (open: VideoFile['openPoster'], suffix: string) => {
    try {
      const picture = await open?.();
      if (!picture) return undefined;
      const pictureName = `${message}${suffix}.${endingOf(picture.type) ?? 'jpg'}`;
      await media.saveVideo(thread, pictureName, picture.body);
      return videoPath(thread, pictureName);
    } catch (thrown) {
      log.debug({ error: Failure.from(thrown).message }, 'playground: a video has no still or preview');
      return undefined;
    }
  };

  return {
    url: videoPath(thread, name),
    poster: await extra(video.openPoster?.bind(video), ''),
    preview: await extra(video.openPreview?.bind(video), '-preview'),
    name: foreignLine(video.name, MAX_NAME_CHARACTERS),
    type: video.type,
    size,
    seconds: video.seconds,
    width: video.width,
    height: video.height,
  };
}

const videoPath = (thread: string, name: string) => `/playground/threads/${thread}/videos/${name}`;
