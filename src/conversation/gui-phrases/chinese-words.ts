/** The vocabulary of somebody who has a video editor in front of them, in Chinese, as parts of patterns. */
import { oneOf } from './pattern.js';

/** What only exists on a screen. */
export const PANEL = oneOf(`
  面板|标签页?|选项卡|菜单栏?|侧边栏|侧栏|边栏|工具栏|导航栏|属性栏|状态栏|控制栏|任务栏|对话框|弹窗|弹出框
  下拉框|下拉列表|窗格|检查器|控制台|仪表盘|仪表板|后台|素材库|媒体库|音乐库|资源库|音效库|贴纸库|模板库|特效库|作品库|图库|草稿箱
  编辑器|编辑区|编辑界面|工作区|工作台|画布|播放器|播放窗口|预览窗口?|预览区域?|预览界面|预览画面|预览页面?
  预览框|时间线|时间轴|轨道区|图层列表|素材列表|监视器|检视器|导出窗口|导出界面|导出页面?|下载页面?|下载列表|下载中心|下载记录|导出列表|导出记录|任务列表|任务中心|设置窗口
  设置页面?|设置界面|项目页面?|素材页面?|账单(?:页面?)?|账[户号](?:页面?|中心|设置)?|个人中心|用户中心
  会员中心|订阅页面?|套餐页面?|充值页面?|首页|主页|设置|界面|工作空间
  混音器|调音台|音轨|音频轨|弹出的窗口
`);

/** Corners and sides belong to the picture as well as to the editor. */
export const CORNER = '(?:右上角|左上角|右下角|左下角|顶部|底部|右侧|左侧|属性)';

export const CONTROL = oneOf(`
  按钮|图标|滑块|滑杆|滑条|手柄|控制点|开关|复选框|勾选框|加号|减号|播放头|游标|指针|进度条|快捷键|鼠标
  右键菜单|下拉|锚点|边缘|边框|裁剪框|关键帧
`);

export const CLICK = oneOf(`
  双击|三击|按[一两]下|右键(?:点击|单击|点按)?|右击|单击|点击|点选|点按|点开|点一下|点下|轻点|轻触|轻按|长按|按住|悬停
`);

export const KEY = oneOf(`
  ctrl|control|cmd|command|⌘|shift|alt|option|esc|delete|del|enter|tab|space|f\\d{1,2}|[a-z]键|[a-z]$|空格
  回车|删除键?|退格|方向键|上下键|左右键|快捷键|组合键|键
`);

/** What a person does in an editor. */
export const VERB = oneOf(`
  预览|查看|观看|播放|试看|试听|检查|浏览|回放|看看|瞧瞧|看一下|看到|看|确认|调整|调节|调|修改|编辑|更改|设置|设定
  裁剪|剪裁|修剪|剪辑|剪切|替换|更换|删除|添加|微调|缩放|旋转|重新排列|排列|排序|分割|拆分|复制|静音|上传
  导入|导出|下载|领取|取回|保存|分享|发布|渲染|生成|升级|充值|购买|登录|注册|管理|选择|选中|选取|点选|切换|打开|关闭
  启用|禁用|输入|找到|查询|了解|获取|完成|进行|操作|自定义|移动|插入|应用|撤销|恢复|搜索|更新|绑定|续费|订阅
  处理|改为|改成|改|设为|设成|换成|换|挑选|选用|重新打开
`);

/** Up to `limit` characters of the same clause, and then the pattern. */
export function near(pattern: string, limit: number): string {
  return `[^，。；,;]{0,${limit}}?${pattern}`;
}
