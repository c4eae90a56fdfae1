import { QUOTED_END } from './mask.js';
import { oneOf } from './pattern.js';

/** A piece of the mask, as offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A sentence without what ends it, what ends it ("." or "。"), and the blanks behind. */
export interface Sentence extends Span {
  readonly terminator: string;
  readonly gap: string;
}

/** A clause and what divides it from the one before ('' for the first). */
export interface Clause extends Span {
  readonly separator: string;
}

const SENTENCE_END = new RegExp(
  [
    // Western marks end a sentence only before a blank: "beach.jpg", "1.5s" and "v2.0" go on.
    '[.!?]+[)\\]\\u0003]*(?=\\s|$)',
    '[。！？；…]+[”’）)\\]\\u0003]*',
    // "1) Open the panel 2) Click Export"
    '(?=\\s\\(?\\d{1,2}\\)\\s+\\p{L})',
    `${QUOTED_END}(?=\\s+\\p{Lu}|\\s*\\p{Lo})`,
    // "Your video is ready 🎉 Click Export"
    '\\p{Extended_Pictographic}[\\ufe0f\\u200d\\p{Extended_Pictographic}\\p{Emoji_Modifier}]*(?=\\s+[\\p{Lu}\\p{Lo}])',
  ].join('|'),
  'gu',
);

/** After these a point ends no sentence. */
const ABBREVIATION = /(?:\b(?:e\.g|i\.e|vs|approx|mr|mrs|ms|dr|fig)|(?:^|[:：.!?]\s+)\d{1,2})$/i;

export function splitSentences(mask: string, line: Span): Sentence[] {
  const sentences: Sentence[] = [];
  const text = mask.slice(line.start, line.end);
  let start = 0;
  for (const match of text.matchAll(SENTENCE_END)) {
    const before = text.slice(start, match.index);
    if (before.trim() === '' || (match[0].startsWith('.') && ABBREVIATION.test(before))) continue;
    const isCover = match[0] === '' || match[0] === QUOTED_END || /\p{Extended_Pictographic}/u.test(match[0]);
    const end = isCover ? match.index + match[0].length : match.index;
    const after = match.index + match[0].length;
    const gap = /^\s*/.exec(text.slice(after))?.[0] ?? '';
    sentences.push({
      start: line.start + start,
      end: line.start + end,
      terminator: isCover ? '' : match[0],
      gap,
    });
    start = after + gap.length;
  }
  if (start < text.length)
    sentences.push({ start: line.start + start, end: line.end, terminator: '', gap: '' });
  return sentences;
}

/**
 * "并", "再" and their like divide only where the next step of an instruction follows: "或许" and "再次" stay
 * whole.
 */
const CHINESE_STEP = `(?=(?:请|您|你|也|还|直接|可以|可|再|在|到|去|用|使用|通过)*${oneOf(`
  点击|单击|双击|右键|右击|点选|点按|长按|按|拖|选中|选择|打开|展开|进入|前往|切换|预览|查看|播放|观看|导出|下载|保存|调整
  调节|修改|编辑|裁剪|时间线|编辑器|右上角|告诉|说
`)})`;

const DONE_ON_SCREEN = '(?:preview|view|see|watch|review|check|find|edit|adjust|export|download)';

const SEPARATOR = new RegExp(
  [
    ',\\s+(?:(?:and then|and|or|but|so|then)\\s+)?',
    ';\\s*',
    ':(?:\\s+|$|(?=\\p{Lo}))',
    '\\s+(?:--?|–|—)\\s+|(?<!\\d)[—–]+(?!\\d)',
    // "drag and drop" is one thing to do.
    '(?<!\\bdrag)\\s+(?:and then|and|or|but|then)\\s+',
    // "so you can preview it", "a video that you can edit", "ready for you to review"
    '\\s+so\\s+(?=(?:that\\s+)?you\\s+(?:can|may|could)\\b)',
    `\\s+(?=(?:that|which)\\s+you\\s+can\\s+(?:now\\s+)?${DONE_ON_SCREEN}\\b)`,
    `\\s+(?=for\\s+you\\s+to\\s+${DONE_ON_SCREEN}\\b)`,
    // "The download starts after you click Export"
    "\\s+(?=(?:after|once|when|as soon as|if)\\s+you(?:'ve|\\s+have)?\\s+click(?:ed)?\\b)",
    '[，；：、,]\\s*(?!\\d)',
    `(?:并且|并|或者|或|然后|接着|以及|和|再)${CHINESE_STEP}`,
  ].join('|'),
  'giu',
);

export function splitClauses(mask: string, sentence: Span): Clause[] {
  const clauses: Clause[] = [];
  const text = mask.slice(sentence.start, sentence.end);
  let start = 0;
  let separator = '';
  for (const match of text.matchAll(SEPARATOR)) {
    if (match.index < start || text.slice(start, match.index).trim() === '') continue;
    clauses.push({ start: sentence.start + start, end: sentence.start + match.index, separator });
    separator = match[0];
    start = match.index + match[0].length;
  }
  clauses.push({ start: sentence.start + start, end: sentence.end, separator });
  return clauses;
}
