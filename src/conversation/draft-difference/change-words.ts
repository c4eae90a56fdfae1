import type { Language } from '../inbound.js';
import type { TimelineTrack } from '../timeline/timeline-model.js';
import type { Look } from './look-changes.js';

/**
 * Sentences about changes. Names come in quoted and shortened; times and volumes come in with their units.
 */
export interface ChangeWords {
  readonly added: (what: string, text: string) => string;
  readonly titlesAdded: (count: number, text: string) => string;
  readonly removed: (what: string, text: string) => string;
  readonly clipRemoved: (name: string) => string;
  readonly manyRemoved: (kind: TimelineTrack['kind'], count: number, text: string) => string;
  readonly replaced: (what: string, from: string, to: string) => string;
  readonly clipReplaced: (from: string, to: string) => string;
  readonly manyReplaced: (count: number, text: string) => string;
  readonly moved: (subject: string, from: string, to: string) => string;
  readonly volume: (subject: string, from: string, to: string) => string;
  readonly clipLengths: (count: number, from: string, to: string) => string;
  readonly someClipLengths: (count: number, text: string) => string;
  readonly order: (names: string) => string;
  readonly look: Readonly<Record<Exclude<Look, 'settings'>, string>>;
  readonly lookChange: (
    subject: string,
    look: string,
    change: { values?: { from: string; to: string }; details?: string },
  ) => string;
  readonly nothing: string;
  readonly clips: (count: number) => string;
  readonly changed: (subject: string, details?: string) => string;
  readonly length: (from: string, to: string) => string;
  readonly format: (from: string, to: string) => string;
  readonly formatIs: (to: string) => string;
  readonly projectTitle: (from: string | undefined, to: string) => string;
  readonly trackOrder: (names: string) => string;
  readonly generated: (count: number) => string;
  readonly newFiles: (count: number, names: string) => string;
  readonly emptied: string;
  readonly timelineChanged: (about: string) => string;
  readonly aboutTimeline: (tracks: number, seconds: string | undefined) => string;
  readonly moreChanges: (count: number) => string;
}

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

const MANY_EN = { video: 'clips', audio: 'sounds', title: 'titles', other: 'items' };
const MANY_ZH = { video: '个片段', audio: '段声音', title: '个标题', other: '个元素' };

const en: ChangeWords = {
  added: (what, text) => `✅ ${what} added: ${text}`,
  titlesAdded: (count, text) => `✅ ${count} titles added: ${text}`,
  removed: (what, text) => `✅ ${what} removed: ${text}`,
  clipRemoved: (name) => `✅ ${name} removed`,
  manyRemoved: (kind, count, text) => `✅ ${count} ${MANY_EN[kind]} removed: ${text}`,
  replaced: (what, from, to) => `✅ ${what} changed: ${from} → ${to}`,
  clipReplaced: (from, to) => `✅ ${from} replaced with ${to}`,
  manyReplaced: (count, text) => `✅ ${count} clips replaced: ${text}`,
  moved: (subject, from, to) => `✅ ${subject}: ${from} → ${to}`,
  volume: (subject, from, to) => `✅ ${subject} volume: ${from} → ${to}`,
  clipLengths: (count, from, to) => `✅ ${count} clips: ${from} → ${to} each`,
  someClipLengths: (count, text) => `✅ Length of ${count} clips changed: ${text}`,
  order: (names) => `✅ Video: order changed: ${names}`,
  look: {
    color: 'color',
    position: 'position',
    size: 'size',
    font: 'font',
    motion: 'motion',
    animation: 'animation',
    transition: 'transition',
    effect: 'effect',
    speed: 'speed',
    crop: 'crop',
    fade: 'fade',
  },
  lookChange: (subject, look, { values, details }) =>
    values
      ? `✅ ${subject}: ${look} ${values.from} → ${values.to}`
      : `✅ ${subject}: ${look} changed${details ? ` (${details})` : ''}`,
  nothing: 'none',
  clips: (count) => plural(count, 'clip', 'clips'),
  changed: (subject, details) => `✅ ${subject} changed${details ? ` (${details})` : ''}`,
  length: (from, to) => `✅ Length: ${from} → ${to}`,
  format: (from, to) => `✅ Format: ${from} → ${to}`,
  formatIs: (to) => `✅ Format: ${to}`,
  projectTitle: (from, to) => `✅ Project title: ${from ? `${from} → ` : ''}${to}`,
  trackOrder: (names) => `✅ Track order changed: ${names}`,
  generated: (count) => `✅ ${plural(count, 'new clip', 'new clips')} generated`,
  newFiles: (count, names) =>
    `✅ ${plural(count, 'new file', 'new files')} in the project${names ? `: ${names}` : ''}`,
  emptied: '✅ The timeline is empty now',
  timelineChanged: (about) => `✅ The timeline changed${about ? `: ${about}` : ''}`,
  aboutTimeline: (tracks, seconds) => [plural(tracks, 'track', 'tracks'), seconds].filter(Boolean).join(', '),
  moreChanges: (count) => `✅ ${plural(count, 'more change', 'more changes')}`,
};

