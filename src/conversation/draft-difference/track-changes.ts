import type { ReadSegment } from '../timeline/read-tracks.js';
import { segmentName, segmentsText } from '../timeline/summary.js';
import type { TimelineTrack } from '../timeline/timeline-model.js';
import { rangeText, secondsText, type TrackWords } from '../timeline/track-words.js';
import { canonicalJson } from './canonical.js';
import type { ChangeWords } from './change-words.js';
import { type LookChange, lookChanges, otherChanges } from './look-changes.js';
import { isNear, type Pair, pairSegments } from './pair-segments.js';

/** More names or lines than this of one kind are counted instead of told one by one. */
const FEW = 3;
const LABEL = 60;

/** All segments of one kind (and for "other" of one type), before and after. */
export interface KindChange {
  readonly kind: TimelineTrack['kind'];
  /** "Video", "BGM", "Other (5)". */
  readonly what: string;
  readonly before: readonly ReadSegment[];
  readonly after: readonly ReadSegment[];
  /** Length of the whole video in ms, before and after: what spans all of it follows it without a word. */
  readonly total: { readonly before: number; readonly after: number };
}

interface Voice {
  readonly say: ChangeWords;
  readonly words: TrackWords;
}

/** Lines about one kind of track, most important first; empty when nothing about it can be told. */
export function trackChanges(change: KindChange, voice: Voice): string[] {
  const { kind } = change;
  const { pairs, added, removed } = pairSegments(change.before, change.after);
  const replaced = pairs.filter((pair) => pair.before.label !== pair.after.label);
  const kept = pairs.filter((pair) => pair.before.label === pair.after.label);
  const lines = [
    ...tellAdded(change, added, voice),
    ...tellReplaced(change, replaced, voice),
    ...tellRemoved(change, removed, voice),
    ...(kind === 'video'
      ? [...tellOrder(kept, voice), ...tellLengths(kept, voice)]
      : tellTimes(change, kept, voice)),
    ...tellVolumes(change, kept, voice),
    ...tellLooks(change, kept, voice),
  ];
  if (lines.length > 0 || kept.every(({ before, after }) => isSameRaw(before, after))) return lines;
  return kind === 'other' ? [voice.say.changed(change.what)] : [];
}

function isSameRaw(before: ReadSegment, after: ReadSegment): boolean {
  return canonicalJson(before.raw) === canonicalJson(after.raw);
}

function tellAdded(change: KindChange, added: readonly ReadSegment[], { say, words }: Voice): string[] {
  if (added.length === 0) return [];
  const { kind, what } = change;
  const text = (segments: readonly ReadSegment[], names: number) => listed(kind, segments, words, names);
  if (kind !== 'title') return [say.added(what, text(added, 10))];
  if (added.length <= FEW) return added.map((segment) => say.added(what, text([segment], 1)));
  return [say.titlesAdded(added.length, text(added, FEW))];
}

/** Names with their times; clips that do not follow each other get a time each. */
function listed(
  kind: TimelineTrack['kind'],
  segments: readonly ReadSegment[],
  words: TrackWords,
  names: number,
): string {
  const isSequence = segments.every(
    (segment, index) => index === 0 || isNear(segments[index - 1]?.end ?? 0, segment.start),
  );
  const shown = segments.map((segment) => ({
    label: segment.label || words.unnamed[kind],
    startSeconds: segment.start / 1_000,
    endSeconds: segment.end / 1_000,
    volumePercent: segment.volumePercent,
  }));
  const grouping = kind === 'video' && !isSequence ? 'other' : kind;
  return segmentsText({ kind: grouping, segments: shown }, words, { names, label: LABEL });
}

function tellReplaced(change: KindChange, pairs: readonly Pair[], { say, words }: Voice): string[] {
  const { kind, what } = change;
  const name = (segment: ReadSegment) => segmentName(segment, kind, words, LABEL);
  if (kind === 'video' && pairs.length > FEW) {
    const names = pairs.slice(0, FEW).map(({ after }) => name(after));
    return [say.manyReplaced(pairs.length, names.join(words.comma) + words.andMore(pairs.length - FEW))];
  }
  return pairs.map(({ before, after }) =>
    kind === 'video'
      ? say.clipReplaced(name(before), name(after))
      : say.replaced(what, name(before), name(after)),
  );
}

function tellRemoved(change: KindChange, removed: readonly ReadSegment[], { say, words }: Voice): string[] {
  const { kind, what } = change;
  const names = removed.slice(0, FEW).map((segment) => segmentName(segment, kind, words, LABEL));
  if (removed.length > FEW) {
    return [
      say.manyRemoved(kind, removed.length, names.join(words.comma) + words.andMore(removed.length - FEW)),
    ];
  }
  return names.map((name) => (kind === 'video' ? say.clipRemoved(name) : say.removed(what, name)));
}

