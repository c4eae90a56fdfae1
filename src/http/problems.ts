import type { FastifyError, FastifyReply } from 'fastify';
import { Failure, type FailureCode } from '../failure.js';

/** What a caller over HTTP is told: a status and one sentence that says what to do. */
export interface Problem {
  readonly status: number;
  readonly error: string;
}

const UNEXPECTED: Problem = {
  status: 500,
  error: 'Something went wrong on this side. Try again; the log of the bot says more.',
};

const FAILURES: Partial<Record<FailureCode, Problem>> = {
  'place-gone': { status: 404, error: 'There is no such thread. Start a new one.' },
  'button-refused': {
    status: 403,
    error: 'This button does not belong to this thread. Reload the thread and press it again.',
  },
  forbidden: { status: 403, error: 'This is not allowed here.' },
  'file-too-large': { status: 413, error: 'The file is too large. Send a smaller one.' },
  'unsupported-file': {
    status: 415,
    error: 'This kind of file is not taken. Send a picture, a video or a sound.',
  },
  'too-many-waiting': {
    status: 429,
    error: 'Too much is waiting already. Try again when some of it is done.',
  },
  'rate-limited': { status: 429, error: 'Too many requests. Wait a moment and try again.' },
  'store-unavailable': { status: 503, error: 'The message could not be kept. Try again in a moment.' },
  'store-full': { status: 507, error: 'The disk of the bot is full. Make room and try again.' },
};

/** Errors of Fastify and its plugins, by their documented codes. */
const REQUEST_ERRORS: Record<string, Problem> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { status: 413, error: 'The request is too large. Send less at once.' },
  FST_REQ_FILE_TOO_LARGE: { status: 413, error: 'A file is too large. Send a smaller one.' },
  FST_FILES_LIMIT: { status: 413, error: 'Too many files in one message. Send them in several messages.' },
  FST_PARTS_LIMIT: { status: 413, error: 'Too many parts in one message. Send them in several messages.' },
  FST_FIELDS_LIMIT: { status: 413, error: 'Too many fields in one message. Send "text" and "files".' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    error: 'This content type is not taken. Send multipart/form-data or application/json.',
  },
  FST_ERR_CTP_INVALID_JSON_BODY: { status: 400, error: 'The body is not valid JSON.' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { status: 400, error: 'The body is empty. Send a JSON object.' },
  FST_MP_PREMATURE_CLOSE: { status: 400, error: 'The upload broke off. Send it again.' },
};

/** Turns whatever a handler threw into an answer. Foreign error texts never reach the caller. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Failure) return FAILURES[thrown.code] ?? UNEXPECTED;
  const { code = '', statusCode = 500 } = (thrown ?? {}) as Partial<FastifyError>;
  const known = REQUEST_ERRORS[code];
  if (known) return known;
  if (statusCode === 429) return FAILURES['rate-limited'] ?? UNEXPECTED;
  if (statusCode === 416) return { status: 416, error: 'The range is not within the file. Ask for another.' };
  if (statusCode >= 400 && statusCode < 500) {
    return {
      status: statusCode,
      error: 'The request is not in a form that can be read. Check it and try again.',
    };
  }
  return UNEXPECTED;
}

/** Answers with a status and one sentence that says what to do. */
export function refuse(reply: FastifyReply, status: number, error: string): FastifyReply {
  return reply.code(status).send({ error });
}
