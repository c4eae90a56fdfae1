import type { Entry } from './entry.js';

/** Small words, and whatever separates clauses. */
export const CHINESE_WORDS: readonly Entry[] = [
  [{ is: 'word', word: 'each' }, '每张 每一张 每幅 每个 每页 每图 每 各 单张 分别 逐张'],
  [{ is: 'word', word: 'all' }, '所有 全部 都 全都 所有的 一起'],
  [{ is: 'word', word: 'others' }, '其他 其它 其余 剩下 剩余 别的'],
  [{ is: 'word', word: 'only' }, '只用 只使用 只保留 只留下 只留 只要 只放 仅用 仅使用 仅保留 仅 只'],
  [{ is: 'word', word: 'except' }, '除了 除'],
  [{ is: 'word', word: 'not' }, '不要 不用 不需要 不想要 不加 不带 不放 不显示 别 没有 无 不 不必'],
  [{ is: 'word', word: 'new' }, '新 新的 新上传 最新 刚才的 刚上传 刚刚上传 刚发 刚刚发 刚加 后来'],
  [{ is: 'word', word: 'other' }, '另一 另外一 别的 不同'],
  [{ is: 'word', word: 'uploaded' }, '上传 我的歌 我发 自己的 我的'],
  [
    { is: 'word', word: 'this' },
    '这些 这几张 这张 这 那些 那几张 那张 上面的 以上 这几个 这两张 这三张 这组',
  ],
  [{ is: 'word', word: 'it' }, '它 它们 其'],
  [{ is: 'word', word: 'the' }, '整个 当前 现在的'],
  [{ is: 'word', word: 'a' }, '一个 一段 一条 一支 一些 一首 一张 个 段 条 首 些 一下 一行'],
  [{ is: 'word', word: 'to' }, '成 为 到 至'],
  [{ is: 'word', word: 'in' }, '在 里 中 处 于'],
  [{ is: 'word', word: 'from' }, '从'],
  [{ is: 'word', word: 'of' }, '的'],
  [{ is: 'word', word: 'between' }, '之间 中间的'],
  [
    { is: 'word', word: 'says' },
    '写着 内容为 内容是 文字为 文字是 内容 写成 写的是 叫做 叫 名为 是 文字内容为 文字内容',
  ],
  [{ is: 'word', word: 'whole' }, '全程 一直 整个视频 从头到尾 始终 全片 整段 贯穿'],
  [{ is: 'word', word: 'total' }, '总共 一共 总 总计 合计 总时长 总长 总长度 全长'],
  [{ is: 'word', word: 'question' }, '什么 怎么 为什么 多长 多少 哪些 哪个 是不是 有没有'],
  [{ is: 'word', word: 'ba' }, '把 将 给'],
  [
    { is: 'break', strength: 'list' },
    '并且 并 然后 再 同时 还有 以及 而且 接着 另外 此外 和 与 跟 及 但是 但 不过 最后再 还要 也 或 或者 之后再',
  ],
  [{ is: 'break', strength: 'with' }, '带有 带上 带 配有 附带 包含 搭配'],
  [
    { is: 'filler' },
    `请 以内 之内 内 氛围 创作者 摄影师 营销人员 博主 商家 帮我 帮忙 麻烦 谢谢 你好 您好 我 你 您 们 我们 咱们 想 要 能不能 可不可以 可以 能 会 吗 呢 吧 啊 呀 了 着 那么 就 很 更 比较
     有点 非常 一点 点 简单 漂亮 好看 短 小 大 好 给 上 下 张 幅 份 一 效果 风格 感觉 类型 的话 是 有 以 来 去 格式 文件 高清 版本 版 第 现在 先 那 快速 社交媒体
     产品 商品 使其 一种 这样 开始 缓慢 慢慢 轻微 这里 位 得 地 一次 左右 大约 大概`,
  ],
];
