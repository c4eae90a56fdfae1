import { QUOTED } from './mask.js';
import type { Reading } from './reading.js';

const words = (list: string) =>
  list
    .trim()
    .split(/\s*[|\n]\s*/)
    .filter(Boolean)
    .join('|');

/** What only exists on a screen. */
const PANEL = `(?:${words(`
  面板|标签页?|选项卡|菜单栏?|侧边栏|侧栏|边栏|工具栏|导航栏|属性栏|状态栏|控制栏|任务栏|对话框|弹窗|弹出框|下拉框|下拉列表|窗格|检查器|控制台
  仪表盘|仪表板|后台|素材库|媒体库|音乐库|资源库|音效库|贴纸库|模板库|编辑器|编辑区|编辑界面|工作区|工作台|画布|播放器|播放窗口|预览窗口?|预览区域?|预览界面
  预览画面|预览页面?|预览框|时间线|时间轴|轨道区|图层列表|素材列表|监视器|检视器|导出窗口|导出界面|导出页面?|下载页面?|设置窗口|设置页面?|设置界面
  项目页面?|素材页面?|账[户号](?:页面?|中心|设置)?|账单(?:页面?)?|个人中心|用户中心|会员中心|订阅页面?|套餐页面?|充值页面?|首页|主页|设置
  右上角|左上角|右下角|左下角|顶部|底部|右侧|左侧|界面|工作空间|属性
`)})`;

const CONTROL = `(?:${words(`
  按钮|图标|滑块|滑杆|滑条|手柄|控制点|开关|复选框|勾选框|加号|减号|播放头|游标|指针|进度条|快捷键|鼠标|右键菜单|下拉|锚点|边缘|边框|裁剪框|关键帧
`)})`;

const CLICK =
  '(?:双击|三击|右键(?:点击|单击|点按)?|右击|单击|点击|点选|点按|点开|点一下|点下|轻点|轻触|轻按|长按|按住|悬停)';
/** "点击率", "点击声": nouns that merely begin like the instruction. */
const NOT_A_NOUN =
  '(?!的|率|量|数|声|感|流|次|率|(?:音效|特效|动画|效果|声音)(?!按钮|面板|标签|选项|菜单|图标))';
const KEY =
  '(?:ctrl|control|cmd|command|⌘|shift|alt|option|esc|delete|del|enter|tab|space|f\\d{1,2}|空格|回车|删除键?|退格|方向键|上下键|左右键|快捷键|组合键|[a-z]键|[a-z]$|键)';

const VERB = `(?:${words(`
  预览|查看|观看|播放|试看|试听|检查|浏览|回放|看看|看一下|看到|看|确认|调整|调节|调|修改|编辑|更改|设置|设定|裁剪|剪裁|修剪|剪辑|剪切|替换|更换|删除|添加
  微调|缩放|旋转|重新排列|排列|排序|分割|拆分|复制|静音|上传|导入|导出|下载|保存|分享|发布|渲染|生成|升级|充值|购买|登录|注册|管理|选择|选中|选取|点选
  切换|打开|关闭|启用|禁用|输入|找到|查询|了解|获取|完成|进行|操作|自定义|移动|插入|应用|撤销|恢复|搜索|更新|绑定|续费|订阅|处理|改为|改成|改|设为|设成|换成|换
`)})`;

const LEAD =
  /^(?:然后|接着|接下来|随后|之后|其次|首先|第[一二三四五]步|步骤\s*[\d一二三四五]+|最后|现在|目前|此时|另外|此外|同时|而且|不过|但是|但|并且|并|以及|或者|或|也|还|再|先|就|只要|只需要?|仅需|直接|随时|轻松|快速|尽管|不妨|若有需要|如有需要|如有必要|如果需要的话?|需要的话|如需|温馨提示|提示|或是|和|来|去|即可|便可|一下|都|那么|好的|好了|很好|所以|因此|于是|在这里|在此)[,，:：\s]*/;
const ASKING =
  /^(?:请(?:您|你)?|麻烦(?:您|你)?|(?:您|你)(?:还|也|便|就|现在|随时|接下来|只)?(?:会(?=在)|将(?=在)|可以|可|能够?|需要?|应该|要|得|不妨)|可以|可(?=在|于|通过|点|直接|到|前往|使用|拖|按|从|打开|预览|查看|随)|可随时|建议(?:您|你|先)?|推荐(?:您|你)?|记得|别忘了?|不要忘记|务必|欢迎|试试|试着|尝试|需要(?:您|你)?|用户可以?|让我们|我们可以|(?:您|你)(?=点|拖|打开|前往|进入|在|到)|能够?(?=在|通过)|只需)\s*/;

