import type { Language } from './inbound.js';
import { fieldsOf, lengthOf, listOf, numberOf } from './timeline/draft-fields.js';
import { readTracks } from './timeline/read-tracks.js';
import { fittingSummary } from './timeline/summary.js';
import type { Timeline } from './timeline/timeline-model.js';
import { trackWordsIn } from './timeline/track-words.js';

/**
 * Reads any draft: unknown track types, missing or mistyped fields, nonsense. Tracks without segments are
 * left out. All times of a draft are ms (NemoVideo contract §13). Names and words come out as clean single
 * lines.
 */
export function readTimeline(draft: unknown): Timeline {
  const tracks = readTracks(draft);
  const root = fieldsOf(draft);
  const meta = fieldsOf(root.m);
  const footage = tracks.filter((track) => track.kind === 'video');
  const ends = (footage.length > 0 ? footage : tracks).flatMap((track) =>
    track.segments.map(({ end }) => end),
  );
  return {
    tracks: tracks.map(({ kind, type, segments }) => ({
      kind,
      type,
      segments: segments.map(({ label, start, end, volumePercent }) => ({
        label,
        startSeconds: start / 1_000,
        endSeconds: end / 1_000,
        ...(volumePercent === undefined ? {} : { volumePercent }),
      })),
    })),
    seconds: (lengthOf(root) ?? ends.reduce((furthest, end) => Math.max(furthest, end), 0)) / 1_000,
    width: pixels(meta.width ?? meta.w ?? root.width ?? root.w),
    height: pixels(meta.height ?? meta.h ?? root.height ?? root.h),
  };
}

function pixels(value: unknown): number | undefined {
  const number = numberOf(value);
  return number !== undefined && number >= 1 ? Math.round(number) : undefined;
}

/**
 * Whether a draft can be rendered: `t` is an array with at least one track whose `sg` is a non-empty array
 * (NemoVideo contract §10.1).
 */
export function isExportable(draft: unknown): boolean {
  return listOf(fieldsOf(draft).t).some((track) => listOf(fieldsOf(track).sg).length > 0);
}

/** Short enough for one message on every platform, with room for the lines around it (Discord takes 2000). */
const SUMMARY_LIMIT = 1_500;

/**
 * One line, as the skills show it: `Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi
 * (0-10s, 35%) 3. Title: "Urban Dreams" (0-3s)`. Segments are named in order and left out ("and 7 more") only
 * when the line would be longer than `limit` characters. '' for an empty timeline.
 */
export function summariseTimeline(timeline: Timeline, language: Language, limit = SUMMARY_LIMIT): string {
  return fittingSummary(timeline, trackWordsIn(language), limit);
}
