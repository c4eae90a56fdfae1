import { describe, expect, it } from 'vitest';
import { EMPTY_DESK } from '../../../src/studio/director/desk.js';
import { BEACH, LIBRARY, LOGO, SONG, SUNSET, say, TEAM, type View, view } from './view.js';

type Row = [utterance: string, effect: Partial<View>];

/** What becomes of three images when nothing else is said. */
const PLAIN: View = {
  seconds: 9,
  frame: '1920x1080',
  images: ['beach', 'sunset-walk', 'team'],
  lengths: [3, 3, 3],
  motions: ['zoom-in', 'pan-right', 'zoom-out'],
  fits: ['cover', 'cover', 'blur'],
  transitions: ['crossfade 0.8', 'crossfade 0.8'],
  texts: [],
  music: undefined,
};

function check(rows: readonly Row[]): void {
  it.each(rows)('%s', (utterance, effect) => {
    expect(view(say(utterance, EMPTY_DESK).desk.draft)).toEqual({ ...PLAIN, ...effect });
  });
}

const seconds = (total: number, music?: string): Partial<View> => ({
  seconds: total,
  lengths: [1, 1, 1].map(() => Math.round((total / 3) * 100) / 100),
  music: music && `${music} ${total}`,
});
const VERTICAL: Partial<View> = { frame: '1080x1920', fits: ['blur', 'blur', 'cover'] };

describe('example prompts of the five skills', () => {
  check([
    ['convert three product photos in JPG format into a 1080p MP4', {}],
    ['turn these images into a short video with transitions and background music', { music: 'Upbeat 35% 9' }],
    ['turning static images into animated or narrated videos for marketers', {}],
    ['convert a single product photo or landscape image into a 1080p MP4', {}],
    ['animate this photo into a 5-second video with smooth motion', { ...seconds(5) }],
    [
      'turning photos into short animated videos for social media for marketers, social media creators, photographers',
      {},
    ],
    ['convert my static images', {}],
    ['turn these images into a short', {}],
    ['turn these images into a short video clip with smooth transitions', {}],
    ['convert my still images', {}],
    ['turn my photo into a smooth', {}],
    ['turn my photo into a smooth animated video with motion effects', {}],
    ['convert my images', {}],
    ['turn these photos into a 30-second', seconds(30)],
    ['turn these photos into a 30-second video with smooth transitions', seconds(30)],
    ['把三张 JPG 产品照片转换成 1080p MP4', {}],
    ['把这些图片做成一个带转场和背景音乐的短视频', { music: 'Upbeat 35% 9' }],
    ['为营销人员把静态图片变成动态或带旁白的视频', {}],
    ['把一张产品照片或风景图片转换成 1080p MP4', {}],
    ['把这张照片做成 5 秒的流畅动态视频', seconds(5)],
    ['为营销人员、社交媒体创作者和摄影师把照片变成适合社交媒体的动态短视频', {}],
    ['转换我的静态图片', {}],
    ['把这些图片做成一个短片', {}],
    ['把这些图片做成一个转场流畅的短片', {}],
    ['转换我的静态图片', {}],
    ['把我的照片做成流畅的视频', {}],
    ['把我的照片做成带动态效果的流畅视频', {}],
    ['转换我的图片', {}],
    ['把这些照片做成 30 秒的视频', seconds(30)],
    ['把这些照片做成一个 30 秒、转场流畅的视频', seconds(30)],
  ]);

  it.each([
    'turning static images into animated or narrated videos for marketers',
    '为营销人员把静态图片变成动态或带旁白的视频',
  ])('makes the video and says that there is no voice: %s', (prompt) => {
    expect(say(prompt, EMPTY_DESK).text).toMatch(/Narration is not possible here|做不了旁白/);
  });
});

describe('whole orders in one message', () => {
  check([
    [
      'make a 30-second vertical video with upbeat music and the title "Summer Sale" at the start',
      {
        ...seconds(30, 'Upbeat 35%'),
        ...VERTICAL,
        texts: ['title "Summer Sale" 0-3 center #ffffff 0.1'],
      },
    ],
    [
      'Turn these product shots into a 12 sec vertical ad with lo-fi music at 20%, headline "50% OFF" in yellow at the top',
      {
        ...seconds(12, 'Lo-fi 20%'),
        ...VERTICAL,
        texts: ['title "50% OFF" 0-3 top #fdd835 0.1'],
      },
    ],
    [
      'Create a promo video. Title: "Launch Day". Music: cinematic. Length: 12 seconds. Transitions: hard cuts.',
      {
        ...seconds(12, 'Cinematic 35%'),
        texts: ['title "Launch Day" 0-3 center #ffffff 0.1'],
        transitions: ['cut 0', 'cut 0'],
      },
    ],
    [
      'Please make a video from these pictures, each shown for about 4 seconds, with some relaxing piano music in the background',
      seconds(12, 'Calm 35%'),
    ],
    [
      'I want a 15 second square clip with no music',
      { ...seconds(15), frame: '1080x1080', fits: ['blur', 'blur', 'blur'] },
    ],
    [
      'a slideshow for YouTube, 2 seconds per photo, fade through black',
      { ...seconds(6), transitions: ['fade-black 1', 'fade-black 1'] },
    ],
    [
      'make a video called "Our Story" without motion',
      { texts: ['title "Our Story" 0-3 center #ffffff 0.1'], motions: ['still', 'still', 'still'] },
    ],
    ['make a square video for Instagram', { frame: '1080x1080', fits: ['blur', 'blur', 'blur'] }],
    ['make a video with my song', { music: 'my-song.mp3 70% 9' }],
    ['make a video and export it as a 1080p MP4', {}],
    [
      '用这些照片做一个15秒的竖屏视频，配上欢快的音乐，标题写夏日特惠',
      { ...seconds(15, 'Upbeat 35%'), ...VERTICAL, texts: ['title "夏日特惠" 0-3 center #ffffff 0.1'] },
    ],
    [
      '帮我把这几张图做成一个竖版短视频，时长12秒，配舒缓的背景音乐，结尾加字幕“谢谢观看”',
      { ...seconds(12, 'Calm 35%'), ...VERTICAL, texts: ['caption "谢谢观看" 9-12 bottom #ffffff 0.05'] },
    ],
    [
      '做一个抖音视频，每张图停留2秒，转场用黑场',
      { ...seconds(6), ...VERTICAL, transitions: ['fade-black 1', 'fade-black 1'] },
    ],
    // Traditional characters, and the words of Taiwan.
    [
      '做成直式影片，標題寫「夏日特賣」，配歡快的音樂',
      { ...VERTICAL, music: 'Upbeat 35% 9', texts: ['title "夏日特賣" 0-3 center #ffffff 0.1'] },
    ],
    ['制作幻灯片，不要音乐，不要转场', { transitions: ['cut 0', 'cut 0'] }],
  ]);
});

