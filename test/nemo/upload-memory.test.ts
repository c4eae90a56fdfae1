import { expect, it } from 'vitest';
import { startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { startChild } from '../store/children/start-child.js';

const MEGABYTE = 1_048_576;

it('uploads 200 MB and holds less than 64 MB of it', async () => {
  const nemo = await startFakeNemo();
  const child = await startChild('test/nemo/children/upload-large.ts', [nemo.url, String(200 * MEGABYTE)]);
  const line = await child.line((printed) => printed.startsWith('grown '));
  expect(nemo.of('upload')[1]?.files[0]?.size).toBe(200 * MEGABYTE);
  expect(Number(line.slice('grown '.length)) / MEGABYTE).toBeLessThan(64);
  await nemo.close();
});
