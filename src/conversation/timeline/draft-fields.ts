/**
 * Lenient reading of single draft fields. The short keys `t`, `tt`, `sg`, `d`, `m` are known; which keys hold
 * the start, the volume and the words of a segment is not documented, so every plausible one is tried
 * (NemoVideo contract §13).
 */

export type Fields = Readonly<Record<string, unknown>>;

const NOTHING: Fields = Object.freeze({});

export function hasFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object with fields; an empty one for everything else. */
export function fieldsOf(value: unknown): Fields {
  return hasFields(value) ? value : NOTHING;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A finite number, also when it was written as a string ("10000"). */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** The first number among `keys`, in the order of the places and then of the keys. */
function firstNumber(places: readonly Fields[], keys: readonly string[]): number | undefined {
  for (const place of places) {
    for (const key of keys) {
      const number = numberOf(place[key]);
      if (number !== undefined) return number;
    }
  }
  return undefined;
}

/** Length in ms at one level (draft, track or segment); undefined when it is missing, zero or negative. */
export function lengthOf(level: Fields): number | undefined {
  const length = firstNumber([level, fieldsOf(level.m), fieldsOf(level.tr)], ['d']);
  return length !== undefined && length > 0 ? length : undefined;
}

/** Start of a segment in ms. */
export function startOf(segment: Fields): number | undefined {
  const start =
    firstNumber([segment], ['s', 'st', 'start', 'b', 'o']) ??
    firstNumber([fieldsOf(segment.tr)], ['s']) ??
    firstNumber([segment], ['in']) ??
    firstNumber([fieldsOf(segment.m)], ['start', 's']);
  return start !== undefined && start >= 0 ? start : undefined;
}

/** End of a segment in ms, for drafts that give an end instead of a length. */
export function endOf(segment: Fields): number | undefined {
  return firstNumber([segment, fieldsOf(segment.tr), fieldsOf(segment.m)], ['e', 'end']);
}

/** Volume in percent, 0-100; fractions up to 1 and percentages are both in use. */
export function volumeOf(...places: readonly Fields[]): number | undefined {
  const all = places.flatMap((place) => [place, fieldsOf(place.m)]);
  if (all.some((place) => place.muted === true || place.mute === true)) return 0;
  for (const place of all) {
    for (const key of ['v', 'vol', 'volume']) {
      const value = place[key];
      const percent = typeof value === 'string' ? /^\s*(\d+(?:\.\d+)?)\s*%\s*$/.exec(value) : null;
      const volume = percent ? Number(percent[1]) / 100 : numberOf(value);
      if (volume !== undefined && volume >= 0) return toPercent(volume);
    }
  }
  return undefined;
}

function toPercent(volume: number): number {
  // Between 1 and 2 a broken number is a gain ("1.5"): nobody sets a volume of one and a half percent.
  const isShare = volume <= 1 || (volume < 2 && !Number.isInteger(volume));
  return Math.min(100, Math.round(isShare ? volume * 100 : volume));
}

/** Words shown by a text segment; '' when none are found. */
export function wordsOf(segment: Fields): string {
  const { m } = segment;
  const inside = fieldsOf(m);
  const candidates = [
    ...['text', 'content', 'title'].map((key) => inside[key]),
    ...['text', 'txt', 'content', 'c'].map((key) => segment[key]),
    typeof m === 'string' ? m : undefined,
  ];
  return firstText(candidates, spokenText) || nameOf(segment);
}

/** Name of the media behind a segment or of a track; '' when there is none. */
export function nameOf(level: Fields): string {
  const { m } = level;
  const inside = fieldsOf(m);
  const named = firstText(
    [
      inside.name,
      inside.title,
      level.n,
      level.name,
      inside.description,
      level.label,
      inside.label,
      typeof m === 'string' ? m : undefined,
      inside.filename,
      inside.file_name,
      level.filename,
      level.file_name,
    ],
    (value) => (typeof value === 'string' ? baseName(spokenText(value)) : ''),
  );
  if (named) return named;
  const sources = [level, inside].flatMap((place) => [place.src, place.url, place.path, place.file]);
  return firstText(sources, (value) => (typeof value === 'string' ? lastPart(value) : ''));
}

function firstText(values: readonly unknown[], read: (value: unknown) => string): string {
  for (const value of values) {
    const text = read(value).trim();
    if (text) return text;
  }
  return '';
}

/** Text, a number, an object with a text in it, or such an object as a JSON string. */
function spokenText(value: unknown, depth = 0): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'object' && value !== null && depth < 3) {
    const inside = fieldsOf(value);
    return firstText([inside.text, inside.content, inside.value], (inner) => spokenText(inner, depth + 1));
  }
  if (typeof value !== 'string') return '';
  if (!/^\s*\{[\s\S]*\}\s*$/.test(value)) return value;
  try {
    return spokenText(JSON.parse(value), depth + 1);
  } catch {
    // Not JSON after all: words that happen to stand in braces.
    return value;
  }
}

/** A name is kept as it is unless it is plainly an address or a path. */
function baseName(name: string): string {
  return /^(?:\/|\.{1,2}\/|[A-Za-z]:\\|[A-Za-z][\w+.-]*:\/\/)/.test(name.trim()) ? lastPart(name) : name;
}

/** Last part of a path or an address, without its query: never more of a URL than that. */
function lastPart(address: string): string {
  if (/^\s*data:/i.test(address)) return '';
  const path = address
    .trim()
    .replace(/^[A-Za-z][\w+.-]*:\/\/[^/?#]*/, '')
    .replace(/[?#].*$/s, '');
  const last = path.split(/[/\\]/).findLast((part) => part !== '') ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    // A stray percent sign: the name is shown as it was written.
    return last;
  }
}
