import { open } from 'node:fs/promises';
import { Failure } from '../../failure.js';

/** What the boxes of an MP4 or MOV file say (ISO/IEC 14496-12). Seconds and pixels. */
export interface Mp4Facts {
  /** Types of the outermost boxes, in their order. */
  readonly boxes: readonly string[];
  /** The index comes before the media, so that a player can start while it loads. */
  readonly fastStart: boolean;
  readonly seconds: number;
  readonly tracks: readonly Mp4Track[];
}

export interface Mp4Track {
  readonly kind: 'video' | 'audio' | 'other';
  /** Such as `avc1` and `mp4a`. */
  readonly codec: string;
  readonly seconds: number;
  readonly samples: number;
  readonly width?: number;
  readonly height?: number;
  /** H.264 `profile_idc`: 100 is High. */
  readonly profile?: number;
  readonly sampleRate?: number;
  readonly channels?: number;
}

interface Box {
  readonly type: string;
  /** A view of the file's index: what is written to it is written to the index. */
  readonly body: Buffer;
}

/** The index of a long video has some megabytes; more than this is not one that we wrote. */
const MAX_INDEX_BYTES = 64_000_000;

/** Reads a file's boxes. Rejects with Failure `render-failed` when it is not a whole MP4. */
export async function readMp4(path: string): Promise<Mp4Facts> {
  return withIndex(path, 'r', async ({ boxes, index }) => {
    const moov = childrenOf(index);
    return {
      boxes,
      fastStart: boxes.indexOf('moov') < boxes.indexOf('mdat'),
      seconds: duration(find(moov, 'mvhd'), 12),
      tracks: moov.filter(({ type }) => type === 'trak').map(({ body }) => readTrack(childrenOf(body))),
    };
  });
}

/**
 * Sets the durations of tracks and movie to what the edit lists say (ISO/IEC 14496-12, 8.3.2.3 and 8.2.2.3). ffmpeg
 * before version 4.4 adds the silence with which AAC starts, so that a video of 10 s claims 10.022 s.
 */
export async function alignDurations(path: string): Promise<void> {
  await withIndex(path, 'r+', async ({ index, write }) => {
    const moov = childrenOf(index);
    const edited = moov
      .filter(({ type }) => type === 'trak')
      .map(({ body }) => editedDuration(childrenOf(body)));
    const header = find(moov, 'mvhd');
    if (edited.includes(undefined) || header.readUInt8(0) !== 0) return;
    header.writeUInt32BE(Math.max(...edited.map((units) => units ?? 0)), 16);
    await write();
  });
}

/** Sums up the edit list of a track, in units of the movie, and writes the sum to the track's header. */
function editedDuration(trak: readonly Box[]): number | undefined {
  const list = childrenOf(trak.find(({ type }) => type === 'edts')?.body ?? Buffer.alloc(0));
  const edits = list.find(({ type }) => type === 'elst')?.body;
  const header = find(trak, 'tkhd');
  if (edits?.readUInt8(0) !== 0 || header.readUInt8(0) !== 0) return undefined;
  let sum = 0;
  for (let i = 0; i < edits.readUInt32BE(4); i++) sum += edits.readUInt32BE(8 + i * 12);
  header.writeUInt32BE(sum, 20);
  return sum;
}

interface OpenIndex {
  /** Types of the outermost boxes. */
  readonly boxes: readonly string[];
  /** The inside of the `moov` box. */
  readonly index: Buffer;
  /** Writes a changed index back to its place. */
  readonly write: () => Promise<void>;
}

async function withIndex<T>(
  path: string,
  flags: 'r' | 'r+',
  use: (open: OpenIndex) => Promise<T>,
): Promise<T> {
  const file = await open(path, flags);
  try {
    const { size } = await file.stat();
    const boxes: string[] = [];
    let index: { readonly at: number; readonly bytes: Buffer } | undefined;
    for (let at = 0; at < size; ) {
      const header = Buffer.alloc(16);
      await file.read(header, 0, 16, at);
      const length = boxLength(header, size - at);
      if (length < 8 || at + length > size) throw broken(`a box reaches beyond the file at ${at}`);
      const type = header.toString('latin1', 4, 8);
      boxes.push(type);
      if (type === 'moov' && length <= MAX_INDEX_BYTES) {
        index = { at: at + 8, bytes: Buffer.alloc(length - 8) };
        await file.read(index.bytes, 0, length - 8, at + 8);
      }
      at += length;
    }
    if (!index || !boxes.includes('mdat')) throw broken('no index or no media');
    const { at, bytes } = index;
    return await use({
      boxes,
      index: bytes,
      write: async () => void (await file.write(bytes, 0, bytes.length, at)),
    });
  } catch (thrown) {
    // Reading beyond a box throws a RangeError: the file is broken in that case too.
    throw thrown instanceof RangeError ? broken('a box is cut short') : thrown;
  } finally {
    await file.close();
  }
}

function readTrack(trak: readonly Box[]): Mp4Track {
  const media = childrenOf(find(trak, 'mdia'));
  const handler = find(media, 'hdlr').toString('latin1', 8, 12);
  const table = childrenOf(find(childrenOf(find(media, 'minf')), 'stbl'));
  const sizes = find(table, 'stsz');
  const entry = childrenOf(find(table, 'stsd').subarray(8))[0];
  const common = {
    codec: entry?.type ?? '',
    seconds: duration(find(media, 'mdhd'), 12),
    samples: sizes.readUInt32BE(8),
  };
  if (handler === 'vide' && entry) {
    const config = childrenOf(entry.body.subarray(78)).find(({ type }) => type === 'avcC');
    return {
      kind: 'video',
      ...common,
      width: entry.body.readUInt16BE(24),
      height: entry.body.readUInt16BE(26),
      profile: config?.body.readUInt8(1),
    };
  }
  if (handler === 'soun' && entry) {
    return {
      kind: 'audio',
      ...common,
      channels: entry.body.readUInt16BE(16),
      sampleRate: entry.body.readUInt16BE(24),
    };
  }
  return { kind: 'other', ...common };
}

/** A header's duration: version 0 has 32-bit times, version 1 has 64-bit ones. */
function duration(header: Buffer, at: number): number {
  if (header.readUInt8(0) === 0) return header.readUInt32BE(at + 4) / header.readUInt32BE(at);
  return Number(header.readBigUInt64BE(at + 12)) / header.readUInt32BE(at + 8);
}

function childrenOf(body: Buffer): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at + 8 <= body.length; ) {
    const length = boxLength(body.subarray(at), body.length - at);
    if (length < 8) break;
    boxes.push({ type: body.toString('latin1', at + 4, at + 8), body: body.subarray(at + 8, at + length) });
    at += length;
  }
  return boxes;
}

function boxLength(header: Buffer, rest: number): number {
  const length = header.readUInt32BE(0);
  if (length === 0) return rest;
  return length === 1 ? Number(header.readBigUInt64BE(8)) : length;
}

function find(boxes: readonly Box[], type: string): Buffer {
  const box = boxes.find((candidate) => candidate.type === type);
  if (!box) throw broken(`no ${type} box`);
  return box.body;
}

function broken(detail: string): Failure {
  return new Failure('render-failed', { detail: `the video file is not whole: ${detail}` });
}
