import { QUOTATIONS } from './normalise.js';

/**
 * An order for a batch, said of one of its files: "one 5-second clip per photo" is "a 5-second clip from
 * this image".
 */

/** In the singular, so that one is kept of "separate clips". */
const VIDEO = '(video|clip|reel|movie|film|short|animation|slideshow|gif|mp4)';
const PICTURE =
  '(?:images?|photos?|photographs?|pictures?|pics?|files?|shots?|snapshots?|screenshots?|stills?|' +
  'products?|attachments?)';
const WHICH =
  '(?:the|these|those|my|our|of the|of these|of those|of my|of our|of them|single|individual|one)';

const REWRITINGS: readonly (readonly [RegExp, string])[] = (
  [
    // one per image (after "make videos of these,")
    [`,?\\s*\\bone (?:per|for each|for every) ${PICTURE}\\b`, ''],
    // for each of these product photos, from every one of them, per picture, for each
    [`\\b(?:for|from|of|out of) (?:each|every)(?: ${WHICH})*(?: [\\w-]+)? ${PICTURE}\\b`, 'from this image'],
    [`\\b(?:for|from|of|out of) (?:each|every)(?: ${WHICH})*(?= |[,.;:!]|$)`, 'from this image'],
    [`\\bper (?:[\\w-]+ )?${PICTURE}\\b`, 'from this image'],
    [`\\b(?:each|every)(?: ${WHICH})*(?: [\\w-]+)?? ${PICTURE}\\b`, 'this image'],
    [
      `\\b(?:all |all of |both |both of )?(?:the|these|those|my|our)(?: \\d+)?(?: [\\w-]+)? ${PICTURE}\\b`,
      'this image',
    ],
    ['\\b(?:these|those|them)\\b', 'this image'],
    [`\\b(?:its|their) own ((?:[\\w:-]+ ){0,4}?)${VIDEO}s?\\b`, 'a $1$2'],
    [
      `\\b(?:an? |one |two |three |four |five |six |\\d+ )?(?:separate|individual) ((?:[\\w:-]+ ){0,4}?)${VIDEO}s?\\b`,
      'a $1$2',
    ],
    [`\\bone ((?:[\\w-]+ ){0,4}?)${VIDEO}\\b`, 'a $1$2'],
    ['\\b(?:turn|make|convert) each\\b', 'turn this image'],
    [`${VIDEO} each\\b`, '$1'],
    ['\\ba mp4\\b', 'an mp4'],
    ['\\s*\\b(?:separately|individually|one by one)\\b', ''],
    [`\\b(make|create|generate|produce) (?:videos|clips|reels)\\b`, '$1 a video'],
    // 每张图片单独做一个视频, 把这些图片分别做成视频
    [
      '(?<=[给給为為用把将將从從])每(?:一)?[张張个個幅](?:图片?|圖片?|照片|文件|素材|相片|产品图)?',
      '这张图片',
    ],
    ['每(?:一)?[张張个個幅](?:图片?|圖片?|照片|文件|素材|相片|产品图)?', '用这张图片'],
    [
      '(?:所有的?|全部)?(?:这些|這些|这几张|這幾張|它们|它們)(?:图片?|圖片?|照片|文件|素材|相片)?',
      '这张图片',
    ],
    ['一[张張](?:图片?|圖片?|照片)?(?:做|出|生成|对应|對應)?(?=一[个個条條段])', '用这张图片做'],
    ['(?:都|各|要)?(?:分别|分別|各自|单独|單獨|独立|逐一|逐个|逐個|一张一张地?|分开|分開)(?:地|的)?', ''],
    ['(?<=图片)(?:都|各)(?=[做生制剪转变出])', ''],
  ] as const
).map(([source, replacement]) => [new RegExp(source, 'giu'), replacement]);

const HAS_HAN = /\p{Script=Han}/u;
const FALLBACK = { en: 'make a video from this image', zh: '用这张图片做一个视频' } as const;

/** Rewrites the order; quoted words stay as they are. */
export function forOneFile(text: string): string {
  const quoted: string[] = [];
  let order = text.replace(QUOTATIONS, (passage) => {
    quoted.push(passage);
    return '\ue000';
  });
  for (const [pattern, replacement] of REWRITINGS) order = order.replace(pattern, replacement);
  order = order
    .replace(/\s+([,.;:!?])/g, '$1')
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/^[\s,.;:!-]+|[\s,;:-]+$/g, '')
    .replace(/\ue000/g, () => quoted.shift() ?? '');
  if (/\p{L}{2}|\p{Script=Han}/u.test(order)) return order;
  return HAS_HAN.test(text) ? FALLBACK.zh : FALLBACK.en;
}
