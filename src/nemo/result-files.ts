import { isIP } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import type { MediaStream } from '../conversation/ports/media-stream.js';
import type { Session } from '../conversation/ports/video-backend.js';
import { Failure, failedWith } from '../failure.js';
import type { AddressRule } from '../net/addresses.js';
import { isAllowedAddress, isLoopbackHost, withoutBrackets } from '../net/addresses.js';
import { type GuardedResponse, guardedFetch } from '../net/guarded-fetch.js';
import type { NemoApi } from './api.js';
import { readEnvelope } from './envelope.js';
import { addressOf } from './render.js';

const IDLE_TIMEOUT_MS = 60_000;
const MAX_JSON_BYTES = 1_048_576;

/** Files that the backend answers with: finished videos, posters, previews. */
export class ResultFiles {
  readonly #api: NemoApi;
  readonly #apiUrl: URL;

  constructor(api: NemoApi) {
    this.#api = api;
    this.#apiUrl = api.transport.url('');
  }

  /**
   * The video at `url`, without the token; else through the API's download endpoint, with it (contract §10.3, §10.5).
   * Rejects with `video-unreachable` or `stopped`.
   */
  async openRender(
    session: Session,
    render: { id: string; url?: string },
    signal?: AbortSignal,
  ): Promise<MediaStream> {
    const download = this.#renderUrl(render.id, 'download').href;
    const addresses = render.url && render.url !== download ? [render.url, download] : [download];
    const problems: Failure[] = [];
    for (const address of addresses) {
      try {
        return await this.#open(session, address, `${render.id}.mp4`, signal);
      } catch (problem) {
        if (signal?.aborted || failedWith(problem, 'stopped')) throw problem;
        problems.push(Failure.from(problem));
      }
    }
    const detail = problems.map((problem) => problem.message).join('; ');
    throw new Failure('video-unreachable', { detail, cause: problems[0] });
  }

  /** False for an address that `openRender` would refuse by its looks: people are not sent there either. */
  mayOpen(address: string): boolean {
    if (!URL.canParse(address)) return false;
    const url = new URL(address);
    const host = withoutBrackets(url.hostname);
    return this.#permits(url) && (isIP(host) === 0 || isAllowedAddress(host, this.#addressRule(url)));
  }

  /** The studio's poster and preview. Rejects with `video-unreachable` where the backend makes none. */
  async openExtra(
    session: Session,
    renderId: string,
    extra: 'poster' | 'preview',
    signal?: AbortSignal,
  ): Promise<MediaStream> {
    const name = extra === 'poster' ? `${renderId}.jpg` : `${renderId}.webp`;
    try {
      return await this.#open(session, this.#renderUrl(renderId, extra).href, name, signal);
    } catch (problem) {
      if (signal?.aborted || failedWith(problem, 'stopped', 'video-unreachable')) throw problem;
      throw new Failure('video-unreachable', { detail: Failure.from(problem).message, cause: problem });
    }
  }

  async #open(session: Session, url: string, name: string, signal?: AbortSignal): Promise<MediaStream> {
    const { skill } = session;
    const fetchWith = (headers: Record<string, string>) => this.#fetch(url, headers, signal);
    const response = this.#isOwnFile(new URL(url))
      ? await this.#api.authorised({ skill, signal, waitWhenLimited: true }, fetchWith)
      : await fetchWith({});
    return mediaOf(response, name);
  }

  async #fetch(
    url: string,
    headers: Record<string, string>,
    signal: AbortSignal | undefined,
    mayLeadOn = true,
  ): Promise<GuardedResponse> {
    const response = await guardedFetch({
      url,
      permits: (hop) => this.#permits(hop),
      addresses: (hop) => this.#addressRule(hop),
      headers: (hop) => (this.#isOwnFile(hop) ? headers : {}),
      headersTimeoutMs: IDLE_TIMEOUT_MS,
      idleTimeoutMs: IDLE_TIMEOUT_MS,
      signal,
    });
    const type = String(response.headers['content-type'] ?? '').toLowerCase();
    if (response.status === 200 && !/json|xml|^text\//.test(type)) return response;

    const envelope = readEnvelope(await beginning(response));
    const address = response.status === 200 && envelope?.ok ? addressOf(envelope.fields) : undefined;
    if (address && mayLeadOn && URL.canParse(address, response.url.href)) {
      return this.#fetch(new URL(address, response.url).href, headers, signal, false);
    }
    if (this.#isOwnFile(response.url)) throw this.#api.refusal('download', response.status, envelope);
    throw new Failure('file-fetch-failed', { detail: `${response.url.host}: HTTP ${response.status}` });
  }

  /**
   * Public https hosts, and the configured backend itself (a studio in a private network); with a loopback backend (an
   * emulator, the studio of this machine) any port of this machine. The address behind the name is checked separately.
   */
  #permits(url: URL): boolean {
    return url.protocol === 'https:' || url.origin === this.#apiUrl.origin || this.#isNeighbour(url);
  }

  #addressRule(url: URL): AddressRule {
    if (url.origin === this.#apiUrl.origin) return 'any';
    return this.#isNeighbour(url) ? 'public-or-loopback' : 'public';
  }

  #isNeighbour(url: URL): boolean {
    return isLoopbackHost(this.#apiUrl.hostname) && isLoopbackHost(url.hostname);
  }

  /** The only addresses that get the token: the API's own endpoints for the files of a render. */
  #isOwnFile(url: URL): boolean {
    const base = this.#apiUrl.pathname.replace(/\/$/, '');
    return (
      url.origin === this.#apiUrl.origin &&
      url.pathname.startsWith(`${base}/`) &&
      /^\/api\/render\/proxy\/[^/]+\/(download|poster|preview)$/.test(url.pathname.slice(base.length))
    );
  }

  #renderUrl(renderId: string, file: 'download' | 'poster' | 'preview'): URL {
    return this.#api.transport.url(`/api/render/proxy/${encodeURIComponent(renderId)}/${file}`);
  }
}

function mediaOf(response: GuardedResponse, fallbackName: string): MediaStream {
  const single = (name: string) => {
    const value = response.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  const last = response.url.pathname.split('/').pop() ?? '';
  const length = Number(single('content-length'));
  return {
    name: /^[\w.-]+\.\w{2,4}$/.test(last) ? last : fallbackName,
    type: single('content-type'),
    size: Number.isSafeInteger(length) && length > 0 ? length : undefined,
    body: response.body,
  };
}

/** An error or a pointer is short; anything longer is not what we look for. */
async function beginning(response: GuardedResponse): Promise<string> {
  const length = Number(response.headers['content-length'] ?? 0);
  if (length > MAX_JSON_BYTES) {
    response.body.destroy();
    return '';
  }
  return readText(response.body);
}