const zh: ChangeWords = {
  added: (what, text) => `✅ 已添加${what}：${text}`,
  titlesAdded: (count, text) => `✅ 已添加 ${count} 个标题：${text}`,
  removed: (what, text) => `✅ 已删除${what}：${text}`,
  clipRemoved: (name) => `✅ 已删除 ${name}`,
  manyRemoved: (kind, count, text) => `✅ 已删除 ${count} ${MANY_ZH[kind]}：${text}`,
  replaced: (what, from, to) => `✅ ${what}已更改：${from} → ${to}`,
  clipReplaced: (from, to) => `✅ 已将 ${from} 替换为 ${to}`,
  manyReplaced: (count, text) => `✅ 已替换 ${count} 个片段：${text}`,
  moved: (subject, from, to) => `✅ ${subject}：${from} → ${to}`,
  volume: (subject, from, to) => `✅ ${subject}音量：${from} → ${to}`,
  clipLengths: (count, from, to) => `✅ ${count} 个片段：每个 ${from} → ${to}`,
  someClipLengths: (count, text) => `✅ ${count} 个片段的时长已更改：${text}`,
  order: (names) => `✅ 视频顺序已调整：${names}`,
  look: {
    color: '颜色',
    position: '位置',
    size: '大小',
    font: '字体',
    motion: '动效',
    animation: '动画',
    transition: '转场',
    effect: '特效',
    speed: '速度',
    crop: '裁剪方式',
    fade: '淡入淡出',
  },
  lookChange: (subject, look, { values, details }) =>
    values
      ? `✅ ${subject}：${look} ${values.from} → ${values.to}`
      : `✅ ${subject}：${look}已更改${details ? `（${details}）` : ''}`,
  nothing: '无',
  clips: (count) => `${count} 个片段`,
  changed: (subject, details) => `✅ ${subject}已更改${details ? `（${details}）` : ''}`,
  length: (from, to) => `✅ 时长：${from} → ${to}`,
  format: (from, to) => `✅ 画面尺寸：${from} → ${to}`,
  formatIs: (to) => `✅ 画面尺寸：${to}`,
  projectTitle: (from, to) => `✅ 项目标题：${from ? `${from} → ` : ''}${to}`,
  trackOrder: (names) => `✅ 轨道顺序已调整：${names}`,
  generated: (count) => `✅ 已生成 ${count} 个新片段`,
  newFiles: (count, names) => `✅ 项目新增 ${count} 个文件${names ? `：${names}` : ''}`,
  emptied: '✅ 时间线现在是空的',
  timelineChanged: (about) => `✅ 时间线已更新${about ? `：${about}` : ''}`,
  aboutTimeline: (tracks, seconds) => [`${tracks} 条轨道`, seconds].filter(Boolean).join('，'),
  moreChanges: (count) => `✅ 另有 ${count} 处更改`,
};

export function changeWordsIn(language: Language): ChangeWords {
  return language === 'zh' ? zh : en;
}
