import type { AttachmentRef, Place } from '../../src/conversation/inbound.js';
import type { MediaStream } from '../../src/conversation/ports/media-stream.js';
import type { Clock } from '../../src/conversation/ports/tools.js';
import { Failure, failedWith } from '../../src/failure.js';
import { type GuardedResponse, guardedFetch } from '../../src/net/guarded-fetch.js';
import { type CountRequest, counted } from '../chat/count-request.js';
import { fetchFailure, headerOf, mediaStream } from '../chat/media.js';
import type { DiscordApi } from './api.js';
import { allAttachments } from './attachments.js';
import type { DiscordHosts } from './hosts.js';
import { DiscordProblem } from './problems.js';

/** Files that people sent, as streams. */
export interface Downloads {
  /** Rejects with Failure `file-fetch-failed`, `file-fetch-forbidden`, or `stopped` when the signal was aborted. */
  open(attachment: AttachmentRef, place: Place, signal?: AbortSignal): Promise<MediaStream>;
}

/** The longest silence of a file that is being sent; a slow reader does not count. */
const IDLE_TIMEOUT_MS = 60_000;
/** An address that runs out while it is used is as good as run out. */
const MARGIN_MS = 60_000;

export function createDownloads(options: {
  api: DiscordApi;
  hosts: DiscordHosts;
  count: CountRequest;
  clock: Clock;
}): Downloads {
  const { api, hosts, count, clock } = options;

  return {
    async open(attachment, _place, signal) {
      try {
        return mediaOf(await fetchFresh(attachment, signal), attachment);
      } catch (thrown) {
        throw openFailure(thrown, attachment);
      }
    },
  };

  /** Addresses are signed for about a day; the message knows a new one. */
  async function fetchFresh(attachment: AttachmentRef, signal?: AbortSignal): Promise<GuardedResponse> {
    const { url } = attachment.source;
    if (!url) throw new Failure('file-fetch-failed', { detail: 'no address' });
    if (!hasExpired(url)) {
      const response = await fetchFile(url, signal);
      if (!isRefusal(response.status)) return response;
      response.body.destroy();
      if (!attachment.source.message) return response;
    }
    return fetchFile(await askForUrl(attachment), signal);
  }

  function fetchFile(url: string, signal?: AbortSignal): Promise<GuardedResponse> {
    const send = () =>
      guardedFetch({
        url,
        permits: (hop) => hosts.isDiscord(hop),
        addresses: (hop) => hosts.addresses(hop),
        idleTimeoutMs: IDLE_TIMEOUT_MS,
        signal,
      });
    return counted(count, ({ status }) => status, send);
  }

  async function askForUrl({ id, source }: AttachmentRef): Promise<string> {
    const { channel, message } = source;
    if (!channel || !message) {
      throw new Failure('file-fetch-failed', { detail: 'the address has expired and there is no message' });
    }
    const found = allAttachments(await api.message(channel, message)).find((known) => known.id === id);
    if (!found) throw new Failure('file-fetch-failed', { detail: 'the message has no such file any more' });
    return found.url;
  }

  /** `ex`: seconds since 1970 in hexadecimal (docs.discord.com/developers/reference, signed attachment URLs). */
  function hasExpired(url: string): boolean {
    const until = URL.canParse(url) ? new URL(url).searchParams.get('ex') : null;
    return (
      until !== null && /^[\da-f]+$/i.test(until) && parseInt(until, 16) * 1_000 < clock.now() + MARGIN_MS
    );
  }
}

function isRefusal(status: number): boolean {
  return status === 401 || status === 403 || status === 404 || status === 410;
}

function mediaOf(response: GuardedResponse, attachment: AttachmentRef): MediaStream {
  const { status, headers, body, url } = response;
  const type = headerOf(headers, 'content-type');
  const isPage = Boolean(type?.startsWith('text/html')) && attachment.type !== 'text/html';
  if (status !== 200 || isPage) {
    body.destroy();
    const code = isPage || isRefusal(status) ? 'file-fetch-forbidden' : 'file-fetch-failed';
    throw new Failure(code, { detail: `${url.host} answered ${status} ${type ?? ''}` });
  }
  return mediaStream(attachment, response);
}

function openFailure(thrown: unknown, attachment: AttachmentRef): Failure {
  if (failedWith(thrown, 'stopped', 'file-fetch-forbidden')) return thrown;
  if (!(thrown instanceof DiscordProblem)) return fetchFailure(thrown, attachment);
  return new Failure('file-fetch-failed', { detail: thrown.message, cause: thrown });
}
