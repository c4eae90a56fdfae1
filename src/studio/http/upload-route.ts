import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Failure } from '../../failure.js';
import { type Library, MAX_FILE_BYTES } from '../store/library.js';
import type { MediaItem } from '../store/session.js';
import type { Sessions } from '../store/sessions.js';
import { ok, refusalOf } from './refusal.js';
import { mediaInfo } from './session-routes.js';

/** Opens a file on the Internet. Rejects with `url-refused`, `file-fetch-failed` or `file-too-large`. */
export type FetchMedia = (url: string) => Promise<{ name: string; body: Readable }>;

const MAX_FILES_AT_ONCE = 50;
const MAX_URLS_AT_ONCE = 20;

const uploadPath = z.object({ sid: z.string() });
const urlUpload = z.object({ urls: z.array(z.string().max(4_000)).min(1).max(MAX_URLS_AT_ONCE) });

interface Rejected {
  readonly filename: string;
  readonly failure: unknown;
}

/** Files by multipart (field `files`, repeated) or by address (NemoVideo contract §7). */
export function uploadRoute(
  app: FastifyInstance,
  { sessions, library, fetchMedia }: { sessions: Sessions; library: Library; fetchMedia: FetchMedia },
): void {
  app.post('/api/upload-video/nemo_agent/me/:sid', async (request) => {
    const { sid } = uploadPath.parse(request.params);
    await existing(sessions, sid, request);
    const files: MediaItem[] = [];
    const rejected: Rejected[] = [];
    const take = async (filename: string, open: () => Promise<{ name: string; body: Readable }>) => {
      try {
        files.push(await library.add(sid, await open()));
      } catch (failure) {
        rejected.push({ filename, failure });
      }
    };
    if (request.isMultipart()) {
      const limits = { files: MAX_FILES_AT_ONCE, fileSize: MAX_FILE_BYTES, fields: 20, fieldSize: 10_000 };
      for await (const part of request.parts({ limits })) {
        if (part.type === 'file')
          await take(part.filename, async () => ({ name: part.filename, body: part.file }));
      }
    } else {
      for (const url of urlsOf(request)) await take(url, () => fetchMedia(url));
    }
    return answer(files, rejected);
  });
}

/** An unknown session is told only after the body has flowed away: a client that is cut off sees no answer at all. */
async function existing(sessions: Sessions, sid: string, request: FastifyRequest): Promise<void> {
  try {
    await sessions.read(sid);
  } catch (failure) {
    if (request.isMultipart()) {
      const parts = request.parts({ limits: { fileSize: MAX_FILE_BYTES } });
      for await (const part of parts) if (part.type === 'file') part.file.resume();
    }
    throw failure;
  }
}

function urlsOf(request: FastifyRequest): string[] {
  const body = urlUpload.safeParse(request.body);
  if (!body.success) throw new Failure('backend-misunderstood', { detail: 'send files or {"urls": [...]}' });
  return body.data.urls;
}

/** One bad file among good ones does not spoil them: it is listed with its code and reason. */
function answer(files: readonly MediaItem[], rejected: readonly Rejected[]) {
  const [first] = rejected;
  if (files.length === 0) {
    throw first ? first.failure : new Failure('backend-misunderstood', { detail: 'there was no file' });
  }
  return ok({
    files: files.map(mediaInfo),
    session_state_applied: true,
    ...(first && {
      rejected: rejected.map(({ filename, failure }) => ({ filename, ...refusalOf(failure).body })),
    }),
  });
}
