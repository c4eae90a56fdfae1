import { Failure } from '../../failure.js';
import type { GuardedFetchOptions } from '../../net/guarded-fetch.js';
import { MAX_FILE_BYTES } from '../store/library.js';
import type { FetchMedia } from './upload-route.js';

const DEADLINE_MS = 120_000;
const IDLE_MS = 20_000;

/**
 * Fetches a file from an address that a person named: public addresses only, also after redirects, with a byte limit
 * and a deadline for the whole of it. `addresses` is for tests, whose servers are on this machine.
 */
export function mediaFetcher(addresses: GuardedFetchOptions['addresses'] = 'public'): FetchMedia {
  return async (url) => {
    // Rarely needed and slow to load, so not a part of the start.
    const { guardedFetch } = await import('../../net/guarded-fetch.js');
    const response = await guardedFetch({
      url,
      permits: ({ protocol }) => protocol === 'https:' || protocol === 'http:',
      addresses,
      headersTimeoutMs: IDLE_MS,
      idleTimeoutMs: IDLE_MS,
      maxBytes: MAX_FILE_BYTES,
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    if (response.status !== 200) {
      response.body.destroy();
      throw new Failure('file-fetch-failed', { facts: { reason: `its server answered ${response.status}` } });
    }
    return { name: nameOf(response.url), body: response.body };
  };
}

function nameOf(url: URL): string {
  const last = url.pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    // A stray percent sign: the name as it stands is good enough.
    return last;
  }
}
