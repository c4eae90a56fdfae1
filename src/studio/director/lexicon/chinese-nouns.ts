import type { Entry } from './entry.js';

/** Things that can be spoken of, and things that cannot be done. */
export const CHINESE_NOUNS: readonly Entry[] = [
  [
    { is: 'thing', thing: 'title' },
    '标题 封面 封面标题 大标题 主标题 片名 题目 片头文字 片头字幕 标题文字 主题文字',
  ],
  [{ is: 'thing', thing: 'subtitle' }, '副标题 小标题 标语 口号 广告语'],
  [{ is: 'thing', thing: 'caption' }, '字幕 说明文字 图注 说明'],
  [{ is: 'thing', thing: 'text' }, '文字 文本 文案 字样 字体 字 水印 一行字 一句话'],
  [
    { is: 'thing', thing: 'closing' },
    '结束页 结尾页 片尾页 尾页 片尾文字 结尾文字 片尾字幕 片尾标题 结束语 行动号召 结尾字幕',
  ],
  [
    { is: 'thing', thing: 'music' },
    '背景音乐 背景乐 配乐 音乐 bgm 曲子 曲 歌曲 歌 乐曲 音轨 伴奏 声音 音频 背景声 背景音',
  ],
  [{ is: 'thing', thing: 'volume' }, '音量 音乐音量 声音大小 音乐声 背景音乐音量 配乐音量'],
  [
    { is: 'thing', thing: 'image' },
    '图片 照片 相片 图像 图 画面 素材 静态图片 静态图 竖图 横图 产品图 商品图 产品照片 产品图片 风景图片 风景照片 风景照',
  ],
  [
    { is: 'thing', thing: 'video' },
    `视频 短片 短视频 幻灯片 影片 片子 小视频 相册 动画 小片 视频短片 宣传片 广告片 广告 动态视频 vlog 动态短视频 视频片段 成片`,
  ],
  [{ is: 'thing', thing: 'mp4' }, 'mp4'],
  [{ is: 'thing', thing: 'transition' }, '转场 转场效果 过渡 过渡效果 切换效果 切换 衔接'],
  [
    { is: 'thing', thing: 'motion' },
    '运动 动效 动画效果 动态效果 动态 动感 运镜 镜头运动 镜头 动作效果 动作 运动效果',
  ],
  [
    { is: 'thing', thing: 'aspect' },
    '画幅 画面比例 宽高比 比例 横竖屏 画面尺寸 视频尺寸 屏幕方向 视频比例 长宽比 尺寸',
  ],
  [{ is: 'thing', thing: 'length' }, '时长 长度 视频时长 视频长度 播放时间 停留时间 展示时间 时间 节奏 速度'],
  [{ is: 'thing', thing: 'size' }, '字号 字体大小 文字大小 大小'],
  [{ is: 'thing', thing: 'color' }, '颜色 字体颜色 文字颜色'],
  [{ is: 'thing', thing: 'place' }, '位置'],
  [{ is: 'thing', thing: 'order' }, '顺序 次序 先后顺序 排列顺序 播放顺序 图片顺序'],
  [{ is: 'beyond', what: 'narration' }, '旁白 配音 解说 朗读 语音 念白 画外音 带旁白'],
  [{ is: 'beyond', what: 'transition-kind' }, '擦除 翻页 滑动转场 旋转转场 百叶窗 推拉转场'],
  [
    { is: 'beyond', what: 'effect' },
    `滤镜 贴纸 表情 特效 调色 黑白 美颜 绿幕 慢动作 加粗 斜体 描边 阴影 边框 裁剪 旋转 亮度 对比度 饱和度 进度条 倒计时 数字人`,
  ],
  [{ is: 'beyond', what: 'move-things-in-image' }, '抠图 去背景 换背景 背景(?!音|乐|声)'],
  [{ is: 'beyond', what: 'resolution' }, '4k 2k 帧率 超清'],
  [{ is: 'beyond', what: 'speech-text' }, '自动字幕 自动生成字幕 语音识别 自动识别字幕'],
  [{ is: 'beyond', what: 'music-link' }, '网易云 qq音乐 酷狗'],
];
