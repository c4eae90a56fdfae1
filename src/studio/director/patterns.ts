import { CHINESE_NUMBER, ENGLISH_NUMBER, ENGLISH_ORDINAL, numberFrom, rankFrom } from './numbers.js';
import type { ImageRef } from './orders.js';
import type { Meaning } from './tokens.js';

/** A phrase with a number in it. `read` may decline by returning undefined. */
export interface Pattern {
  readonly source: string;
  readonly read: (groups: readonly (string | undefined)[]) => Meaning | undefined;
}

const EN_UNIT = '(seconds?|secs?|s|minutes?|mins?|milliseconds?|ms)';
const EN_TIME = `(${ENGLISH_NUMBER}|(?:half an?|an?)(?= [smh]\\w{2})) ?-?${EN_UNIT}`;
const EN_PICTURE = '(?:images?|photos?|pictures?|pics?|slides?|shots?|frames?|photographs?|clips?)';
const EN_ONE = `(?:${EN_PICTURE}|ones?)`;
const ZH_PICTURE = '(?:图片|照片|相片|图像|图|画面)';
const ZH_TO = '(?:到|至|-|~)';

function milliseconds(amount: string, unit = 's'): number {
  const value = /^half/.test(amount) ? 0.5 : /^an?$/.test(amount) ? 1 : numberFrom(amount);
  const factor = unit.startsWith('m') ? (/^(?:milli|ms)/.test(unit) ? 1 : 60_000) : 1_000;
  return Math.round(value * factor);
}

function range(from: number, to: number): Meaning | undefined {
  return to > from ? { is: 'range', from, to } : undefined;
}

const clock = (minutes = '0', seconds = '0') => (Number(minutes) * 60 + Number(seconds)) * 1_000;
const image = (ref: ImageRef): Meaning => ({ is: 'image', ref, exact: true });
const seconds = (text = '') => Math.round(numberFrom(text) * 1_000);

function span(first = '', second?: string): Meaning {
  const from = numberFrom(first);
  const to = second === undefined ? from : numberFrom(second);
  return image(to > from ? { by: 'span', from, to } : { by: 'position', n: from });
}

function ranked(rank: number): ImageRef {
  return rank < 0 ? { by: 'from-end', n: 1 } : { by: 'position', n: rank };
}

const TIMES: readonly Pattern[] = [
  {
    source: `${EN_TIME} (?:and )?${EN_TIME}`,
    read: ([, first = '', unit, second = '', smaller]) =>
      unit?.startsWith('m') && smaller?.startsWith('s')
        ? { is: 'duration', ms: milliseconds(first, unit) + milliseconds(second, smaller) }
        : undefined,
  },
  {
    source: `(${ENGLISH_NUMBER}) and a half ?${EN_UNIT}`,
    read: ([, amount = '', unit]) => ({
      is: 'duration',
      ms: milliseconds(String(numberFrom(amount) + 0.5), unit),
    }),
  },
  { source: EN_TIME, read: ([, amount = '', unit]) => ({ is: 'duration', ms: milliseconds(amount, unit) }) },
  {
    source: `(?:from |between )?(?:second )?(${ENGLISH_NUMBER}) ?-?${EN_UNIT}? ?(?:-|~|to|until|till|through|and) ?(?:second )?(${ENGLISH_NUMBER}) ?-?${EN_UNIT}`,
    read: ([text = '', first = '', unit, second = '', last]) =>
      / and /.test(text) && !text.startsWith('between')
        ? undefined
        : range(milliseconds(first, unit ?? last), milliseconds(second, last)),
  },
  {
    source: `(?:from |between )(?:second )?(${ENGLISH_NUMBER}) ?-?(?:seconds?|secs?|s) ?(?:-|to|until|till|and) ?(${ENGLISH_NUMBER})`,
    read: ([, first = '', second = '']) => range(seconds(first), seconds(second)),
  },
  {
    source: '(?:from |between )?(\\d{1,2}):(\\d{2}) ?(?:-|~|to|until|till|and) ?(\\d{1,2}):(\\d{2})',
    read: ([, a, b, c, d]) => range(clock(a, b), clock(c, d)),
  },
  {
    source: `lasts?(?:ing)? (?:for )?${EN_TIME}`,
    read: ([, amount = '', unit]) => ({ is: 'duration', ms: milliseconds(amount, unit) }),
  },
  {
    // Without "the", "last 5 seconds" says how long and not when.
    source: `(?:(?:the )?(first|opening)|the (?:last|final|closing)) ${EN_TIME}`,
    read: ([, opening, amount = '', unit]) => ({
      is: 'window',
      edge: opening ? 'start' : 'end',
      ms: milliseconds(amount, unit),
    }),
  },
  {
    source: `(?:at|from|after|start(?:ing|s)? (?:at|from)|beginning at) (?:second (${ENGLISH_NUMBER})|(?:the )?${EN_TIME})(?: (?:mark|onwards?|on)(?! (?:the|an?|image|photo|slide)))?(?! (?:each|per|apiece|every))`,
    read: ([, plain, amount = '', unit]) => ({
      is: 'moment',
      ms: plain ? seconds(plain) : milliseconds(amount, unit),
    }),
  },
  {
    source: `(?:at|from) the (${ENGLISH_ORDINAL}) second`,
    read: ([, rank = '']) => (rankFrom(rank) > 0 ? { is: 'moment', ms: rankFrom(rank) * 1_000 } : undefined),
  },
  {
    source: `(${CHINESE_NUMBER})分(?:钟)?(${CHINESE_NUMBER})秒`,
    read: ([, minutes = '', rest]) => ({ is: 'duration', ms: seconds(minutes) * 60 + seconds(rest) }),
  },
  {
    source: `(${CHINESE_NUMBER})分半(?:钟)?`,
    read: ([, minutes]) => ({ is: 'duration', ms: seconds(minutes) * 60 + 30_000 }),
  },
  {
    source: `(${CHINESE_NUMBER})(?:个)?分钟`,
    read: ([, minutes]) => ({ is: 'duration', ms: seconds(minutes) * 60 }),
  },
  {
    source: `(${CHINESE_NUMBER}) ?(?:秒钟|秒)`,
    read: ([, amount]) => ({ is: 'duration', ms: seconds(amount) }),
  },
  {
    source: `(${CHINESE_NUMBER})秒半`,
    read: ([, amount]) => ({ is: 'duration', ms: seconds(amount) + 500 }),
  },
  {
    source: `(?:从)?第?(${CHINESE_NUMBER})(?:秒|s)?${ZH_TO}第?(${CHINESE_NUMBER})(?:秒|s)(?:之间|显示|出现)?`,
    read: ([, first, second]) => range(seconds(first), seconds(second)),
  },
  {
    source: `(?:前|开头的?|最开始的?|开始的?|片头的?)(${CHINESE_NUMBER})秒`,
    read: ([, amount]) => ({ is: 'window', edge: 'start', ms: seconds(amount) }),
  },
  {
    source: `(?:最后的?|后|结尾的?|末尾的?|片尾的?)(${CHINESE_NUMBER})秒`,
    read: ([, amount]) => ({ is: 'window', edge: 'end', ms: seconds(amount) }),
  },
  {
    source: `(?:从)?第(${CHINESE_NUMBER})秒(?:开始|起|出现|处|时|的时候)?|从(${CHINESE_NUMBER})秒(?:开始|起)|(${CHINESE_NUMBER})秒(?:之后|以后|后|处|开始|起|时)`,
    read: ([, first, second, third]) => ({ is: 'moment', ms: seconds(first ?? second ?? third) }),
  },
];

