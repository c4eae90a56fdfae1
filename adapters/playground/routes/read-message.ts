import { randomUUID } from 'node:crypto';
import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { foreignLine, foreignText } from '../../../src/conversation/foreign-text.js';
import type { Problem } from '../../../src/http/problems.js';
import type { ApiFile } from '../api-types.js';
import {
  MAX_FILE_BYTES,
  MAX_FILES_PER_MESSAGE,
  MAX_NAME_CHARACTERS,
  MAX_TEXT_BYTES,
  MAX_TEXT_CHARACTERS,
} from '../limits.js';
import type { MediaFiles } from '../media-files.js';

export interface NewMessage {
  readonly text: string;
  readonly files: readonly ApiFile[];
}

const jsonMessage = z.object({ text: z.string() });

const TOO_LONG: Problem = {
  status: 413,
  error: `The text is too long. Send at most ${MAX_TEXT_CHARACTERS} characters.`,
};
const EMPTY: Problem = { status: 400, error: 'The message is empty. Send "text", "files" or both.' };
const NOT_JSON: Problem = { status: 400, error: 'Send a JSON object with "text", or multipart/form-data.' };

/**
 * Reads a message: JSON `{"text"}`, or multipart with `text` and repeated `files`, which stream to disk in constant
 * memory. When it cannot be taken, what was kept of its files is deleted again and the problem is returned.
 */
export async function readMessage(
  request: FastifyRequest,
  thread: string,
  media: MediaFiles,
): Promise<NewMessage | { readonly problem: Problem }> {
  if (!request.isMultipart()) return readJson(request.body);

  const files: ApiFile[] = [];
  const texts: string[] = [];
  let problem: Problem | undefined;
  try {
    for await (const part of request.parts({ limits: MULTIPART_LIMITS })) {
      if (part.type === 'field') {
        if (part.fieldname === 'text') texts.push(String(part.value));
        if (part.valueTruncated) problem ??= TOO_LONG;
      } else if (problem || isEmptyInput(part)) {
        // The rest of a refused request is read to its end: a client that is still sending could not hear the answer.
        part.file.resume();
      } else {
        const file = await keep(part, thread, media);
        files.push(file);
        if (part.file.truncated) problem = tooLarge(file.name);
      }
    }
  } catch (thrown) {
    request.raw.resume();
    await discard(files, thread, media);
    throw thrown;
  }

  const text = cleanText(texts.join('\n'));
  if (text.length > MAX_TEXT_CHARACTERS) problem ??= TOO_LONG;
  if (!text && files.length === 0) problem ??= EMPTY;
  if (!problem) return { text, files };
  await discard(files, thread, media);
  return { problem };
}

const MULTIPART_LIMITS = {
  fileSize: MAX_FILE_BYTES,
  files: MAX_FILES_PER_MESSAGE,
  fields: 10,
  fieldSize: MAX_TEXT_BYTES,
  headerPairs: 20,
};

function readJson(body: unknown): NewMessage | { readonly problem: Problem } {
  const parsed = jsonMessage.safeParse(body);
  if (!parsed.success) return { problem: NOT_JSON };
  const text = cleanText(parsed.data.text);
  if (text.length > MAX_TEXT_CHARACTERS) return { problem: TOO_LONG };
  return text ? { text, files: [] } : { problem: EMPTY };
}

/** Browsers send the line breaks of a form as CR LF; and nobody means the invisible characters of a pasted text. */
function cleanText(text: string): string {
  return foreignText(text).trim();
}

async function keep(part: MultipartFile, thread: string, media: MediaFiles): Promise<ApiFile> {
  const id = randomUUID();
  const { size, type } = await media.saveUpload(thread, id, part.file);
  return {
    id,
    name: foreignLine(part.filename, MAX_NAME_CHARACTERS) || 'file',
    size,
    type,
    url: `/playground/threads/${thread}/files/${id}`,
  };
}

async function discard(files: readonly ApiFile[], thread: string, media: MediaFiles): Promise<void> {
  for (const file of files) await media.deleteUpload(thread, file.id);
}

function tooLarge(name: string): Problem {
  const megabytes = Math.floor(MAX_FILE_BYTES / 1_048_576) - 1;
  return {
    status: 413,
    error: `${name} is larger than ${megabytes} MB. Compress or trim it and send it again.`,
  };
}

/** Browsers send a nameless part of no bytes for a file input that was left empty. */
function isEmptyInput(part: Multipart): boolean {
  return part.type === 'file' && !part.filename;
}
