import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../../failure.js';
import { type MediaStore, uploadKey } from '../media/media-store.js';
import { inspectMedia, type MediaFacts } from './inspect-media.js';
import { errorCode, storeFailure } from './json-file.js';
import type { MediaItem, StudioSession } from './session.js';
import type { Sessions } from './sessions.js';

/** 200 MiB, the largest file that a skill promises to take. */
export const MAX_FILE_BYTES = 200 * 1_048_576;
/** Files of one session, so that a script cannot fill the disk through one conversation. */
const MAX_FILES = 300;
const MAX_NAME = 100;

/** A file that has arrived and not been looked at. */
interface Arrived {
  readonly path: string;
  readonly bytes: number;
  readonly hash: string;
}

/** Takes in files: streamed to disk, looked at, and handed to the media store. */
export class Library {
  readonly #sessions: Sessions;
  readonly #media: MediaStore;
  readonly #incoming: string;
  readonly #now: () => number;

  /** `incoming` is a folder for files that are on their way. */
  constructor(options: { sessions: Sessions; media: MediaStore; incoming: string; now: () => number }) {
    this.#sessions = options.sessions;
    this.#media = options.media;
    this.#incoming = options.incoming;
    this.#now = options.now;
  }

  /**
   * Adds one file to a session. The same bytes under the same name are kept once: a client that repeats an upload gets
   * the item that it made before. Rejects with the failures of `inspectMedia`, `file-too-large` or `session-lost`.
   */
  async add(sessionId: string, file: { name: string; body: Readable }): Promise<MediaItem> {
    const arrived = await this.#receive(file.body);
    try {
      const facts = await inspectMedia(arrived.path);
      const wanted = { name: cleanName(file.name, facts.format), hash: arrived.hash };
      const known = findKnown(await this.#sessions.read(sessionId), wanted);
      return (
        known ?? (await this.#keep(sessionId, itemOf(wanted.name, facts, arrived, this.#now()), arrived))
      );
    } finally {
      await rm(arrived.path, { force: true });
    }
  }

  /** The bytes first, so that a session never names what is not there. */
  async #keep(sessionId: string, item: MediaItem, arrived: Arrived): Promise<MediaItem> {
    const key = uploadKey(sessionId, item.file);
    await this.#media.put(key, arrived.path);
    try {
      const kept = await this.#sessions.change(sessionId, (session) => {
        // A twin of this upload may have been quicker.
        const known = findKnown(session, item);
        if (known) return { session, result: known };
        if (session.media.length >= MAX_FILES) {
          throw new Failure('too-many-waiting', { detail: `a session holds at most ${MAX_FILES} files` });
        }
        const named = { ...item, name: freeName(session, item.name) };
        return { session: { ...session, media: [...session.media, named] }, result: named };
      });
      if (kept.id !== item.id) await this.#discard(key);
      return kept;
    } catch (thrown) {
      await this.#discard(key);
      throw thrown;
    }
  }

  async #discard(key: string): Promise<void> {
    // Best effort: what stays behind is removed together with the session.
    await this.#media.remove(key).catch(() => {});
  }

  async #receive(body: Readable): Promise<Arrived> {
    await mkdir(this.#incoming, { recursive: true, mode: 0o700 });
    const target = path.join(this.#incoming, randomBytes(12).toString('hex'));
    const hash = createHash('sha256');
    let bytes = 0;
    const measure = async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        bytes += chunk.length;
        if (bytes > MAX_FILE_BYTES) {
          throw new Failure('file-too-large', { facts: { limitBytes: MAX_FILE_BYTES } });
        }
        hash.update(chunk);
        yield chunk;
      }
    };
    try {
      await pipeline(body, measure, createWriteStream(target, { flags: 'wx', mode: 0o600 }));
      // The multipart parser ends a file that is too large quietly, and leaves this mark on its stream.
      if ('truncated' in body && body.truncated === true) {
        throw new Failure('file-too-large', { facts: { limitBytes: MAX_FILE_BYTES } });
      }
      return { path: target, bytes, hash: hash.digest('hex') };
    } catch (thrown) {
      await rm(target, { force: true });
      if (thrown instanceof Failure) throw thrown;
      const isDisk = ['ENOSPC', 'EDQUOT', 'EACCES', 'EIO', 'EROFS'].includes(errorCode(thrown) ?? '');
      throw isDisk ? storeFailure(thrown) : Failure.from(thrown, 'file-fetch-failed');
    }
  }
}

function itemOf(name: string, facts: MediaFacts, arrived: Arrived, at: number): MediaItem {
  const id = `m_${randomBytes(8).toString('hex')}`;
  const common = {
    id,
    name,
    format: facts.format,
    file: `${id}.${facts.format}`,
    bytes: arrived.bytes,
    hash: arrived.hash,
    at,
  };
  return facts.kind === 'image'
    ? { ...common, kind: facts.kind, width: facts.width, height: facts.height }
    : { ...common, kind: facts.kind, seconds: Math.round(facts.seconds * 100) / 100 };
}

/** A file name for people: no folders, no control characters, not too long. Never used as a path. */
function cleanName(name: string, format: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}"<>|*?]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  const extension = /\.[a-z0-9]{1,5}$/i.exec(plain)?.[0] ?? '';
  const stem = [...plain.slice(0, plain.length - extension.length)].slice(0, MAX_NAME).join('').trim();
  return stem ? `${stem}${extension}` : `file.${format}`;
}

/** Pasted pictures are all called `image.png`: the second becomes `image (2).png`, so that each can be named. */
function freeName(session: StudioSession, name: string): string {
  const taken = new Set(session.media.map((item) => item.name.toLowerCase()));
  const extension = /\.[a-z0-9]{1,5}$/i.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - extension.length);
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? name : `${stem} (${count})${extension}`;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}

function findKnown(session: StudioSession, { name, hash }: { name: string; hash: string }) {
  return session.media.find((item) => item.hash === hash && item.name.toLowerCase() === name.toLowerCase());
}