describe('some of the images', () => {
  const one = (name: string, more: Partial<View> = {}): Partial<View> => ({
    images: [name],
    seconds: 5,
    lengths: [5],
    motions: ['zoom-in'],
    fits: ['cover'],
    transitions: [],
    ...more,
  });
  const two: Partial<View> = {
    images: ['beach', 'sunset-walk'],
    seconds: 6,
    lengths: [3, 3],
    motions: ['zoom-in', 'pan-right'],
    fits: ['cover', 'cover'],
    transitions: ['crossfade 0.8'],
  };
  check([
    ['use only beach.jpg: zoom out slowly, start a new video', one('beach', { motions: ['zoom-out'] })],
    [
      'Start a new video that uses only sunset-walk.png. pan to the left',
      one('sunset-walk', { motions: ['pan-left'] }),
    ],
    ['新建一个视频，只使用 beach.jpg。慢慢放大', one('beach')],
    ['turn beach.jpg into a 4 second clip', one('beach', { seconds: 4, lengths: [4] })],
    ['make a video from the first two images', two],
    [
      'Start a new video that uses only beach.jpg, sunset-walk.png. make it square',
      { ...two, frame: '1080x1080', fits: ['blur', 'blur'] },
    ],
    ['只用前两张做个视频', two],
    // A word of a file name is not yet a choice of that file.
    ['make a video about our day at the beach', {}],
  ]);
});

describe('without an order to make one, the first wish makes the video', () => {
  check([
    ['add a title "Sale"', { texts: ['title "Sale" 0-3 center #ffffff 0.1'] }],
    ['vertical, 6 seconds, calm music', { ...seconds(6, 'Calm 35%'), ...VERTICAL }],
    ['slideshow please', {}],
    [
      'reverse the order',
      {
        images: ['team', 'sunset-walk', 'beach'],
        motions: ['zoom-out', 'pan-right', 'zoom-in'],
        fits: ['blur', 'cover', 'cover'],
      },
    ],
    ['add these photos', {}],
    [
      '只要第一张',
      { images: ['beach'], seconds: 5, lengths: [5], motions: ['zoom-in'], fits: ['cover'], transitions: [] },
    ],
  ]);
});

describe('a second video in the same session', () => {
  const made = say('make a video with music', EMPTY_DESK).desk;
  const now = [...LIBRARY, LOGO];

  it('is made of the new images when these are meant', () => {
    expect(view(say('turn this image into a video', made, now).desk.draft)).toMatchObject({
      images: ['logo'],
    });
  });

  it('is made of all images otherwise', () => {
    const { images, music } = view(say('make a new video of all images', made, now).desk.draft);
    expect({ images, music }).toEqual({ images: ['beach', 'sunset-walk', 'team', 'logo'], music: undefined });
  });

  it('leaves the first one to be had back', () => {
    const second = say('start a new video that uses only logo.png', made, now).desk;
    expect(view(say('undo', second, now).desk.draft)).toEqual(view(made.draft));
  });
});

describe('one image', () => {
  it('is looked at for 5 seconds and has no transitions to speak of', () => {
    const turn = say('turn it into a video with transitions', EMPTY_DESK, [TEAM]);
    expect(view(turn.desk.draft)).toMatchObject({ seconds: 5, lengths: [5], transitions: [] });
    expect(turn.text).toBe('Your video is ready: 1 image, 5 seconds, 16:9.');
  });
});

describe('nothing to make a video of', () => {
  it.each([
    ['make a video', 'There are no images yet. Send me the images first, then say what to make of them.'],
    ['把图片做成视频', '还没有图片。'],
    ['add a title "Hi" and calm music', 'There are no images yet.'],
  ])('%s', (message, told) => {
    const turn = say(message, EMPTY_DESK, [SONG]);
    expect(turn.text?.startsWith(told)).toBe(true);
    expect(turn.desk.draft).toBeNull();
    expect(turn.tools).toEqual([]);
  });
});

it('shows an image whole when its shape does not suit the frame', () => {
  const shapes = [BEACH, SUNSET, TEAM, LOGO];
  const fits = (message: string) => view(say(message, EMPTY_DESK, shapes).desk.draft).fits;
  expect(fits('make a video')).toEqual(['cover', 'cover', 'blur', 'blur']);
  expect(fits('make a vertical video')).toEqual(['blur', 'blur', 'cover', 'blur']);
  expect(fits('make a 4:3 video')).toEqual(['cover', 'cover', 'blur', 'cover']);
});
