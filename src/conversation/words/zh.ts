import type { Words } from './en.js';

/** Every sentence that the bot says in Chinese. */
export const zh: Words = {
  welcome: (noun, formats) =>
    `把${noun}（${formats}）发到这里，说出你想要的视频；在同一个对话里继续修改，我会把 MP4 发给你。`,
  picturesGoToCloud: '你发到这里的文件会上传到 NemoVideo 的云端，视频在那里制作。',
  picturesStayHere: '你发到这里的文件只留在这台电脑上：视频由本机的制作程序完成，不是 NemoVideo。',
  picturesGoToStudio:
    '你发到这里的文件会发送到机器人管理员自己的制作程序，视频在那里完成，不会发到 NemoVideo。',
  trySaying: '可以这样说：',
  example: (prompt) => `“${prompt}”`,
  list: (items) => items.join('、'),
  seconds: (seconds) => `${seconds} 秒`,
  unavailable: (asked, given) => `这里没有 ${asked}，所以给你 ${given}。`,
  ready: '已连接，可以开始了。',

  hello: '你好！把图片发给我，说说你想要什么视频。',
  helloAgain: '你好！告诉我要改哪里，或者说“导出”来获取视频。',
  youAreWelcome: '不客气。想要视频的时候说“导出”就行。',
  goodbye: '再见。这个对话会保留你的时间线。',
  fine: '好的。接下来要改什么？也可以说“导出”。',
  unclear: '我没有看懂。请发图片并说明想要什么，或者说“帮助”。',

  help: (noun, formats, megabytes) =>
    [
      `发送${noun}（${formats}，每个最大 ${megabytes} MB），说出你想要的视频。`,
      '然后在同一个对话里修改：“加标题 夏日特卖”“改成竖屏”“用舒缓的音乐，音量 30%”“每张图 5 秒”。',
      '“导出”发送视频（也可以“导出 gif”“导出 720p”），“状态”显示时间线，“积分”显示余额。',
      '“停止”停止正在做的事，“新项目”重新开始，“/skill”更换技能，“我的视频”列出所有导出。',
      '每张图各做一个视频：“每张图片单独做一个视频”。',
    ].join('\n'),

  askForFiles: (noun, formats, megabytes) =>
    `要用哪些${noun}？请发到这里（${formats}，每个最大 ${megabytes} MB），或者贴一个文件链接。`,
  howToUpload: (noun, formats, megabytes) =>
    `直接把${noun}发到这个对话里就行（${formats}，每个最大 ${megabytes} MB），也可以贴文件链接。`,
  received: (names) => `收到：${names}。`,
  whatNow: '要我怎么处理？',
  fileRefused: (file, reason) => `⚠️ ${file}：${reason}`,
  acceptedFormats: (formats) => `支持：${formats}。`,
  filesLeftOut: (limit, names, more) =>
    `⚠️ 一条消息最多收 ${limit} 个文件。没有收下：${names}${more > 0 ? ` 和另外 ${more} 个` : ''}。请把剩下的另发一条消息。`,
  nothingUsable: '这些文件都不能用，所以我还没有开始。',
  someUnusable: '其他文件我继续处理。',

  phase: {
    settingUp: '正在准备……',
    uploading: (n, of, name) => (of === 1 ? `正在上传 ${name}` : `正在上传 ${n}/${of}：${name}`),
    converting: (name) => `正在转换 ${name}`,
    thinking: '正在处理，可能需要几分钟',
    checking: '正在核对结果',
    lost: '连接中断，正在核对是否已完成',
    rendering: '正在渲染',
    queuedRender: '正在等待渲染',
    delivering: '正在发送视频',
    queued: (ahead) => `排队中：前面还有 ${ahead} 个请求`,
    resumed: '我刚刚重启，接着之前的进度继续',
    goesOnAfterRestart: '我正在重启，之后会继续',
    sessionRestarts: '正在新建会话',
  },
  activity: {
    generating: '正在生成视频',
    audio: '正在添加音乐',
    editing: '正在编辑时间线',
    analysing: '正在分析素材',
    working: '正在处理',
  },
  cardRunning: (phase, elapsed) => `⏳ ${phase}（${elapsed}）`,
  cardPercent: (phase, percent, elapsed) => `⏳ ${phase}：${percent}%（${elapsed}）`,
  cardQueued: (phase) => `🕒 ${phase}`,
  cardDone: (elapsed) => (elapsed ? `✅ 完成，用时 ${elapsed}` : '✅ 完成'),
  cardFailed: (why) => `⚠️ ${why}`,
  cardStopped: '⏹ 已停止',
  notFinished: '没有完成',
  stillWorking: (elapsed) => `⏳ Still working... 仍在处理（${elapsed}）`,
  stillWorkingOver: (elapsed) => `共用时 ${elapsed}。`,

  footageReady: (about) => `✅ 原始视频已生成${about ? `（${about}）` : ''}。接下来添加音乐、标题和效果。`,
  noVisibleChange: '处理结束了，但时间线没有变化。请换个说法，或者说得更具体一些。',
  recoveredDone: '连接中断过，但已经完成：',
  somethingWentWrong: '处理过程中出现了问题，请检查一下结果。',
  changedHere: '要改什么，直接在这里告诉我。',
  questionIntro: '继续之前有个问题：',
  questionAnswerFreely: '点按钮，或者直接回答。',
  answerNoted: (answer) => `已记下：${answer}。`,
  questionGone: '这个问题已经结束了。直接告诉我你想要什么就行。',
  batchItem: (n, of, name) => `第 ${n}/${of} 个视频：${name}`,
  batchOrder: (file, instruction) => `新建一个视频，只使用 ${file}。${instruction}`,
  batchDone: (done, of) => `✅ ${of} 个视频完成了 ${done} 个。`,
  aspectOrder: (ratio) => `把画面比例改成 ${ratio}`,

  emptyTimeline: '时间线还是空的。请发图片并说明想要什么。',
  materialOnly: (n) => `已上传 ${n} 个文件，时间线还是空的。`,
  running: (what) => `正在进行：${what}。`,
  credits: (available, frozen) =>
    frozen > 0 ? `可用积分 ${available}，进行中的任务占用 ${frozen}。` : `可用积分 ${available}。`,
  creditsFree: '这里的制作程序是免费的，不扣积分。',
  creditsShared: '这是免费的试用账户，所有使用这个机器人的人共用。',
  noExports: '这个对话还没有导出过视频。做好后说“导出”。',
  exportsList: '这个对话的视频：',
  exportLine: (n, format, summary) => `${n}. ${format.toUpperCase()} ${summary}`,

  videoReady: (n, facts) => `✅ 视频完成${n > 1 ? `（第 ${n} 次导出）` : ''}${facts ? `：${facts}` : '！'}`,
  link: (url) => `视频：${url}`,
  projectLink: (url) => `项目：${url}`,
  notDelivered: {
    'too-large': (limit) =>
      `文件太大，无法直接发在这里${limit ? `（上限 ${limit}）` : ''}；说“导出 720p”可以得到小一点的。`,
    'not-allowed': '这里不允许上传文件，无法直接发送。',
    unreachable: '取不到成品文件，所以没有附上。',
    failed: '文件没有发送成功。',
  },
  useTheLink: '上面的链接可以使用。',
  noLinkHere: '说“导出”可以再试一次。',
  fix: (fix) => `解决办法：${fix}`,

  nothingRuns: '现在没有正在进行的任务。',
  stoppedTurn: '已停止：我断开了与后台的连接。已经开始的工作可能仍会计费。',
  stoppedRender: '已停止：导出已取消。导出是免费的。',
  stoppedQueued: '还没开始就停止了，什么都没有做。',
  stoppedUpload: '已停止上传。已经传好的文件保留在项目里。',
  stillWaiting: (n) => `接下来继续处理排队的 ${n} 个请求。`,
  newProject: '新项目：这个对话从空的时间线开始。之前的视频仍在上面。',
  skillChoose: '这个对话要用哪个技能？',
  skillNow: (name) => `这个对话现在使用“${name}”。`,
  skillUnknown: (slugs) => `没有这个技能。可选：${slugs}`,
  sessionWasLost: (restored, lost) =>
    [
      '之前的会话在后台已失效，时间线要重新开始。',
      restored > 0 ? `我重新上传了 ${restored} 个文件。` : '',
      lost.length > 0 ? `这些文件需要重新发送：${lost.join('、')}。` : '',
    ].join(''),

  button: {
    export: '导出',
    timeline: '时间线',
    credits: '积分',
    stop: '停止',
    retry: '再试一次',
    help: '帮助',
    newProject: '新项目',
  },

  failure: {
    tokenRefused: (backend, variable) => `${backend} 不接受这个机器人的令牌。请管理员更新 ${variable}。`,
    tokenExpired: '对 NemoVideo 的访问已过期，暂时无法续期。请一分钟后再试。',
    tokenQuota: 'NemoVideo 暂时不再发放免费账户（每周一个）。管理员可以设置 NEMO_TOKEN。',
    sessionLost: '会话在后台已失效。请再试一次，我会新建一个。',
    noCreditsAnonymous: (link) => `积分用完了。注册后可以继续：${link}`,
    noCreditsPublic: '积分用完了。',
    noCreditsRegistered: '积分用完了。请在账户里充值，然后再试一次。',
    unsupported: (formats, found) =>
      `${found ? `这是 ${found}，不支持。` : '不支持这种文件。'}支持：${formats}。`,
    plainText: (formats) => `里面只有文字，没有图片、视频或声音。支持：${formats}。`,
    webPage: (formats) => `这是网页，不是图片。支持：${formats}。`,
    tooLargeForBackend: '后台拒绝了这个文件，说它太大。请压缩或裁剪后再发。',
    registerHere: (link) => `在这里注册：${link}`,
    tooLarge: (limit) => `文件超过了 ${limit}。请压缩或裁剪后再发。`,
    unreadable: '文件已损坏或不完整。请重新导出后再发一次。',
    empty: '文件是空的。请重新发送。',
    fetchFailed: '取不到这个文件。请重新发送。',
    fetchForbidden: '我没有权限读取这个文件。',
    urlRefused: '这个地址不能使用。请直接发文件，或者给一个公开的链接。',
    planBlocksExport: '请注册或升级套餐来解锁导出。你的项目会保留。',
    forbidden: '这个机器人的账户没有权限。请管理员检查套餐和令牌。',
    rateLimited: 'NemoVideo 要求稍等。请一分钟后再试。',
    backendUnavailable: (backend) => `现在连不上${backend}。没有丢失任何内容，请一分钟后再试。`,
    backendMisunderstood: (backend) => `${backend}的回答我看不懂。请再试一次；如果一直这样，请告诉管理员。`,
    turnTimeout: (limit) => `超过 ${limit}仍看不到变化。请再试一次，或者分成小步骤。`,
    turnUnconfirmed:
      '连接中断，多次核对后仍看不到变化。为避免重复计费，我没有重新发送。需要的话请点“再试一次”。',
    agentError: (why) => `没有完成${why ? `：${why}` : '。'} 请换个说法，或者再试一次。`,
    nothingToExport: '还没有可以导出的内容。请先发图片并说明想要什么。',
    renderFailed: '导出失败，请稍后再试。',
    renderTimeout: '导出时间太长，已放弃。请稍后再试。',
    videoUnreachable: '视频已完成，但取不到文件。请再导出一次。',
    tooManyWaiting: {
      thread: (allowed, refused) =>
        `这个对话里已有 ${allowed} 个请求在排队，${these(refused)}没有收下。请等其中一些完成后再发，或者说“停止”来结束正在进行的那个。`,
      person: (allowed, refused) =>
        `你在所有对话里一共已有 ${allowed} 个请求在排队，${these(refused)}没有收下。请等其中一些完成后再发。`,
      tenant: (allowed, refused) =>
        `这里所有人一共已有 ${allowed} 个请求在排队，${these(refused)}没有收下。请过几分钟再发。`,
    },
    storeUnavailable: '我没能记录下这条消息，所以没有开始。请一分钟后再发。',
    storeFull: '机器人的磁盘满了，所以没有开始。请管理员清理空间。',
    buttonRefused: '这个按钮不属于这个对话。',
    platformPermission: (fix) => `我在这里缺少权限。${fix}`,
    internal: '我这边出错了，已写入日志。请再试一次。',
  },
  backendName: { nemovideo: 'NemoVideo', studio: '制作程序' },
};

function these(refused: number): string {
  return refused === 1 ? '所以这个请求' : `所以最近的 ${refused} 个请求`;
}
