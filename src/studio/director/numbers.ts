const SMALL = [
  ...[
    'zero',
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
    'twelve',
  ],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];
const HAN_DIGITS = '零一二三四五六七八九';

/** Sources of regular expressions: longer words first, because "six" is the beginning of "sixteen". */
const longestFirst = (words: readonly string[]) => [...words].sort((a, b) => b.length - a.length).join('|');

export const ENGLISH_NUMBER = `(?:\\d+(?:\\.\\d+)?|(?:${TENS.join('|')})(?:[- ](?:${SMALL.slice(1, 10).join('|')}))?|${longestFirst(SMALL)})`;
export const ENGLISH_ORDINAL = `(?:\\d+(?:st|nd|rd|th)|${ORDINALS.join('|')}|last|final)`;
export const CHINESE_NUMBER = '(?:\\d+(?:\\.\\d+)?|[零一二两三四五六七八九十百]+|半)';

/** Value of a number in figures, English words or Chinese characters; NaN for anything else. */
export function numberFrom(text: string): number {
  const word = text.trim();
  if (/^\d+(?:\.\d+)?$/.test(word)) return Number(word);
  if (word === '半') return 0.5;
  if (/^[零一二两三四五六七八九十百]+$/.test(word)) return chineseNumber(word);
  const small = SMALL.indexOf(word);
  if (small >= 0) return small;
  const [tens = '', unit] = word.split(/[- ]/);
  const ten = TENS.indexOf(tens);
  return ten < 0 ? Number.NaN : (ten + 2) * 10 + (unit ? SMALL.indexOf(unit) : 0);
}

function chineseNumber(word: string): number {
  let total = 0;
  let digit = -1;
  for (const character of word.replaceAll('两', '二')) {
    if (character === '百' || character === '十') {
      total += (digit < 0 ? 1 : digit) * (character === '百' ? 100 : 10);
      digit = -1;
    } else {
      const value = HAN_DIGITS.indexOf(character);
      // 三五 without a unit between is a list of digits, as in "一二三": read as a decimal number.
      digit = digit < 0 ? value : digit * 10 + value;
    }
  }
  return total + Math.max(digit, 0);
}

/** 1-based rank of "third" or "3rd"; -1 for "last". */
export function rankFrom(text: string): number {
  if (text === 'last' || text === 'final') return -1;
  const index = ORDINALS.indexOf(text);
  return index >= 0 ? index + 1 : Number.parseInt(text, 10);
}
