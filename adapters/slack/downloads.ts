import type { Readable } from 'node:stream';
import type { AttachmentRef, Place } from '../../src/conversation/inbound.js';
import type { MediaStream } from '../../src/conversation/ports/media-stream.js';
import type { Clock } from '../../src/conversation/ports/tools.js';
import { Failure, failedWith } from '../../src/failure.js';
import { type GuardedResponse, guardedFetch } from '../../src/net/guarded-fetch.js';
import { type CountRequest, counted } from '../chat/count-request.js';
import { languageOf } from '../chat/locale.js';
import { fetchFailure, headerOf, mediaStream } from '../chat/media.js';
import { stateOf } from './file-state.js';
import type { SlackHosts } from './hosts.js';
import { fixOf, refusedWith, SlackProblem } from './problems.js';
import { slackWords } from './words.js';
import type { Workspace, Workspaces } from './workspaces.js';

/** Files that people sent, as streams. */
export interface Downloads {
  /**
   * Rejects with Failure `file-fetch-failed`, `file-fetch-forbidden` (also when the file or a redirect leads away from
   * Slack), or `stopped` when the signal was aborted.
   */
  open(attachment: AttachmentRef, place: Place, signal?: AbortSignal): Promise<MediaStream>;
}

/** The longest silence of a file that is being sent; a slow reader does not count. */
const IDLE_TIMEOUT_MS = 60_000;
const TRIES = 3;
const PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

export function createDownloads(options: {
  workspaces: Workspaces;
  hosts: SlackHosts;
  count: CountRequest;
  clock: Clock;
}): Downloads {
  const { workspaces, hosts, count, clock } = options;

  return {
    async open(attachment, place, signal) {
      try {
        assertReadable(attachment.source.state, attachment);
        const workspace = await workspaces.of(place.tenant);
        const { url, ...known } = await located(workspace, attachment);
        const response = await fetchPatiently(url, workspace.token, signal);
        return await mediaOf(response, { ...attachment, ...known });
      } catch (thrown) {
        throw openFailure(thrown, attachment);
      }
    },
  };

  /** Slack's file hosts are busy or down now and then; whatever they say in the end is looked at by the caller. */
  async function fetchPatiently(url: string, token: string, signal?: AbortSignal): Promise<GuardedResponse> {
    for (let tries = 1; ; tries++) {
      const response = await fetchFile(url, token, signal);
      const isPassing = response.status === 429 || response.status >= 500;
      if (!isPassing || tries >= TRIES) return response;
      response.body.destroy();
      const asked = Number(headerOf(response.headers, 'retry-after')) * 1_000;
      await clock.sleep(asked > 0 ? Math.min(asked, LONGEST_PAUSE_MS) : PAUSE_MS * tries, signal);
    }
  }

  /** The token travels to Slack's hosts only: a redirect to any other is refused before it is asked. */
  function fetchFile(url: string, token: string, signal?: AbortSignal): Promise<GuardedResponse> {
    const send = () =>
      guardedFetch({
        url,
        permits: (hop) => hosts.isSlack(hop),
        addresses: (hop) => hosts.addresses(hop),
        headers: (hop): Record<string, string> =>
          hosts.isSlack(hop) ? { authorization: `Bearer ${token}` } : {},
        idleTimeoutMs: IDLE_TIMEOUT_MS,
        signal,
      });
    return counted(count, ({ status }) => status, send);
  }
}

/**
 * Where the file is. Files from a channel that is shared with another workspace come without an address, a name and a
 * type (Slack Connect); `files.info` tells them.
 */
async function located(
  { api }: Workspace,
  attachment: AttachmentRef,
): Promise<{ url: string; name?: string; type?: string }> {
  const { file, url } = attachment.source;
  if (url) return { url };
  if (!file) throw new Failure('file-fetch-failed', { detail: 'neither an address nor a file id' });
  const info = await api.fileInfo(file);
  assertReadable(stateOf(info), attachment);
  const address = info.url_private_download ?? info.url_private;
  if (!address) throw new Failure('file-fetch-failed', { detail: 'files.info gave no address' });
  return {
    url: address,
    name: info.name || info.title || attachment.name,
    type: info.mimetype ?? attachment.type,
  };
}

