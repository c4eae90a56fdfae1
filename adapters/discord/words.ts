import type { Language } from '../../src/conversation/inbound.js';

/** What is said only in Discord: forms, commands, and answers that the core never sees. */
const en = {
  // form
  modalTitle: 'Make a video',
  editTitle: 'Change the request',
  prompt: 'What video do you want?',
  promptHint: 'For example: turn these images into a short video with transitions and background music',
  files: 'Pictures, videos or sounds',
  filesHint: 'Up to 10 files.',
  skill: 'Skill',
  aspect: 'Aspect ratio',
  aspectOrder: (ratio: string) => `Aspect ratio: ${ratio}`,
  promptOrFiles: 'Say what video you want, or add pictures.',
  newVideo: 'New video',
  // buttons of this adapter
  edit: 'Edit',
  remove: 'Delete',
  // answers to one person
  onIt: 'On it.',
  startedIn: (thread: string) => `On it, in ${thread}.`,
  startedInDirect: (channel: string) => `On it, between you and me: ${channel}.`,
  notMemberHere: (channel: string) =>
    `I am not a member of this server, so I cannot open a thread here. We go on between you and me: ${channel}.`,
  directClosed:
    'I cannot write to you directly. Allow direct messages from this server or from apps (Privacy settings), or use /video in a channel without "private".',
  noThreadsHere: 'I cannot open a thread in this kind of channel. Please use a text channel.',
  useInThread: 'Use this in a thread with me: there I know which video you mean. /video create begins one.',
  notAccepted: '⚠️ This request could not be accepted. Please send it again.',
  tryAgain: 'That did not work. Please try again in a minute.',
  noPictures: 'There are no pictures, videos or sounds in that message.',
  buttonRefused: 'That button does not belong to this thread, or it is no longer valid.',
  onlyRequester: 'Only the person who asked for this video, or a moderator, can delete it.',
  onlyStarter:
    'In this thread I only take orders from the person who began it. Mention me in another channel to begin your own.',
  forgotten: (threads: number) =>
    threads === 1
      ? 'I have deleted what I kept of 1 thread of yours.'
      : `I have deleted what I kept of ${threads} threads of yours.`,
  // in the thread
  mentionsOnly:
    'Here I hear messages that mention me, replies to me that ping me, /video commands and buttons; other messages are not for me.',
  mentionsAndReplies:
    'Here I hear messages that mention me or reply to me, /video commands and buttons; other messages are not for me.',
  goingOn: '▶️ Going on in this thread.',
  preview: 'A smaller preview; the whole video is behind the link above.',
  // fixes: one line each, for people and for the log
  cannotWork: (fix: string) => `I cannot work here. ${fix}`,
  fixPermissions: (names: string) =>
    `Someone who manages this server has to give me the permission ${names} in this channel.`,
  fixAttach: (name: string) =>
    `Without the permission ${name} I cannot attach the video here; the link still works.`,
  fixLocked: 'This thread is locked: a moderator has to unlock it, or begin a new one.',
  fixDirect: 'Allow direct messages from this server or from apps in your privacy settings.',
};

export type DiscordWords = typeof en;

const zh: DiscordWords = {
  modalTitle: '制作视频',
  editTitle: '修改请求',
  prompt: '你想要什么样的视频？',
  promptHint: '例如：把这些图片做成一个带转场和背景音乐的短视频',
  files: '图片、视频或音频',
  filesHint: '最多 10 个文件。',
  skill: '技能',
  aspect: '画面比例',
  aspectOrder: (ratio) => `画面比例：${ratio}`,
  promptOrFiles: '请写下想要的视频，或添加图片。',
  newVideo: '新视频',
  edit: '修改',
  remove: '删除',
  onIt: '好的，马上处理。',
  startedIn: (thread) => `好的，在 ${thread} 里进行。`,
  startedInDirect: (channel) => `好的，在我们的私信里进行：${channel}。`,
  notMemberHere: (channel) => `我不是这个服务器的成员，无法在这里开子区。我们在私信里继续：${channel}。`,
  directClosed:
    '我无法给你发私信。请在隐私设置中允许来自此服务器或应用的私信，或在频道中使用不带 private 的 /video。',
  noThreadsHere: '我无法在这种频道里开子区，请使用文字频道。',
  useInThread: '请在有我的子区里使用：那样我才知道是哪个视频。用 /video create 可以新建一个。',
  notAccepted: '⚠️ 这个请求没能被接受，请再发一次。',
  tryAgain: '没有成功，请稍后再试。',
  noPictures: '那条消息里没有图片、视频或音频。',
  buttonRefused: '这个按钮不属于这个子区，或者已经失效。',
  onlyRequester: '只有发起请求的人或管理员可以删除这个视频。',
  onlyStarter: '在这个子区里我只听发起人的。请在别的频道里提及我，开始你自己的视频。',
  forgotten: (threads) => `已删除我保存的你的 ${threads} 个子区的内容。`,
  mentionsOnly: '在这里我只听提及我的消息、提醒了我的回复、/video 命令和按钮；其他消息我不理会。',
  mentionsAndReplies: '在这里我只听提及我或回复我的消息、/video 命令和按钮；其他消息我不理会。',
  goingOn: '▶️ 在这个子区里继续。',
  preview: '较小的预览；完整视频见上面的链接。',
  cannotWork: (fix) => `我无法在这里工作。${fix}`,
  fixPermissions: (names) => `需要服务器管理员在此频道给我权限：${names}。`,
  fixAttach: (name) => `没有权限 ${name}，我无法在这里附上视频文件；链接仍然可用。`,
  fixLocked: '这个子区已锁定：需要管理员解锁，或新开一个。',
  fixDirect: '请在隐私设置中允许来自此服务器或应用的私信。',
};

export function discordWords(language: Language): DiscordWords {
  return language === 'zh' ? zh : en;
}
