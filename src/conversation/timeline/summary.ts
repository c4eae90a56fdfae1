import { foreignLine } from '../foreign-text.js';
import { UNKNOWN_TYPE } from './read-tracks.js';
import type { Timeline, TimelineSegment, TimelineTrack } from './timeline-model.js';
import { rangeText, type TrackWords } from './track-words.js';

/** How much is told about each track; less of it when room is scarce. */
export interface Detail {
  /** Most names per track. */
  readonly names: number;
  /** Longest name, in characters. */
  readonly label: number;
}

/** `Video: city timelapse (0-10s)`. */
export function trackText(track: TimelineTrack, words: TrackWords, detail: Detail): string {
  const type = track.type === UNKNOWN_TYPE ? undefined : track.type;
  const heading = track.kind === 'other' ? words.otherTrack(type) : words.track[track.kind];
  return `${heading}${words.colon}${segmentsText(track, words, detail)}`;
}

/** Segments in order; neighbours share one pair of brackets where a reader needs only one. */
export function segmentsText(
  track: Pick<TimelineTrack, 'kind' | 'segments'>,
  words: TrackWords,
  detail: Detail,
): string {
  const groups = groupNeighbours(track);
  const hidden = track.segments.length - detail.names;
  const rest = hidden > 0 ? words.andMore(hidden) : '';
  const parts: string[] = [];
  let room = detail.names;
  for (const group of groups) {
    if (room <= 0) break;
    const names = group
      .slice(0, room)
      .map((segment) => segmentName(segment, track.kind, words, detail.label));
    room -= names.length;
    const within = groups.length === 1 ? rest : '';
    parts.push(names.join(words.comma) + within + brackets(group, track.kind, words));
  }
  return parts.join(words.comma) + (groups.length === 1 ? '' : rest);
}

/** The words of a title in quotes, or the name of the media. */
export function segmentName(
  segment: Pick<TimelineSegment, 'label'>,
  kind: TimelineTrack['kind'],
  words: TrackWords,
  limit: number,
): string {
  if (!segment.label) return words.unnamed[kind];
  const label = foreignLine(segment.label, limit);
  return kind === 'title' ? words.quoted(label) : label;
}

function groupNeighbours(track: Pick<TimelineTrack, 'kind' | 'segments'>): TimelineSegment[][] {
  const groups: TimelineSegment[][] = [];
  for (const segment of track.segments) {
    const group = groups.at(-1);
    if (group && belongsTo(group, segment, track.kind)) group.push(segment);
    else groups.push([segment]);
  }
  return groups;
}

/**
 * Clips are one sequence; sounds join when they follow at the same volume; titles only when their times are
 * the same.
 */
function belongsTo(
  group: readonly TimelineSegment[],
  segment: TimelineSegment,
  kind: TimelineTrack['kind'],
): boolean {
  if (kind === 'video') return true;
  const last = group.at(-1);
  if (!last || last.volumePercent !== segment.volumePercent) return false;
  const sameTime =
    isNear(last.startSeconds, segment.startSeconds) && isNear(last.endSeconds, segment.endSeconds);
  return sameTime || (kind === 'audio' && isNear(last.endSeconds, segment.startSeconds));
}

/** Nothing finer than a tenth of a second is shown. */
function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) < 0.05;
}

function brackets(group: readonly TimelineSegment[], kind: TimelineTrack['kind'], words: TrackWords): string {
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  for (const segment of group) {
    start = Math.min(start, segment.startSeconds);
    end = Math.max(end, segment.endSeconds);
  }
  const range = rangeText({ start: start * 1_000, end: end * 1_000 }, words);
  const volume = kind === 'audio' ? group[0]?.volumePercent : undefined;
  const parts = [range, volume === undefined ? '' : `${volume}%`].filter((part) => part !== '');
  return parts.length > 0 ? words.inBrackets(parts) : '';
}

/**
 * Everything, or as much as fits into `limit`: first fewer names per track, then shorter names, then fewer
 * tracks. '' for an empty timeline.
 */
export function fittingSummary(timeline: Timeline, words: TrackWords, limit: number): string {
  const { tracks } = timeline;
  if (tracks.length === 0) return '';
  const draw = (detail: Detail, shown = tracks.length) =>
    words.heading(tracks.length) +
    tracks
      .slice(0, shown)
      .map((track, index) => `${index + 1}. ${trackText(track, words, detail)}`)
      .join(' ') +
    (shown < tracks.length ? words.andMoreTracks(tracks.length - shown) : '');
  const fits = (text: string) => text.length <= limit;

  const most = tracks.reduce((longest, track) => Math.max(longest, track.segments.length), 1);
  const whole = draw({ names: most, label: WHOLE_LABEL });
  if (fits(whole)) return whole;
  for (const label of [WHOLE_LABEL, SHORT_LABEL]) {
    const names = largestThat(most, (count) => fits(draw({ names: count, label })));
    if (names > 0) return draw({ names, label });
  }
  const shown = largestThat(tracks.length, (count) => fits(draw({ names: 1, label: SHORT_LABEL }, count)));
  return cut(draw({ names: 1, label: SHORT_LABEL }, Math.max(1, shown)), limit);
}

const WHOLE_LABEL = 200;
const SHORT_LABEL = 24;

/** Largest count from 1 to `most` that passes; 0 when none does. Passing gets harder with the count. */
function largestThat(most: number, passes: (count: number) => boolean): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (passes(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let short = '';
  for (const character of text) {
    if (short.length + character.length > limit - 1) break;
    short += character;
  }
  return limit > 0 ? `${short.trimEnd()}…` : '';
}
