import { foldChinese } from './fold-chinese.js';
import { oneOf } from './pattern.js';

/** What the card of a reply can offer with buttons instead of what the backend asked the person to do. */
export type Offer = 'export' | 'timeline' | 'credits' | 'upload';

const ORDER: readonly Offer[] = ['export', 'timeline', 'credits', 'upload'];

/** English as whole words in lower case, Chinese anywhere in simplified characters: see `plain`. */
function mentions(english: string, chinese: string): RegExp {
  return new RegExp(`\\b${oneOf(english)}\\b|${chinese}`);
}

const FILES = '(?:files?|images?|photos?|pictures?|media)';

const EXPORT = mentions(
  `(?:export|download|render|publish)(?:s|ed|ing)?|shar(?:e|ing)
   my (?:videos|creations)|finished (?:videos?|files?)
   sav(?:e|ing) (?:it|your|the|this|them|to|as|mp4|video)`,
  '导出|下载|保存|分享|发布|渲染|成片|我的(?:作品|视频)',
);
const CREDITS = mentions(
  `account|billing|dashboard|credits?(?! roll| at the end| screen)|subscription|upgrad(?:e|ing)|top up|pricing`,
  '账[户号]|账单|积分|余额|充值|升级|套餐|控制台|仪表[盘板]|会员|订阅',
);
const UPLOAD = mentions(
  `upload(?:s|ing|ed)?|import(?:ing)?|attach(?:ment)?|paperclip|add (?:more |your |new )?${FILES}
   (?:drop|drag)\\b.*\\b(?:${FILES}|them|it)\\b.*\\b(?:here|box|zone|area)|add\\b.*\\bfrom (?:the |your )?(?:media|asset)`,
  '上传|导入|拖[到入放至](?:这里|此处)|添加(?:更多)?(?:素材|图片|文件|照片)|(?:从|在)素材库(?:中|里)?(?:选择|添加|导入)',
);
const TIMELINE = mentions(
  `preview(?:s|ed|ing)?|time-?line|play(?:s|back|er|ing)?|watch|view|see|canvas|panels?|tabs?|sidebar|media|library
   review|check|scrub|playhead|refresh|look at|find`,
  '预览|时间[线轴]|播放|查看|画布|面板|观看|看看|标签页?|侧边?栏|刷新|重新加载|检查|回放|浏览|素材库|媒体库',
);
/** An edit: something the person can simply ask for here. */
const EDIT = mentions(
  `${oneOf(`
    drag|drop|mov|adjust|trim|slid|resiz|edit|chang|arrang|rearrang|reorder|split|crop|rotat|customi[sz]|tweak|fine-tun
    modify|replac|reposition|duplicat|align|toggl|swapp?|mut|delet|remov|enabl|disabl|grab|pull|stretch|extend|swip|switch
  `)}(?:e|p?p?ing|m?ming|g?ging|t?ting)?
   undo|redo|ctrl|cmd|command|right-click|double-click|add|select the|keyframes?`,
  '拖|移动|调整|调节|修改|编辑|更改|裁剪|修剪|撤销|恢复|删除|添加|替换|更换|排列|旋转|分割|右键|双击|选中|设置(?!页)',
);
/** Things that are edited; but a look at them is only a look. */
const EDITABLE = mentions(
  `sliders?|handles?|properties|effects?|filters?|fonts?|colou?rs?|volume|speed|transitions?|layers?|segments?|audio
   text|subtitles?|captions?|music|style|position`,
  '滑块|属性|特效|滤镜|字体|颜色|音量|图层|片段|音频|音乐|轨道|文字',
);
const LOOK = mentions('see|view|watch|preview|check|review|look at|find', '查看|检查|预览|观看|浏览|看看');

/** Cheaper than patterns that ignore case. */
function plain(text: string): string {
  return foldChinese(text).toLowerCase();
}

/** What a removed instruction becomes: buttons, or words that ask for the edit itself. */
export function replacementsFor(text: string): { offers: Offer[]; edit: boolean } {
  const instruction = plain(text);
  const isUpload = UPLOAD.test(instruction);
  const isCredits = CREDITS.test(instruction);
  const offers: Offer[] = [];
  // "Go to Billing to upgrade and save": the account comes first, unless an export is named.
  if (EXPORT.test(instruction) && (!isCredits || /\b(?:export|download)|导出|下载/.test(instruction))) {
    offers.push('export');
  }
  if (TIMELINE.test(instruction) && !isUpload && !isCredits) offers.push('timeline');
  if (isCredits) offers.push('credits');
  if (isUpload) offers.push('upload');
  const isEdit = EDIT.test(instruction) || (EDITABLE.test(instruction) && !LOOK.test(instruction));
  return { offers, edit: isEdit && !isUpload && !isCredits };
}

const WISH = oneOf(`
  you (?:can|may|could)(?: now| also)?|ready to|want to|like to|like me to|feel free to|shall i|should i|time to
  go ahead and|whenever you(?:'re| are) ready,?
`);
const INVITES_EXPORT = new RegExp(
  oneOf(`
    \\b${WISH}(?: \\w+){0,2} (?:export|download)\\b|\\bsay \\W?export\\b
    ^(?:now |then |just |please )?(?:export|download) (?:it|your|the video|when|whenever|now|once|if)\\b
    (?:可以|随时|要|是否|需要|想|请|现在|准备好)[^，。]{0,6}(?:导出|下载)(?!的|了(?!吗)|完|质)|^(?:导出|下载)(?:还是|吗)
  `),
);

/** Content that invites to something a button can do: it stays as it is, and the button comes too. */
export function invitationsIn(content: string): Offer[] {
  return INVITES_EXPORT.test(plain(content)) ? ['export'] : [];
}

export function inOrder(offers: Iterable<Offer>): Offer[] {
  const wanted = new Set(offers);
  return ORDER.filter((offer) => wanted.has(offer));
}
