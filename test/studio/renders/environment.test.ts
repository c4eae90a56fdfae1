import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { inOwnProcess } from '../../../src/studio/renders/render-process.js';
import { temporaryFolder } from '../harness.js';

it('gives the process that decodes foreign files no other environment than it is told to', async () => {
  const { folder, remove } = await temporaryFolder();
  const entry = path.join(folder, 'job.mjs');
  const names = 'Object.keys(process.env).filter((name) => !name.startsWith("NODE_")).join()';
  const report = `{ kind: 'failed', code: 'render-failed', detail: ${names}, facts: {} }`;
  await writeFile(entry, `process.on('message', () => process.send(${report}, () => process.disconnect()));`);
  process.env.STUDIO_TOKEN = 'marked';
  try {
    const run = inOwnProcess({ entry, ffmpegPath: async () => 'ffmpeg', environment: { LANG: 'C' } });
    const draft = { d: 1_000, m: { title: '', width: 2, height: 2, fps: 30 }, t: [] };
    const settings = { format: 'mp4', shortEdge: 240, preset: 'ultrafast' } as const;
    const running = run(
      { draft, settings, media: {}, folder },
      { signal: new AbortController().signal, onProgress: () => {} },
    );
    await expect(running).rejects.toMatchObject({ code: 'render-failed', detail: 'LANG' });
  } finally {
    delete process.env.STUDIO_TOKEN;
    await remove();
  }
});
