import { canonicalDraft, canonicalJson, canonicalValue } from './draft-difference/canonical.js';
import { changeWordsIn } from './draft-difference/change-words.js';
import { isNear } from './draft-difference/pair-segments.js';
import {
  type Timelines,
  tellFormat,
  tellProjectTitle,
  tellTrackOrder,
} from './draft-difference/project-changes.js';
import { type KindChange, trackChanges } from './draft-difference/track-changes.js';
import { detailsOf } from './draft-difference/value-words.js';
import { foreignLine } from './foreign-text.js';
import type { Language } from './inbound.js';
import type { SessionState } from './ports/video-backend.js';
import { fieldsOf, nameOf, numberOf } from './timeline/draft-fields.js';
import { type ReadSegment, type ReadTrack, readTracks, UNKNOWN_TYPE } from './timeline/read-tracks.js';
import { secondsText, trackWordsIn } from './timeline/track-words.js';
import { readTimeline } from './timeline.js';

/** Most lines that one change is told in. */
const MOST_LINES = 12;

/** Whether anything that matters differs: not timestamps, not signatures of addresses, not empty shells. */
export function hasChanged(before: SessionState, after: SessionState): boolean {
  return fingerprint(before) !== fingerprint(after);
}

function fingerprint(state: SessionState): string {
  return [
    canonicalDraft(state.draft),
    ...[state.videoInfos, state.generatedMedia, state.canvas ?? {}].map(canonicalJson),
  ].join('\n');
}

/**
 * What changed between two states, one concrete line each, such as `✅ Title added: "Urban Dreams" (0-3s)`.
 * Empty when nothing changed; a change that no rule explains is still told. Never raw JSON, never an address.
 */
export function describeChanges(before: SessionState, after: SessionState, language: Language): string[] {
  if (!hasChanged(before, after)) return [];
  const say = changeWordsIn(language);
  const words = trackWordsIn(language);
  const timelines = { before: readTimeline(before.draft), after: readTimeline(after.draft) };
  const lines =
    timelines.before.tracks.length > 0 && timelines.after.tracks.length === 0
      ? [say.emptied]
      : [
          ...kindChanges(before, after, timelines, language).flatMap((change) =>
            trackChanges(change, { say, words }),
          ),
          ...tellLength(timelines, language),
          ...tellTrackOrder(before, after, language),
          ...tellProjectTitle(before, after, timelines, language),
        ];
  lines.push(...tellFormat(before, after, timelines, language), ...tellNewMedia(before, after, language));
  if (lines.length === 0) lines.push(say.timelineChanged(aboutTheRest(before, after, timelines, language)));
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES - 1), say.moreChanges(lines.length - MOST_LINES + 1)];
}

/** What is known about a change that no rule explains: settings of the whole video, or how it is now. */
function aboutTheRest(
  before: SessionState,
  after: SessionState,
  timelines: Timelines,
  language: Language,
): string {
  const words = trackWordsIn(language);
  const meta = ({ draft }: SessionState) => canonicalValue(fieldsOf(draft).m);
  const details = detailsOf(meta(before), meta(after));
  if (details.length > 0) return details.join(words.comma);
  const { tracks, seconds } = timelines.after;
  const length = seconds > 0 ? words.seconds(secondsText(seconds * 1_000)) : undefined;
  return tracks.length > 0 ? changeWordsIn(language).aboutTimeline(tracks.length, length) : '';
}

function kindChanges(
  before: SessionState,
  after: SessionState,
  timelines: Timelines,
  language: Language,
): KindChange[] {
  const words = trackWordsIn(language);
  const total = { before: timelines.before.seconds * 1_000, after: timelines.after.seconds * 1_000 };
  const old = byKind(readTracks(before.draft));
  const now = byKind(readTracks(after.draft));
  return [...new Set([...ORDER, ...now.keys(), ...old.keys()])].map((key) => {
    const kind = (now.get(key) ?? old.get(key))?.kind ?? 'video';
    const type = key.startsWith('other') ? Number(key.slice('other'.length)) : UNKNOWN_TYPE;
    return {
      kind,
      what: kind === 'other' ? words.otherTrack(type === UNKNOWN_TYPE ? undefined : type) : words.track[kind],
      before: old.get(key)?.segments ?? [],
      after: now.get(key)?.segments ?? [],
      total,
    };
  });
}

