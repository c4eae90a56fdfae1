import { isIP } from 'node:net';
import type { Readable } from 'node:stream';
import { type Dispatcher, request } from 'undici';
import { Failure } from '../failure.js';
import { type AddressRule, isAllowedAddress, withoutBrackets } from './addresses.js';
import { agentFor } from './checked-agent.js';
import { fetchFailure } from './fetch-failure.js';
import { guardedBody } from './guarded-body.js';

export interface GuardedFetchOptions {
  readonly url: string | URL;
  /** Asked for every hop, the first one included: scheme, host and port are the caller's decision. */
  readonly permits: (url: URL) => boolean;
  /** Which addresses the name may lead to; a function when one host is trusted more than others. */
  readonly addresses: AddressRule | ((url: URL) => AddressRule);
  /** Computed for every hop, so that a token never travels to a host that it is not meant for. */
  readonly headers?: (url: URL) => Record<string, string>;
  /** Default 5. */
  readonly maxRedirects?: number;
  /** From the request to the answer's headers, for each hop. Default 30 s. */
  readonly headersTimeoutMs?: number;
  /** Longest silence between two pieces of the body; a slow reader does not count. Default: none. */
  readonly idleTimeoutMs?: number;
  /** More than this is Failure `file-too-large`, at the latest while the bytes flow. Default: no limit. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

export interface GuardedResponse {
  readonly status: number;
  /** Where the redirects ended. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Fails with a Failure and nothing else. The caller reads it to its end or destroys it. */
  readonly body: Readable;
}

const DEFAULTS = { maxRedirects: 5, headersTimeoutMs: 30_000 } as const;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * GETs a URL that somebody else has chosen. Redirects are followed by hand and every hop is checked anew. Any final
 * status is an answer; whether it is good news is the caller's decision.
 *
 * Rejects with Failure `url-refused` (not permitted, or an address that may not be reached), `file-fetch-failed`
 * (network, timeout, too many redirects), `file-too-large`, or `stopped` when the signal was aborted. No detail holds
 * more of the URL than its host, because paths and queries may be signed.
 */
export async function guardedFetch(options: GuardedFetchOptions): Promise<GuardedResponse> {
  const maxRedirects = options.maxRedirects ?? DEFAULTS.maxRedirects;
  let url = parseUrl(options.url);
  for (let hop = 0; ; hop++) {
    const answer = await fetchOnce(url, options);
    const location = REDIRECTS.has(answer.statusCode) ? answer.headers.location : undefined;
    if (typeof location !== 'string') {
      const body = guardedBody(answer.body, {
        host: url.host,
        declared: answer.headers['content-length'],
        maxBytes: options.maxBytes,
        signal: options.signal,
      });
      return { status: answer.statusCode, url, headers: answer.headers, body };
    }
    discard(answer.body);
    if (hop >= maxRedirects) {
      throw new Failure('file-fetch-failed', {
        detail: `${url.host} redirects more than ${maxRedirects} times`,
      });
    }
    url = parseUrl(location, url);
  }
}

async function fetchOnce(url: URL, options: GuardedFetchOptions): Promise<Dispatcher.ResponseData> {
  const rule = typeof options.addresses === 'function' ? options.addresses(url) : options.addresses;
  const host = withoutBrackets(url.hostname);
  // A user name in the URL is a way to dress up a host, and never what a file link needs.
  if (url.username || url.password || !/^https?:$/.test(url.protocol) || !options.permits(url)) {
    throw new Failure('url-refused', { detail: `${url.protocol}//${url.host} is not permitted` });
  }
  // A literal never goes through a look-up. `URL` has already turned 0x7f.1 and 2130706433 into 127.0.0.1.
  if (isIP(host) && !isAllowedAddress(host, rule)) {
    throw new Failure('url-refused', { detail: `${host} is not an address that may be fetched from` });
  }
  try {
    return await request(url, {
      dispatcher: agentFor(rule),
      headers: options.headers?.(url) ?? {},
      headersTimeout: options.headersTimeoutMs ?? DEFAULTS.headersTimeoutMs,
      bodyTimeout: options.idleTimeoutMs ?? 0,
      signal: options.signal,
    });
  } catch (error) {
    throw fetchFailure(error, url.host, options.signal);
  }
}

function parseUrl(url: string | URL, base?: URL): URL {
  try {
    return new URL(url, base);
  } catch (error) {
    throw new Failure('url-refused', { detail: 'not a URL', cause: error });
  }
}

/** The body of a redirect: a few bytes are read so that the connection can be used again, a flood is cut off. */
function discard(body: Dispatcher.ResponseData['body']): void {
  // Only the next hop matters; a redirect whose body breaks has still told where to go.
  body.dump({ limit: 16_384 }).catch(() => {});
}