function tellOrder(kept: readonly Pair[], { say, words }: Voice): string[] {
  const isOrdered = kept.every(
    (pair, index) => index === 0 || (kept[index - 1]?.beforeIndex ?? 0) < pair.beforeIndex,
  );
  if (isOrdered) return [];
  const names = kept.slice(0, 10).map(({ after }) => segmentName(after, 'video', words, LABEL));
  const rest = kept.length > 10 ? words.andMore(kept.length - 10) : '';
  return [say.order(names.join(words.comma) + rest)];
}

function lengthText(segment: ReadSegment, words: TrackWords): string {
  return words.seconds(secondsText(segment.end - segment.start));
}

/** A clip that is longer pushes the ones behind it: only lengths are told, not starts. */
function tellLengths(kept: readonly Pair[], { say, words }: Voice): string[] {
  const changed = kept
    .filter(({ before, after }) => !isNear(before.end - before.start, after.end - after.start))
    .map(({ before, after }) => ({ after, from: lengthText(before, words), to: lengthText(after, words) }));
  if (changed.length <= FEW) {
    return changed.map(({ after, from, to }) =>
      say.moved(segmentName(after, 'video', words, LABEL), from, to),
    );
  }
  const [first] = changed;
  const isUniform = changed.every(({ from, to }) => from === first?.from && to === first.to);
  if (first && isUniform) return [say.clipLengths(changed.length, first.from, first.to)];
  const shown = changed
    .slice(0, FEW)
    .map(({ after, from, to }) => `${segmentName(after, 'video', words, LABEL)} ${from} → ${to}`);
  return [say.someClipLengths(changed.length, shown.join(words.comma) + words.andMore(changed.length - FEW))];
}

function tellTimes(change: KindChange, kept: readonly Pair[], { say, words }: Voice): string[] {
  const { total } = change;
  const spansAll = ({ before, after }: Pair) =>
    isNear(before.start, 0) &&
    isNear(after.start, 0) &&
    isNear(before.end, total.before) &&
    isNear(after.end, total.after);
  return kept
    .filter(
      (pair) => !isNear(pair.before.start, pair.after.start) || !isNear(pair.before.end, pair.after.end),
    )
    .filter((pair) => !spansAll(pair))
    .map((pair) => ({ pair, from: rangeText(pair.before, words), to: rangeText(pair.after, words) }))
    .filter(({ from, to }) => from !== '' && to !== '' && from !== to)
    .map(({ pair, from, to }) => say.moved(subjectOf(change, pair.after, words), from, to));
}

function tellVolumes(change: KindChange, kept: readonly Pair[], { say, words }: Voice): string[] {
  return kept.flatMap(({ before, after }) => {
    const [from, to] = [before.volumePercent, after.volumePercent];
    if (to === undefined || from === to) return [];
    const isOnly = change.kind === 'audio' && change.after.length === 1;
    const subject = isOnly ? change.what : subjectOf(change, after, words);
    return [say.volume(subject, from === undefined ? '?' : `${from}%`, `${to}%`)];
  });
}

/** The same change on several segments is one line. */
function tellLooks(change: KindChange, kept: readonly Pair[], { say, words }: Voice): string[] {
  const bySentence = new Map<string, { count: number; tell: (subject: string) => string; subject: string }>();
  for (const { before, after } of kept) {
    for (const { look, values, details } of changesOf({ before, after }, words)) {
      const shown = {
        ...(values && { values: { from: values.from || say.nothing, to: values.to || say.nothing } }),
        ...(details && { details: details.join(words.comma) }),
      };
      const tell = (subject: string) =>
        look === 'settings'
          ? say.changed(subject, shown.details)
          : say.lookChange(subject, say.look[look], shown);
      const known = bySentence.get(tell(''));
      if (known) known.count += 1;
      else bySentence.set(tell(''), { count: 1, tell, subject: subjectOf(change, after, words) });
    }
  }
  return [...bySentence.values()].map(({ count, tell, subject }) =>
    tell(count === 1 ? subject : change.kind === 'video' ? say.clips(count) : `${change.what} (${count})`),
  );
}

/** Known looks; where nothing else about the segment is told, whatever has words. */
function changesOf({ before, after }: Pick<Pair, 'before' | 'after'>, words: TrackWords): LookChange[] {
  const looks = lookChanges(before.raw, after.raw, words);
  const isTold =
    looks.length > 0 ||
    !isNear(before.start, after.start) ||
    !isNear(before.end, after.end) ||
    before.volumePercent !== after.volumePercent;
  return isTold ? looks : [otherChanges(before.raw, after.raw) ?? []].flat();
}

/**
 * How a segment is called at the beginning of a line: a clip by its name, everything else by kind and name.
 */
function subjectOf(change: KindChange, segment: ReadSegment, words: TrackWords): string {
  const name = segmentName(segment, change.kind, words, LABEL);
  return change.kind === 'video' ? name : `${change.what} ${name}`;
}