const ORDER = ['video', 'audio', 'title'];

/**
 * All tracks of a kind together: a track that is split in two is no change for a person. Unknown types stay
 * apart.
 */
function byKind(
  tracks: readonly ReadTrack[],
): Map<string, { kind: ReadTrack['kind']; segments: ReadSegment[] }> {
  const kinds = new Map<string, { kind: ReadTrack['kind']; segments: ReadSegment[] }>();
  for (const { kind, type, segments } of tracks) {
    const key = kind === 'other' ? `other${type}` : kind;
    const known = kinds.get(key);
    if (known) known.segments.push(...segments);
    else kinds.set(key, { kind, segments: [...segments] });
  }
  return kinds;
}

function tellLength({ before, after }: Timelines, language: Language): string[] {
  const [from, to] = [before.seconds * 1_000, after.seconds * 1_000];
  if (from === 0 || to === 0 || isNear(from, to)) return [];
  const { seconds } = trackWordsIn(language);
  return [changeWordsIn(language).length(seconds(secondsText(from)), seconds(secondsText(to)))];
}

/** Generated clips appear among the project's files too: they are told once. */
function tellNewMedia(before: SessionState, after: SessionState, language: Language): string[] {
  const say = changeWordsIn(language);
  const generated = after.generatedMedia.length - before.generatedMedia.length;
  if (generated > 0) return [say.generated(generated)];
  const files = after.videoInfos.slice(before.videoInfos.length);
  if (files.length === 0) return [];
  const names = files.map((file) => foreignLine(nameOf(fieldsOf(file)), 60)).filter((name) => name !== '');
  return [say.newFiles(files.length, names.slice(0, 5).join(trackWordsIn(language).comma))];
}

/** The raw clip of a two-stage generation, as far as it is known. */
export interface Footage {
  readonly seconds?: number;
  readonly label?: string;
  readonly orientation?: 'portrait' | 'landscape' | 'square';
}

/**
 * The first stage of a generation: the raw clip is there, and music, titles and effects are still to come
 * (NemoVideo contract §8). `undefined` when there is no new clip or when sound or text shows that the second
 * stage has begun.
 */
export function firstFootage(before: SessionState, after: SessionState): Footage | undefined {
  const timeline = readTimeline(after.draft);
  if (timeline.tracks.some((track) => track.kind !== 'video')) return undefined;
  const hadVideo = readTimeline(before.draft).tracks.some((track) => track.kind === 'video');
  const generated = after.generatedMedia.slice(before.generatedMedia.length).at(-1);
  if (generated === undefined && (hadVideo || timeline.tracks.length === 0)) return undefined;

  const clip = fieldsOf(generated);
  const own = timeline.tracks[0]?.segments[0]?.label;
  // The length of generated media is in seconds, like that of uploads; a draft counts in ms (NemoVideo
  // contract §7).
  const seconds = hadVideo ? numberOf(clip.duration) : timeline.seconds || numberOf(clip.duration);
  const label = hadVideo ? nameOf(clip) : own || nameOf(clip);
  return {
    ...(seconds && seconds > 0 ? { seconds } : {}),
    ...(label ? { label: foreignLine(label) } : {}),
    ...orientationOf(
      timeline.width ?? after.canvas?.width ?? numberOf(clip.width),
      timeline.height ?? after.canvas?.height ?? numberOf(clip.height),
    ),
  };
}

function orientationOf(width: number | undefined, height: number | undefined): Pick<Footage, 'orientation'> {
  if (!width || !height) return {};
  if (width === height) return { orientation: 'square' };
  return { orientation: width > height ? 'landscape' : 'portrait' };
}
