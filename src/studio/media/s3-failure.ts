import { Failure } from '../../failure.js';
import { errorCode, storeFailure } from '../store/json-file.js';

/** True for "there is no such object", as GetObject and HeadObject say it. */
export function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown.name === 'NoSuchKey' || thrown.name === 'NotFound');
}

/** Names, codes and status only: messages of the SDK may hold the address and the access key's id. */
export function s3Failure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const code = errorCode(thrown);
  // The disk of this machine.
  if (code === 'ENOSPC' || code === 'EDQUOT') return storeFailure(thrown);
  const { name, $metadata } = (thrown ?? {}) as { name?: string; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode === undefined ? '' : `, HTTP ${$metadata.httpStatusCode}`;
  const detail = `S3: ${code ?? name ?? 'error'}${status}`;
  return new Failure('store-unavailable', { detail, cause: thrown });
}