/** Files of which Slack keeps no bytes, or shows none. */
function assertReadable(state: string | undefined, { name, source }: AttachmentRef): void {
  if (!state) return;
  const words = slackWords(languageOf(source.locale));
  const fix = { external: words.fixExternal, deleted: words.fixDeleted, hidden: words.fixHidden }[state];
  throw new Failure('file-fetch-forbidden', { detail: `the file is ${state}`, facts: { file: name, fix } });
}

async function mediaOf(response: GuardedResponse, attachment: AttachmentRef): Promise<MediaStream> {
  const { status, headers, body } = response;
  const type = headerOf(headers, 'content-type');
  if (status !== 200 || isHtml(type, attachment)) {
    body.destroy();
    throw status === 200 || status === 401 || status === 403
      ? unreadable(`${response.url.host} answered ${status} ${type ?? ''}`, attachment)
      : new Failure('file-fetch-failed', { detail: `${response.url.host} answered ${status}` });
  }
  if (await beginsLikeHtml(body, attachment)) {
    body.destroy();
    throw unreadable(`${response.url.host} sent a page`, attachment);
  }
  return mediaStream(attachment, response);
}

/** Without `files:read` Slack answers 200 with its login page (seen by many bots), not with an error. */
function isHtml(type: string | undefined, attachment: AttachmentRef): boolean {
  return Boolean(type?.startsWith('text/html')) && attachment.type !== 'text/html';
}

async function beginsLikeHtml(body: Readable, attachment: AttachmentRef): Promise<boolean> {
  if (attachment.type === 'text/html' || attachment.type === 'image/svg+xml') return false;
  const start = await firstChunk(body);
  return /^\s*<(?:!doctype\s+html|html|head)\b/i.test(start?.toString('latin1', 0, 200) ?? '');
}

/** Looks at the first bytes and puts them back. */
async function firstChunk(body: Readable): Promise<Buffer | undefined> {
  if (!body.readable) return undefined;
  await new Promise<void>((resolve, reject) => {
    const done = (act: () => void) => {
      body.off('readable', ready).off('end', ready).off('error', failed);
      act();
    };
    const ready = () => done(resolve);
    const failed = (error: Error) => done(() => reject(error));
    body.on('readable', ready).on('end', ready).on('error', failed);
  });
  const chunk: unknown = body.read();
  if (!Buffer.isBuffer(chunk)) return undefined;
  body.unshift(chunk);
  return chunk;
}

function unreadable(detail: string, { source }: AttachmentRef): Failure {
  const fix = slackWords(languageOf(source.locale)).fixScope('files:read');
  return new Failure('file-fetch-forbidden', { detail, facts: { fix } });
}

function openFailure(thrown: unknown, attachment: AttachmentRef): Failure {
  if (failedWith(thrown, 'stopped', 'file-fetch-forbidden')) return thrown;
  const language = languageOf(attachment.source.locale);
  if (failedWith(thrown, 'url-refused')) {
    const { fixExternal: fix } = slackWords(language);
    return new Failure('file-fetch-forbidden', {
      detail: thrown.detail,
      cause: thrown,
      facts: { file: attachment.name, fix },
    });
  }
  if (thrown instanceof SlackProblem) {
    const fix = refusedWith(thrown, 'file_deleted')
      ? slackWords(language).fixDeleted
      : fixOf(thrown.problem, language);
    const isForbidden = fix !== undefined || refusedWith(thrown, 'file_access_denied', 'access_denied');
    return new Failure(isForbidden ? 'file-fetch-forbidden' : 'file-fetch-failed', {
      detail: thrown.message,
      cause: thrown,
      facts: { file: attachment.name, fix },
    });
  }
  return fetchFailure(thrown, attachment);
}
