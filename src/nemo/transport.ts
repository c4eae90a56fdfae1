import type { Readable } from 'node:stream';
import { Agent, type Dispatcher } from 'undici';
import { Failure } from '../failure.js';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Below NEMO_API_URL, beginning with a slash. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Readable;
  /** From the last byte sent to the answer's headers. */
  readonly headersTimeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** A whole answer, read into memory. */
export interface HttpAnswer {
  readonly status: number;
  readonly type: string;
  readonly retryAfter?: string;
  readonly text: string;
}

const CONNECT_TIMEOUT_MS = 10_000;
const HEADERS_TIMEOUT_MS = 60_000;
const BODY_TIMEOUT_MS = 60_000;
/** Answers are JSON; even the largest draft is far below this. */
const MAX_ANSWER_BYTES = 64 * 1_048_576;

/** Plain requests to the API: no authentication, no meaning. Redirects are not followed: they could take the token along. */
export class Transport {
  readonly #agent = new Agent({ connect: { timeout: CONNECT_TIMEOUT_MS } });
  readonly #apiUrl: string;
  readonly #longestWaitMs: number;

  /** `longestWaitMs` bounds every wait for an answer's headers, also one that a request asks to be longer. */
  constructor(apiUrl: string, longestWaitMs = Number.POSITIVE_INFINITY) {
    this.#apiUrl = apiUrl.replace(/\/+$/, '');
    this.#longestWaitMs = longestWaitMs;
  }

  url(path: string): URL {
    return new URL(this.#apiUrl + path);
  }

  /** Any status is an answer. Rejects with `backend-unavailable` or, when the signal was aborted, `stopped`. */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    const { method, headers, body, signal } = request;
    try {
      const response = await this.#agent.request({
        origin: this.url('').origin,
        path: this.url(request.path).pathname,
        method,
        headers,
        body,
        signal,
        headersTimeout: Math.min(request.headersTimeoutMs ?? HEADERS_TIMEOUT_MS, this.#longestWaitMs),
        bodyTimeout: BODY_TIMEOUT_MS,
      });
      return await readAnswer(response);
    } catch (error) {
      throw networkFailure(error, signal);
    }
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }
}

/** Reads a response into memory. */
export async function readAnswer(response: Dispatcher.ResponseData): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) {
      throw new Failure('backend-misunderstood', { detail: 'an answer of more than 64 MB' });
    }
    chunks.push(chunk);
  }
  const single = (name: string) => {
    const value = response.headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  return {
    status: response.statusCode,
    type: (single('content-type') ?? '').toLowerCase(),
    retryAfter: single('retry-after'),
    text: new TextDecoder().decode(Buffer.concat(chunks)),
  };
}

/** The Failure behind an error of undici. Only its code is told: messages may hold what the other side wrote. */
function networkFailure(error: unknown, signal?: AbortSignal): Failure {
  if (error instanceof Failure) return error;
  if (signal?.aborted) return stoppedFailure(signal);
  return new Failure('backend-unavailable', { detail: errorCode(error), cause: error });
}

export function stoppedFailure(signal: AbortSignal): Failure {
  return signal.reason instanceof Failure ? signal.reason : new Failure('stopped', { cause: signal.reason });
}

export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
