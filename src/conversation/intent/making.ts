import { tokens } from './lexer.js';
import { QUOTE } from './normalise.js';
import { type ExportOptions, readOptions } from './options.js';

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

const VIDEO =
  '(?:videos?|vids?|clips?|movies?|films?|reels?|slide ?shows?|animations?|shorts?|montages?|gifs?|mp4s?|mov|webm|ads?|advert|commercial|' +
  'trailers?|promos?|teasers?|vlogs?|music video|stor(?:y|ies)|tiktoks?|intros? video|presentation|recap|highlights?|b-?roll|photo album)';
const PICTURE =
  '(?:images?|photos?|photographs?|pictures?|pics?|shots?|snaps?|snapshots?|screenshots?|stills?|graphics?|jpe?gs?|pngs?|drawings?|illustrations?|' +
  'paintings?|artworks?|posters?|selfies?|portraits?|frames?|slides|footage|files?|uploads?|attachments?|assets|media|logos?)';
const FILE_NAME = '[\\p{L}\\p{N}_-]+\\.(?:jpe?g|png|webp|gif|heic|bmp|avif)';
const INTO = '(?:in ?to|to|as|in(?= (?:a|an|one)\\b))(?! (?:the|this|my|our) )';
const TURN =
  '(?:turn(?:ing)?|convert(?:ing)?|transform(?:ing)?|chang(?:e|ing)|mak(?:e|ing)|morph|put|combin(?:e|ing)|merg(?:e|ing)|stitch|edit|cut|assemble|join|compil(?:e|ing)|arrange|mix|bring|render)';
const MAKE =
  '(?:mak(?:e|ing)|creat(?:e|ing)|generat(?:e|ing)|produc(?:e|ing)|build|design|do|craft|compose|put together|whip up|prepare|need|want|like|have|get|give (?:me|us)|render|compile|film|shoot|animate)';
/** Ends the noun phrase that begins with "a": "create a title for the video" does not ask for a video. */
const STILL_THE_SAME_NOUN = `(?:(?!for\\b|of\\b|on\\b|in\\b|to\\b|at\\b|with\\b|between\\b|about\\b|from\\b|over\\b|under\\b|after\\b|before\\b|the\\b|this\\b|and\\b|that\\b|saying\\b)[\\p{L}\\p{N}:.-]+ )`;

const ENGLISH_MAKING: readonly RegExp[] = [
  // turn these images into a short video, converting photos to mp4, put them together in one clip
  `\\b${TURN}\\b(?! (?:the |this |my |our )?(?:${VIDEO})\\b).{0,160}?\\b${INTO} (?:[\\p{L}\\p{N}:.-]+ ){0,8}?${VIDEO}\\b(?! (?:title|intro|background|thumbnail|frame|format|style)\\b)`,
  // make me a 15 second vertical reel, i'd like a slideshow, create some product videos
  `\\b${MAKE} (?:(?:me|us|it) )?(?:up )?(?:a|an|another|one|some|two|three|four|five|several|\\d+|new|multiple) ${STILL_THE_SAME_NOUN}{0,7}?${VIDEO}\\b(?! (?:title|background|thumbnail|caption|effect|transition|icon|frame|button)\\b)`,
  // make video from photos, create videos
  `\\b(?:mak(?:e|ing)|creat(?:e|ing)|generat(?:e|ing)|produc(?:e|ing)) (?:me |us )?(?:short |product |promo |vertical |quick |new |nice |social |marketing )*${VIDEO}\\b`,
  // a slideshow of my pictures, video from these photos, one clip out of the images
  `^(?:please |just |so )?(?:a |an |one |another |new )?(?:(?!the\\b|this\\b|my\\b|our\\b)[\\p{L}\\p{N}:.-]+ ){0,3}?${VIDEO} (?:\\S+ ){0,6}?(?:from|of|out of|using) (?:all |each of )?(?:these|this|those|my|our|the|them|it)\\b`,
  // new video with these
  `^(?:please )?(?:a|another|new) (?:new )?${VIDEO} (?:with|using) (?:these|this|those|my|the)\\b`,
  // photos to video, image to clip
  `\\b${PICTURE} (?:in ?to|to) (?:a |an |one )?(?:[\\p{L}\\p{N}:.-]+ ){0,4}?${VIDEO}\\b`,
  // slideshow please, a video please
  `^(?:a |an |one )?(?:(?:short|quick|nice|new|vertical|square|product|promo|simple|cool|\\d+ ?-?(?:s|sec|second)) )*(?:slide ?show|video|clip|reel|montage)(?: please)?$`,
  // animate this photo, bring my picture to life, make the image move
  `\\b(?:re)?animat(?:e|ing) (?:these|this|those|my|our|the|all|each|every|it|them|both|a|an|\\d+|static|still)?\\s?(?:[\\p{L}-]+ ){0,3}?(?:${PICTURE}|it|them|this|these|${FILE_NAME})(?!\\p{L})`,
  `\\banimate (?:it|them|this|these|that|my|our)\\b(?! (?:title|text|logo text|caption|subtitle))`,
  `\\bbring(?:ing)? .{0,60}\\bto life\\b`,
  `\\b(?:mak(?:e|ing)|get|let) .{0,40}?${PICTURE} (?:.{0,20} )?(?:move|come alive|come to life|dance|talk|walk|moving|dynamic)\\b`,
  // convert my images: the skill makes videos of pictures, nothing else
  `^(?:.{0,40}\\b)?(?:convert|process|transform)(?:ing)? (?:all |some )?(?:of )?(?:these|this|those|my|our|the|\\p{N}+|two|three|four|five|static|still)? ?(?:[\\p{L}-]+ ){0,3}?${PICTURE}(?: please)?$`,
  // turn my photo into a smooth (an example of the skills, cut short)
  `\\b(?:turn|convert|transform) (?:these|this|those|my|our|all) (?:[\\p{L}-]+ ){0,2}?${PICTURE} into (?:a |an )?(?:smooth|short|\\d+[- ]?second|animated|dynamic|cinematic)$`,
  // combine these pictures, stitch the photos together
  `\\b(?:combine|merge|stitch|compile) (?:all |all of )?(?:these|those|my|our|the) (?:[\\p{L}-]+ ){0,2}?${PICTURE}\\b`,
].map((source) => new RegExp(source, 'u'));

