import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { DirectoryMedia } from '../../src/studio/media/directory-media.js';
import type { MediaStore } from '../../src/studio/media/media-store.js';
import { fileRecords, type StudioRecords } from '../../src/studio/records.js';
import type { StudioBench } from '../conformance/studio.js';
import type { S3Store } from '../fakes/s3/s3-store.js';
import { start, temporaryFolder } from './harness.js';

export type Cleanups = (() => Promise<void>)[];

/** Where the things of a studio under test are. */
export interface Places {
  /** An empty database; without it records are files. */
  readonly records?: () => Promise<StudioRecords>;
  readonly s3?: S3Store;
}

/** A studio with its own folder, which is gone after the test. */
export async function studioBench(cleanups: Cleanups, places: Places = {}): Promise<StudioBench> {
  const { folder, remove } = await temporaryFolder();
  cleanups.push(remove);
  const openRecords = places.records ?? (async () => fileRecords(folder));
  const openMedia = () => mediaOf(folder, places.s3);
  let servers = 0;
  return {
    openRecords,
    openMedia,
    keys: () => (places.s3 ? places.s3.keys() : filesIn(folder)),
    async start(options = {}) {
      const [records, media] = [await openRecords(), await openMedia()];
      // Processes that share their records have folders of their own.
      const own = places.records ? path.join(folder, `process-${servers++}`) : folder;
      const running = await start(own, { records, media, ...options });
      let closed: Promise<void> | undefined;
      const { close } = running.studio;
      running.studio.close = (graceMs) => {
        closed ??= close(graceMs);
        return closed;
      };
      cleanups.push(() => running.studio.close());
      return running;
    },
  };
}

async function mediaOf(folder: string, s3: S3Store | undefined): Promise<MediaStore> {
  if (!s3) return new DirectoryMedia(folder);
  const { S3Media } = await import('../../src/studio/media/s3-media.js');
  return S3Media.open({ bucket: s3.bucket, prefix: '', endpoint: s3.endpoint, region: 'us-east-1' });
}

/** Media files below `sessions` and `renders`, without the records that lie beside them. */
async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.json'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}
