/** The five skills of the product, as data. A profile decides words, limits and attribution; everything else is shared. */
export interface SkillProfile {
  /** `X-Skill-Source`. */
  readonly slug: SkillSlug;
  readonly name: Localised;
  readonly greeting: Localised;
  /** While the session is being made. */
  readonly settingUp: Localised;
  /** What the person is asked to send: "images", "still images". */
  readonly noun: Localised;
  /** Picture formats that this skill promises, as people name them. */
  readonly formats: readonly string[];
  readonly maxBytes: number;
  readonly examples: readonly Localised[];
  /** The example that makes a whole video. */
  readonly mainExample: Localised;
  readonly tips: readonly Tip[];
}

export interface Localised {
  readonly en: string;
  readonly zh: string;
}

/** A tip and the moment at which it helps. */
export interface Tip {
  readonly when: 'vague-request' | 'many-images' | 'before-upload' | 'export-format';
  readonly text: Localised;
}

export const SKILL_SLUGS = [
  'image-to-ai',
  'still-image-to-video',
  'image-to-video-ai-offline',
  'best-image-to-video-ai',
  'image-to-video-converter-ai-free',
] as const;
export type SkillSlug = (typeof SKILL_SLUGS)[number];

/** Binary, as file managers and platforms count: a file that somebody calls "200 MB" must not be refused at 200. */
const MEGABYTE = 1_048_576;

const SETTING_THINGS_UP: Localised = { en: 'Setting things up...', zh: '正在准备……' };
const SETTING_UP: Localised = { en: 'Setting up...', zh: '正在准备……' };
const CONNECTING: Localised = { en: 'Connecting...', zh: '正在连接……' };
const EXPORT_1080P: Localised = { en: 'export 1080p MP4', zh: '导出 1080p MP4' };
const MP4_TIP: Tip = {
  when: 'export-format',
  text: { en: 'MP4 plays almost everywhere.', zh: 'MP4 几乎到处都能播放。' },
};
const FEW_IMAGES_TIP: Tip = {
  when: 'many-images',
  text: {
    en: 'Fewer than 10 images keeps it quick.',
    zh: '少于 10 张图片会更快。',
  },
};

function beSpecific(example: Localised): Tip {
  return {
    when: 'vague-request',
    text: {
      en: `Concrete words give better results, for example "${example.en}".`,
      zh: `说得越具体效果越好，例如“${example.zh}”。`,
    },
  };
}

const TRANSITIONS_AND_MUSIC: Localised = {
  en: 'turn these images into a short video with transitions and background music',
  zh: '把这些图片做成一个带转场和背景音乐的短视频',
};
const ANIMATE_FIVE_SECONDS: Localised = {
  en: 'animate this photo into a 5-second video with smooth motion',
  zh: '把这张照片做成 5 秒的流畅动态视频',
};
const SMOOTH_TRANSITIONS: Localised = {
  en: 'turn these images into a short video clip with smooth transitions',
  zh: '把这些图片做成一个转场流畅的短片',
};
const MOTION_EFFECTS: Localised = {
  en: 'turn my photo into a smooth animated video with motion effects',
  zh: '把我的照片做成带动态效果的流畅视频',
};
const THIRTY_SECONDS: Localised = {
  en: 'turn these photos into a 30-second video with smooth transitions',
  zh: '把这些照片做成一个 30 秒、转场流畅的视频',
};

