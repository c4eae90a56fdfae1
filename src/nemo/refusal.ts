import { Failure, type FailureCode, type FailureFacts } from '../failure.js';
import type { Envelope } from './envelope.js';
import { redact } from './redact.js';

/** The calls of the contract, as far as the meaning of an error depends on them. */
export type Endpoint =
  | 'token'
  | 'claim'
  | 'session'
  | 'turn'
  | 'upload'
  | 'state'
  | 'credits'
  | 'render'
  | 'render-status'
  | 'render-cancel'
  | 'forget'
  | 'download';

export interface Refusal {
  readonly endpoint: Endpoint;
  /** HTTP status; 200 when the error stands in the JSON alone. */
  readonly status: number;
  /** Undefined when the body was no JSON. */
  readonly envelope: Pick<Envelope, 'code' | 'message'> | undefined;
  readonly retryAfter?: string;
  /** Values that must not appear in the detail. */
  readonly secrets?: readonly string[];
  readonly facts?: FailureFacts;
}

/** Business codes with one meaning (contract §16); 1010 and 1011 are the sibling gateway's twins of 1001. */
const BY_CODE: Readonly<Record<number, FailureCode>> = {
  1001: 'token-expired',
  1010: 'token-expired',
  1011: 'token-expired',
  1002: 'session-lost',
  2001: 'no-credits',
  4001: 'unsupported-file',
  4002: 'file-too-large',
};

const TOKEN_WORDS =
  /invalid (authentication )?token|invalid or expired|missing authentication token|token (not found|has been revoked|has expired)/i;
const SESSION_WORDS = /session\b.*\b(not found|does not exist|expired)|会话(不存在|已过期)/i;
const CREDIT_WORDS = /credit|balance|积分|余额/i;
const PLAN_WORDS = /\bplan\b|subscri|upgrade|套餐|订阅|升级/i;
const FORMAT_WORDS = /unsupported|not supported|(invalid|unknown) (file )?(format|type)|不支持/i;
const DAMAGE_WORDS = /cannot be read|damaged|corrupt|truncated|incomplete|损坏|不完整/i;
const EMPTY_WORDS = /\bis empty\b|为空/i;
const SIZE_WORDS = /too (large|big)|size limit|exceeds? .*(size|limit|mb)|过大|太大/i;

const SESSION_SCOPED: ReadonlySet<Endpoint> = new Set(['turn', 'upload', 'state', 'render']);
const RENDER: ReadonlySet<Endpoint> = new Set(['render', 'render-status', 'download']);

/** The Failure behind an answer that is an error. `detail` holds status, code and the redacted message. */
export function refusalFailure(refusal: Refusal): Failure {
  const { endpoint, status, envelope, secrets } = refusal;
  const code = failureCode(refusal);
  const told = envelope?.message ? redact(envelope.message, secrets) : 'no message';
  const detail = `${endpoint}: HTTP ${status}, code ${envelope?.code ?? 'absent'}, ${told}`;
  const retryAfterMs = code === 'rate-limited' ? parseRetryAfter(refusal.retryAfter) : undefined;
  return new Failure(code, { detail, facts: { ...refusal.facts, retryAfterMs } });
}

/** Decides by the JSON code, then by the words, then by the HTTP status (contract §10.4, §16). */
export function failureCode({ endpoint, status, envelope }: Refusal): FailureCode {
  const code = envelope?.code;
  const exact = code === undefined ? undefined : BY_CODE[code];
  if (exact === 'unsupported-file') return aboutFile(envelope?.message ?? '');
  if (exact) return exact;
  // A code such as 402 is an HTTP status inside the JSON and says more than the status outside.
  const like = code !== undefined && code >= 400 && code < 600 ? code : status;
  return byWords(envelope?.message ?? '', like, endpoint) ?? byStatus(like, endpoint, envelope !== undefined);
}

/** 4001 is also said of files of a good kind that are broken; then other advice helps. */
function aboutFile(message: string): FailureCode {
  if (DAMAGE_WORDS.test(message)) return 'file-unreadable';
  return EMPTY_WORDS.test(message) ? 'file-empty' : 'unsupported-file';
}

function byWords(message: string, status: number, endpoint: Endpoint): FailureCode | undefined {
  const vague = status < 400;
  if ((vague || status === 401 || status === 403) && TOKEN_WORDS.test(message)) return 'token-expired';
  if ((vague || status === 400 || status === 404) && SESSION_WORDS.test(message)) return 'session-lost';
  if (vague || status === 402 || status === 403) {
    const aboutPlan = PLAN_WORDS.test(message);
    // "Upgrade your plan" names the plan even where it also names credits.
    if (CREDIT_WORDS.test(message) && !aboutPlan) return 'no-credits';
    if (aboutPlan && (RENDER.has(endpoint) || status === 402)) return 'plan-blocks-export';
  }
  if (endpoint === 'upload' && (vague || status === 400 || status === 422)) {
    if (SIZE_WORDS.test(message)) return 'file-too-large';
    if (FORMAT_WORDS.test(message)) return 'unsupported-file';
  }
  return undefined;
}

function byStatus(status: number, endpoint: Endpoint, isJson: boolean): FailureCode {
  if (endpoint === 'token' && status === 400) return 'client-id-missing';
  if (status >= 500 || status === 408 || status === 425) return 'backend-unavailable';
  switch (status) {
    case 401:
      return endpoint === 'token' ? 'backend-misunderstood' : 'token-expired';
    case 402:
      return 'plan-blocks-export';
    case 403:
      return RENDER.has(endpoint) ? 'plan-blocks-export' : 'forbidden';
    case 404:
      // Any JSON 404 of a session's own address: a new session can help, and giving up never does.
      if (SESSION_SCOPED.has(endpoint) && isJson) return 'session-lost';
      break;
    case 413:
      return 'file-too-large';
    case 415:
      return endpoint === 'upload' ? 'unsupported-file' : 'backend-misunderstood';
    case 429:
      return 'rate-limited';
  }
  return RENDER.has(endpoint) && isJson ? 'render-failed' : 'backend-misunderstood';
}

/** Seconds or an HTTP date, as milliseconds from now. */
export function parseRetryAfter(value: string | undefined, now = Date.now()): number | undefined {
  if (!value) return undefined;
  const milliseconds = /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now;
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}
