import { either } from './phrases.js';

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
    '\\b(?:each|every|own|its|their|separate(?:ly)?|individual(?:ly)?|different|one|an?|two|three|\\d+|should|be|gets?)\\b',
    '\\b(?:videos?|clips?|reels?|movies?|shorts?|images?|photos?|pictures?|files?)\\b',
    '\\b(?:for|per|from|of|the|these|those|them|all|in|to)\\b',
    '请|請|帮我|把|这些|每(?:一)?[张張个]|图片?|照片|文件|分别|分別|各自|单独|單獨|都|各|的',
    '做成?|制作成?|生成|剪成|一[个個条條段张]|视频|影片|短片|短视频',
  ],
  'giu',
);

function saysOnlyBatch(part: string): boolean {
  return /\p{L}/u.test(part) && !/[\p{L}\p{N}]/u.test(part.replace(BATCH_WORDS, ''));
}

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
  const names = files
    .flatMap((file) => [file, bareName(file)])
    .map((name) => name.replace(/[^\p{L}\p{N}]/gu, '\\$&'));
  const nextName = new RegExp(
    `[,，]\\s*(?:and\\s+)?(?=(?:${names.join('|') || '\\b\\B'})\\s*(?:[:：=→–—-]))`,
    'iu',
  );
  return text
    .split(SEPARATORS)
    .flatMap((part) => (part ?? '').split(nextName))
    .flatMap(withoutBatchEnding)
    .map((part) => part.trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
}

/** "pan left — each its own video": the end is said of all. */
function withoutBatchEnding(part: string): string[] {
  const cut = Math.max(...['—', '–', ' - ', ',', '，'].map((mark) => part.lastIndexOf(mark)));
  if (cut <= 0) return [part];
  const ending = part.slice(cut + 1);
  return saysOnlyBatch(ending) ? [part.slice(0, cut), ending] : [part];
}

/** "1. zoom in", "image 2: pan left", "图片1：放大" */
const NUMBERED = new RegExp(
  '^[\\s*•-]*(?:for |the )?(?:image|photo|picture|pic|file|图片|照片|图|#)?\\s?#?' +
    '(\\d{1,2})\\s?[.):：、-]\\s*([^\\d][\\s\\S]*)$',
  'i',
);
/** "first photo: zoom in", "第一张：放大" */
const SPOKEN = new RegExp(
  '^[\\s*•-]*(?:for )?(?:the )?(first|second|third|fourth|fifth|sixth|\\d(?:st|nd|rd|th)|第[一二三四五六\\d])\\s?' +
    '(?:张|張|个|個|幅)?\\s?(?:image|photo|picture|pic|file|one|shot|图片?|圖片?|照片)?\\s*[:：,，–—-]?\\s*(\\S[\\s\\S]*)$',
  'i',
);

function labelOf(part: string, files: readonly string[]): Labelled | 'no such file' | undefined {
  const numbered = NUMBERED.exec(part);
  if (numbered) return at(files, Number(numbered[1]) - 1, numbered[2]);
  const spoken = SPOKEN.exec(part);
  if (spoken) {
    const index = ORDINALS.findIndex((words) => words.includes((spoken[1] ?? '').toLowerCase()));
    return at(files, index, spoken[2]);
  }
  for (const file of files) {
    const instruction = afterName(part, file);
    if (instruction) return { file, instruction };
  }
  return undefined;
}

function at(
  files: readonly string[],
  index: number,
  instruction: string | undefined,
): Labelled | 'no such file' {
  const file = files[index];
  return file && instruction ? { file, instruction: trimmed(instruction) } : 'no such file';
}

/** What follows "beach.jpg:", "for beach:", "- beach.jpg → " or "beach.jpg zoom in". */
function afterName(part: string, file: string): string | undefined {
  for (const name of [file, bareName(file)]) {
    const start = part.toLowerCase().indexOf(name.toLowerCase());
    if (start < 0 || !/^[\s"'“`*•-]*(?:for|with|use|用|给|給|对|把)?[\s"'“`]*$/i.test(part.slice(0, start)))
      continue;
    const rest = part.slice(start + name.length);
    const separated =
      /^["'”`]?\s*(?::|：|->|→|=>|=|-|–|—|,|，)\s*(\S[\s\S]*)$/.exec(rest) ??
      (name === file ? /^["'”`]?\s*(\S[\s\S]*)$/.exec(rest) : null);
    if (separated?.[1]) return trimmed(separated[1]);
  }
  return undefined;
}

function bareName(file: string): string {
  return file.replace(/\.\w{2,5}$/, '');
}

function trimmed(text: string): string {
  return text.replace(/^[\s,，.:：–—-]+|[\s.,;:，。；：–—-]+$/g, '');
}
