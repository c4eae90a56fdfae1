import { Failure } from '../../failure.js';
import { storeFailure } from '../store/json-file.js';

/** True for "there is no such object", as GetObject and HeadObject say it. */
export function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown.name === 'NoSuchKey' || thrown.name === 'NotFound');
}

/** Names and status only: messages of the SDK may hold the address and the access key's id. */
export function s3Failure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const { name, $metadata } = (thrown ?? {}) as { name?: string; $metadata?: { httpStatusCode?: number } };
  if ($metadata === undefined) return storeFailure(thrown);
  const status = $metadata.httpStatusCode === undefined ? '' : `, HTTP ${$metadata.httpStatusCode}`;
  return new Failure('store-unavailable', { detail: `S3: ${name ?? 'error'}${status}`, cause: thrown });
}
