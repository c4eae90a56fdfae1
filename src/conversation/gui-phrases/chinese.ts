import {
  isAtChineseScreen,
  isChineseOrderForScreen,
  isChineseStatementAboutScreen,
} from './chinese-orders.js';
import { CLICK, VERB } from './chinese-words.js';
import { stripLead } from './lead.js';
import { atStart, oneOf } from './pattern.js';
import type { Reading } from './reading.js';

/** Words before the verb that say nothing about who acts. */
const filler = atStart(
  oneOf(`
    然后|接着|接下来|随后|之后|其次|首先|第[一二三四五]步|步骤\\s*[\\d一二三四五]+|最后|现在|目前|此时|另外
    此外|同时|而且|不过|但是|但|并且|并|以及|或者|或是|或|也|还|再|先|就|只要|只需要?|仅需|直接|随时|轻松
    快速|尽管|不妨|若有需要|如有需要|如有必要|如果需要的话?|需要的话|如需|温馨提示|提示|和|来
    去(?=(?:预览|播放)(?!区|窗|界面|画面|框|页|器)|查看|看|试)|即可|便可|一下|都|赶快|快|赶紧|那么|好的|好了|很好|所以|因此|于是|在这里|在此
  `),
  '[,，:：\\s]*',
);
/** Words that ask the reader to act. */
const asking = atStart(
  oneOf(`
    请(?:您|你)?|麻烦(?:您|你)?|可以|可(?=在|于|通过|点|直接|到|前往|使用|拖|按|从|打开|预览|查看|随)|可随时
    建议(?:您|你|先)?
    (?:您|你)(?:还|也|便|就|现在|随时|接下来|只)?(?:会(?=在)|将(?=在)|可以|可|能够?|需要?|应该|要|得|不妨)
    (?:您|你)(?=点|拖|打开|前往|进入|在|到)|推荐(?:您|你)?|记得|别忘了?|不要忘记|务必|欢迎|试试|试着|尝试
    需要(?:您|你)?|用户可以?|让我们|我们可以|能够?(?=在|通过)|只需
  `),
  '\\s*',
);

const LEAD = { filler, asking };

/** What the agent has done or will do is content: "我已将片段拖到第二轨道". */
const AGENT_ACTS = atStart(
  oneOf('我(?!建议|推荐)|我们(?!可以|建议)|系统|已|正在|刚|现已|目前已|为[您你]|帮[您你]|将为|将会|会自动'),
);
const IS_DONE = new RegExp(
  oneOf(`
    已经?|正在|刚刚?|成功|完毕|完成了|好了|过了|添加了|删除了|修改了|调整了|设置了|移动了|替换了|生成了
    裁剪了|上传了|导出了|应用了|拖到了
  `),
);

const SIDE_ENDING = '(?:后|之后|以后|时|的时候|的话|之前|前|完毕|无误|同时|过程中|情况下)$';
const SIDE = new RegExp(
  `^${oneOf(`
    如果|若|若要|如需|如要|若需|要是|假如|当|一旦|等|待|为了|想要?|要(?!是)|需要(?!您|你)|确认|满意|完成|准备
    除非|无论|不管|在[^，。]{1,10}(?:之前|之后|前|后|时)$|对于|关于|如
  `)}|${SIDE_ENDING}`,
);
const ENDS_LIKE_SIDE = new RegExp(SIDE_ENDING);
/** Where the main clause may begin when no comma stands before it: "要导出视频请点击导出按钮". */
const MAIN_CLAUSE =
  /请|可以|可(?=在|通过|点|拖|直接|前往|使用)|就|直接|只需|您|点击|单击|拖动|拖拽|打开|前往|进入|在(?=[^，。]{0,8}(?:面板|菜单|时间线|窗口|设置|页面))/g;

/** What stands before the main clause in "渲染结束后可以到下载页领取视频". */
const LATER_MAIN = /^[^，。]{2,10}?(?:后|时)(?=可|请|您|你|就|直接|再?[到去在])/;

