import { readFileSync } from 'node:fs';
import type { RenderSettings, StudioDraft } from '../../../src/studio/draft.js';
import { renderDraft } from '../../../src/studio/render/render-draft.js';

/** One render in a process of its own, as the studio runs it: `node render-once.js job.json`. */
interface OnceJob {
  readonly draft: StudioDraft;
  readonly media: Readonly<Record<string, string>>;
  readonly preset: RenderSettings['preset'];
  readonly folder: string;
  readonly ffmpegPath: string;
}

const job = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as OnceJob;
await renderDraft({
  draft: job.draft,
  settings: { format: 'mp4', shortEdge: Math.min(job.draft.m.width, job.draft.m.height), preset: job.preset },
  mediaPath: (id) => job.media[id] ?? '',
  folder: job.folder,
  ffmpegPath: job.ffmpegPath,
  signal: new AbortController().signal,
  onProgress: () => {},
});