/** What the agent has done or will do is content: "我已将片段拖到第二轨道". */
const AGENT_ACTS =
  /^(?:我(?!建议|推荐)|我们(?!可以|建议)|系统|已|正在|刚|现已|目前已|为[您你]|帮[您你]|将为|将会|会自动)/;
const IS_DONE =
  /(?:已经?|正在|刚刚?|成功|完毕|完成了|好了|过了|添加了|删除了|修改了|调整了|设置了|移动了|替换了|生成了|裁剪了|上传了|导出了|应用了|拖到了)/;

const near = (pattern: string, limit = 14) => `[^，。；,;]{0,${limit}}?${pattern}`;
const starts = (pattern: string) => new RegExp(`^(?:${pattern})`, 'i');
const NOUN_FOLLOWS = '(?!的(?!按钮|图标|面板|菜单|“|”|\\u0001)|[^，。]{0,6}(?:已|了$))';

const ACTIONS = [
  `${CLICK}${NOT_A_NOUN}`,
  `(?:在|从|于|到)${near(PANEL)}${near(`(?:${CLICK}|拖|勾选|按下)`, 10)}`,
  `(?:在)${near('(?:上|里|中|处|方|侧|角)', 8)}${near(CLICK, 6)}`,
  `点${near(CONTROL, 8)}|点(?:这里|右上|左上|右下|左下|${QUOTED})`,
  `(?:按|按下|按一下|敲|敲击|使用|利用|用|通过|同时按)\\s*(?:下|住|键盘(?:上)?的?)?\\s*(?:${KEY}|${QUOTED})`,
  `按(?:下)?${near('(?:按钮|键|图标)', 8)}`,
  `(?:打开|展开|收起|关闭|唤出|调出|弹出|折叠)(?!的|了|方式)${near(`(?:${PANEL}|${CONTROL})`, 12)}${NOUN_FOLLOWS}|(?:打开|展开)${QUOTED}$`,
  `(?:进入|前往|转到|转至|跳转到?|切换(?:到|至|为)?|切到|访问|返回|回到|来到|移步|移至|去|到|翻到|滚动到|滑到|定位到|找到|查找|登录|留意|关注|注意)${near(`(?:${PANEL}|${CONTROL}|菜单)`, 12)}${NOUN_FOLLOWS}`,
  `拖(?!尾|影|沓|延|慢|长|鞋|把|车)`,
  `(?:把|将)[^，。]{1,24}?拖(?!尾|影|沓|延|慢|长)`,
  `(?:把|将)[^，。]{1,24}?(?:拉到|放到|放入|移到|移动到|移至|挪到|添加到|导入到?)[^，。]{0,8}?(?:轨道|时间线|时间轴|画布|面板|窗口|素材库)`,
  `(?:手动|自行)[^，。]{0,6}?${VERB}`,
  `(?:移动|滑动|拉动|推动|调整|调节|拨动|操作|使用|利用|用|通过)${near(`(?:${CONTROL}|滚轮|拖拽|拖放)`, 8)}(?!音效)`,
  `(?:移动|滑动|滚动|缩放|放大)${near('(?:时间线|时间轴|轨道|图层|页面|屏幕|列表|鼠标)', 8)}`,
  `(?:选中|选择|选取|框选|勾选|单选|点选|全选|取消勾选)${near(`(?:片段|素材|图层|轨道|文字层|文本层|文本框|剪辑|元素|对象|字幕条|组件|复选框|按钮|标签页?|选项卡|选项)`, 10)}(?!的数量)`,
  `(?:选择|选中|找到)(?:菜单(?:中|里)?的?)?${QUOTED}(?!作为|风格|样式|模式|主题|版本)`,
  `勾选|取消勾选`,
  `(?:查看|检查|浏览|看|看看|预览|回看)(?:一下)?(?:您的|你的)?${near(PANEL, 6)}${NOUN_FOLLOWS}`,
  `预览(?!图|片段|版|效果图|视频已|功能)(?:一下|视频|效果|成片|结果|画面|作品|您的|你的|$|并|后|和|或|生成|最终|整体|完整)(?![^，。]{0,8}已)`,
  `播放(?!速度|时长|顺序|量|次数|列表|时间|按钮的|器的|中)(?:一下|视频|预览|成片|查看|看看|试试|您的|你的|$|并|来|以)`,
  `(?:刷新|重新加载|重载)(?:一下|当前)?(?:页面|浏览器|网页|界面|窗口|编辑器|$)`,
  `(?:登录|登陆|注册)${near('(?:账[户号]|官网|网站|平台)', 6)}`,
  `(?:进入|退出|切换)?全屏(?:模式|播放|预览|查看)`,
  `(?:文件|编辑|设置|菜单|账[户号]|导出|项目|工具|${QUOTED})\\s*(?:>|→|》|»|-&gt;|->)\\s*\\S`,
].map(starts);

