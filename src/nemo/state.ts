import { z } from 'zod';
import type { Draft, Session, SessionState } from '../conversation/ports/video-backend.js';
import type { NemoApi } from './api.js';
import { parseExact } from './exact-json.js';
import * as values from './values.js';
import { type Fields, isRecord } from './values.js';

const canvasFields = z.looseObject({
  width: values.number,
  height: values.number,
  ratio: values.text,
  aspect_ratio: values.text,
  aspectRatio: values.text,
});

/** The session as the backend sees it (contract §8). Reads are repeated when the backend is briefly away. */
export async function readState(api: NemoApi, session: Session, signal?: AbortSignal): Promise<SessionState> {
  const { fields } = await api.call({
    endpoint: 'state',
    method: 'GET',
    path: `/api/state/nemo_agent/me/${encodeURIComponent(session.sessionId)}/latest`,
    skill: session.skill,
    signal,
    patient: true,
    waitWhenLimited: true,
  });
  const state = isRecord(fields.state) ? fields.state : fields;
  api.account.learnUserId(values.id.parse(fields.user_id ?? state.user_id));
  return {
    draft: readDraft(state.draft),
    videoInfos: collection(state.video_infos ?? state.videoInfos),
    generatedMedia: collection(state.generated_media ?? state.generatedMedia),
    canvas: readCanvas(state.canvas_config ?? state.canvasConfig),
  };
}

/** The object itself, never a copy through a schema: it goes back verbatim with an export (trap 15). */
function readDraft(value: unknown): Draft | undefined {
  if (typeof value === 'string') return readDraft(parsed(value));
  return isRecord(value) && Object.keys(value).length > 0 ? value : undefined;
}

/** Whether `generated_media` is an array or an object is not documented. */
function collection(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isRecord(value) ? Object.values(value) : [];
}

function readCanvas(value: unknown): SessionState['canvas'] {
  const canvas = canvasFields.safeParse(value);
  if (!canvas.success) return undefined;
  const { width, height, ratio, aspect_ratio, aspectRatio } = canvas.data;
  const found = { width, height, ratio: ratio ?? aspect_ratio ?? aspectRatio };
  return Object.values(found).some((entry) => entry !== undefined) ? found : undefined;
}

function parsed(text: string): Fields | undefined {
  try {
    const value = parseExact(text);
    return isRecord(value) ? value : undefined;
  } catch {
    // A draft that cannot be read counts as none: the export's precheck then says that there is nothing yet.
    return undefined;
  }
}
