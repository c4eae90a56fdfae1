import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../failure.js';
import type { RenderedVideo, RenderProgress, RenderSettings, StudioDraft } from '../draft.js';
import { type MediaStore, renderKey, uploadKey } from '../media/media-store.js';
import type { Sessions } from '../store/sessions.js';
import type { RenderedFiles, RenderRecord } from './render-record.js';

/** Does one render; resolves when its files are whole. Rejects with Failure `stopped` soon after the signal. */
export type RunRender = (
  job: {
    draft: StudioDraft;
    settings: RenderSettings;
    /** Path of each uploaded file that the draft uses, by its id. */
    media: Readonly<Record<string, string>>;
    folder: string;
  },
  hooks: RenderHooks,
) => Promise<RenderedVideo>;

export interface RenderHooks {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RenderProgress) => void;
}

/**
 * One attempt at a render, from the media store to the media store. Its files get keys below `attempt`, so that two
 * attempts, of which one was taken for dead, never write to the same place; nothing is left of one that fails.
 */
export type RenderOnce = (
  record: RenderRecord,
  attempt: string,
  hooks: RenderHooks,
) => Promise<RenderedFiles>;

/** Files of one render together, in bytes: they may have to be copied to this machine's disk. */
const MAX_MEDIA_BYTES = 4 * 1_073_741_824;

export function rendersOnce(options: {
  readonly sessions: Sessions;
  readonly media: MediaStore;
  readonly run: RunRender;
  /** Folder of this process for work that is under way. */
  readonly scratch: string;
}): RenderOnce {
  const { sessions, media, run, scratch } = options;

  return async (record, attempt, hooks) => {
    await mkdir(scratch, { recursive: true, mode: 0o700 });
    const folder = await mkdtemp(path.join(scratch, 'render-'));
    const target = `${renderKey(record.key)}/${attempt}`;
    try {
      const paths = await bringMedia(record, folder, hooks.signal);
      hooks.signal.throwIfAborted();
      const out = path.join(folder, 'out');
      await mkdir(out);
      const { draft, settings } = record;
      const video = await run({ draft, settings, media: paths, folder: out }, hooks);
      for (const file of [video.poster, video.preview, video.file]) {
        hooks.signal.throwIfAborted();
        await media.put(`${target}/${path.basename(file)}`, file);
      }
      return filesOf(video, attempt);
    } catch (thrown) {
      // Best effort: what stays behind is removed together with the render.
      await media.remove(target).catch(() => {});
      throw thrown;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };

  async function bringMedia({ sessionId, draft }: RenderRecord, folder: string, signal: AbortSignal) {
    const session = await sessions.read(sessionId);
    const used = mediaOf(draft);
    const items = session.media.filter(({ id }) => used.has(id));
    if (items.reduce((sum, { bytes }) => sum + bytes, 0) > MAX_MEDIA_BYTES) {
      throw new Failure('render-failed', { facts: { reason: 'its files are too large together' } });
    }
    const paths: Record<string, string> = {};
    for (const { id, file } of items) {
      signal.throwIfAborted();
      paths[id] = await media.bring(uploadKey(sessionId, file), folder, signal);
    }
    return paths;
  }
}

/** Ids of the uploaded files that a draft uses. */
export function mediaOf(draft: StudioDraft): Set<string> {
  const ids = draft.t.flatMap((track) => (track.tt === 7 ? [] : track.sg.map(({ m }) => m.media)));
  return new Set(ids.filter((id) => id !== undefined));
}

function filesOf(video: RenderedVideo, attempt: string): RenderedFiles {
  const { file, poster, preview, duration, width, height, bytes } = video;
  const name = (whole: string) => `${attempt}/${path.basename(whole)}`;
  return { file: name(file), poster: name(poster), preview: name(preview), duration, width, height, bytes };
}
