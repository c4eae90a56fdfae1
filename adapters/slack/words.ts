import type { Language } from '../../src/conversation/inbound.js';

/** What is said only in Slack: modals, the Home tab, and answers that the core never sees. */
const en = {
  // modal
  modalTitle: 'Make a video',
  modalSubmit: 'Make it',
  modalClose: 'Cancel',
  prompt: 'What video do you want?',
  promptHint: 'For example: turn these images into a short video with transitions and background music',
  files: 'Pictures, videos or sounds',
  filesHint: 'Up to 10 files. Slack takes at most 10 MB each here; larger ones go into the thread.',
  skill: 'Skill',
  aspect: 'Aspect ratio',
  aspectAny: 'Let the agent choose',
  aspectOrder: (ratio: string) => `Aspect ratio: ${ratio}`,
  channel: 'Where?',
  promptOrFiles: 'Say what video you want, or add pictures.',
  threadTitle: (name: string, prompt: string) => `🎬 A video for ${name}${prompt ? `: ${prompt}` : ''}`,
  notAccepted: '⚠️ This request could not be accepted. Please send it again.',
  tryAgain: 'That did not work. Please try again in a minute.',
  // home
  homeTitle: 'Make videos by chatting',
  homeHelp:
    'Mention me in a channel with pictures and say what you want, write to me here under Messages, use /video, or choose "Make a video from this" in the menu of any message with pictures. Go on in the thread: everything you write there is an order.',
  newVideo: 'New video',
  showCredits: 'Credits',
  creditsLoading: 'Credits: looking them up…',
  defaultSkill: (name: string) => `Skill of new videos: ${name}`,
  myVideos: 'My videos',
  noVideos: 'None yet.',
  openThread: 'Open the thread',
  video: (number: number, facts: string) => `Video ${number}${facts ? `: ${facts}` : ''}`,
  promptsTitle: 'Send pictures and try one of these:',
  // answers to one person
  noPictures: 'There are no pictures, videos or sounds in that message.',
  buttonRefused: 'That button does not belong to this thread, or it is no longer valid.',
  onlyStarter:
    'In this thread I only take orders from the person who began it. Mention me in a new message to begin your own.',
  forgotten: (threads: number) =>
    threads === 1
      ? 'I have deleted what I kept of 1 thread of yours.'
      : `I have deleted what I kept of ${threads} threads of yours.`,
  askDirectly:
    'I have something for you alone and cannot show it to you here. Write to me in a direct message (or join this channel) and ask again.',
  cannotWrite: (fix: string) => `I cannot write there. ${fix}`,
  // fixes: one line each, for people and for the log
  fixScope: (scope: string) =>
    `Add the scope ${scope} under "OAuth & Permissions" of the Slack app, then reinstall the app.`,
  fixInvite: 'Invite me to the channel with /invite, then try again.',
  fixUploads: 'An admin of the workspace has to allow file uploads (Settings > Permissions).',
  fixUploadSize: 'An admin of the workspace has limited the size or number of files.',
  fixExternal: 'The file is not kept in Slack, only a link to it is: download it and attach the file itself.',
  fixDeleted: 'The file was deleted in Slack: attach it again.',
  fixHidden: 'Slack hides this file because the workspace has reached a limit of its plan: attach it again.',
  fixToken: 'The Slack token is no longer valid: install the app again.',
  fixRestricted: 'An admin of the workspace has to allow this app to post here.',
};

export type SlackWords = typeof en;

const zh: SlackWords = {
  modalTitle: '制作视频',
  modalSubmit: '开始制作',
  modalClose: '取消',
  prompt: '你想要什么样的视频？',
  promptHint: '例如：把这些图片做成一个带转场和背景音乐的短视频',
  files: '图片、视频或音频',
  filesHint: '最多 10 个文件。Slack 在这里每个文件最多 10 MB；更大的请直接发到消息列。',
  skill: '技能',
  aspect: '画面比例',
  aspectAny: '由助手决定',
  aspectOrder: (ratio: string) => `画面比例：${ratio}`,
  channel: '发到哪里？',
  promptOrFiles: '请写下想要的视频，或添加图片。',
  threadTitle: (name: string, prompt: string) => `🎬 ${name} 的视频${prompt ? `：${prompt}` : ''}`,
  notAccepted: '⚠️ 这个请求没能被接受，请再发一次。',
  tryAgain: '没有成功，请稍后再试。',
  homeTitle: '聊天做视频',
  homeHelp:
    '在频道里提及我并附上图片，说出想要的视频；也可以在“消息”里直接写给我、使用 /video，或在任何带图片的消息菜单里选择 “Make a video from this”。之后在同一消息列里继续说就行。',
  newVideo: '新视频',
  showCredits: '积分',
  creditsLoading: '积分：正在查询……',
  defaultSkill: (name: string) => `新视频使用的技能：${name}`,
  myVideos: '我的视频',
  noVideos: '还没有。',
  openThread: '打开消息列',
  video: (number: number, facts: string) => `视频 ${number}${facts ? `：${facts}` : ''}`,
  promptsTitle: '发送图片，试试这样说：',
  noPictures: '那条消息里没有图片、视频或音频。',
  buttonRefused: '这个按钮不属于这个消息列，或者已经失效。',
  onlyStarter: '在这个消息列里我只听发起人的。请在新消息里提及我，开始你自己的视频。',
  forgotten: (threads: number) => `已删除我保存的你的 ${threads} 个消息列的内容。`,
  askDirectly: '有些内容只能给你一个人看，但我无法在这里显示给你。请私信我（或加入这个频道）后再问一次。',
  cannotWrite: (fix: string) => `我无法在那里发消息。${fix}`,
  fixScope: (scope) => `请在 Slack 应用的 “OAuth & Permissions” 中添加权限 ${scope}，然后重新安装应用。`,
  fixInvite: '请用 /invite 邀请我进入频道，然后再试。',
  fixUploads: '需要工作区管理员允许上传文件（设置 > 权限）。',
  fixUploadSize: '工作区管理员限制了文件的大小或数量。',
  fixExternal: '这个文件不在 Slack 里，这里只有它的链接：请下载后直接附上文件。',
  fixDeleted: '这个文件已在 Slack 中删除：请重新附上。',
  fixHidden: '工作区已达到套餐限制，Slack 隐藏了这个文件：请重新附上。',
  fixToken: 'Slack 令牌已失效：请重新安装应用。',
  fixRestricted: '需要工作区管理员允许此应用在这里发消息。',
};

export function slackWords(language: Language): SlackWords {
  return language === 'zh' ? zh : en;
}
