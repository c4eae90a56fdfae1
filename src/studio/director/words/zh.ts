import type { TextSegment } from '../../draft.js';
import type { Change } from '../apply/outcome.js';
import { factsOf, percentOf, ratioOf, secondsOf } from './format.js';
import { MOOD_NAMES } from './moods.js';
import type { Words } from './words.js';

const ROLES = { title: '标题', subtitle: '副标题', caption: '字幕' } as const;
const TRANSITIONS = { crossfade: '交叉淡化', cut: '直接切换', 'fade-black': '黑场过渡' } as const;
const POSITIONS = { top: '顶部', center: '居中', bottom: '底部' } as const;
const MOTIONS = {
  auto: '轻柔的动态效果',
  zoom: '缩放效果',
  pan: '平移效果',
  'zoom-in': '缓慢放大',
  'zoom-out': '缓慢缩小',
  'pan-left': '向左平移',
  'pan-right': '向右平移',
  'pan-up': '向上平移',
  'pan-down': '向下平移',
  still: '静止不动',
} as const;

const list = (names: readonly string[]) => names.join('、');
const span = ({ s, d, m }: TextSegment) =>
  `“${m.text}”（${secondsOf(s)}-${secondsOf(s + d)} 秒，${POSITIONS[m.position]}）`;

export const CHINESE: Words = {
  making: (count) => `正在用 ${count} 张图片制作视频。`,
  remaking: '正在用不同的动态效果再做一版。',
  summary(draft) {
    const facts = factsOf(draft);
    const parts = [`${facts.images} 张图片`, `${facts.seconds} 秒`, facts.ratio];
    if (facts.transition) parts.push(TRANSITIONS[facts.transition]);
    if (facts.still) parts.push('画面静止');
    if (facts.sound) {
      const { mood, name, volume } = facts.sound.m;
      parts.push(`${mood ? MOOD_NAMES.zh[mood] : name}音乐 ${percentOf(volume)}`);
    }
    parts.push(...facts.texts.map((text) => `${ROLES[text.m.role]}${span(text)}`));
    return `${parts.join('，')}。`;
  },
  ready(draft) {
    return `视频做好了：${CHINESE.summary(draft)}`;
  },
  emptyTimeline: '还没有视频。请先发图片，再说想要什么。',
  change: describe,
  problem(problem) {
    switch (problem.why) {
      case 'no-images':
        return '还没有图片。请先把图片发给我，再说想做成什么样。';
      case 'no-such-image':
        return `没有这张图片：视频里共有 ${problem.count} 张。`;
      case 'which-image': {
        const unknown = problem.said ? `没有找到叫“${problem.said}”的图片。` : '不确定您指的是哪张图片。';
        const names = problem.names.map((name, index) => `${index + 1}. ${name}`).join('，');
        return problem.names.length > 0
          ? `${unknown}现有图片：${names}。请用序号或文件名指明。`
          : `${unknown}请用序号或文件名指明。`;
      }
      case 'no-new-image':
        return '还没有收到新的图片，请先发过来。';
      case 'already-there':
        return `${list(problem.names)}已经在视频里了。`;
      case 'last-image':
        return '这样视频里就没有图片了，所以没有改动。';
      case 'one-image':
        return '只有一张图片，没有可以转场的地方。';
      case 'no-text':
        return '视频里没有这段文字。';
      case 'no-music':
        return '视频里没有音乐。';
      case 'no-uploaded-sound':
        return '还没有收到音频文件。请发送 MP3、WAV、OGG 或 FLAC 文件，或者说一种风格：欢快、舒缓、Lo-fi、电影感、商务。';
      case 'nothing-to-undo':
        return '没有可以撤销的修改。';
      case 'nothing-to-redo':
        return '没有可以恢复的修改。';
    }
  },
  note(note) {
    switch (note.note) {
      case 'too-long':
        return `这里最长只能做 ${secondsOf(note.ms)} 秒的视频。`;
      case 'too-short':
        return `这里不能短于 ${secondsOf(note.ms)} 秒。`;
      case 'too-many-images':
        return `只用了前 ${note.count} 张图片。`;
      case 'transition-shortened':
        return `因为图片停留的时间不够长，转场时间为 ${secondsOf(note.ms)} 秒。`;
    }
  },
  cannot(what) {
    switch (what) {
      case 'narration':
        return '这里没有配音，做不了旁白，但可以把文字放在画面上。';
      case 'speech-text':
        return '图片里没有语音可以识别。告诉我要写的文字，我会放到画面上。';
      case 'resolution':
        return '这里最高是 1080p，每秒 30 帧。';
      case 'closing-fade':
        return '视频结尾不能淡出；开头和图片之间可以用黑场过渡。';
      case 'transition-kind':
        return '没有这种转场，可以用交叉淡化、直接切换或黑场过渡。';
      case 'effect':
        return '这里做不了滤镜、贴纸和特效。';
      case 'music-link':
        return '不能使用其他平台的音乐。请发送音频文件，或者说一种风格。';
      case 'move-things-in-image':
        return '我不能改动图片里的内容，只能改变图片的展示方式。';
      case 'export-here':
        return '要拿到文件，请说“导出”。';
    }
  },
  unclear(said) {
    return `没有看懂${said.map((words) => `“${words}”`).join('、')}。${CHINESE.help}`;
  },
  help: '我可以用您的图片制作视频，调整时长、画面比例、动态效果、转场、标题和字幕、背景音乐和音量，以及图片的顺序，也可以撤销。',
  listening: '想改哪里，随时告诉我。',
  greeting: '您好！请发图片，并告诉我想做什么样的视频。',
  askAspect: {
    prompt: '视频要用哪种画面比例？',
    options: [
      { id: '16:9', label: '16:9（横屏）' },
      { id: '9:16', label: '9:16（竖屏）' },
      { id: '1:1', label: '1:1（方形）' },
      { id: '4:5', label: '4:5（竖版）' },
    ],
  },
  askWords: (role) => `${role ? ROLES[role] : '文字'}要写什么？`,
  leftAsIs: '好的，没有改动。',
  already: '已经是这样了。',
  join: (sentences) => sentences.join(''),
};

