import { CLICK, CONTROL, CORNER, KEY, near, PANEL, VERB } from './chinese-words.js';
import { QUOTED } from './mask.js';
import { oneOf, type Pattern, startingWith } from './pattern.js';

/** A verb (or several) and one of the things that make it an instruction for a screen. */
function order(verbs: string, ...objects: string[]): Pattern {
  return startingWith(verbs, objects, 'i');
}

const ANYWHERE = `(?:${PANEL}|${CORNER})`;
const THING = `(?:${PANEL}|${CORNER}|${CONTROL}|${QUOTED}(?:页面?|标签|面板|菜单|栏))`;
/** "打开的窗户", "预览窗口已更新": the words are part of a noun, or of something done. */
const NO_NOUN_FOLLOWS = `(?!的(?!按钮|图标|面板|菜单|“|”|${QUOTED})|[^，。]{0,6}(?:已|了$))`;
/** "点击率", "点击声". */
const NO_CLICK_NOUN =
  '(?!的|率|量|数|声|感|流|次|(?:音效|特效|动画|效果|声音)(?!按钮|面板|标签|选项|菜单|图标))';
/** "拖尾", "拖延". */
const NO_DRAG_NOUN = '(?!尾|影|沓|延|慢|长|鞋|把|车|着|出)';

const ORDERS = [
  // click and press
  order(CLICK, NO_CLICK_NOUN),
  order('在|从|于|到', near(ANYWHERE, 14) + near(`(?:${CLICK}|拖|勾选|按下)`, 10)),
  order('在', near('(?:上|里|中|处|方|侧|角)', 8) + near(CLICK, 6)),
  order('点', near(CONTROL, 8), `(?:这里|右上|左上|右下|左下|${QUOTED})`),
  order(
    '按|按下|按一下|敲|敲击|使用|利用|用|通过|同时按',
    `\\s*(?:下|住|键盘(?:上)?的?)?\\s*(?:${KEY}|${QUOTED})`,
  ),
  order('按(?:下)?', near('(?:按钮|键|图标)', 8)),
  order('勾选|取消勾选'),
  // drag and move
  order('拖', NO_DRAG_NOUN),
  order('把|将', `[^，。]{1,24}?拖${NO_DRAG_NOUN}`),
  order('在', near('拖[动拽放到入至移]', 14)),
  order(
    '把|将',
    `[^，。]{1,24}?(?:拉到|放到|放入|移到|移动到|移至|挪到|添加到|导入到?)${near('(?:轨道|时间线|时间轴|画布|面板|窗口|素材库)', 8)}`,
  ),
  order(
    '移动|滑动|拉动|推动|调整|调节|拨动|操作|使用|利用|用|通过',
    `${near(`(?:${CONTROL}|滚轮|拖拽|拖放)`, 8)}(?!音效)`,
  ),
  order('移动|滑动|滚动|缩放|放大', near('(?:时间线|时间轴|轨道|图层|页面|屏幕|列表|鼠标)', 8)),
  order('手动|自行', near(VERB, 6)),
  // open and go to
  order('打开|展开|收起|关闭|唤出|调出|弹出|折叠', `(?!的|了|方式)${near(THING, 12)}${NO_NOUN_FOLLOWS}`),
  order('打开|展开', `${QUOTED}$`),
  order(
    oneOf(`
      进入|前往|转到|转至|跳转到?|切换(?:到|至|为)?|切到|访问|返回|回到|来到|移步|移至|去|到|翻到|滚动到|滑到
      定位到|找到|查找|登录|留意|关注|注意
    `),
    `${near(`(?:${THING}|菜单)`, 12)}${NO_NOUN_FOLLOWS}`,
    `${QUOTED}(?:页面?|中|里)?${near(VERB, 4)}`,
  ),
  order(`(?:文件|编辑|设置|菜单|账[户号]|导出|项目|工具|${QUOTED})`, '\\s*(?:>|→|》|»|->)\\s*\\S'),
  // select
  order(
    '选中|选择|选取|框选|勾选|单选|点选|全选|取消勾选',
    `${near(oneOf('片段|素材|图层|轨道|文字层|文本层|文本框|剪辑|元素|对象|字幕条|组件|复选框|按钮|标签页?|选项卡|选项'), 10)}(?!的数量)`,
  ),
  order('选择|选中|找到', `(?:菜单(?:中|里)?的?)?${QUOTED}(?!作为|风格|样式|模式|主题|版本)`),
  // watch
  order('(?:查看|检查|浏览|看|看看|预览|回看)(?:一下)?(?:您的|你的)?', near(ANYWHERE, 6) + NO_NOUN_FOLLOWS),
  order(
    '预览(?!图|片段|版|效果图|视频已|功能)',
    '(?:一下|视频|效果|成片|结果|画面|作品|您的|你的|$|并|后|和|或|生成|最终|整体|完整)(?![^，。]{0,8}已)',
  ),
  order(
    '播放(?!速度|时长|顺序|量|次数|列表|时间|按钮的|器的|中)',
    '一下|视频|预览|成片|查看|看看|试试|您的|你的|$|并|来|以',
  ),
  // the browser and the account
  order('刷新|重新加载|重载', '(?:一下|当前)?(?:页面|浏览器|网页|界面|窗口|编辑器|$)'),
  order('登录|登陆|注册', near('(?:账[户号]|官网|网站|平台)', 6)),
  // "快来预览窗口看看吧", without its lead
  order(PANEL, '(?:里|中|上)?(?:看看|瞧瞧|看一下|看一看|预览一下)'),
  order('(?:进入|退出|切换)?全屏', '模式|播放|预览|查看'),
];