const VIDEO_ZH =
  '(?:视频|视屏|短片|影片|动画片|动画|幻灯片|短视频|小视频|宣传片|广告片|广告|相册|片子|电影|微电影|mv|vlog|gif|动图|mp4|mov|webm|video|预告片|纪录片|混剪|大片|成片|reel|clip|slideshow|小片|动态壁纸|抖音|快闪|图集|轮播|故事片|带货片|种草片|开箱片|动态图)';
const PICTURE_ZH =
  '(?:图片|照片|相片|图像|图|素材|截图|插画|海报|画|产品图|静态图|jpg|png|images?|photos?|pictures?|文件|logo)';
const BECOME_ZH =
  '(?:做成|制作成|制成|变成|转成|转换成|转为|转换为|转化为|转化成|生成|剪成|剪辑成|合成|合并成|拼成|拼接成|编成|编辑成|整成|弄成|搞成|变为|变|转|剪辑为|合成为|整理成|串成|组成|加工成|整合成|连成|拍成)';
const COUNT_ZH =
  '(?:一?个|一?条|一?段|一?支|一?部|一?份|一?版|[两二三四五六七八九十几\\d]+[个条段支部秒份]|些)';

const CHINESE_MAKING: readonly RegExp[] = [
  // 把这些照片剪成一个竖版短视频, 将图片转换为 mp4
  `${BECOME_ZH}[^,，。;；]{0,24}?${VIDEO_ZH}`,
  // 做一个产品宣传片, 来个视频, 帮我剪个 vlog, 我想要一段视频
  `(?:做|制作|生成|创建|创作|make|create|generate|来|剪|剪辑|弄|搞|整|出|拍|合成|需要|想要|要|给我|设计|编|拼)(?:个|一下|出)?\\s?${COUNT_ZH}[^,，。;；]{0,30}?${VIDEO_ZH}(?!的?(?:标题|字幕|封面|背景|转场|文字|片头|片尾))`,
  // 做视频, 生成视频, 制作短片, 做产品宣传视频
  `(?:做|制作|生成|创建|创作|剪|合成|弄)(?:新|产品|短|宣传|竖版|竖屏|横屏|横版|商品|\\d+秒的?|动态|微)*${VIDEO_ZH}`,
  // 图片转视频, 照片变视频
  `${PICTURE_ZH}\\s?(?:直接)?(?:转|变|做|生成|to)\\s?${VIDEO_ZH}`,
  // 让这张照片动起来
  `(?:让|使|把|将|叫).{0,24}?(?:动起来|活起来|动一动|动态化|动画化|动)(?:$|[,，。!吧啊])`,
  `动起来|活起来`,
  // 转换我的图片
  `^(?:请|帮我|麻烦|帮忙)*(?:转换|处理|转)(?:一下)?(?:我的|这些|这张|这几张|我们的|这个|所有|全部)*(?:静态)?${PICTURE_ZH}$`,
  `(?:把|将)?(?:我的|这些|这张|这几张)${PICTURE_ZH}(?:转换|处理)(?:一下)?$`,
].map((source) => new RegExp(source, 'u'));

