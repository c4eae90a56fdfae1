import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { DirectoryMedia } from '../../../src/studio/media/directory-media.js';
import { SILENT, start, temporaryFolder } from '../harness.js';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

it('names what cannot be used, without a token and without the reason', async () => {
  const { folder, remove } = await temporaryFolder();
  cleanups.push(remove);
  const mount = path.join(folder, 'mount');
  await mkdir(mount);
  const warnings: object[] = [];
  let now = 0;
  const { url, studio } = await start(folder, {
    media: new DirectoryMedia(mount),
    log: { ...SILENT, warn: (facts) => warnings.push(facts) },
    now: () => now,
  });
  cleanups.push(() => studio.close());
  const ask = async (where: string) => {
    const response = await fetch(url + where);
    return [response.status, await response.json()];
  };
  expect(await ask('/healthz')).toEqual([200, { ok: true }]);
  expect(await ask('/readyz')).toEqual([200, { ready: true }]);

  await rm(mount, { recursive: true });
  now += 10_000;
  expect(await ask('/readyz')).toEqual([503, { ready: false, failing: ['media'] }]);
  expect(warnings).toEqual([{ check: 'media', code: 'store-unavailable', detail: 'ENOENT' }]);
  // Whoever asks in a loop does not make the studio look each time.
  expect(await ask('/readyz')).toEqual([503, { ready: false, failing: ['media'] }]);
  expect(warnings).toHaveLength(1);
});
