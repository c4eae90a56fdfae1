import { either, escaped } from './phrases.js';

/** An instruction that names its file. */
export interface Labelled {
  readonly file: string;
  readonly instruction: string;
}

const ORDINALS: readonly (readonly string[])[] = [
  ['first', '1st', '第一', '第1'],
  ['second', '2nd', '第二', '第2'],
  ['third', '3rd', '第三', '第3'],
  ['fourth', '4th', '第四', '第4'],
  ['fifth', '5th', '第五', '第5'],
  ['sixth', '6th', '第六', '第6'],
];

/** Words by which one video each is asked for: where nothing else is said, there is no instruction. */
const BATCH_WORDS = either(
  [
    '\\b(?:please|make|create|generate|produce|render|do|turn|into|give|me|i|we|want|need|would like|as|and|it|is|are)\\b',
    '\\b(?:process|handle|by|renders|rendered|exports?|results?|outputs?|with|instructions?|following|follows|then|has|have|to|become)\\b',
    '\\b(?:each|every|own|its|their|separate(?:ly)?|individual(?:ly)?|different|one|an?|two|three|\\d+|should|be|gets?)\\b',
    '\\b(?:videos?|clips?|reels?|movies?|shorts?|images?|photos?|pictures?|files?)\\b',
    '\\b(?:for|per|from|of|the|these|those|them|all|in|to)\\b',
    '请|請|帮我|把|将|这些|这两[张个]|[两二三四五六]|\\d+|按照?|如下|以下|要求|处理|逐一|逐个|一张一张地?|独立|每(?:一)?[张張个]|图片?|照片|文件|分别|分別|各自|单独|單獨|都|各|的',
    '做成?|制作成?|制成|出|生成|剪成|一[个個条條段张]|视频|影片|短片|短视频',
  ],
  'giu',
);

function saysOnlyBatch(part: string): boolean {
  return /\p{L}/u.test(part) && !/[\p{L}\p{N}]/u.test(part.replace(BATCH_WORDS, ''));
}

/** What may stand before a label. */
const FOR_IT = '(?:for|with|use|用|给|給|对|把|将)?\\s*';
/** "The first one", "second photo", "photo 2", "第一张": an ordinal that speaks of a file without a colon after it. */
const ORDINAL_LABEL =
  '(?:the\\s+)?(?:first|second|third|fourth|fifth|sixth|\\d(?:st|nd|rd|th))\\s+(?:image|photo|picture|pic|file|one|shot)\\b|' +
  'the\\s+(?:first|second|third|fourth|fifth|sixth)\\s+(?!\\d|seconds?\\b|few\\b|half\\b|part\\b|scene\\b|frame\\b)|' +
  '(?:image|photo|picture|pic|file)\\s?#?\\d{1,2}\\b(?!\\s*(?:seconds?|s)\\b)|' +
  '第[一二三四五六\\d](?:张|張|个|個|幅|[:：])|(?:图片?|圖片?|照片)\\s?[一二三四五六\\d](?!\\d*秒)';

/** Where one instruction ends and the next begins. */
const SEPARATORS = /[;；\n]+|(?<=[\s.。,，:：]|^)(?=\d{1,2}\s?[.):、]\s?\D)|(?<=\D\.)\s+|(?<=。)/;

/**
 * Reads "beach.jpg: zoom in; city.jpg: pan left", "1. zoom in 2. pan left" and "first photo: …; second
 * photo: …". Words that belong to no file are added to every instruction. Undefined unless two files or
 * more are spoken of; `no such file` when a number has no file.
 */
export function readLabelled(
  text: string,
  files: readonly string[],
): Labelled[] | 'no such file' | undefined {
  const found = new Map<string, string>();
  const shared: string[] = [];
  for (const part of partsOf(text, files)) {
    const labelled = labelOf(part, files);
    if (labelled === 'no such file') return labelled;
    if (labelled) {
      const before = found.get(labelled.file);
      found.set(labelled.file, before ? `${before}, ${labelled.instruction}` : labelled.instruction);
    } else shared.push(...saidOfAll(part));
  }
  if (found.size < 2) return undefined;
  return [...found].map(([file, instruction]) => ({
    file,
    instruction: [instruction, ...shared].join('. '),
  }));
}

/** Without the words that only say that there shall be one video each. */
function saidOfAll(part: string): string[] {
  const pieces = part.split(/[,，—–]|\s-\s/).filter((piece) => !saysOnlyBatch(piece));
  const said = trimmed(pieces.join(','));
  return said === '' ? [] : [said];
}

