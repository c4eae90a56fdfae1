import type { Language } from '../inbound.js';
import type { TimelineTrack } from './timeline-model.js';

/** How tracks, times and names are written in each language: shared by the summary and by the difference. */
export interface TrackWords {
  readonly heading: (tracks: number) => string;
  readonly track: Readonly<Record<TimelineTrack['kind'], string>>;
  readonly otherTrack: (type: number | undefined) => string;
  /** For a segment that has no name. */
  readonly unnamed: Readonly<Record<TimelineTrack['kind'], string>>;
  readonly colon: string;
  readonly comma: string;
  readonly quoted: (text: string) => string;
  readonly inBrackets: (parts: readonly string[]) => string;
  readonly seconds: (text: string) => string;
  readonly andMore: (count: number) => string;
  readonly andMoreTracks: (count: number) => string;
}

const en: TrackWords = {
  heading: (tracks) => `Timeline (${tracks} ${tracks === 1 ? 'track' : 'tracks'}): `,
  track: { video: 'Video', audio: 'BGM', title: 'Title', other: 'Other' },
  otherTrack: (type) => (type === undefined ? 'Other' : `Other (${type})`),
  unnamed: { video: 'clip', audio: 'music', title: 'text', other: 'item' },
  colon: ': ',
  comma: ', ',
  quoted: (text) => `"${text}"`,
  inBrackets: (parts) => ` (${parts.join(', ')})`,
  seconds: (text) => `${text}s`,
  andMore: (count) => ` and ${count} more`,
  andMoreTracks: (count) => ` and ${count} more ${count === 1 ? 'track' : 'tracks'}`,
};

const zh: TrackWords = {
  heading: (tracks) => `时间线（${tracks} 条轨道）：`,
  track: { video: '视频', audio: '背景音乐', title: '标题', other: '其他' },
  otherTrack: (type) => (type === undefined ? '其他' : `其他（${type}）`),
  unnamed: { video: '片段', audio: '音乐', title: '文字', other: '元素' },
  colon: '：',
  comma: '、',
  quoted: (text) => `“${text}”`,
  inBrackets: (parts) => `（${parts.join('，')}）`,
  seconds: (text) => `${text}秒`,
  andMore: (count) => ` 等，另有 ${count} 个`,
  andMoreTracks: (count) => ` 另有 ${count} 条轨道`,
};

export function trackWordsIn(language: Language): TrackWords {
  return language === 'zh' ? zh : en;
}

/** Milliseconds as seconds, rounded to a tenth, without ".0". */
export function secondsText(ms: number): string {
  return String(Math.round(ms / 100) / 10);
}

/** "0-10s"; '' when nothing tells how long it is. */
export function rangeText(span: { start: number; end: number }, words: TrackWords): string {
  const from = secondsText(span.start);
  const to = secondsText(span.end);
  return from === to ? '' : words.seconds(`${from}-${to}`);
}
