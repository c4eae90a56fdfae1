import type { FastifyError } from 'fastify';
import { Failure, type FailureCode } from '../../failure.js';

/** An error answer: HTTP status and the JSON envelope with its business code (NemoVideo contract §16). */
export interface Refusal {
  readonly status: number;
  readonly body: { readonly code: number; readonly message: string };
}

const BY_FAILURE: Partial<Record<FailureCode, { status: number; code: number; message: string }>> = {
  'token-expired': { status: 401, code: 1001, message: 'invalid or expired token' },
  'session-lost': { status: 404, code: 1002, message: 'session not found' },
  'unsupported-file': { status: 415, code: 4001, message: 'unsupported file type' },
  'file-unreadable': { status: 415, code: 4001, message: 'the file cannot be read' },
  'file-empty': { status: 415, code: 4001, message: 'the file is empty' },
  'file-too-large': { status: 413, code: 4002, message: 'file too large' },
  'file-fetch-failed': { status: 400, code: 400, message: 'the file could not be fetched' },
  'url-refused': { status: 400, code: 400, message: 'this address may not be fetched' },
  'client-id-missing': { status: 400, code: 400, message: 'missing X-Client-Id' },
  'plan-blocks-export': { status: 402, code: 402, message: 'missing attribution headers' },
  forbidden: { status: 403, code: 403, message: 'this client id is not known here' },
  'backend-misunderstood': { status: 422, code: 422, message: 'the request is not valid' },
  'too-many-waiting': { status: 429, code: 429, message: 'too much is waiting' },
  'store-full': { status: 507, code: 507, message: 'the disk is full' },
  'store-unavailable': { status: 503, code: 503, message: 'the studio cannot keep anything at the moment' },
};

/** Turns whatever a handler threw into an answer. System messages and paths stay inside. */
export function refusalOf(thrown: unknown): Refusal {
  if (thrown instanceof Failure) {
    const known = BY_FAILURE[thrown.code];
    if (known) {
      const why = thrown.facts.reason ?? ownWords(thrown);
      return refusal(known.status, known.code, why ? `${known.message}: ${why}` : known.message);
    }
  }
  const { statusCode = 500, code } = (thrown ?? {}) as Partial<FastifyError>;
  if (code === 'FST_FILES_LIMIT' || code === 'FST_PARTS_LIMIT') return refusal(413, 4002, 'too many files');
  if (statusCode >= 400 && statusCode < 500)
    return refusal(statusCode, statusCode, 'the request cannot be read');
  return refusal(500, 500, 'something went wrong in the studio');
}

/** Details that this program wrote itself, for failures whose detail never holds foreign text. */
function ownWords({ code, detail }: Failure): string | undefined {
  return code === 'backend-misunderstood' || code === 'too-many-waiting' ? detail : undefined;
}

export function refusal(status: number, code: number, message: string): Refusal {
  return { status, body: { code, message } };
}

/** A good answer (contract §1.1). */
export function ok<Data>(data: Data): { code: 0; message: 'ok'; data: Data } {
  return { code: 0, message: 'ok', data };
}