const PICTURES: readonly Pattern[] = [
  {
    source: `(?:the )?(${ENGLISH_ORDINAL}) ${EN_ONE}`,
    read: ([, rank = '']) => image(ranked(rankFrom(rank))),
  },
  {
    source: `(?:the )?${EN_PICTURE} ?(?:no\\.? ?|number |#)?(${ENGLISH_NUMBER})(?: ?(?:-|to|through|until) ?#?(${ENGLISH_NUMBER}))?(?! ?-?(?:seconds?|secs?|s|%|percent|minutes?)\\b)`,
    read: ([, first, second]) => span(first, second),
  },
  {
    source: `#(\\d{1,2})`,
    read: ([, n]) => image({ by: 'position', n: Number(n) }),
  },
  {
    source: `(?:the )?(first|last|final) (${ENGLISH_NUMBER})(?: ${EN_ONE})?`,
    read: ([, edge, count = '']) =>
      image({ by: edge === 'first' ? 'first' : 'last', count: numberFrom(count) }),
  },
  {
    source: `(?:the )?(?:(second|third|fourth)|next)[- ](?:to[- ])?last(?: ${EN_ONE})?`,
    read: ([, rank]) => image({ by: 'from-end', n: rank ? rankFrom(rank) : 2 }),
  },
  {
    source: `all (?:of )?(?:the |my |our |these |those )?(?:${ENGLISH_NUMBER} )?${EN_PICTURE}`,
    read: () => image({ by: 'all' }),
  },
  {
    source: `(?:the |my |our |this |that |these |those )?(?:brand )?(?:new(?:est)?|latest|newly (?:uploaded|added|sent)|last uploaded|just (?:uploaded|sent|added)|most recent) ${EN_ONE}|(?:the )?${EN_ONE} (?:that )?i just (?:uploaded|sent|added)`,
    read: () => image({ by: 'new' }),
  },
  {
    source: `th(?:is|ese|at|ose) (?:new )?(?:${ENGLISH_NUMBER} )?${EN_ONE}`,
    read: () => image({ by: 'this' }),
  },
  {
    source: `(?:the )?(${ENGLISH_ORDINAL})`,
    read: ([, rank = '']) => ({ is: 'ordinal', n: rankFrom(rank) }),
  },
  {
    source: `(?:position|place|spot|slot) (?:number |no\\.? ?|#)?(${ENGLISH_NUMBER})`,
    read: ([, n = '']) => ({ is: 'slot', n: numberFrom(n) }),
  },
  {
    source: `(?:the )?(${ENGLISH_ORDINAL}) (?:position|place|spot|slot)`,
    read: ([, rank = '']) => ({ is: 'slot', n: rankFrom(rank) }),
  },
  {
    source: `第(${CHINESE_NUMBER})(?:张|幅|个|页|帧)?${ZH_TO}第?(${CHINESE_NUMBER})(?:张|幅|个|页|帧)${ZH_PICTURE}?`,
    read: ([, first, second]) => span(first, second),
  },
  {
    source: `第(${CHINESE_NUMBER})(?:张|幅|个|页|帧)?(?:的)?${ZH_PICTURE}?(?!秒|分|位)`,
    read: ([, n]) => span(n),
  },
  { source: `第(${CHINESE_NUMBER})(?:位|个位置)`, read: ([, n = '']) => ({ is: 'slot', n: numberFrom(n) }) },
  {
    source: `${ZH_PICTURE} ?(${CHINESE_NUMBER})(?:${ZH_TO}(${CHINESE_NUMBER}))?(?!秒|张|分|%|个)`,
    read: ([, first, second]) => span(first, second),
  },
  { source: `(?:首张|首图)${ZH_PICTURE}?`, read: () => image({ by: 'position', n: 1 }) },
  {
    source: `(?:最后|末)(?:一)?(?:张|幅|个|页)${ZH_PICTURE}?`,
    read: () => image({ by: 'from-end', n: 1 }),
  },
  {
    source: `倒数第(${CHINESE_NUMBER})(?:张|幅|个|页)?${ZH_PICTURE}?`,
    read: ([, n = '']) => image({ by: 'from-end', n: numberFrom(n) }),
  },
  {
    source: `(前|最后|后)(?:面)?(${CHINESE_NUMBER})(?:张|幅|个)${ZH_PICTURE}?`,
    read: ([, edge, n = '']) => image({ by: edge === '前' ? 'first' : 'last', count: numberFrom(n) }),
  },
  { source: `(?:所有|全部)(?:的)?${ZH_PICTURE}`, read: () => image({ by: 'all' }) },
  {
    source: `(?:那张|这张|这几张)?(?:新|最新)(?:的|上传的|发的|加的|传的)?(?:那|这)?(?:张|几张|一张)?${ZH_PICTURE}|(?:我)?刚(?:才|刚)?(?:上传|发|加|传|发送)的(?:那|这)?(?:张|几张)?${ZH_PICTURE}?|新(?:的)?(?:那|这)张`,
    read: () => image({ by: 'new' }),
  },
  {
    source: `这(?:几|些|组|${CHINESE_NUMBER})?(?:张|幅|个)?${ZH_PICTURE}|这张`,
    read: () => image({ by: 'this' }),
  },
];

