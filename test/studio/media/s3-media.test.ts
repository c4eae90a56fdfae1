import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { MediaStore } from '../../../src/studio/media/media-store.js';
import { openMedia } from '../../../src/studio/media/open-media.js';
import { S3Media } from '../../../src/studio/media/s3-media.js';
import { mediaConformance } from '../../conformance/media-store.js';
import { type S3Store, startS3 } from '../../fakes/s3/s3-store.js';
import { temporaryFolder } from '../harness.js';

let s3: S3Store;
const cleanups: (() => Promise<void>)[] = [];
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.close());
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function bench(): Promise<{ folder: string; media: MediaStore }> {
  const { folder, remove } = await temporaryFolder();
  const media = await openMedia({ place: `s3://${s3.bucket}/studio`, endpoint: s3.endpoint });
  cleanups.push(
    remove,
    () => media.remove('sessions'),
    () => media.close(),
  );
  return { folder, media };
}

mediaConformance(bench);

describe('an S3-compatible store', () => {
  const impatient = async () => {
    const { folder } = await bench();
    const place = { bucket: s3.bucket, prefix: 'studio/', endpoint: s3.endpoint, region: 'us-east-1' };
    const media = await S3Media.open({ ...place, putAgainAfterMs: [1, 1] });
    cleanups.push(() => media.close());
    return { folder, media };
  };
  const put = async (key: string, open: () => ReturnType<typeof bench> = bench) => {
    const { folder, media } = await open();
    const file = path.join(folder, 'arrived');
    await writeFile(file, 'the bytes');
    await media.put(key, file);
    return { folder, media };
  };

  it('keeps everything below its prefix', async () => {
    await put('sessions/1/media/a.jpg');
    expect(await s3.keys()).toEqual(['studio/sessions/1/media/a.jpg']);
  });

  it('takes a file at a later attempt when the store is busy', async () => {
    s3.refuse('PUT', 2);
    const { media } = await put('sessions/1/media/a.jpg', impatient);
    expect(await media.size('sessions/1/media/a.jpg')).toBe(9);
  });

  it('says what the store answered when it stays busy, and keeps the file here', async () => {
    const { folder, media } = await impatient();
    const file = path.join(folder, 'arrived');
    await writeFile(file, 'the bytes');
    s3.refuse('PUT', 3);
    const putting = media.put('sessions/1/media/a.jpg', file);
    const detail = expect.stringMatching(/^S3: .*503$/);
    await expect(putting).rejects.toMatchObject({ code: 'store-unavailable', detail });
    expect(await readdir(folder)).toEqual(['arrived']);
  });

  it('says that a file is no longer there, by its name in the draft', async () => {
    const { folder, media } = await bench();
    const bringing = media.bring('sessions/1/media/m_9.jpg', folder, new AbortController().signal);
    await expect(bringing).rejects.toMatchObject({ code: 'file-unreadable', facts: { file: 'm_9.jpg' } });
  });

  it('stops bringing a file when it is told to', async () => {
    const { folder, media } = await put('sessions/1/media/a.jpg');
    const bringing = media.bring('sessions/1/media/a.jpg', folder, AbortSignal.abort());
    await expect(bringing).rejects.toMatchObject({ code: 'stopped' });
  });
});

it.each([
  ['s3://no-such-bucket', /^STUDIO_MEDIA=s3:\/\/no-such-bucket cannot be used: S3: .*404$/],
  ['s3://Not_A_Bucket/x', /it must be a folder, or s3:\/\/bucket\/prefix$/],
])('refuses %s with the variable to change', async (place, detail) => {
  const opening = openMedia({ place, endpoint: s3.endpoint });
  await expect(opening).rejects.toMatchObject({ code: 'config', detail: expect.stringMatching(detail) });
});

it.each([
  ['AWS_REGION', undefined],
  ['AWS_ACCESS_KEY_ID', 'us-east-1'],
])('names %s when the SDK does not find it', async (variable, region) => {
  for (const name of [variable, 'AWS_REGION', 'AWS_PROFILE']) vi.stubEnv(name, undefined);
  const nowhere = path.join(import.meta.dirname, 'no-such-file');
  for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(name, nowhere);
  // It would ask the network otherwise.
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  cleanups.push(async () => void vi.unstubAllEnvs());
  const opening = openMedia({ place: 's3://some-bucket', region });
  await expect(opening).rejects.toMatchObject({ code: 'config', detail: expect.stringContaining(variable) });
});
