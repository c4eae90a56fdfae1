import type { Readable } from 'node:stream';
import { request } from 'undici';
import { foreignLine, foreignStart } from '../../src/conversation/foreign-text.js';
import type { Language } from '../../src/conversation/inbound.js';
import type { MediaStream } from '../../src/conversation/ports/media-stream.js';
import type { Delivered, Posted, VideoFile } from '../../src/conversation/ports/platform.js';
import type { KeyValueStore } from '../../src/conversation/ports/stores.js';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import { Failure, failedWith } from '../../src/failure.js';
import { type CountRequest, counted } from '../chat/count-request.js';
import { headerOf } from '../chat/media.js';
import { problemWords } from '../chat/problem.js';
import type { SlackHosts } from './hosts.js';
import { LIMITS } from './limits.js';
import { readPlace } from './place.js';
import { fixOf, isRefusal, SlackProblem } from './problems.js';
import type { SlackApi, ThreadAddress } from './web-api.js';
import { slackWords } from './words.js';
import type { Workspaces } from './workspaces.js';

/** Finished videos into threads: Slack's external upload, streamed, because `filesUploadV2` buffers whole files. */
export interface Uploads {
  deliver(posted: Posted, video: VideoFile, key: string): Promise<Delivered>;
}

/** The file may stand in the thread, and Slack cannot be asked now: nothing is said before it can. */
class MayStand extends Error {
  constructor(options: ErrorOptions) {
    super('whether the file stands in the thread is not known', options);
  }
}

/** What is kept about a delivery. */
interface Attempt {
  /** Unix milliseconds. */
  readonly at: number;
  /** Written before Slack is asked to show the file: afterwards it may stand in the thread. */
  readonly file?: string;
  readonly sent?: boolean;
}

const KEPT_FOR_MS = 14 * 24 * 3_600_000;
const CLOCK_MARGIN_MS = 10 * 60_000;
const TRIES = { slackBusy: 5, videoBroken: 2 } as const;
const SHOW_TRIES = 4;
const RETRY_MS = 1_000;
/** Pauses before the bytes are sent again: 2, 6, 18, 54 s, unless Slack says when. */
const FIRST_PAUSE_MS = 2_000;
/** No further try is begun when it would be later than this: the link stands in the thread already. */
const TRIED_FOR_MS = 5 * 60_000;
/** A whole gigabyte over a slow line. */
const UPLOAD_TIMEOUT_MS = 60 * 60_000;