const MEASURES: readonly Pattern[] = [
  { source: `(${ENGLISH_NUMBER}) ?(?:%|percent|per cent)`, read: ([, n = '']) => percent(numberFrom(n)) },
  { source: `百分之(${CHINESE_NUMBER})`, read: ([, n = '']) => percent(numberFrom(n)) },
  {
    source: '(\\d{1,3}) ?(?:px|pt|pixels?|points?|号字)',
    read: ([, n]) => ({ is: 'pixels', value: Number(n) }),
  },
  {
    source: '(\\d{3,4}) ?[x×*] ?(\\d{3,4})',
    read: ([, width, height]) => frame(Number(width), Number(height)),
  },
  { source: '#([0-9a-f]{6})', read: ([, hex]) => ({ is: 'color', hex: `#${hex}` }) },
  {
    source: '#([0-9a-f])([0-9a-f])([0-9a-f])(?![0-9a-f])',
    read: ([, r = '', g = '', b = '']) =>
      /[a-f]/.test(r + g + b) || r + g + b === '000'
        ? { is: 'color', hex: `#${r}${r}${g}${g}${b}${b}` }
        : undefined,
  },
  // "the red one" counts nothing.
  { source: `(?!one\\b)(${ENGLISH_NUMBER})`, read: ([, n = '']) => ({ is: 'number', value: numberFrom(n) }) },
  {
    source: `(${CHINESE_NUMBER})(?!个视频|个短片)`,
    read: ([, n = '']) => (n === '半' ? undefined : { is: 'number', value: numberFrom(n) }),
  },
];

function percent(value: number): Meaning {
  return { is: 'percent', share: Math.min(value, 100) / 100 };
}

/** A frame size in pixels. H.264 needs even edges; beyond these sizes the renderer has no business. */
function frame(width: number, height: number): Meaning | undefined {
  const fits = (edge: number) => edge >= 240 && edge <= 2160;
  return fits(width) && fits(height)
    ? { is: 'aspect', width: width - (width % 2), height: height - (height % 2) }
    : undefined;
}

export const PATTERNS: readonly Pattern[] = [...TIMES, ...PICTURES, ...MEASURES];
