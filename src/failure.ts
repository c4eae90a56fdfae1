/**
 * The one kind of error in this program.
 *
 * `code` decides what is done and what the person reads (`conversation/failures.ts` holds the words);
 * `detail` is one safe line for the operator's log: no token, no authenticated URL, no raw response body.
 */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly detail: string | undefined;
  /** Facts that the words need: a file name, a limit, a user id for a registration link. */
  readonly facts: Readonly<FailureFacts>;

  constructor(code: FailureCode, options: { detail?: string; cause?: unknown; facts?: FailureFacts } = {}) {
    super(options.detail ? `${code}: ${options.detail}` : code, { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    this.detail = options.detail;
    this.facts = options.facts ?? {};
  }

  /** Wraps whatever was thrown; a Failure passes through as it is. */
  static from(thrown: unknown, code: FailureCode = 'internal'): Failure {
    if (thrown instanceof Failure) return thrown;
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    return new Failure(code, { detail, cause: thrown });
  }
}

/** True when `thrown` is a Failure with one of the given codes. */
export function failedWith(thrown: unknown, ...codes: FailureCode[]): thrown is Failure {
  return thrown instanceof Failure && codes.includes(thrown.code);
}

export interface FailureFacts {
  file?: string;
  reason?: string;
  limitBytes?: number;
  sizeBytes?: number;
  /** `user_id` for a `?bind=` registration link; only for the person who asked. */
  bindId?: string;
  /** True when the account is anonymous (may register) rather than registered (may top up). */
  anonymous?: boolean;
  retryAfterMs?: number;
  /** Of `too-many-waiting`: whose limit is reached, and how many requests it allows. */
  crowded?: 'thread' | 'person' | 'tenant';
  allowed?: number;
  /** The scope, permission or variable that an operator has to change. */
  fix?: string;
}

export type FailureCode =
  // NemoVideo's own codes (nemovideo-api.md §16)
  | 'token-expired' // 1001 / 401
  | 'token-refused' // 1001 with the operator's NEMO_TOKEN
  | 'session-lost' // 1002 / 404
  | 'no-credits' // 2001
  | 'unsupported-file' // 4001 / 415
  | 'file-too-large' // 4002 / 413
  | 'client-id-missing' // 400
  | 'plan-blocks-export' // 402, or 403 on a render
  | 'forbidden' // 403
  | 'rate-limited' // 429
  | 'token-quota' // a second 429 on the anonymous token: 1 per client in 7 days
  | 'backend-unavailable' // refused, reset, 5xx
  | 'backend-misunderstood' // 422 or an answer that no variant of the contract explains
  // a turn
  | 'stream-lost'
  | 'turn-timeout'
  | 'turn-unconfirmed' // recovery by state found no change
  | 'agent-error'
  | 'stopped'
  // an export
  | 'nothing-to-export'
  | 'render-failed'
  | 'render-timeout'
  | 'video-unreachable'
  // files
  | 'file-unreadable'
  | 'file-empty'
  | 'file-fetch-failed'
  | 'file-fetch-forbidden'
  | 'url-refused'
  // platforms
  | 'platform-permission'
  | 'platform-unavailable'
  | 'place-gone'
  | 'button-refused'
  // our own house
  | 'too-many-waiting'
  | 'store-unavailable'
  | 'store-full'
  | 'config'
  | 'internal';