export function createUploads(options: {
  workspaces: Workspaces;
  hosts: SlackHosts;
  values: KeyValueStore;
  count: CountRequest;
  clock: Clock;
  log: Log;
}): Uploads {
  const { workspaces, hosts, values, count, clock, log } = options;

  return {
    async deliver(posted, video, key) {
      const at = readPlace(posted.place);
      if (at?.kind !== 'thread') return { delivered: false, reason: 'not-allowed' };
      const language = posted.extra?.language === 'zh' ? 'zh' : 'en';
      try {
        const { api } = await workspaces.of(posted.place.tenant);
        return await deliverOnce(api, at, video, `${posted.place.conversation}/file/${key}`);
      } catch (thrown) {
        log.warn({ problem: problemWords(thrown) }, 'a video was not delivered');
        if (thrown instanceof MayStand) throw new Failure('platform-unavailable', { cause: thrown });
        return withFixOnce(refusalOf(thrown, language), posted.place.conversation, key);
      }
    },
  };

  /** What an admin has to do is told once in a thread; further videos say only that they could not be attached. */
  async function withFixOnce(refusal: Refusal, conversation: string, key: string): Promise<Delivered> {
    const { fix, ...short } = refusal;
    if (!fix) return short;
    const storeKey = `${conversation}/fix-told/${refusal.reason}`;
    try {
      const told = await values.get<{ fix: string; key: string }>(storeKey);
      // The same delivery again, after a crash: perhaps nobody has read it yet.
      if (told?.fix === fix && told.key !== key) return short;
      await values.set(storeKey, { fix, key }, KEPT_FOR_MS);
    } catch (thrown) {
      log.warn({ error: Failure.from(thrown).message }, 'whether a fix was told is not known');
    }
    return refusal;
  }

  async function deliverOnce(
    api: SlackApi,
    at: ThreadAddress,
    video: VideoFile,
    storeKey: string,
  ): Promise<Delivered> {
    const before = await values.get<Attempt>(storeKey);
    const firstAt = before?.at ?? clock.now();
    const stands = before?.sent || (before?.file && (await isInThread(api, at, before.file, firstAt)));
    if (stands) return { delivered: true };
    const file = await uploadWithRetry(api, video);
    await values.set(storeKey, { at: firstAt, file } satisfies Attempt, KEPT_FOR_MS);
    await show(api, at, file, video, firstAt);
    await values.set(storeKey, { at: firstAt, file, sent: true } satisfies Attempt, KEPT_FOR_MS);
    return { delivered: true };
  }

  async function uploadWithRetry(api: SlackApi, video: VideoFile): Promise<string> {
    const until = clock.now() + TRIED_FOR_MS;
    for (let tries = 1; ; tries++) {
      try {
        return await upload(api, video);
      } catch (thrown) {
        if (!failedWith(thrown, 'video-unreachable', 'platform-unavailable')) throw thrown;
        const isBroken = thrown.code === 'video-unreachable';
        const pause = isBroken ? RETRY_MS : (thrown.facts.retryAfterMs ?? FIRST_PAUSE_MS * 3 ** (tries - 1));
        const isLast = tries >= (isBroken ? TRIES.videoBroken : TRIES.slackBusy);
        if (isLast || clock.now() + pause > until) throw thrown;
        log.info({ problem: problemWords(thrown), pause }, 'an upload is tried again');
        await clock.sleep(pause);
      }
    }
  }

  /** Sends the bytes; resolves to the file's id. Nothing is visible yet. */
  async function upload(api: SlackApi, video: VideoFile): Promise<string> {
    const { media, length } = await openWithLength(video);
    try {
      if (length > LIMITS.fileBytes) {
        throw new Failure('file-too-large', { facts: { limitBytes: LIMITS.fileBytes, sizeBytes: length } });
      }
      const name = foreignLine(video.name, LIMITS.fileTitle);
      const { url, file } = await api.uploadAddress({
        name,
        length,
        altText: video.type.startsWith('image/') ? foreignStart(name, LIMITS.fileAltText) : undefined,
      });
      if (!url || !file) throw new Failure('platform-unavailable', { detail: 'no upload address' });
      await sendBytes(new URL(url), media.body, length);
      return file;
    } finally {
      media.body.destroy();
    }
  }

  async function sendBytes(url: URL, body: Readable, length: number): Promise<void> {
    if (!hosts.isSlack(url)) throw new Failure('url-refused', { detail: `${url.host} is not Slack` });
    let broken: unknown;
    body.on('error', (error) => {
      broken = error;
    });
    try {
      const send = () =>
        request(url, {
          method: 'POST',
          headers: { 'content-type': 'application/octet-stream', 'content-length': String(length) },
          body,
          headersTimeout: UPLOAD_TIMEOUT_MS,
          signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
        });
      const answer = await counted(count, ({ statusCode }) => statusCode, send);
      await answer.body.dump({ limit: 16_384 });
      if (answer.statusCode === 200) return;
      const code = answer.statusCode === 413 ? 'file-too-large' : 'platform-unavailable';
      const seconds = Number(headerOf(answer.headers, 'retry-after'));
      throw new Failure(code, {
        detail: `the upload was answered with HTTP ${answer.statusCode}`,
        facts: seconds > 0 ? { retryAfterMs: seconds * 1_000 } : undefined,
      });
    } catch (thrown) {
      if (broken) throw new Failure('video-unreachable', { detail: 'the video broke off', cause: broken });
      throw Failure.from(thrown, 'platform-unavailable');
    }
  }

  /** Makes the file appear below the thread's messages, once. */
  async function show(
    api: SlackApi,
    at: ThreadAddress,
    file: string,
    video: VideoFile,
    since: number,
  ): Promise<void> {
    const title = foreignLine(video.name, LIMITS.fileTitle);
    for (let tries = 1; ; tries++) {
      try {
        await api.showFile(at, { id: file, title });
        return;
      } catch (thrown) {
        const uncertain = thrown instanceof SlackProblem && thrown.problem.kind === 'unreachable';
        if (!uncertain) throw thrown;
        if (tries >= SHOW_TRIES) throw new MayStand({ cause: thrown });
        await clock.sleep(RETRY_MS * 3 ** (tries - 1));
        if (await isInThread(api, at, file, since)) return;
      }
    }
  }

  async function isInThread(api: SlackApi, at: ThreadAddress, file: string, since: number): Promise<boolean> {
    try {
      const { messages } = await api.replies(at, since - CLOCK_MARGIN_MS);
      return messages.some((message) => message.files.includes(file));
    } catch (thrown) {
      if (thrown instanceof SlackProblem && !isRefusal(thrown)) throw new MayStand({ cause: thrown });
      if (!isRefusal(thrown)) throw thrown;
      log.warn({ problem: thrown.message }, 'a thread could not be looked through before uploading again');
      return false;
    }
  }
}

/** Slack wants the length first. A source that does not tell it is read once to count and once to send. */
async function openWithLength(video: VideoFile): Promise<{ media: MediaStream; length: number }> {
  const media = await video.open();
  if (media.size !== undefined) return { media, length: media.size };
  let length = 0;
  for await (const chunk of media.body) length += (chunk as Buffer).length;
  return { media: await video.open(), length };
}

const TOO_LARGE =
  /^(?:file_upload_size_restricted|file_too_large|upload_too_large|storage_limit_reached|over_size_limit)$/;
const SWITCHED_OFF =
  /^(?:file_uploads_disabled|file_uploads_except_images_disabled|file_type_blocked|blocked_file_type)$/;

type Refusal = Extract<Delivered, { delivered: false }>;

function refusalOf(thrown: unknown, language: Language): Refusal {
  const words = slackWords(language);
  if (thrown instanceof SlackProblem && thrown.problem.kind === 'refused') {
    const { code } = thrown.problem;
    if (TOO_LARGE.test(code)) return { delivered: false, reason: 'too-large', fix: words.fixUploadSize };
    if (SWITCHED_OFF.test(code)) return { delivered: false, reason: 'not-allowed', fix: words.fixUploads };
    const fix = fixOf(thrown.problem, language);
    return fix ? { delivered: false, reason: 'not-allowed', fix } : { delivered: false, reason: 'failed' };
  }
  if (failedWith(thrown, 'video-unreachable')) return { delivered: false, reason: 'unreachable' };
  if (failedWith(thrown, 'file-too-large')) {
    return { delivered: false, reason: 'too-large', limitBytes: thrown.facts.limitBytes };
  }
  return { delivered: false, reason: 'failed' };
}