/** A place on the screen, then what to do there: "在时间线面板中预览", "通过滑块调整音量". */
const AT_SCREEN = starts(
  `(?:在|从|于|通过|使用|利用|借助|用|到|去|往|经由)[^，。；]{0,14}?(?:${PANEL}|${CONTROL})(?:的[^，。；]{0,8}?)?(?:中|里面?|内|上|下方?|处|页|旁边?|区域|部分|位置)?[^，。；]{0,12}?${VERB}`,
);
const VERB_AT_SCREEN = starts(
  `(?:把|将)?[^，。；]{0,10}?${VERB}[^，。；]{0,16}?(?:在|到|从|通过|使用|利用)[^，。；]{0,10}?(?:${PANEL}|${CONTROL})`,
);
/** "在时间线上添加标题" is what the agent does as well: on its own it asks nobody. */
const AGENTS_WORK =
  /^在[^，。]{0,4}?(?:时间线|时间轴|画布|右上角|左上角|右下角|左下角|顶部|底部|右侧|左侧)[^，。]{0,4}?(?:添加|插入|放置|加入|加上|应用|生成|显示|设置)/;
/** Corners and sides belong to the picture as well as to the editor. */
const IN_THE_PICTURE = /^(?:在|从|于)?[^，。]{0,4}?(?:右上角|左上角|右下角|左下角|顶部|底部|右侧|左侧|属性)/;
const SURE_PANEL = new RegExp(PANEL.replace(/右上角.*?左侧\|/, ''));

const SCREEN_AS_SUBJECT = new RegExp(
  `^(?:${QUOTED}|导出|下载|保存|上传|播放|设置|预览|分享|编辑|音频|素材|媒体|属性|特效|文字|时间线|撤销)?(?:按钮|面板|标签页?|选项卡|菜单|图标|工具栏|侧边栏|窗口)(?:就)?(?:位于|在(?!第|视频|画面)|会(?!出现在视频)|可以|可|显示|里|中|上|提供|用于)`,
);
const PASSIVE = new RegExp(
  `(?:可以?|能)(?:直接|随时)?(?:在|通过|从)[^，。；]{0,12}?(?:${PANEL}|${CONTROL})[^，。；]{0,10}?${VERB}`,
);
const IS_ON_SCREEN =
  /^(?:它|视频|成片|结果|效果|作品|更改|修改|片段|文件)?(?:现在)?(?:就)?(?:会)?(?:显示|出现|位于|保存|存放|在)(?:在)?[^，。；]{0,6}?(?:面板|素材库|媒体库|预览窗口?|播放器|控制台|项目页面?|侧边栏|工具栏)(?:中|里|内|上)?(?:了)?$/;

const SIDE =
  /^(?:如果|若|若要|如需|如要|若需|要是|假如|当|一旦|等|待|为了|想要?|要(?!是)|需要(?!您|你)|确认|满意|完成|准备|除非|在[^，。]{1,10}(?:之前|之后|前|后|时)$|无论|不管|对于|关于|如|完成后)|(?:后|之后|以后|时|的时候|的话|之前|前|完毕|无误|同时|过程中|情况下)$/;
const TAIL =
  /^(?:即可|便可|就可以|就能|就会|以便|以(?=便|及时|获|保|查|完|确|导|下|调)|从而|这样|来(?=查|预|保|完|调|修|导|下)|便于|方便|进行|等(?:操作)?$|以及其他|让)/;
const TALK =
  /(?:告诉|告知|发给|跟|对|向)我|说一声|让我知道|(?:直接|请)(?:说|描述|回复|告诉|发送?给)|^(?:说|回复|描述|发送|发来)|我(?:来|会|可以|将|帮)/;
const LABEL =
  /^(?:小?(?:提示|贴士|技巧|窍门)|温馨提示|注意|说明|备注|下一步|接下来|后续(?:步骤|操作)?|操作(?:步骤|方法|指南|说明)?|步骤(?:如下|[\d一二三四五])?|第[一二三四五]步|方法(?:如下|[\d一二三四五])?|如下(?:操作|步骤)?|按(?:照)?(?:以下|如下)(?:步骤|方式)?(?:操作)?|(?:请|您可以|你可以|可以)?(?:按(?:照)?)?(?:以下|如下)?(?:步骤|操作|方式)?(?:如下|操作|进行)?|(?:如何|怎么|怎样).{1,12}|(?:要|如需|若要|想要?).{1,12}|导出|预览|编辑|下载|上传|您(?:现在)?可以|你可以|接下来(?:您|你)?可以.{0,6})$/;
