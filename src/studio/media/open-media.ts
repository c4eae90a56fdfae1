import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../failure.js';
import { DirectoryMedia } from './directory-media.js';
import type { MediaStore } from './media-store.js';

export interface MediaPlace {
  /** STUDIO_MEDIA: a folder, or `s3://bucket` or `s3://bucket/prefix`. */
  readonly place: string;
  /** S3_ENDPOINT. */
  readonly endpoint?: string;
  /** AWS_REGION. */
  readonly region?: string;
}

/** Opens the store and looks whether it answers. Rejects with Failure `config` that names STUDIO_MEDIA. */
export async function openMedia({ place, endpoint, region }: MediaPlace): Promise<MediaStore> {
  const media = place.startsWith('s3://')
    ? await openS3(place, endpoint, region)
    : new DirectoryMedia(path.resolve(place));
  try {
    if (!place.startsWith('s3://')) await mkdir(place, { recursive: true, mode: 0o700 });
    await media.check();
    return media;
  } catch (cause) {
    await media.close();
    const detail = `STUDIO_MEDIA=${place} cannot be used: ${Failure.from(cause, 'store-unavailable').detail}`;
    throw new Failure('config', { detail, cause });
  }
}

async function openS3(place: string, endpoint?: string, region?: string): Promise<MediaStore> {
  const [, bucket, folders = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(place) ?? [];
  if (bucket === undefined) {
    throw new Failure('config', {
      detail: `STUDIO_MEDIA=${place} is not valid: it must be a folder, or s3://bucket/prefix`,
    });
  }
  const prefix = folders.replace(/^\/+|\/+$/g, '');
  const { S3Media } = await import('./s3-media.js');
  return S3Media.open({
    bucket,
    prefix: prefix && `${prefix}/`,
    endpoint,
    region: region ?? (endpoint === undefined ? undefined : 'us-east-1'),
  });
}