/** What can be done here. */
const TALK = new RegExp(
  oneOf(`
    (?:告诉|告知|发给|跟|对|向)我|说一声|让我知道|(?:直接|请)(?:说|描述|回复|告诉|发送?给)
    ^(?:说|回复|描述|发送|发来)|我(?:来|会|可以|将|帮)
  `),
);
const LABEL = atStart(
  oneOf(`
    小?(?:提示|贴士|技巧|窍门)|温馨提示|注意|说明|备注|下一步|接下来|后续(?:步骤|操作)?
    操作(?:步骤|方法|指南|说明)?|步骤(?:如下|[\\d一二三四五])?|第[一二三四五]步|方法(?:如下|[\\d一二三四五])?
    如下(?:操作|步骤)?|按(?:照)?(?:以下|如下)(?:步骤|方式)?(?:操作)?|(?:如何|怎么|怎样).{1,12}
    (?:要|如需|若要|想要?).{1,12}
    (?:请|您可以|你可以|可以)?(?:按(?:照)?)?(?:以下|如下)?(?:步骤|操作|方式)?(?:如下|操作|进行)?|导出|预览
    编辑|下载|上传|您(?:现在)?可以|你可以|接下来(?:您|你)?可以.{0,6}
  `),
  '$',
);
/** Words that introduce somebody's text, at the end of a clause: whatever follows is content. */
export const CHINESE_INTRODUCES_TEXT = new RegExp(
  `${oneOf(`
    标题|字幕|旁白|配音|文案|文字|文本|台词|口号|歌词|内容|贴纸|引导语|广告语|写着|显示|写道|改为|改成|名为
    叫做?|念|说|解说|脚本|对白|独白|画外音|口播|金句|弹幕|提示语|场景|镜头|画面|分镜|开场|结尾|片头|片尾
    第[一二三四五六七八九十\\d]+(?:幕|镜|场|个镜头)
  `)}(?:\\s*[\\d一二三四五六七八九十]+)?(?:已?(?:添加|改为|设为|更新|修改)?(?:为|成|了)?)?[:：]?$`,
);

const CONTINUATION = atStart(`${VERB}|${CLICK}|拖|按|选|挑|即可|便可|来|以|把|将(?!会|为)`);
const BARE_VERB = atStart(`${VERB}$`);
/** "即可保存视频", "视频会自动下载": what comes of the instruction before it. */
const OUTCOME = atStart(
  oneOf(`
    即可|便可|就可以|就能|就会|以便|以(?=便|及时|获|保|查|完|确|导|下|调)|从而|这样
    来(?=查|预|保|完|调|修|导|下)|便于|方便|进行|等(?:操作)?$|以及其他|让
    (?:视频|文件|系统|它|成片|导出|下载|渲染|浏览器)?(?:就|即|便|则)?(?:会|将|可|能).{0,6}?(?:自动)?(?:保存|下载|开始|导出|渲染|生成|完成|存到|存入)
  `),
);

/** Reads one Chinese clause; `view` comes from `viewOf`. */
export function readChinese(view: string): Reading {
  const clause = view.replace(/^[\s,，]+/, '');
  const { rest, asksReader } = stripLead(clause, LEAD);
  const isSide = SIDE.test(clause);
  if (rest === '') return { role: 'side', asksReader };
  if (!asksReader && (AGENT_ACTS.test(clause) || (IS_DONE.test(clause) && !isSide))) {
    return { role: TALK.test(rest) ? 'talk' : 'content' };
  }
  const by = asksForScreen(rest, asksReader);
  if (by && ENDS_LIKE_SIDE.test(clause)) return { role: 'side', onScreen: true };
  if (TALK.test(rest)) return { role: 'talk', asksReader };
  if (by) return { role: 'screen', by, asksReader };
  if (isChineseStatementAboutScreen(clause)) {
    return { role: 'screen', by: 'place', asksReader: true, enumerates: true };
  }
  const later = LATER_MAIN.exec(clause);
  if (later) {
    const { rest: main } = stripLead(clause.slice(later[0].length), LEAD);
    if (asksForScreen(main, true)) return { role: 'screen', by: 'action', asksReader: true };
  }
  if (isSide) return readSide(clause);
  if (LABEL.test(clause)) return { role: 'label', asksReader };
  if (OUTCOME.test(clause)) return { role: 'continuation', asksReader };
  if (BARE_VERB.test(rest)) return { role: 'continuation', leansOnNext: true, asksReader };
  if (!asksReader && CONTINUATION.test(rest)) return { role: 'continuation' };
  return { role: 'content', asksReader };
}

/** How a clause without its lead is an instruction for a screen: by its verb, or by a place that it names. */
function asksForScreen(rest: string, asksReader: boolean): Reading['by'] {
  if (isChineseOrderForScreen(rest)) return 'action';
  return isAtChineseScreen(rest, asksReader) ? 'place' : undefined;
}

function readSide(clause: string): Reading {
  for (const match of clause.matchAll(MAIN_CLAUSE)) {
    if (match.index === 0) continue;
    const { rest } = stripLead(clause.slice(match.index), LEAD);
    if (asksForScreen(rest, true)) return { role: 'screen', by: 'action', asksReader: true };
    if (TALK.test(rest)) return { role: 'talk', asksReader: true };
  }
  return { role: 'side' };
}
