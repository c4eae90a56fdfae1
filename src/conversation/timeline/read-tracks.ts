import { foreignLine } from '../foreign-text.js';
import {
  endOf,
  type Fields,
  fieldsOf,
  hasFields,
  lengthOf,
  listOf,
  nameOf,
  numberOf,
  startOf,
  volumeOf,
  wordsOf,
} from './draft-fields.js';
import type { TimelineTrack } from './timeline-model.js';

/**
 * A track as it was read, with the raw fields behind each segment: what a difference needs and a reply must
 * not carry.
 */
export interface ReadTrack {
  readonly kind: TimelineTrack['kind'];
  readonly type: number;
  readonly segments: readonly ReadSegment[];
}

/** Times in ms. `end` equals `start` when nothing tells the length. */
export interface ReadSegment {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly volumePercent?: number;
  readonly raw: Fields;
}

/** The type of a track that does not tell one. */
export const UNKNOWN_TYPE = -1;

/** Longest name or title that is kept; the summary shortens further where room is scarce. */
const LABEL_LIMIT = 200;

const KINDS = new Map<number, TimelineTrack['kind']>([
  [0, 'video'],
  [1, 'audio'],
  [7, 'title'],
]);

/** Track types are numbers (NemoVideo contract §13); names are accepted from whoever writes them out. */
const TYPE_NAMES: Readonly<Record<string, number>> = {
  video: 0,
  image: 0,
  audio: 1,
  bgm: 1,
  music: 1,
  text: 7,
  title: 7,
};

/** Every track that has segments, in the order of the draft. Never throws, whatever the draft is. */
export function readTracks(draft: unknown): ReadTrack[] {
  const root = fieldsOf(draft);
  const tracks = listOf(root.t)
    .map(fieldsOf)
    .map((track) => ({ track, segments: listOf(track.sg).filter(hasFields) }))
    .filter(({ segments }) => segments.length > 0);
  const total =
    lengthOf(root) ?? Math.max(0, ...tracks.map(({ track, segments }) => knownEnd(track, segments)));
  return tracks.map(({ track, segments }) => readTrack(track, segments, total));
}

/** Where a track ends as far as its own lengths tell, in ms. */
function knownEnd(track: Fields, segments: readonly Fields[]): number {
  let cursor = 0;
  let furthest = 0;
  for (const segment of segments) {
    const start = startOf(segment) ?? (typeOf(track) === 0 ? cursor : 0);
    cursor = Math.max(endOf(segment) ?? 0, start + (lengthOf(segment) ?? 0));
    furthest = Math.max(furthest, cursor);
  }
  return Math.max(furthest, lengthOf(track) ?? 0);
}

function readTrack(track: Fields, segments: readonly Fields[], total: number): ReadTrack {
  const type = typeOf(track);
  const kind = KINDS.get(type) ?? 'other';
  const trackEnd = lengthOf(track) ?? total;
  const spans = kind === 'video' ? spansInSequence(segments, trackEnd) : spansOnTheirOwn(segments, trackEnd);
  const trackName = segments.length === 1 ? nameOf(track) : '';
  return {
    kind,
    type,
    segments: segments.map((segment, index) => ({
      label: foreignLine(labelOf(segment, kind) || trackName, LABEL_LIMIT),
      start: spans[index]?.start ?? 0,
      end: spans[index]?.end ?? 0,
      volumePercent: volumeOf(segment, track),
      raw: segment,
    })),
  };
}

function typeOf(track: Fields): number {
  const type = numberOf(track.tt);
  if (type !== undefined) return type;
  const name = typeof track.tt === 'string' ? track.tt.trim().toLowerCase() : '';
  return Object.hasOwn(TYPE_NAMES, name) ? (TYPE_NAMES[name] ?? UNKNOWN_TYPE) : UNKNOWN_TYPE;
}

function labelOf(segment: Fields, kind: TimelineTrack['kind']): string {
  return kind === 'title' ? wordsOf(segment) : nameOf(segment) || (kind === 'other' ? wordsOf(segment) : '');
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Clips of a video track follow each other: a missing start is the end before it, a missing length is shared
 * out.
 */
function spansInSequence(segments: readonly Fields[], trackEnd: number): Span[] {
  const starts = trustedStarts(segments);
  const lengths = segments.map((segment, index) => ownLength(segment, starts[index]));
  const spans: Span[] = [];
  let cursor = 0;
  for (const [index, known] of lengths.entries()) {
    const start = starts[index] ?? cursor;
    const next = starts[index + 1];
    const length =
      known ?? (next !== undefined && next > start ? next - start : share(lengths, index, trackEnd - start));
    cursor = start + length;
    spans.push({ start, end: cursor });
  }
  return spans;
}

/**
 * Starts that are all the same cannot be starts of clips in sequence: the key means something else (a trim, a
 * scale).
 */
function trustedStarts(segments: readonly Fields[]): (number | undefined)[] {
  const starts = segments.map(startOf);
  const [first] = starts;
  const useless = segments.length > 1 && first !== undefined && starts.every((start) => start === first);
  return useless ? segments.map(() => undefined) : starts;
}

/** An equal share of what is left for the clips from `from` on that do not tell their length. */
function share(lengths: readonly (number | undefined)[], from: number, left: number): number {
  let unknown = 0;
  let taken = 0;
  for (let index = from; index < lengths.length; index++) {
    const length = lengths[index];
    if (length === undefined) unknown += 1;
    else taken += length;
  }
  return Math.max(0, (left - taken) / Math.max(1, unknown));
}

/**
 * Sounds, titles and everything else start where they say, or at 0, and last to the end when they do not say.
 */
function spansOnTheirOwn(segments: readonly Fields[], trackEnd: number): Span[] {
  return segments.map((segment) => {
    const start = startOf(segment) ?? 0;
    return { start, end: start + (ownLength(segment, start) ?? Math.max(0, trackEnd - start)) };
  });
}

function ownLength(segment: Fields, start: number | undefined): number | undefined {
  const end = endOf(segment);
  const byEnd = end === undefined || start === undefined ? undefined : end - start;
  return lengthOf(segment) ?? (byEnd !== undefined && byEnd > 0 ? byEnd : undefined);
}