/** Words that introduce somebody's text: whatever follows is content. */
export const CHINESE_INTRODUCES_TEXT =
  /(?:标题|字幕|旁白|配音|文案|文字|文本|台词|口号|歌词|内容|贴纸|引导语|广告语|写着|显示|写道|改为|改成|名为|叫做?|念|说|解说|脚本|对白|独白|画外音|口播|金句|弹幕|提示语)(?:已?(?:添加|改为|设为|更新|修改)?(?:为|成|了)?)?[:：]?$/;
const CONTINUATION = new RegExp(`^(?:${VERB}|${CLICK}|拖|按|选|即可|便可|来|以|把|将(?!会|为))`);
const CONSEQUENCE =
  /^(?:视频|文件|系统|它|成片|导出|下载|渲染|浏览器)?(?:就|即|便|则)?(?:会|将|可|能).{0,6}?(?:自动)?(?:保存|下载|开始|导出|渲染|生成|完成|存到|存入)/;
/** Where the main clause may begin when no comma stands before it: "要导出视频请点击导出按钮". */
const MAIN_CLAUSE =
  /请|可以|可(?=在|通过|点|拖|直接|前往|使用)|就|直接|只需|您|点击|单击|拖动|拖拽|打开|前往|进入|在(?=[^，。]{0,8}(?:面板|菜单|时间线|窗口|设置|页面))/g;

/** Reads one Chinese clause; `view` comes from `viewOf`. */
export function readChinese(view: string): Reading {
  const clause = view.replace(/^[\s,，]+/, '');
  const { rest, asksReader } = stripLead(clause);
  if (rest === '') return { role: 'side', asksReader };
  if (!asksReader && (AGENT_ACTS.test(clause) || (IS_DONE.test(clause) && !SIDE.test(clause)))) {
    return { role: TALK.test(rest) ? 'talk' : 'content' };
  }
  const by = screenPattern(rest, asksReader);
  const isSide = SIDE.test(clause);
  if (by && isSide && /(?:后|之后|以后|时|的时候|的话|之前|前|完毕)$/.test(clause)) {
    return { role: 'side', onScreen: true };
  }
  if (TALK.test(rest)) return { role: 'talk', asksReader };
  if (by) return { role: 'screen', by, asksReader };
  if (SCREEN_AS_SUBJECT.test(clause) || PASSIVE.test(clause) || IS_ON_SCREEN.test(clause)) {
    return { role: 'screen', by: 'place', asksReader: true };
  }
  if (isSide) return readSide(clause);
  if (LABEL.test(clause)) return { role: 'label', asksReader };
  if (TAIL.test(clause) || CONSEQUENCE.test(clause)) return { role: 'continuation', asksReader };
  if (new RegExp(`^${VERB}$`).test(rest)) return { role: 'continuation', leansOnNext: true, asksReader };
  if (!asksReader && CONTINUATION.test(rest)) return { role: 'continuation' };
  return { role: 'content', asksReader };
}

function stripLead(clause: string): { rest: string; asksReader: boolean } {
  let rest = clause;
  let asksReader = false;
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(LEAD, '');
    const asked = rest.replace(ASKING, '');
    if (asked !== rest) asksReader = true;
    rest = asked;
  }
  return { rest, asksReader };
}

function screenPattern(rest: string, asksReader: boolean): 'action' | 'place' | undefined {
  if (ACTIONS.some((action) => action.test(rest))) return 'action';
  if (!AT_SCREEN.test(rest) && !(asksReader && VERB_AT_SCREEN.test(rest))) return undefined;
  if (!asksReader && AGENTS_WORK.test(rest)) return undefined;
  const isSure = SURE_PANEL.test(rest) || new RegExp(CONTROL).test(rest);
  return IN_THE_PICTURE.test(rest) && !isSure ? undefined : 'place';
}

function readSide(clause: string): Reading {
  for (const match of clause.matchAll(MAIN_CLAUSE)) {
    if (match.index === 0) continue;
    const { rest } = stripLead(clause.slice(match.index));
    if (screenPattern(rest, true)) return { role: 'screen', by: 'action', asksReader: true };
    if (TALK.test(rest)) return { role: 'talk', asksReader: true };
  }
  return { role: 'side' };
}
