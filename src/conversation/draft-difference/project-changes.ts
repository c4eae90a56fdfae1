import { foreignLine } from '../foreign-text.js';
import type { Language } from '../inbound.js';
import type { SessionState } from '../ports/video-backend.js';
import { fieldsOf } from '../timeline/draft-fields.js';
import { type ReadTrack, readTracks, UNKNOWN_TYPE } from '../timeline/read-tracks.js';
import { segmentName } from '../timeline/summary.js';
import type { Timeline } from '../timeline/timeline-model.js';
import { trackWordsIn } from '../timeline/track-words.js';
import { canonicalJson } from './canonical.js';
import { changeWordsIn } from './change-words.js';

export interface Timelines {
  readonly before: Timeline;
  readonly after: Timeline;
}

const LABEL = 60;

/** The size of the picture: the draft tells it, or the canvas of the session does, by size or by ratio. */
export function tellFormat(
  before: SessionState,
  after: SessionState,
  timelines: Timelines,
  language: Language,
): string[] {
  const say = changeWordsIn(language);
  const old = formatsOf(before, timelines.before);
  const now = formatsOf(after, timelines.after);
  for (const [index, from] of old.entries()) {
    const to = now[index];
    if (from && to && from !== to) return [say.format(from, to)];
  }
  const [from, to] = [old.find(Boolean), now.find(Boolean)];
  if (from || !to) {
    const [sizeBefore, sizeAfter] = [old[0] ?? old[1], now[0] ?? now[1]];
    return sizeBefore && sizeAfter && sizeBefore !== sizeAfter ? [say.format(sizeBefore, sizeAfter)] : [];
  }
  // A first timeline has some format, of course.
  return timelines.before.tracks.length > 0 ? [say.formatIs(to)] : [];
}

/** By draft, by the size of the canvas, by its ratio. */
function formatsOf({ canvas }: SessionState, { width, height }: Timeline): (string | undefined)[] {
  return [
    width && height ? `${width}x${height}` : undefined,
    canvas?.width && canvas.height ? `${canvas.width}x${canvas.height}` : undefined,
    canvas?.ratio ? foreignLine(canvas.ratio, 12) : undefined,
  ];
}

/** The title of the whole project, which no track shows. */
export function tellProjectTitle(
  before: SessionState,
  after: SessionState,
  timelines: Timelines,
  language: Language,
): string[] {
  const [from, to] = [projectTitle(before), projectTitle(after)];
  if (to === '' || from === to || timelines.before.tracks.length === 0) return [];
  const { quoted } = trackWordsIn(language);
  return [changeWordsIn(language).projectTitle(from === '' ? undefined : quoted(from), quoted(to))];
}

function projectTitle({ draft }: SessionState): string {
  const root = fieldsOf(draft);
  const meta = fieldsOf(root.m);
  const title = [meta.title, meta.name, root.title, root.name].find((text) => typeof text === 'string');
  return typeof title === 'string' ? foreignLine(title, LABEL) : '';
}

/** The same tracks in another order; by what is on them where there are several of a kind. */
export function tellTrackOrder(before: SessionState, after: SessionState, language: Language): string[] {
  const [old, now] = [readTracks(before.draft), readTracks(after.draft)];
  const words = trackWordsIn(language);
  const kind = (track: ReadTrack) =>
    track.kind === 'other'
      ? words.otherTrack(track.type === UNKNOWN_TYPE ? undefined : track.type)
      : words.track[track.kind];
  const named = (track: ReadTrack) => {
    const [first] = track.segments;
    return first ? `${kind(track)} ${segmentName(first, track.kind, words, LABEL)}` : kind(track);
  };
  const content = ({ segments }: ReadTrack) => canonicalJson(segments.map(({ raw }) => raw));
  const isMoved = (keyOf: (track: ReadTrack) => string) => isReordered(old.map(keyOf), now.map(keyOf));
  const { trackOrder } = changeWordsIn(language);
  if (isMoved(kind)) return [trackOrder(now.slice(0, 10).map(kind).join(words.comma))];
  const isShuffled = isMoved((track) => `${kind(track)} ${content(track)}`);
  return isShuffled ? [trackOrder(now.slice(0, 5).map(named).join(words.comma))] : [];
}

function isReordered(before: readonly string[], after: readonly string[]): boolean {
  const isSame = before.every((key, index) => key === after[index]);
  return !isSame && [...before].sort().join('\n') === [...after].sort().join('\n');
}
