import { simplified } from '../intent/han-script.js';

/** Words of Taiwan and Hong Kong, by simplified characters, and what the patterns call them. */
const REGIONAL_WORDS: ReadonlyMap<string, string> = new Map(
  `
    汇出:导出 汇入:导入 开启:打开 储存:保存 视窗:窗口 滑鼠:鼠标 选单:菜单 影片:视频 加值:充值 储值:充值 登入:登录
    检视:查看 拖曳:拖拽 拖移:拖动 专案:项目 档案:文件 萤幕:屏幕 设定:设置 介面:界面 音讯:音频 复原:撤销 接著:接着 图示:图标
    清单:列表 工具列:工具栏 功能表:菜单栏 重新整理:重新加载 重新载入:重新加载 滑桿:滑杆 拉桿:滑杆 点数:积分 相片:照片
  `
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split(':'))
    .map(([word = '', known = '']) => [word, known]),
);
const REGIONAL = new RegExp([...REGIONAL_WORDS.keys()].join('|'), 'g');
const HAN = /\p{Script=Han}/u;

/**
 * A Chinese text in the characters and words that the patterns know: traditional characters become simplified
 * ones, regional words their counterparts of the same length. For matching only; offsets stay the same, so a
 * decision made on the copy cuts the original, which keeps its own script.
 */
export function foldChinese(text: string): string {
  if (!HAN.test(text)) return text;
  return simplified(text).replace(REGIONAL, (word) => REGIONAL_WORDS.get(word) ?? word);
}
