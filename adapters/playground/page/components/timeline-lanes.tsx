import type { Timeline, TimelineTrack } from '../../../../src/conversation/timeline/timeline-model.js';
import type { Words } from '../lib/words.js';
import { FilmIcon, MusicIcon, TextIcon } from './icons.js';

const ICONS = { video: FilmIcon, audio: MusicIcon, title: TextIcon, other: FilmIcon };

/** The tracks drawn as lanes along the time. The text above says the same, so this is hidden from screen readers. */
export function TimelineLanes({ timeline, words }: { timeline: Timeline; words: Words }) {
  const ends = timeline.tracks.flatMap((track) => track.segments.map((segment) => segment.endSeconds));
  const seconds = Math.max(timeline.seconds, ...ends, 0);
  if (seconds <= 0) return null;
  return (
    <div class="lanes" aria-hidden="true">
      {timeline.tracks.map((track, index) => (
        <Lane key={index} track={track} seconds={seconds} name={words.tracks[track.kind]} />
      ))}
      <div class="ruler">
        <span />
        <div class="ticks">
          {ticksOf(seconds).map((tick) => (
            <span class="tick" key={tick} style={{ left: share(tick, seconds) }}>
              {tick}s
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}

function Lane({ track, seconds, name }: { track: TimelineTrack; seconds: number; name: string }) {
  const Sign = ICONS[track.kind];
  return (
    <div class={`lane ${track.kind}`}>
      <span class="lane-name">
        <Sign />
        {name}
      </span>
      <div class="lane-track">
        {track.segments.map((segment, index) => (
          <span
            key={index}
            class="segment"
            title={segment.label}
            style={{
              left: share(segment.startSeconds, seconds),
              width: share(segment.endSeconds - segment.startSeconds, seconds),
            }}
          >
            {segment.label}
          </span>
        ))}
      </div>
    </div>
  );
}

function share(part: number, whole: number): string {
  return `${Math.max(0, Math.min(100, (part / whole) * 100))}%`;
}

/** At most six round marks. */
function ticksOf(seconds: number): number[] {
  const step = [1, 2, 5, 10, 15, 30, 60, 120, 300].find((each) => seconds / each <= 6) ?? 600;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
}
