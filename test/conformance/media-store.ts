import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import type { MediaStore } from '../../src/studio/media/media-store.js';

const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
const KEY = 'sessions/1000000000000000001/media/m_1.jpg';
const never = new AbortController().signal;

export interface MediaBench {
  readonly media: MediaStore;
  /** A folder of this machine, gone after the test. */
  readonly folder: string;
}

/** What every media store has to do. */
export function mediaConformance(open: () => Promise<MediaBench>): void {
  const kept = async (key = KEY) => {
    const bench = await open();
    const file = path.join(bench.folder, 'arrived');
    await writeFile(file, bytes);
    await bench.media.put(key, file);
    return { ...bench, file };
  };

  it('takes a file over, and has all of its bytes', async () => {
    const { media, file } = await kept();
    await expect(access(file)).rejects.toThrow();
    expect(await media.size(KEY)).toBe(bytes.length);
    const whole = await media.read(KEY, { first: 0, last: bytes.length - 1 });
    expect(bytes.equals(await buffer(whole))).toBe(true);
  });

  it('reads a part', async () => {
    const { media } = await kept();
    const part = await buffer(await media.read(KEY, { first: 70_000, last: 70_099 }));
    expect(part).toEqual(bytes.subarray(70_000, 70_100));
  });

  it('brings a file to this machine', async () => {
    const { media, folder } = await kept();
    await mkdir(path.join(folder, 'render'));
    const brought = await media.bring(KEY, path.join(folder, 'render'), never);
    expect(bytes.equals(await readFile(brought))).toBe(true);
    expect(await media.size(KEY)).toBe(bytes.length);
  });

  it('knows nothing of a key that is not there, and removes it all the same', async () => {
    const { media } = await kept();
    expect(await media.size('sessions/1000000000000000001/media/m_2.jpg')).toBeUndefined();
    await media.remove('sessions/1000000000000000001/media/m_2.jpg');
  });

  it('removes one file, or everything below a key, and nothing beside it', async () => {
    const { media, file } = await kept();
    const others = [
      'sessions/1000000000000000001/media/m_2.jpg',
      'sessions/10000000000000000012/media/m_3.jpg',
    ];
    for (const key of others) {
      await writeFile(file, 'other');
      await media.put(key, file);
    }
    const there = async () =>
      (await Promise.all([KEY, ...others].map((key) => media.size(key)))).map(Boolean);
    await media.remove(KEY);
    expect(await there()).toEqual([false, true, true]);
    await media.remove('sessions/1000000000000000001');
    expect(await there()).toEqual([false, false, true]);
  });

  it('says that it can be used', async () => {
    await (await open()).media.check();
  });
}
