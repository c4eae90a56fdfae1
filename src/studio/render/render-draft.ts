import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../failure.js';
import type { RenderDraft } from '../draft.js';
import { checkOutput } from './check-output.js';
import { planRender } from './plan.js';
import { type PartFiles, Rendering } from './rendering.js';

/** Renders a draft; see `RenderDraft` for what it promises. */
export const renderDraft: RenderDraft = async (job) => {
  const { settings, folder, signal } = job;
  const plan = planRender(job.draft, settings);
  const part = (name: string) => path.join(folder, `${name}.part`);
  const parts: PartFiles = {
    video: part(`video.${settings.format}`),
    poster: part('poster.jpg'),
    preview: part('preview.webp'),
    sound: part('sound.pcm'),
  };
  try {
    signal.throwIfAborted();
    await mkdir(folder, { recursive: true });
    await new Rendering(job, plan, parts).run();
    await checkOutput(parts.video, settings.format, plan);
    const { size } = await stat(parts.video);
    await rm(parts.sound, { force: true });
    signal.throwIfAborted();
    // The video last: whoever finds it finds its poster and preview too.
    const poster = await finished(parts.poster);
    const preview = await finished(parts.preview);
    const video = await finished(parts.video);
    job.onProgress({ phase: 'finish', percent: 100 });
    const { width, height, frames, fps } = plan;
    return { file: video, poster, preview, duration: frames / fps, width, height, bytes: size };
  } catch (thrown) {
    for (const file of Object.values<string>({ ...parts })) await rm(file, { force: true, recursive: true });
    throw signal.aborted ? new Failure('stopped', { cause: thrown }) : Failure.from(thrown, 'render-failed');
  }
};

async function finished(part: string): Promise<string> {
  const file = part.slice(0, -'.part'.length);
  await rename(part, file);
  return file;
}
