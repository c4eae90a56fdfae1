import { Failure } from '../failure.js';

/**
 * The Failure behind whatever undici or a signal threw while something was fetched from `host`: `stopped` when the
 * signal was aborted by somebody, `file-fetch-failed` for everything else (a deadline included).
 */
export function fetchFailure(error: unknown, host: string, signal?: AbortSignal): Failure {
  if (error instanceof Failure) return error;
  const reason: unknown = signal?.aborted ? signal.reason : undefined;
  if (reason instanceof Failure) return reason;
  const timedOut = reason instanceof Error && reason.name === 'TimeoutError';
  if (reason !== undefined && !timedOut) return new Failure('stopped', { cause: reason });
  return new Failure('file-fetch-failed', { detail: `${host}: ${nameOf(reason ?? error)}`, cause: error });
}

/** Error codes are short and safe; messages may hold whatever the other side wrote. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
