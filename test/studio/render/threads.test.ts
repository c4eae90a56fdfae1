import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RenderDraft, StudioDraft } from '../../../src/studio/draft.js';
import { renderDraft } from '../../../src/studio/render/render-draft.js';
import {
  FIXTURES,
  PATCHES,
  patchesImage,
  quarterColours,
  temporaryFolder,
  worstDifference,
} from '../../imaging/pictures.js';
import { loadCompiled } from './compiled.js';
import { draftOf, picture, text } from './drafts.js';
import { FFMPEG } from './videos.js';

const folder = temporaryFolder();
const media = (id: string) => path.join(folder, id);
let compiled: Awaited<ReturnType<typeof loadCompiled>>;
let jobs = 0;

function render(
  renderer: RenderDraft,
  draft: StudioDraft,
  signal = new AbortController().signal,
  onFrame = () => {},
) {
  const job = path.join(folder, `job${jobs++}`);
  return renderer({
    draft,
    settings: { format: 'mp4', shortEdge: 180, preset: 'ultrafast' },
    mediaPath: media,
    folder: job,
    ffmpegPath: FFMPEG,
    signal,
    onProgress: ({ phase }) => {
      if (phase === 'frames') onFrame();
    },
  });
}

beforeAll(async () => {
  compiled = await loadCompiled();
  await patchesImage(640, 360).png().toFile(media('a.png'));
});

describe('composing in a thread of its own', () => {
  it('gives the same video as composing in this one', async () => {
    const draft = draftOf({
      pictures: [
        picture('a.png', 500, { motion: 'zoom-in' }),
        picture('a.png', 500, { motion: 'pan-up', transition: { kind: 'crossfade', d: 200 } }),
      ],
      texts: [text('Hello 你好', 100, 500, { fade: 100 })],
      music: 'lofi',
    });
    const here = await render(renderDraft, draft);
    const there = await render(compiled.render.renderDraft, draft);
    expect(readFileSync(there.file).equals(readFileSync(here.file))).toBe(true);
    expect(readFileSync(there.poster).equals(readFileSync(here.poster))).toBe(true);
    expect(readFileSync(there.preview).equals(readFileSync(here.preview))).toBe(true);
  });

  it('carries the failure of a file across, with its name', async () => {
    const draft = draftOf({ pictures: [picture('missing.png', 300)] });
    await expect(render(compiled.render.renderDraft, draft)).rejects.toMatchObject({
      name: 'Failure',
      code: 'file-unreadable',
      facts: { file: 'missing.png' },
    });
  });

  it('stops soon, and leaves neither thread, process nor file', async () => {
    const pictures = Array.from({ length: 20 }, () => picture('a.png', 5_000, { motion: 'zoom-in' }));
    const stop = new AbortController();
    let stoppedAt = Number.NaN;
    const job = jobs;
    const rendering = render(compiled.render.renderDraft, draftOf({ pictures }), stop.signal, () => {
      if (stop.signal.aborted) return;
      stoppedAt = performance.now();
      stop.abort();
    });
    await expect(rendering).rejects.toMatchObject({ code: 'stopped' });
    // A second on an idle machine; 100 s of video would take far longer.
    expect(performance.now() - stoppedAt).toBeLessThan(5_000);
    expect(readdirSync(path.join(folder, `job${job}`))).toEqual([]);
    expect(process.getActiveResourcesInfo()).not.toContain('ProcessWrap');
  });
});

describe('decoding HEIC in a thread of its own', () => {
  it('gives the same pixels', async () => {
    const pixels = await compiled.heic.decodeHeic(readFileSync(path.join(FIXTURES, 'patches.heic')));
    expect([pixels.width, pixels.height, pixels.hasAlpha]).toEqual([96, 64, false]);
    expect(worstDifference(quarterColours({ ...pixels, channels: 4 }), PATCHES)).toBeLessThanOrEqual(6);
  });

  it('carries the failure across', async () => {
    const cut = readFileSync(path.join(FIXTURES, 'patches.heic')).subarray(0, 400);
    await expect(compiled.heic.decodeHeic(cut)).rejects.toMatchObject({
      name: 'Failure',
      code: 'file-unreadable',
    });
  });
});
