import { Failure } from '../../failure.js';
import { errorCode, storeFailure } from '../store/json-file.js';

/** True for "there is no such object", as GetObject and HeadObject say it. */
export function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown.name === 'NoSuchKey' || thrown.name === 'NotFound');
}

/** The SDK tells by words and a name only that it found nothing to begin with. */
function missingSetting(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  if (thrown.message === 'Region is missing') return 'AWS_REGION is not set';
  if (thrown.name !== 'CredentialsProviderError') return undefined;
  return 'no credentials were found (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)';
}

/** Names, codes and status only: messages of the SDK may hold the address and the access key's id. */
export function s3Failure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const code = errorCode(thrown);
  // The disk of this machine.
  if (code === 'ENOSPC' || code === 'EDQUOT') return storeFailure(thrown);
  const { name, $metadata } = (thrown ?? {}) as { name?: string; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode === undefined ? '' : `, HTTP ${$metadata.httpStatusCode}`;
  const detail = `S3: ${missingSetting(thrown) ?? code ?? name ?? 'error'}${status}`;
  return new Failure('store-unavailable', { detail, cause: thrown });
}
