import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

export type Endpoint =
  | 'token'
  | 'session'
  | 'claim'
  | 'turn'
  | 'upload'
  | 'state'
  | 'credits'
  | 'render'
  | 'renderStatus'
  | 'cancel'
  | 'download'
  /** Poster and preview of a render. */
  | 'extra'
  /** `/files/<name>`: finished videos, without authentication. */
  | 'file'
  /** An address that the contract does not have. */
  | 'unknown';

export interface RecordedFile {
  /** Name of the form field. */
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
}

/** One request as it arrived, body read and parsed. */
export interface RecordedRequest {
  readonly endpoint: Endpoint;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed JSON; undefined when there was no body or no JSON. */
  readonly json: unknown;
  /** The body as text, of everything but multipart. */
  readonly text: string;
  readonly files: readonly RecordedFile[];
  readonly fields: Readonly<Record<string, string>>;
  /** From the path or the body. */
  readonly sessionId?: string;
  /** From the path or the body. */
  readonly renderId?: string;
  /** The message to the agent, for `turn`. */
  readonly message?: string;
}

/** Reads the body; uploads are hashed while they flow, so that large ones cost no memory. */
export async function record(
  endpoint: Endpoint,
  request: FastifyRequest,
  early: boolean,
): Promise<RecordedRequest> {
  const files: RecordedFile[] = [];
  const fields: Record<string, string> = {};
  if (request.isMultipart() && !early) {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        fields[part.fieldname] = String(part.value);
        continue;
      }
      const hash = createHash('sha256');
      let size = 0;
      for await (const chunk of part.file as AsyncIterable<Buffer>) {
        hash.update(chunk);
        size += chunk.length;
      }
      const sha256 = hash.digest('hex');
      files.push({ field: part.fieldname, name: part.filename, type: part.mimetype, size, sha256 });
    }
  }
  const text = typeof request.body === 'string' ? request.body : '';
  const json = parse(text);
  const params = request.params as Record<string, string | undefined>;
  return {
    endpoint,
    method: request.method,
    path: request.url,
    headers: request.headers,
    json,
    text,
    files,
    fields,
    sessionId: params.sid ?? string(json, 'session_id') ?? string(json, 'sessionId'),
    renderId: params.rid ?? (endpoint === 'render' ? string(json, 'id') : undefined),
    message: endpoint === 'turn' ? messageOf(json) : undefined,
  };
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function string(value: unknown, name: string): string | undefined {
  const found = field(value, name);
  return typeof found === 'string' ? found : undefined;
}

function messageOf(json: unknown): string | undefined {
  const parts = field(field(json, 'new_message'), 'parts');
  return Array.isArray(parts) ? string(parts[0], 'text') : undefined;
}
