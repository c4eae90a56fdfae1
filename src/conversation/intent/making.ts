import { tokens } from './lexer.js';
import {
  BECOME_ZH,
  COUNT_ZH,
  MAKE_ZH,
  MAKING_SLOTS,
  NO_TOPIC_CHINESE,
  NO_TOPIC_ENGLISH,
  PICTURE_ZH,
  VIDEO_ZH,
} from './making-words.js';
import { QUOTE } from './normalise.js';
import { type ExportOptions, readOptions } from './options.js';
import { matchesAny, phrase, words } from './phrases.js';

/** What a message says about making a video: whether it asks for one, and of what. */
export interface Making {
  /** It asks for a (new) video. */
  readonly makesVideo: boolean;
  /** It speaks of pictures that the person has: "these photos", "我的照片". */
  readonly namesMaterial: boolean;
  /** It says nothing else that a video could be made of: "make a video", "做个视频". */
  readonly saysNoTopic: boolean;
  /** It names the file that the pictures shall become: "into a 1080p MP4". */
  readonly file?: ExportOptions;
}

const english = (pattern: string) => phrase(pattern, MAKING_SLOTS);
const chinese = (source: string) => new RegExp(source, 'u');

const MAKING: readonly RegExp[] = [
  // turn these images into a short video; converting photos to mp4; put them together in one clip
  '{turn} !{the-video} …30 {into} !{definite} …8 {video} !{part}',
  // make me a 15 second vertical reel; i'd like a slideshow; create some product videos
  '{make} (me|us|it)? up? {indefinite} ~7 {video} !{part}',
  // make video from photos; create short videos
  '{create} (me|us)? {adjective}* {video} !{part}',
  // a slideshow of my pictures; video from these photos; one clip out of the images
  '^ (please|just|so)? {indefinite}? !{definite} ~3 {video} …6 (from|of|out of|using) (all|each of)? {mine}',
  // new video with these
  '^ please? (a|another|new) new? {video} (with|using) {mine}',
  // photos to video; image into a clip
  '{picture} (into|in to|to) (a|an|one)? …4 {video}',
  // slideshow please; a 10 second clip
  '^ (a|an|one)? {adjective}* (slide ?show|video|vid|clip|reel|montage) please? $',
  // animate this photo; bring my picture to life; make the image move
  '{animate} {these}? …3 ({picture}|it|them|this|these)',
  '{animate} (it|them|this|these|that|my|our) !(title|text|logo text|caption|subtitle)',
  '(bring|bringing) …10 to life',
  '(make|making|get|let) …7 {picture} …3 {moves}',
  // convert my images: the skills make videos of pictures and nothing else
  '^ …6 (convert|converting|process|transform) {these}? of? {these}? …3 {picture} please? $',
  // turn my photo into a smooth (an example of the skills, cut short)
  '(turn|convert|transform) {mine} …2 {picture} into (a|an)? {adjective} $',
  '(combine|merge|stitch|compile) (all|all of)? {mine} …2 {picture}',
].map(english);

const MAKING_ZH: readonly RegExp[] = [
  // 把这些照片剪成一个竖版短视频, 将图片转换为 mp4
  `${BECOME_ZH}[^,，。;；]{0,24}?${VIDEO_ZH}`,
  // 做一个产品宣传片, 来个视频, 帮我剪个 vlog, 我想要一段视频
  `${MAKE_ZH}(?:个|一下|出)?\\s?${COUNT_ZH}[^,，。;；]{0,30}?${VIDEO_ZH}(?!的?(?:标题|字幕|封面|背景|转场|文字|片头|片尾))`,
  // 做视频, 制作短片, 做产品宣传视频
  `(?:做|制作|生成|创建|创作|剪|合成|弄)(?:新|产品|短|宣传|竖版|竖屏|横屏|横版|商品|\\d+秒的?|动态|微)*${VIDEO_ZH}`,
  // 图片转视频, 照片变视频
  `${PICTURE_ZH}\\s?(?:直接)?(?:转|变|做|生成|to)\\s?${VIDEO_ZH}`,
  // 让这张照片动起来
  '(?:让|使|把|将|叫).{0,24}?(?:动一动|动态化|动画化|动)(?:$|[,，。!吧啊])|[动活]起来',
  // 转换我的图片
  `^(?:请|帮我|麻烦|帮忙)*(?:转换|处理|转)(?:一下)?(?:我的|这些|这张|这几张|我们的|这个|所有|全部)*(?:静态)?${PICTURE_ZH}$`,
  `(?:我的|这些|这张|这几张)${PICTURE_ZH}(?:转换|处理)(?:一下)?$`,
].map(chinese);

const MATERIAL: readonly RegExp[] = [
  '{these} (of these|of my|of our|of the)? …3 {picture}',
  '(turn|convert|transform|animate|combine|merge|stitch|bring|put|make|use|with|from|of) (all of)? (these|this|those|them|it)',
  '(convert|turn|turning|transform|animate|combine|merge|stitch|process|from|out of|using) …2 {picture}',
  '{picture} (into|in to|to) …3 {video}',
].map(english);

const MATERIAL_ZH: readonly RegExp[] = [
  `(?:这|那|我的|我们的|我|几|些|张|份|上面|以下|下面|附件|发的|传的|上传的|给的)[^,，。]{0,6}?${PICTURE_ZH}`,
  `(?:把|将|用|让|使|从|由)[^,，。]{0,6}?${PICTURE_ZH}`,
  '(?:把|将|用|让)(?:这|它)',
  `${PICTURE_ZH}\\s?(?:转|变|做成|生成|合成)`,
  `转换(?:我的)?(?:静态)?${PICTURE_ZH}`,
].map(chinese);

const INTO_A_FILE: readonly RegExp[] = [
  english(
    '{turn} …30 {into} (a|an|one|single)? (short|full|hd|4k|uhd|looping|animated|vertical|square|\\d+p|\\d+:\\d+)* (mp4|mov|webm|gifs?|avi|mkv|wmv)',
  ),
  chinese(`${BECOME_ZH}\\s?(?:${COUNT_ZH})?[\\p{L}\\p{N}\\s的]{0,14}?(?:mp4|mov|webm|gif|动图|avi|mkv|wmv)`),
];

const NO_TOPIC = new RegExp(`\\b(?:${NO_TOPIC_ENGLISH})\\b|${NO_TOPIC_CHINESE}`, 'gu');

/**
 * Reads the wish for a video out of a normalised message. `wish` is what is left of it without the clauses that are
 * greetings or thanks.
 */
export function makingOf(text: string, wish: string): Making {
  const sentences = words(text);
  const characters = text.split(/[。！？!?;；\n]+/u);
  const makesVideo = matchesAny(sentences, MAKING) || matchesAny(characters, MAKING_ZH);
  const intoFile = [...sentences, ...characters].flatMap((passage) =>
    INTO_A_FILE.flatMap((pattern) => pattern.exec(passage)?.[0] ?? []),
  )[0];
  return {
    makesVideo,
    namesMaterial: matchesAny(sentences, MATERIAL) || matchesAny(characters, MATERIAL_ZH),
    saysNoTopic: !wish.includes(QUOTE) && !/[\p{L}\p{N}]/u.test(wish.replace(NO_TOPIC, '')),
    ...(makesVideo && intoFile && { file: readOptions(tokens(intoFile).map((token) => token.text)) }),
  };
}
