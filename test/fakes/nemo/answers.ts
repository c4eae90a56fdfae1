import type { Gate } from './gate.js';
import type { RecordedRequest } from './recorded-request.js';
import type { TurnStep } from './turn-steps.js';

/** What the fake sends back for one request. */
export type Answer = AnswerBody & {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The answer is held until the gate opens. */
  readonly gate?: Gate;
  /** Answer before the request's body was read (an upload that is refused at once). */
  readonly early?: boolean;
};

export type AnswerBody =
  | { readonly json: unknown }
  | { readonly text: string; readonly type?: string }
  | { readonly bytes: Buffer; readonly type: string }
  /** Server-sent events; see `turn-steps.ts`. */
  | { readonly stream: readonly TurnStep[]; readonly type?: string }
  /** `reset`: the connection is cut with RST. `hang`: nothing ever comes. */
  | { readonly fault: 'reset' | 'hang' };

/** A fixed answer, or one made from the request; `undefined` means "do what you would do without a script". */
export type Script =
  | Answer
  | ((request: RecordedRequest) => Answer | undefined | Promise<Answer | undefined>);

/** `{"code":0,"message":"ok","data":...}` */
export const codeData = (data: unknown): Answer => ({ json: { code: 0, message: 'ok', data } });
/** `{"success":true,"data":...}` */
export const successData = (data: unknown): Answer => ({ json: { success: true, data } });
/** The data itself. */
export const bare = (json: unknown, status = 200): Answer => ({ status, json });

/** HTTP status that goes with a business code (contract §16). */
const TWINS: Readonly<Record<number, number>> = {
  1001: 401,
  1002: 404,
  2001: 402,
  4001: 415,
  4002: 413,
  400: 400,
  402: 402,
  403: 403,
  429: 429,
};

const MESSAGES: Readonly<Record<number, string>> = {
  1001: 'invalid or expired token',
  1002: 'session not found',
  2001: 'insufficient credits',
  4001: 'unsupported file format',
  4002: 'file too large',
  400: 'X-Client-Id is required',
  402: 'export is not available on the free plan',
  403: 'missing scope: render',
  429: 'too many requests',
};

/** The error in the JSON body, the HTTP status says 200. */
export const codeError = (code: number, message = MESSAGES[code]): Answer => ({
  status: 200,
  json: { code, message },
});

/** The error in the JSON body and in the HTTP status. */
export const twinError = (code: number, message = MESSAGES[code]): Answer => ({
  status: TWINS[code] ?? 500,
  json: { code, message },
});

/** Only the HTTP status tells; the body is FastAPI's `{"detail": ...}`. */
export const statusError = (status: number, detail: unknown = 'error'): Answer => ({
  status,
  json: { detail },
});

/** What a proxy in front says when the backend is away. */
export const htmlError = (status = 502): Answer => ({
  status,
  text: `<html><head><title>${status} Bad Gateway</title></head><body>nginx</body></html>`,
  type: 'text/html',
});

export const reset: Answer = { fault: 'reset' };
export const hang: Answer = { fault: 'hang' };