export const PROFILES: Readonly<Record<SkillSlug, SkillProfile>> = {
  'image-to-ai': {
    slug: 'image-to-ai',
    name: { en: 'Image to AI: Convert Images into AI Videos', zh: '图片转 AI 视频' },
    greeting: {
      en: "Got images to work with? Send them over and tell me what you need. I'll take care of the video.",
      zh: '有图片要处理吗？发给我，告诉我你想要什么，视频交给我来做。',
    },
    settingUp: SETTING_THINGS_UP,
    noun: { en: 'images', zh: '图片' },
    formats: ['JPG', 'PNG', 'WEBP', 'HEIC'],
    maxBytes: 200 * MEGABYTE,
    mainExample: TRANSITIONS_AND_MUSIC,
    examples: [
      {
        en: 'convert three product photos in JPG format into a 1080p MP4',
        zh: '把三张 JPG 产品照片转换成 1080p MP4',
      },
      TRANSITIONS_AND_MUSIC,
      {
        en: 'turning static images into animated or narrated videos for marketers',
        zh: '为营销人员把静态图片变成动态或带旁白的视频',
      },
    ],
    tips: [
      beSpecific(TRANSITIONS_AND_MUSIC),
      {
        when: 'before-upload',
        text: {
          en: 'High-resolution images give sharper frames.',
          zh: '高分辨率的图片会让画面更清晰。',
        },
      },
      MP4_TIP,
    ],
  },
  'still-image-to-video': {
    slug: 'still-image-to-video',
    name: { en: 'Still Image to Video: Turn Photos into Video Clips', zh: '静态图片转视频' },
    greeting: {
      en: 'Ready when you are. Drop your still images here or describe what you want to make.',
      zh: '随时可以开始。把静态图片拖到这里，或者描述你想做的视频。',
    },
    settingUp: SETTING_THINGS_UP,
    noun: { en: 'still images', zh: '静态图片' },
    formats: ['JPG', 'PNG', 'WEBP', 'HEIC'],
    maxBytes: 50 * MEGABYTE,
    mainExample: ANIMATE_FIVE_SECONDS,
    examples: [
      {
        en: 'convert a single product photo or landscape image into a 1080p MP4',
        zh: '把一张产品照片或风景图片转换成 1080p MP4',
      },
      ANIMATE_FIVE_SECONDS,
      {
        en: 'turning photos into short animated videos for social media for marketers, social media creators, photographers',
        zh: '为营销人员、社交媒体创作者和摄影师把照片变成适合社交媒体的动态短视频',
      },
    ],
    tips: [
      beSpecific(ANIMATE_FIVE_SECONDS),
      {
        when: 'before-upload',
        text: {
          en: 'High-contrast images with a clear subject animate more smoothly than busy backgrounds.',
          zh: '主体清晰、对比度高的图片，动起来比背景杂乱的图片更流畅。',
        },
      },
      {
        when: 'before-upload',
        text: {
          en: 'Use PNG for images with transparency to keep clean edges.',
          zh: '带透明背景的图片请用 PNG，边缘会更干净。',
        },
      },
    ],
  },
  'image-to-video-ai-offline': {
    slug: 'image-to-video-ai-offline',
    name: { en: 'Image to Video AI: Convert Images into Video Clips', zh: '图片转视频 AI' },
    greeting: {
      en: "Share your static images and I'll get started on the video. Or just tell me what you're thinking.",
      zh: '把静态图片发给我，我就开始做视频。也可以先告诉我你的想法。',
    },
    settingUp: SETTING_UP,
    noun: { en: 'static images', zh: '静态图片' },
    formats: ['JPG', 'PNG', 'WEBP', 'BMP'],
    maxBytes: 200 * MEGABYTE,
    mainExample: SMOOTH_TRANSITIONS,
    examples: [
      { en: 'convert my static images', zh: '转换我的静态图片' },
      EXPORT_1080P,
      { en: 'turn these images into a short', zh: '把这些图片做成一个短片' },
    ],
    tips: [
      beSpecific(SMOOTH_TRANSITIONS),
      {
        when: 'many-images',
        text: {
          en: 'Fewer images per batch is faster and more consistent.',
          zh: '每批图片少一些，处理更快，效果也更一致。',
        },
      },
      MP4_TIP,
    ],
  },
  'best-image-to-video-ai': {
    slug: 'best-image-to-video-ai',
    name: { en: 'Best Image to Video AI: Convert Photos into Video Clips', zh: '图片转视频精选' },
    greeting: {
      en: "Share your still images and I'll get started on the video. Or just tell me what you're thinking.",
      zh: '把静态图片发给我，我就开始做视频。也可以先告诉我你的想法。',
    },
    settingUp: CONNECTING,
    noun: { en: 'still images', zh: '静态图片' },
    formats: ['JPG', 'PNG', 'WEBP', 'HEIC'],
    maxBytes: 200 * MEGABYTE,
    mainExample: MOTION_EFFECTS,
    examples: [
      { en: 'convert my still images', zh: '转换我的静态图片' },
      EXPORT_1080P,
      { en: 'turn my photo into a smooth', zh: '把我的照片做成流畅的视频' },
    ],
    tips: [
      beSpecific(MOTION_EFFECTS),
      {
        when: 'before-upload',
        text: {
          en: 'High-contrast images with a clear subject give the most natural motion.',
          zh: '主体清晰、对比度高的图片，动态最自然。',
        },
      },
      {
        when: 'before-upload',
        text: {
          en: 'PNG sources keep their quality before conversion.',
          zh: '源图用 PNG 可以在转换前保持画质。',
        },
      },
    ],
  },
  'image-to-video-converter-ai-free': {
    slug: 'image-to-video-converter-ai-free',
    name: { en: 'Image to Video Converter: Convert Photos into Shareable Videos', zh: '图片转视频转换器' },
    greeting: {
      en: "Share your images and I'll get started on the video. Or just tell me what you're thinking.",
      zh: '把图片发给我，我就开始做视频。也可以先告诉我你的想法。',
    },
    settingUp: CONNECTING,
    noun: { en: 'images', zh: '图片' },
    formats: ['JPG', 'PNG', 'WEBP', 'GIF'],
    maxBytes: 200 * MEGABYTE,
    mainExample: THIRTY_SECONDS,
    examples: [
      { en: 'convert my images', zh: '转换我的图片' },
      EXPORT_1080P,
      { en: 'turn these photos into a 30-second', zh: '把这些照片做成 30 秒的视频' },
    ],
    tips: [beSpecific(THIRTY_SECONDS), FEW_IMAGES_TIP, MP4_TIP],
  },
};

/** The profile of a slug; `undefined` for a name that no skill has. */
export function findProfile(slug: string): SkillProfile | undefined {
  return Object.hasOwn(PROFILES, slug) ? PROFILES[slug as SkillSlug] : undefined;
}
