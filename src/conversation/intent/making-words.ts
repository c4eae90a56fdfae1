import type { Slots } from './phrases.js';

/**
 * The words of wishes for a video. Latin words are slots of `phrase`; Chinese ones are parts of regular
 * expressions.
 */
export const MAKING_SLOTS: Slots = {
  video:
    'videos?|vids?|clips?|movies?|films?|reels?|slide ?shows?|animations?|shorts?|montages?|gifs?|mp4s?|' +
    'mov|webm|ads?|advert|' +
    'commercial|trailers?|promos?|teasers?|vlogs?|story|stories|tiktoks?|presentation|recap|highlights?|' +
    'b roll|photo album',
  picture:
    'images?|photos?|photographs?|pictures?|pics?|shots?|snaps?|snapshots?|screenshots?|stills?|' +
    'graphics?|jpe?gs?|pngs?|' +
    'drawings?|illustrations?|paintings?|artworks?|posters?|selfies?|portraits?|frames?|slides|footage|' +
    'files?|uploads?|' +
    'attachments?|assets|media|logos?|[\\p{L}\\p{N}_]+\\.(?:jpe?g|png|webp|gif|heic|bmp|avif)',
  turn:
    'turn|turning|convert|converting|transform|transforming|change|changing|make|making|morph|put|' +
    'combine|combining|merge|' +
    'merging|stitch|edit|cut|assemble|join|compile|compiling|arrange|mix|bring|render',
  make:
    'make|making|create|creating|generate|generating|produce|producing|build|design|do|craft|compose|' +
    'put together|whip up|' +
    'prepare|need|want|like|love|have|get|give me|give us|render|compile|film|shoot|animate',
  create: 'make|making|create|creating|generate|generating|produce|producing',
  animate: 'animate|animating|reanimate',
  into: 'into|in to|to|as|in(?= (?:a|an|one) )',
  'the-video': '(?:the |this |my |our )?(?:videos?|clips?|reels?|movies?|films?|animations?)',
  definite: 'the|this|my|our',
  these:
    'these|this|those|my|our|the|them|it|all|each|every|both|a|an|static|still|some|attached|uploaded|' +
    'following|\\d+|two|three|four|five|six',
  mine: 'these|this|those|my|our|them|the|it',
  indefinite: 'a|an|another|one|some|two|three|four|five|several|\\d+|new|multiple',
  adjective:
    'short|product|promo|vertical|square|quick|new|nice|simple|cool|social|marketing|smooth|animated|' +
    'dynamic|cinematic|' +
    '\\d+ ?s|\\d+ ?sec|\\d+ second',
  // "A video title" is a title.
  part: 'title|intro|background|thumbnail|frame|format|style|caption|effect|transition|icon|button',
  moves: 'move|come alive|come to life|dance|talk|walk|moving|dynamic',
};

export const VIDEO_ZH =
  '(?:视频|视屏|短片|影片|动画片|动画|幻灯片|短视频|小视频|宣传片|广告片|广告|相册|片子|电影|微电影|mv|' +
  'vlog|gif|动图|mp4|mov|webm|' +
  'video|预告片|纪录片|混剪|大片|成片|reel|clip|slideshow|小片|动态壁纸|抖音|快闪|图集|轮播|故事片|' +
  '带货片|种草片|开箱片|动态图)';
export const PICTURE_ZH =
  '(?:图片|照片|相片|图像|图|素材|截图|插画|海报|画|产品图|静态图|jpg|png|images?|photos?|pictures?|文件|' +
  'logo)';
/** Become: 把照片做成…. Not 变动, and not 做成的 ("that was made into"). */
export const BECOME_ZH =
  '(?:做成|制作成|制成|变成|转成|转换成|转为|转换为|转化为|转化成|生成|剪成|剪辑成|合成|合并成|拼成|' +
  '拼接成|编成|编辑成|整成|弄成|' +
  '搞成|变为|变(?![动化得])|转|剪辑为|合成为|整理成|串成|组成|加工成|整合成|连成|拍成)(?![的好后])';
export const MAKE_ZH =
  '(?:做|制作|生成|创建|创作|make|create|generate|来|剪|剪辑|弄|搞|整|出|拍|合成|需要|想要|要|给我|设计|' +
  '编|拼)';
export const COUNT_ZH =
  '(?:一?个|一?条|一?段|一?支|一?部|一?份|一?版|[两二三四五六七八九十几\\d]+[个条段支部秒份]|些)';

/** Words that say nothing about what a video shall be about. */
export const NO_TOPIC_ENGLISH =
  'please|can|could|would|you|i|we|want|to|need|like|love|let|us|help|me|make|making|create|generate|' +
  'produce|do|build|an?|some|' +
  'the|new|short|quick|nice|cool|great|simple|good|vertical|horizontal|square|landscape|portrait|' +
  'professional|fun|beautiful|' +
  'awesome|\\d+s?|seconds?|secs?|s|minutes?|long|for|on|in|with|and|music|background|transitions?|smooth|' +
  'instagram|tiktok|there|guys|everyone|today|so|well|ok|okay|' +
  'youtube|facebook|linkedin|social|media|hi|hello|hey|just|how|about|now|then|from scratch|try|trying|' +
  'out|my|our|company|' +
  `brand|team|${MAKING_SLOTS.video}`;
export const NO_TOPIC_CHINESE =
  `帮我|想要|需要|制作|生成|创建|视频|短片|短视频|影片|小视频|竖屏|竖版|横屏|抖音|小红书|${COUNT_ZH}|` +
  '[请帮我你您们想要能可以给做剪来弄一个条段支部新的短秒吧吗呢么下好看发用]';
