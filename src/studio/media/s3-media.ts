import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import { Failure } from '../../failure.js';
import type { ByteRange, MediaStore } from './media-store.js';
import { isMissing, s3Failure } from './s3-failure.js';

export interface S3Place {
  readonly bucket: string;
  /** In front of every key; empty, or with a slash at its end. */
  readonly prefix: string;
  /** S3_ENDPOINT: a store that is not Amazon's. Its buckets are addressed by path, as every such store understands. */
  readonly endpoint?: string;
  /** AWS_REGION. Stores that are not Amazon's want one in the signature and do not look at it. */
  readonly region?: string;
  /** The client repeats what it can; a body that has begun to flow it cannot. Waits in milliseconds. */
  readonly putAgainAfterMs?: readonly number[];
}

const TIMEOUTS = { connectionTimeout: 10_000, socketTimeout: 60_000 };
const PUT_AGAIN_AFTER_MS = [200, 1_000];
/** What goes wrong is told by the Failure; the SDK would write it to the console as well. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const DELETES_AT_ONCE = 8;

/**
 * Media in an S3-compatible store. Credentials come from the environment of the process as the SDK documents it. Bytes
 * flow through and are never held in memory.
 */
export class S3Media implements MediaStore {
  readonly #s3: typeof import('@aws-sdk/client-s3');
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;
  readonly #putAgainAfterMs: readonly number[];

  private constructor(s3: typeof import('@aws-sdk/client-s3'), place: S3Place) {
    const { endpoint, region } = place;
    this.#s3 = s3;
    this.#bucket = place.bucket;
    this.#prefix = place.prefix;
    this.#putAgainAfterMs = place.putAgainAfterMs ?? PUT_AGAIN_AFTER_MS;
    this.#client = new s3.S3Client({
      ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
      ...(region !== undefined && { region }),
      requestHandler: TIMEOUTS,
      logger: SILENT,
      // The checksums that the SDK adds by default are unknown to many compatible stores.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  /** Loads the SDK, which takes a while, so only a studio that uses it pays for it. */
  static async open(place: S3Place): Promise<S3Media> {
    return new S3Media(await import('@aws-sdk/client-s3'), place);
  }

  async put(key: string, file: string): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#putOnce(key, file);
        break;
      } catch (thrown) {
        const pause = this.#putAgainAfterMs[attempt];
        if (pause === undefined) throw s3Failure(thrown);
        await wait(pause);
      }
    }
    await rm(file, { force: true });
  }

  async #putOnce(key: string, file: string): Promise<void> {
    const { size } = await stat(file);
    const Body = createReadStream(file);
    try {
      const where = { Bucket: this.#bucket, Key: this.#prefix + key };
      await this.#client.send(new this.#s3.PutObjectCommand({ ...where, Body, ContentLength: size }));
    } finally {
      Body.destroy();
    }
  }

  async bring(key: string, folder: string, signal: AbortSignal): Promise<string> {
    const target = path.join(folder, path.posix.basename(key));
    try {
      const { body } = await this.#get(key, undefined, signal);
      await pipeline(body, createWriteStream(target, { flags: 'wx', mode: 0o600 }), { signal });
      return target;
    } catch (thrown) {
      if (signal.aborted) throw new Failure('stopped', { cause: thrown });
      if (isMissing(thrown)) {
        const file = path.posix.basename(key);
        throw new Failure('file-unreadable', { facts: { file, reason: 'it is no longer there' } });
      }
      throw s3Failure(thrown);
    }
  }

  async size(key: string): Promise<number | undefined> {
    try {
      const where = { Bucket: this.#bucket, Key: this.#prefix + key };
      const { ContentLength } = await this.#client.send(new this.#s3.HeadObjectCommand(where));
      return ContentLength;
    } catch (thrown) {
      if (isMissing(thrown)) return undefined;
      throw s3Failure(thrown);
    }
  }

  async read(key: string, { first, last }: ByteRange): Promise<Readable> {
    try {
      const { body, isPart } = await this.#get(key, `bytes=${first}-${last}`);
      if (isPart || first === 0) return body;
      body.destroy();
    } catch (thrown) {
      throw s3Failure(thrown);
    }
    throw new Failure('store-unavailable', { detail: 'the S3 store does not know Range' });
  }

  async #get(
    key: string,
    Range?: string,
    abortSignal?: AbortSignal,
  ): Promise<{ body: Readable; isPart: boolean }> {
    const command = new this.#s3.GetObjectCommand({ Bucket: this.#bucket, Key: this.#prefix + key, Range });
    const { Body, ContentRange } = await this.#client.send(command, { abortSignal });
    if (!(Body instanceof Readable)) throw new Failure('store-unavailable', { detail: 'S3 sent no body' });
    return { body: Body, isPart: ContentRange !== undefined };
  }

  async remove(key: string): Promise<void> {
    try {
      await this.#delete([this.#prefix + key]);
      const pages = this.#s3.paginateListObjectsV2(
        { client: this.#client },
        { Bucket: this.#bucket, Prefix: `${this.#prefix}${key}/` },
      );
      for await (const { Contents = [] } of pages) {
        await this.#delete(Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
      }
    } catch (thrown) {
      throw s3Failure(thrown);
    }
  }

  /** One request each: not every compatible store knows DeleteObjects, and a session has few files. */
  async #delete(keys: readonly string[]): Promise<void> {
    for (let from = 0; from < keys.length; from += DELETES_AT_ONCE) {
      const some = keys.slice(from, from + DELETES_AT_ONCE);
      await Promise.all(
        some.map((Key) => this.#client.send(new this.#s3.DeleteObjectCommand({ Bucket: this.#bucket, Key }))),
      );
    }
  }

  async check(): Promise<void> {
    try {
      await this.#client.send(new this.#s3.HeadBucketCommand({ Bucket: this.#bucket }));
    } catch (thrown) {
      throw s3Failure(thrown);
    }
  }

  async close(): Promise<void> {
    this.#client.destroy();
  }
}