function describe(change: Change): string {
  switch (change.what) {
    case 'made':
      return `用 ${change.images} 张图片做了新视频。`;
    case 'remade':
      return '用不同的动态效果做了新的一版。';
    case 'aspect':
      return `画面比例改为 ${ratioOf(change)}。`;
    case 'length': {
      const total = `视频时长现在是 ${secondsOf(change.total)} 秒`;
      if (change.of === 'total') return `${total}。`;
      const who = change.of === 'each' ? '每张图片' : list(change.names);
      return `${total}，${who} ${secondsOf(change.ms)} 秒。`;
    }
    case 'motion':
      return `${change.names.length > 0 ? list(change.names) : '所有图片'}现在${MOTIONS[change.motion]}。`;
    case 'transition': {
      const how =
        change.kind === 'cut' ? TRANSITIONS.cut : `${TRANSITIONS[change.kind]}（${secondsOf(change.ms)} 秒）`;
      if (change.at === 'start') return '视频开头现在从黑场淡入。';
      return change.at === 'some' ? `这处转场改为${how}。` : `转场改为${how}。`;
    }
    case 'fit':
      return change.fit === 'blur' ? '图片现在完整显示，背景模糊。' : '图片现在铺满画面。';
    case 'text-added':
      return `已添加${ROLES[change.segment.m.role]}：${span(change.segment)}。`;
    case 'text-changed':
      return `已修改${ROLES[change.segment.m.role]}：${span(change.segment)}。`;
    case 'text-removed':
      return `已删除文字：${list(change.words.map((words) => `“${words}”`))}。`;
    case 'music':
      return `音乐：${change.mood ? MOOD_NAMES.zh[change.mood] : change.name}，音量 ${percentOf(change.volume)}。`;
    case 'music-removed':
      return '音乐已去掉。';
    case 'volume':
      return `音乐音量现在是 ${percentOf(change.volume)}。`;
    case 'music-fade':
      return `音乐在最后 ${secondsOf(change.ms)} 秒淡出。`;
    case 'order':
      return `顺序现在是：${list(change.names)}。`;
    case 'images-removed':
      return `已删除 ${list(change.names)}，还剩 ${change.left} 张图片。`;
    case 'images-added':
      return `已加入 ${list(change.names)}，视频现在有 ${change.count} 张图片。`;
    case 'image-replaced':
      return `已把 ${change.before} 换成 ${change.after}。`;
    case 'undone':
      return change.steps === 1 ? '已撤销上一次修改。' : `已撤销最近 ${change.steps} 次修改。`;
    case 'redone':
      return '已恢复修改。';
  }
}
