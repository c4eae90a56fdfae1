import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type LocalizationMap,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { ASPECT_RATIOS, RESOLUTIONS, VIDEO_FORMATS } from '../../src/conversation/action.js';
import { PROFILES } from '../../src/conversation/profiles.js';
import { LIMITS } from './limits.js';

export const COMMAND = 'video';
export const MESSAGE_COMMAND = 'Make a video from this';

type Subcommand = {
  name: string;
  zh: string;
  description: string;
  descriptionZh: string;
  options?: object[];
};

const inChinese = (text: string): LocalizationMap => ({ 'zh-CN': text, 'zh-TW': text });

function named(name: string, zh: string, description: string, descriptionZh: string) {
  return {
    name,
    name_localizations: inChinese(zh),
    description,
    description_localizations: inChinese(descriptionZh),
  };
}

const skillChoices = Object.values(PROFILES).map(({ name, slug }) => ({
  name: name.en,
  name_localizations: inChinese(name.zh),
  value: slug,
}));
const plainChoices = (values: readonly string[]) => values.map((value) => ({ name: value, value }));

const imageOptions = Array.from({ length: LIMITS.files }, (_, index) => ({
  type: ApplicationCommandOptionType.Attachment,
  required: false,
  ...named(`image${index + 1}`, `图片${index + 1}`, 'A picture, video or sound', '图片、视频或音频'),
}));

const skillOption = {
  type: ApplicationCommandOptionType.String,
  required: false,
  choices: skillChoices,
  ...named('skill', '技能', 'How the video is made', '制作方式'),
};

const SUBCOMMANDS: readonly Subcommand[] = [
  {
    name: 'create',
    zh: '制作',
    description: 'Make a video; a form opens when you leave everything out',
    descriptionZh: '制作视频；什么都不填会打开表单',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        required: false,
        max_length: LIMITS.input,
        ...named('prompt', '描述', 'What video do you want?', '你想要什么样的视频？'),
      },
      ...imageOptions,
      skillOption,
      {
        type: ApplicationCommandOptionType.String,
        required: false,
        choices: plainChoices(ASPECT_RATIOS),
        ...named('aspect', '比例', 'Aspect ratio', '画面比例'),
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        required: false,
        ...named('private', '私密', 'Only between you and me', '只在你我之间'),
      },
    ],
  },
  {
    name: 'export',
    zh: '导出',
    description: 'Export the video of this thread',
    descriptionZh: '导出此子区的视频',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        required: false,
        choices: plainChoices(VIDEO_FORMATS),
        ...named('format', '格式', 'File format', '文件格式'),
      },
      {
        type: ApplicationCommandOptionType.String,
        required: false,
        choices: plainChoices(RESOLUTIONS),
        ...named('resolution', '分辨率', 'Resolution', '分辨率'),
      },
    ],
  },
  { name: 'timeline', zh: '时间线', description: 'Show the timeline', descriptionZh: '显示时间线' },
  { name: 'credits', zh: '积分', description: 'How many credits are left?', descriptionZh: '还剩多少积分？' },
  { name: 'stop', zh: '停止', description: 'Stop what is running', descriptionZh: '停止正在进行的工作' },
  { name: 'help', zh: '帮助', description: 'What I can do', descriptionZh: '我能做什么' },
  {
    name: 'skill',
    zh: '技能',
    description: 'Change how videos are made in this thread',
    descriptionZh: '更改此子区的制作方式',
    options: [skillOption],
  },
  {
    name: 'forget',
    zh: '忘记',
    description: 'Delete what I keep of your threads here',
    descriptionZh: '删除我在这里保存的你的子区内容',
  },
];

/** Everywhere: in guilds, in DMs with the bot, and where a person has installed the app for themselves. */
const EVERYWHERE = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
};

/** The commands as Discord's API takes them. */
export function commandList(): RESTPutAPIApplicationCommandsJSONBody {
  const options = SUBCOMMANDS.map(({ name, zh, description, descriptionZh, options: inside }) => ({
    type: ApplicationCommandOptionType.Subcommand,
    ...named(name, zh, description, descriptionZh),
    ...(inside ? { options: inside } : {}),
  }));
  // The table above is plain data; the library's union of option types does not follow it through the helpers.
  return [
    {
      type: ApplicationCommandType.ChatInput,
      ...named(COMMAND, '视频', 'Make videos by chatting', '聊天做视频'),
      ...EVERYWHERE,
      options,
    },
    {
      type: ApplicationCommandType.Message,
      name: MESSAGE_COMMAND,
      name_localizations: inChinese('用它制作视频'),
      ...EVERYWHERE,
    },
  ] as RESTPutAPIApplicationCommandsJSONBody;
}
