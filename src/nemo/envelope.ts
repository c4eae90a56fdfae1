import { parseExact } from './exact-json.js';
import { type Fields, isRecord } from './values.js';

/** A JSON answer out of its wrapping (NemoVideo contract §1.1). */
export interface Envelope {
  /** False when the answer itself says that it is an error, whatever the HTTP status. */
  readonly ok: boolean;
  /** Business code of an error, such as 1001. */
  readonly code?: number;
  /** What went wrong, in the backend's words: not safe to show or to log as it is. */
  readonly message?: string;
  /** The payload. */
  readonly data: unknown;
  /** Fields of the payload; those of the wrapping where the payload does not have them. */
  readonly fields: Fields;
}

/** Success codes: 0 by the contract; 200 is what gateways like to put there. */
const SUCCESS: ReadonlySet<number> = new Set([0, 200]);
/** An object of nothing but these is an error without a wrapping, such as FastAPI's `{"detail": ...}`. */
const ERROR_KEYS: ReadonlySet<string> = new Set([
  'error',
  'error_code',
  'error_details',
  'detail',
  'message',
  'msg',
  'reason',
  'status_code',
  'timestamp',
  'request_id',
  'path',
]);

/** Undefined when the text is not JSON, such as the HTML of a proxy. */
export function readEnvelope(body: string): Envelope | undefined {
  try {
    return unwrap(parseExact(body));
  } catch {
    return undefined;
  }
}

export function unwrap(body: unknown): Envelope {
  if (!isRecord(body)) return { ok: true, data: body, fields: {} };
  const message = messageOf(body);
  const code = businessCode(body.code) ?? businessCode(body.error_code);
  const data = body.data ?? body;
  const fields = { ...body, ...(isRecord(body.data) ? body.data : {}) };
  if (code !== undefined && !SUCCESS.has(code)) return { ok: false, code, message, data, fields };
  if (code !== undefined || body.success === true) return { ok: true, data, fields };
  // Also the code inside `detail` or `error`, as in FastAPI's HTTPException(detail={"code": 2001, ...}).
  const inner = [body.detail, body.error].filter(isRecord)[0];
  if (body.success === false || isBareError(body)) {
    return { ok: false, code: businessCode(inner?.code), message, data, fields };
  }
  return { ok: true, message, data, fields };
}

/** A number, or the digits of one; HTTP servers and gateways differ. */
function businessCode(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  return typeof value === 'string' && /^\d{1,6}$/.test(value.trim()) ? Number(value) : undefined;
}

function isBareError(body: Fields): boolean {
  const told = body.error ?? body.detail;
  return told !== undefined && told !== null && Object.keys(body).every((key) => ERROR_KEYS.has(key));
}

/** First of message, msg, error, detail, detail[0].msg, reason. */
function messageOf(body: Fields): string | undefined {
  for (const key of ['message', 'msg', 'error', 'detail', 'reason']) {
    const value = Array.isArray(body[key]) ? body[key][0] : body[key];
    if (typeof value === 'string' && value.trim()) return value;
    if (isRecord(value)) {
      const nested = value.message ?? value.msg ?? value.error;
      if (typeof nested === 'string' && nested.trim()) return nested;
    }
  }
  return undefined;
}