function partsOf(text: string, files: readonly string[]): string[] {
  const nextLabel = beforeLabel(files);
  return text
    .split(SEPARATORS)
    .flatMap((part) => (part ?? '').split(nextLabel))
    .flatMap(withoutBatchEnding)
    .map((part) => part.trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
}

/** Where a comma, a colon or an "and" is followed by the label of the next file. */
function beforeLabel(files: readonly string[]): RegExp {
  const oneOf = (names: readonly string[]) => names.map(escaped).join('|') || '\\b\\B';
  const separator = '\\s*(?:[:：=→]|[–—-](?![\\p{L}\\p{N}]))';
  const label = [
    `["'“\`]?(?:${oneOf(files)})(?![\\p{Script=Latin}\\p{N}])`,
    `(?:${oneOf(files.map(bareName))})${separator}`,
    `(?:${oneOf(files.map(bareName).filter(isDistinct))})(?=\\s)`,
    ORDINAL_LABEL,
  ].join('|');
  return new RegExp(
    `(?:(?:[,，、:：]|(?<=[\\s\\p{Script=Han}])[—–-](?=\\s)|—)\\s*(?:(?:and|then|while|but)\\s+)?|\\s+(?:and|while|but)\\s+|[而和])(?=${FOR_IT}(?:${label}))`,
    'iu',
  );
}

/** "pan left — each its own video": the end is said of all. */
function withoutBatchEnding(part: string): string[] {
  const cut = Math.max(...['—', '–', ' - ', ',', '，'].map((mark) => part.lastIndexOf(mark)));
  if (cut <= 0) return [part];
  const ending = part.slice(cut + 1);
  return saysOnlyBatch(ending) ? [part.slice(0, cut), ending] : [part];
}

/** "1. zoom in", "image 2: pan left", "photo 2 zoom in", "图片1：放大" */
const NUMBERED = new RegExp(
  '^[\\s*•-]*(?:for |the )?(?:(?:image|photo|picture|pic|file|图片?|圖片?|照片|#)\\s?#?(\\d{1,2}|[一二三四五六])' +
    '(?:\\s?[.):：、–—-]\\s*|\\s+|(?=\\p{Script=Han}))([^\\d\\s][\\s\\S]*)$|' +
    '#?(\\d{1,2})\\s?[.):：、-]\\s*([^\\d][\\s\\S]*)$)',
  'iu',
);
/** "first photo: zoom in", "the second one pans left", "第一张：放大" */
const SPOKEN = new RegExp(
  '^[\\s*•-]*(?:for |用|给|把|将)?(?:the )?(first|second|third|fourth|fifth|sixth|\\d(?:st|nd|rd|th)|第[一二三四五六\\d])\\s?' +
    '(?:张|張|个|個|幅)?\\s?(?:image|photo|picture|pic|file|one|shot|图片?|圖片?|照片)?\\s*(?:的)?[:：,，–—-]?\\s*(\\S[\\s\\S]*)$',
  'i',
);

function labelOf(part: string, files: readonly string[]): Labelled | 'no such file' | undefined {
  const labelled = named(part, files) ?? counted(part, files);
  if (labelled === undefined || labelled === 'no such file') return labelled;
  // "1. beach.jpg – zoom in": the name is part of the label.
  return named(labelled.instruction, files) ?? labelled;
}

function counted(part: string, files: readonly string[]): Labelled | 'no such file' | undefined {
  const numbered = NUMBERED.exec(part);
  if (numbered) {
    const number = numbered[1] ?? numbered[3] ?? '';
    const index = CHINESE_NUMBERS.indexOf(number);
    return at(files, index >= 0 ? index : Number(number) - 1, numbered[2] ?? numbered[4]);
  }
  const spoken = SPOKEN.exec(part);
  if (!spoken) return undefined;
  const index = ORDINALS.findIndex((words) => words.includes((spoken[1] ?? '').toLowerCase()));
  return at(files, index, spoken[2]);
}

const CHINESE_NUMBERS = '一二三四五六';

function at(
  files: readonly string[],
  index: number,
  instruction: string | undefined,
): Labelled | 'no such file' {
  const file = files[index];
  return file && instruction ? { file, instruction: trimmed(instruction) } : 'no such file';
}

/** "beach.jpg: zoom in", "for beach: …", "- beach.jpg → …", "beach.jpg zoom in", "beach zoom in". */
function named(part: string, files: readonly string[]): Labelled | undefined {
  // The longest first: "beach-2.jpg" is not "beach" with a dash behind it.
  const names = [
    ...files.map((file) => ({ file, name: file })),
    ...files.map((file) => ({ file, name: bareName(file) })),
  ].sort((one, other) => other.name.length - one.name.length);
  for (const { file, name } of names) {
    const instruction = afterName(part, name, name === file || isDistinct(name));
    if (instruction) return { file, instruction };
  }
  return undefined;
}

/** `needsNoMark`: the instruction may follow the name without a colon or dash. */
function afterName(part: string, name: string, needsNoMark: boolean): string | undefined {
  const start = part.toLowerCase().indexOf(name.toLowerCase());
  if (name === '' || start < 0 || !BEFORE_NAME.test(part.slice(0, start))) return undefined;
  const rest = part.slice(start + name.length).replace(/^["'”`]/, '');
  const marked = /^\s*(?::|：|->|→|=>|=|,|，|[-–—](?![\p{L}\p{N}]))\s*(\S[\s\S]*)$/u.exec(rest)?.[1];
  if (marked) return trimmed(marked);
  const bare = needsNoMark ? /^(?:\s+|(?=\p{Script=Han}))(\S[\s\S]*)$/u.exec(rest)?.[1] : undefined;
  return bare && !/^(?:and|or|&|和|与)(?!\p{Script=Latin})/iu.test(bare) ? trimmed(bare) : undefined;
}

const BEFORE_NAME = /^[\s"'“`*•-]*(?:for|with|use|用|给|給|对|把|将|(?:then|and)\s)?[\s"'“`]*$/i;

/** A name that is no ordinary word of an order: "beach", but not "photo" or "1". */
function isDistinct(name: string): boolean {
  return /\p{L}{3}|\p{Script=Han}{2}/u.test(name) && !saysOnlyBatch(name);
}

function bareName(file: string): string {
  return file.replace(/\.\w{2,5}$/, '');
}

function trimmed(text: string): string {
  return text.replace(/^[\s,，.:：–—-]+|[\s.,;:，。；：–—-]+$/g, '');
}
