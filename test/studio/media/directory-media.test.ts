import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { DirectoryMedia } from '../../../src/studio/media/directory-media.js';
import { openMedia } from '../../../src/studio/media/open-media.js';
import { mediaConformance } from '../../conformance/media-store.js';
import { temporaryFolder } from '../harness.js';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function bench() {
  const { folder, remove } = await temporaryFolder();
  cleanups.push(remove);
  const root = path.join(folder, 'media');
  await mkdir(root);
  return { folder, root, media: new DirectoryMedia(root) };
}

mediaConformance(bench);

it('says when its folder is gone', async () => {
  const { media, root } = await bench();
  await rm(root, { recursive: true });
  await expect(media.check()).rejects.toMatchObject({ code: 'store-unavailable' });
});

it('makes the folder that the operator named, and refuses one that cannot be', async () => {
  const { folder } = await bench();
  await openMedia({ place: path.join(folder, 'a/b') });
  expect(await readdir(path.join(folder, 'a'))).toEqual(['b']);
  const wrong = openMedia({ place: '/dev/null/media' });
  await expect(wrong).rejects.toMatchObject({
    code: 'config',
    detail: expect.stringMatching(/^STUDIO_MEDIA=\/dev\/null\/media cannot be used: /),
  });
});