/** True for a clause (without its lead) that only somebody with a screen can follow, by its own verb. */
export function isChineseOrderForScreen(clause: string): boolean {
  return ORDERS.some((pattern) => pattern.test(clause));
}

/** A place on the screen, then what to do there: "在时间线面板中预览", "通过滑块调整音量". */
const AT_SCREEN = order(
  '在|从|于|通过|使用|利用|借助|用|到|去|往|经由',
  `${near(THING, 14)}(?:的[^，。；]{0,8}?)?(?:中|里面?|内|上|下方?|处|页|旁边?|区域|部分|位置)?${near(VERB, 12)}`,
);
/** What to do, then the place: "修改文字可在属性面板中进行". */
const VERB_AT_SCREEN = order(
  '(?:把|将)?',
  near(VERB, 10) + near('(?:在|到|从|通过|使用|利用)', 16) + near(THING, 10),
);
/** "在时间线上添加标题" is what the agent does as well: on its own it asks nobody. */
const AGENTS_WORK = order(
  '在',
  near(`(?:时间线|时间轴|画布|${CORNER})`, 4) + near('(?:添加|插入|放置|加入|加上|应用|生成|显示|设置)', 4),
);
/** "右上角" alone may be one of the picture. */
const AT_CORNER = order('(?:在|从|于)?', near(CORNER, 4));
const SURE_THING = new RegExp(`${PANEL}|${CONTROL}`);

/** True when a clause (without its lead) asks for something at a place on the screen. */
export function isAtChineseScreen(clause: string, asksReader: boolean): boolean {
  if (!AT_SCREEN.test(clause) && !(asksReader && VERB_AT_SCREEN.test(clause))) return false;
  if (!asksReader && AGENTS_WORK.test(clause)) return false;
  return SURE_THING.test(clause) || !AT_CORNER.test(clause);
}

const STATEMENTS = [
  // "导出按钮在右上角"
  order(
    `(?:(?:${THING}|页面){0,3}的)?(?:${QUOTED}|导出|下载|保存|上传|播放|设置|预览|分享|编辑|音频|素材|媒体|属性|特效|文字|时间线|撤销)?(?:按钮|面板|标签页?|选项卡|菜单|图标|工具栏|侧边栏|窗口)(?:就)?`,
    '位于|在(?!第|视频|画面)|支持|包含|有(?!效)|还有|列出|会(?!出现在视频)|可以|可|显示|里|中|上|提供|用于',
  ),
  // "字幕可双击编辑"
  new RegExp(`^[^，。]{1,8}(?:可以?|能)(?:直接)?${CLICK}${NO_CLICK_NOUN}`),
  // "文字可以在面板中修改"
  new RegExp(`(?:可以?|能)(?:直接|随时)?(?:在|通过|从)${near(THING, 12)}${near(VERB, 10)}`),
  // "视频会出现在素材面板中"
  new RegExp(
    `^(?:它|视频|成片|结果|效果|作品|更改|修改|片段|文件|[^，。]{1,6}(?:将|会)[^，。]{0,6}?)?(?:现在)?(?:就)?(?:会)?(?:显示|出现|位于|保存|存放|在)(?:在)?${near(
      oneOf('面板|素材库|媒体库|预览窗口?|播放器|控制台|项目页面?|侧边栏|工具栏'),
      6,
    )}(?:中|里|内|上)?(?:了|播放|显示|呈现)?$`,
  ),
];

/** "成片可以在“我的作品”中找到": what is found under a name in quotes is a file. */
const IN_NAMED_PLACE = new RegExp(
  `(?:^|可以?|能|会|已|视频|成片|作品|文件)(?:直接|随时)?(?:保存|存放)?(?:在|到|从|于)${QUOTED}(?:页面?|列表|目录|栏目|文件夹)?(?:中|里|内|下)?面?(?:可以?|能)?(?:找到|查看|下载|领取|获取|取回|观看)`,
);
/** "完成的视频会出现在“我的作品”中" */
const FINISHED_IN_NAMED_PLACE = new RegExp(
  `(?:完成|导出|生成|做好|渲染)[^，。]{0,4}(?:视频|文件|成片|作品)(?:都|也)?(?:会|将|就)?(?:自动)?(?:出现|保存|存放|显示|存)?在${QUOTED}`,
);

/** A statement about what is on a screen and nothing else. */
export function isChineseStatementAboutScreen(clause: string): boolean {
  return [...STATEMENTS, IN_NAMED_PLACE, FINISHED_IN_NAMED_PLACE].some((pattern) => pattern.test(clause));
}
