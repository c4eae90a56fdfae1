import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { studioConformance } from '../conformance/studio.js';
import { type S3Store, startS3 } from '../fakes/s3/s3-store.js';
import { type Cleanups, studioBench } from './bench.js';

const cleanups: Cleanups = [];
let s3: S3Store;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.close());
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  await s3.empty();
});

describe('records and media in a folder', () => {
  studioConformance(() => studioBench(cleanups));
});

describe('records in a folder, media in S3', () => {
  studioConformance(() => studioBench(cleanups, { s3 }));
});
