import { z } from 'zod';
import type { MediaStream } from '../conversation/ports/media-stream.js';
import type { Session, UploadResult } from '../conversation/ports/video-backend.js';
import { Failure } from '../failure.js';
import type { NemoApi } from './api.js';
import type { Envelope } from './envelope.js';
import { mediaKind } from './media-types.js';
import { multipartFile } from './multipart.js';
import { readState } from './state.js';
import * as values from './values.js';
import { isRecord } from './values.js';

/** The backend stores and looks at a large file before it answers. */
const ANSWER_TIMEOUT_MS = 5 * 60_000;

const fileFields = z.looseObject({
  filename: values.text,
  file_name: values.text,
  name: values.text,
  file_type: values.text,
  type: values.text,
  duration: values.number,
});

/**
 * Streams one file (contract §7). A body that has flowed away cannot be sent again here: when the token had to be
 * replaced meanwhile this is `backend-unavailable`, and the caller opens the file anew.
 */
export async function uploadFile(
  api: NemoApi,
  session: Session,
  media: MediaStream,
  signal?: AbortSignal,
): Promise<UploadResult> {
  const form = multipartFile('files', media);
  try {
    const policy = { skill: session.skill, signal, replayable: false };
    const envelope = await api.authorised(policy, async (headers) => {
      const answer = await api.transport.send({
        method: 'POST',
        path: uploadPath(session),
        headers: {
          ...headers,
          'Content-Type': form.contentType,
          ...(form.contentLength === undefined ? {} : { 'Content-Length': String(form.contentLength) }),
        },
        body: form.body,
        headersTimeoutMs: ANSWER_TIMEOUT_MS,
        signal,
      });
      return api.understand('upload', answer);
    });
    return await uploadResult(api, session, envelope, media.name, signal);
  } catch (problem) {
    throw uploadFailure(problem, form.sourceError(), signal);
  } finally {
    media.body.destroy();
  }
}

/** Lets the backend fetch a public address by itself. */
export async function uploadUrl(
  api: NemoApi,
  session: Session,
  url: string,
  signal?: AbortSignal,
): Promise<UploadResult> {
  const envelope = await api.call({
    endpoint: 'upload',
    method: 'POST',
    path: uploadPath(session),
    json: { urls: [url], source_type: 'url' },
    headersTimeoutMs: ANSWER_TIMEOUT_MS,
    skill: session.skill,
    signal,
    waitWhenLimited: true,
  });
  return uploadResult(api, session, envelope, nameOfUrl(url), signal);
}

function uploadPath(session: Session): string {
  return `/api/upload-video/nemo_agent/me/${encodeURIComponent(session.sessionId)}`;
}

/** A good answer without a list of files is still a good answer. */
async function uploadResult(
  api: NemoApi,
  session: Session,
  { fields }: Envelope,
  name: string,
  signal: AbortSignal | undefined,
): Promise<UploadResult> {
  if (fields.session_state_applied === false) {
    // The file has not reached the session yet. A read may bring it there before the agent is told about it; the
    // upload itself is done, so a read that fails changes nothing.
    await readState(api, session, signal).catch(() => undefined);
  }
  const files = [fields.files, fields.urls].find(Array.isArray) ?? [];
  const file = files.find(isRecord);
  const { filename, file_name, name: plain, file_type, type, duration } = fileFields.parse(file ?? {});
  const known = filename ?? file_name ?? plain ?? name;
  return {
    name: known,
    kind: mediaKind(file_type ?? type, known),
    seconds: duration !== undefined && duration > 0 ? duration : undefined,
  };
}

/** When the source broke, that is what happened, whatever the connection then said. */
function uploadFailure(problem: unknown, sourceError: unknown, signal: AbortSignal | undefined): Failure {
  const failure = Failure.from(problem);
  if (failure.code === 'stopped' || signal?.aborted) return failure;
  if (sourceError) return Failure.from(sourceError, 'file-fetch-failed');
  if (failure.detail === 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH') {
    return new Failure('file-fetch-failed', {
      detail: 'the file did not have the size that its source had named',
      cause: failure,
    });
  }
  return failure;
}

function nameOfUrl(url: string): string {
  const last = URL.canParse(url) ? new URL(url).pathname.split('/').pop() : undefined;
  return last || url;
}