const NAMES_MATERIAL: readonly RegExp[] = [
  `\\b(?:these|this|those|my|our|the|attached|uploaded|following|all|both|each|every|\\d+|two|three|four|five|six|a few|some|a single|a|an|static|still|these are) (?:of (?:these|my|our|the) )?(?:[\\p{L}\\p{N}-]+ ){0,3}?${PICTURE}(?!\\p{L})`,
  `\\b(?:turn|convert|transform|animate|combine|merge|stitch|bring|put|make|use|with|from|of|out of) (?:these|this|those|them|all of (?:these|this|them))\\b`,
  `\\b(?:convert|turn|transform|animate|combine|merge|stitch|process)(?:ing)? (?:[\\p{L}-]+ ){0,2}?${PICTURE}\\b`,
  `\\b(?:from|out of|using) (?:[\\p{L}-]+ ){0,2}?${PICTURE}\\b`,
  `\\b${PICTURE} (?:in ?to|to) (?:[\\p{L}-]+ ){0,3}?${VIDEO}\\b`,
  FILE_NAME,
  `(?:这|那|我的|我们的|我|几|些|张|份|上面|以下|下面|附件|发的|传的|上传的|给的)[^,，。]{0,6}?${PICTURE_ZH}`,
  `(?:把|将|用|让|使|从|由)[^,，。]{0,6}?${PICTURE_ZH}`,
  `${PICTURE_ZH}\\s?(?:转|变|做成|生成|合成)`,
  `(?:把|将|用|让)(?:这|它|这些|它们|这个|这几个)`,
  `转换(?:我的)?(?:静态)?${PICTURE_ZH}`,
].map((source) => new RegExp(source, 'u'));

const INTO_A_FILE: readonly RegExp[] = [
  `\\b${TURN}\\b.{0,160}?\\b${INTO} (?:(?:a|an|one|single|short|full|hd|[\\p{N}:]+p?|looping|animated|vertical|square) ){0,5}?(?:mp4|mov|webm|gif)s?\\b`,
  `${BECOME_ZH}\\s?(?:${COUNT_ZH})?[\\p{L}\\p{N}\\s的]{0,14}?(?:mp4|mov|webm|gif|动图)`,
].map((source) => new RegExp(source, 'u'));

/** A message of nothing but these asks for a video of nothing in particular. */
const NO_TOPIC_WORDS = new RegExp(
  `\\b(?:please|can|could|would|you|i|we|want|to|need|like|let|us|help|me|make|making|create|generate|produce|do|build|an?|some|the|new|short|quick|nice|cool|great|simple|` +
    `good|vertical|horizontal|square|landscape|portrait|professional|fun|beautiful|awesome|\\d+|seconds?|secs?|s|\\d+s|minutes?|long|${VIDEO}|for|on|in|with|and|music|` +
    `background|transitions?|smooth|instagram|tiktok|youtube|facebook|linkedin|social|media|hi|hello|hey|just|how|about|now|then|from scratch|try|trying|out|my|our|company|brand|team)\\b|` +
    `帮我|想要|需要|制作|生成|创建|视频|短片|短视频|影片|小视频|竖屏|竖版|横屏|抖音|小红书|${COUNT_ZH}|[请帮我想要能可以给做剪来弄一个条段支部新的短秒吧吗下好看发用]`,
  'gu',
);

function saysNoTopic(text: string): boolean {
  return !text.includes(QUOTE) && !/[\p{L}\p{N}]/u.test(text.replace(NO_TOPIC_WORDS, ''));
}

/** Reads the wish for a video out of a normalised message. */
export function makingOf(text: string): Making {
  const plain = text.replace(/[-–](?=\p{L})/gu, ' ').replace(/\s+/g, ' ');
  const sentences = plain
    .split(/[.!?。！？;；\n](?=\s|$|\p{Script=Han})/u)
    .map((sentence) => sentence.trim());
  const asked = (patterns: readonly RegExp[]) =>
    sentences.some((sentence) => patterns.some((pattern) => pattern.test(sentence)));
  const intoFile = sentences.flatMap((sentence) =>
    INTO_A_FILE.flatMap((pattern) => pattern.exec(sentence)?.[0] ?? []),
  )[0];
  const makesVideo = asked(ENGLISH_MAKING) || asked(CHINESE_MAKING);
  return {
    ...(makesVideo && intoFile && { file: readOptions(tokens(intoFile).map((token) => token.text)) }),
    makesVideo,
    namesMaterial: asked(NAMES_MATERIAL),
    saysNoTopic: saysNoTopic(plain),
  };
}
