import { describe, expect, it } from 'vitest';
import { deskAfter, LIBRARY, LOGO, say, type View, view } from './view.js';

/** Three images of 3 s, a title, upbeat music; a fourth image has arrived since. */
const BEFORE = deskAfter(['turn these images into a video with upbeat music and the title "Hello"']);
const WITH_NEW = [...LIBRARY, LOGO];
const HELLO = 'title "Hello" 0-3 center #ffffff 0.1';

type Row = [utterance: string, effect: Partial<View>];

/** Everything that a row does not name must stay as it was. */
function check(rows: readonly Row[]): void {
  it.each(rows)('%s', (utterance, effect) => {
    const turn = say(utterance, BEFORE, WITH_NEW);
    expect(view(turn.desk.draft)).toEqual({ ...view(BEFORE.draft), ...effect });
  });
}

it('starts from what the tables assume', () => {
  expect(view(BEFORE.draft)).toEqual({
    seconds: 9,
    frame: '1920x1080',
    images: ['beach', 'sunset-walk', 'team'],
    lengths: [3, 3, 3],
    motions: ['zoom-in', 'pan-right', 'zoom-out'],
    fits: ['cover', 'cover', 'blur'],
    transitions: ['crossfade 0.8', 'crossfade 0.8'],
    texts: [HELLO],
    music: 'Upbeat 35% 9',
  });
});

const total = (seconds: number): Partial<View> => ({
  seconds,
  lengths: [1, 1, 1].map(() => Math.round((seconds / 3) * 100) / 100),
  music: `Upbeat 35% ${seconds}`,
});

describe('length', () => {
  check([
    ['make it 30 seconds', total(30)],
    ['30-second', total(30)],
    ['Can you make the whole video 12 seconds long?', total(12)],
    ['set the duration to 15s', total(15)],
    ['total length: half a minute', total(30)],
    ['make it one minute', total(60)],
    ['1 minute 30 seconds', total(90)],
    ['cut it to 6 seconds', total(6)],
    ['shorten it to 6 seconds', total(6)],
    ['make it 6 seconds longer', total(15)],
    ['extend it by 3 seconds', total(12)],
    ['twice as long please', total(18)],
    ['half as long', { ...total(4.5), texts: [HELLO] }],
    ['make it a bit longer', { ...total(10.08) }],
    ['5 seconds each', total(15)],
    ['2 seconds per image', { ...total(6) }],
    ['show each photo for 4 seconds', total(12)],
    ['all images should last five seconds', total(15)],
    ['把时长改成20秒', { ...total(20), lengths: [6.67, 6.67, 6.67] }],
    ['10秒', { ...total(10), lengths: [3.33, 3.33, 3.33] }],
    ['每张3.5秒', total(10.5)],
    ['每张图片停留4秒', total(12)],
    ['总共一分钟', total(60)],
    ['延长3秒', total(12)],
    ['缩短到6秒', total(6)],
    ['make image 2 five seconds', { seconds: 11, lengths: [3, 5, 3], music: 'Upbeat 35% 11' }],
    ['hold the beach for 6 seconds', { seconds: 12, lengths: [6, 3, 3], music: 'Upbeat 35% 12' }],
    [
      'image 1 for 5 seconds, image 3 for 2 seconds',
      { seconds: 10, lengths: [5, 3, 2], music: 'Upbeat 35% 10' },
    ],
    ['第一张停留5秒', { seconds: 11, lengths: [5, 3, 3], music: 'Upbeat 35% 11' }],
    ['first image 5s, others 2s', { seconds: 9, lengths: [5, 2, 2] }],
    ['第一张5秒，其他2秒', { seconds: 9, lengths: [5, 2, 2] }],
    ['make the whole thing 10 percent longer', total(9.9)],
    ['cut the duration in half', total(4.5)],
    ['make the last photo longer', { seconds: 9.75, lengths: [3, 3, 3.75], music: 'Upbeat 35% 9.75' }],
  ]);
});

describe('pace', () => {
  const faster: Partial<View> = { seconds: 7.2, lengths: [2.4, 2.4, 2.4], music: 'Upbeat 35% 7.2' };
  const slower: Partial<View> = { seconds: 11.25, lengths: [3.75, 3.75, 3.75], music: 'Upbeat 35% 11.25' };
  check([
    ['faster', faster],
    ['make it faster', faster],
    ['too slow', faster],
    ['speed it up', faster],
    ['快一点', faster],
    ['节奏加快', faster],
    ['slower please', slower],
    ['slow it down', slower],
    ["it's too fast", slower],
    ['慢一点', slower],
    ['make it longer', slower],
    ['太短了', slower],
    ['make it shorter', faster],
    ['短一点', faster],
  ]);
});

describe('frame', () => {
  const vertical: Partial<View> = { frame: '1080x1920', fits: ['blur', 'blur', 'cover'] };
  const square: Partial<View> = { frame: '1080x1080', fits: ['blur', 'blur', 'blur'] };
  check([
    ['make it vertical', vertical],
    ['9:16', vertical],
    ['portrait please', vertical],
    ['change the aspect ratio to 9:16', vertical],
    ['square, for Instagram', square],
    ['1:1 for my TikTok page', square],
    ['4:5 portrait', { frame: '1080x1350', fits: ['blur', 'blur', 'cover'] }],
    ['remove the black bars', { fits: ['cover', 'cover', 'cover'] }],
    ['for TikTok', vertical],
    ['I need it for Instagram Reels', vertical],
    ['as a YouTube Short', vertical],
    ['竖屏', vertical],
    ['改成竖版，发抖音用', vertical],
    ['square', square],
    ['make it 1:1', square],
    ['改成方形', square],
    ['4:5 for the Instagram feed', { frame: '1080x1350', fits: ['blur', 'blur', 'cover'] }],
    ['适合小红书', { frame: '1080x1440', fits: ['blur', 'blur', 'cover'] }],
    ['landscape', { frame: '1920x1080' }],
    ["don't crop the images", { fits: ['blur', 'blur', 'blur'] }],
    ['fill the frame', { fits: ['cover', 'cover', 'cover'] }],
    ['不要裁剪', { fits: ['blur', 'blur', 'blur'] }],
  ]);
});

describe('motion', () => {
  check([
    ['zoom in on every image', { motions: ['zoom-in', 'zoom-in', 'zoom-in'] }],
    ['zoom out', { motions: ['zoom-out', 'zoom-out', 'zoom-out'] }],
    ['zoom in and out', { motions: ['zoom-in', 'zoom-out', 'zoom-in'] }],
    ['pan left on the second photo', { motions: ['zoom-in', 'pan-left', 'zoom-out'] }],
    ['zoom in on the last one and keep the first still', { motions: ['still', 'pan-right', 'zoom-in'] }],
    ['image 1: pan up, image 2: pan down', { motions: ['pan-up', 'pan-down', 'zoom-out'] }],
    ['no motion', { motions: ['still', 'still', 'still'] }],
    ['remove the animation', { motions: ['still', 'still', 'still'] }],
    ['move from left to right on beach.jpg', { motions: ['pan-right', 'pan-right', 'zoom-out'] }],
    ['把第二张慢慢放大', { motions: ['zoom-in', 'zoom-in', 'zoom-out'] }],
    ['第三张向左平移', { motions: ['zoom-in', 'pan-right', 'pan-left'] }],
    ['alternate zooming in and out', { motions: ['zoom-in', 'zoom-out', 'zoom-in'] }],
    ['make the images move', {}],
    ['remove the zoom on image 1', { motions: ['still', 'pan-right', 'zoom-out'] }],
    ['不要动效', { motions: ['still', 'still', 'still'] }],
  ]);
});

describe('transitions', () => {
  const both = (transition: string): Partial<View> => ({ transitions: [transition, transition] });
  check([
    ['use hard cuts', both('cut 0')],
    ['no transitions', both('cut 0')],
    ['fade through black', both('fade-black 1')],
    ['dissolves of 1.5 seconds', both('crossfade 1.5')],
    ['make the transitions 2 seconds', both('crossfade 2')],
    ['slower transitions', both('crossfade 1.2')],
    ['cut between 1 and 2', { transitions: ['cut 0', 'crossfade 0.8'] }],
    ['fade to black before the last image', { transitions: ['crossfade 0.8', 'fade-black 1'] }],
    ['remove the transition between the first and second image', { transitions: ['cut 0', 'crossfade 0.8'] }],
    ['no fades, just cuts', both('cut 0')],
    ['转场用黑场', both('fade-black 1')],
    ['不要转场', both('cut 0')],
    ['转场改成1.5秒', both('crossfade 1.5')],
  ]);
});

describe('text', () => {
  check([
    ['change the title to "Goodbye"', { texts: ['title "Goodbye" 0-3 center #ffffff 0.1'] }],
    [
      'change the title to Summer Sale and make it red',
      { texts: ['title "Summer Sale" 0-3 center #e53935 0.1'] },
    ],
    ['rename the title: Make It Yours', { texts: ['title "Make It Yours" 0-3 center #ffffff 0.1'] }],
    ['the title should say Hi there', { texts: ['title "Hi there" 0-3 center #ffffff 0.1'] }],
    ['make it bigger', { texts: ['title "Hello" 0-3 center #ffffff 0.13'] }],
    ['make the title smaller and blue', { texts: ['title "Hello" 0-3 center #1e88e5 0.077'] }],
    ['move it to the bottom', { texts: ['title "Hello" 0-3 bottom #ffffff 0.1'] }],
    ['title at the top in yellow', { texts: ['title "Hello" 0-3 top #fdd835 0.1'] }],
    ['show the title for 5 seconds', { texts: ['title "Hello" 0-5 center #ffffff 0.1'] }],
    ['show the title in the last 2 seconds', { texts: ['title "Hello" 7-9 center #ffffff 0.1'] }],
    ['title from 2s to 5s', { texts: ['title "Hello" 2-5 center #ffffff 0.1'] }],
    ['keep the title on screen the whole time', { texts: ['title "Hello" 0-9 center #ffffff 0.1'] }],
    ['color #ff8800 for the title', { texts: ['title "Hello" 0-3 center #ff8800 0.1'] }],
    ['remove the title', { texts: [] }],
    ['no text', { texts: [] }],
    ['delete "Hello"', { texts: [] }],
    ['add a subtitle "Today only"', { texts: [HELLO, 'subtitle "Today only" 0-3 bottom #ffffff 0.055'] }],
    [
      'add the caption "Free shipping" from 3s to 6s',
      { texts: [HELLO, 'caption "Free shipping" 3-6 bottom #ffffff 0.05'] },
    ],
    ['write "Buy now" at the end', { texts: [HELLO, 'caption "Buy now" 6-9 bottom #ffffff 0.05'] }],
    [
      'add a call to action saying Shop today',
      { texts: [HELLO, 'title "Shop today" 6-9 center #ffffff 0.1'] },
    ],
    ['put "Our team" on the last image', { texts: [HELLO, 'caption "Our team" 6-9 bottom #ffffff 0.05'] }],
    [
      'add captions "Sea", "Sun" and "Us" to the images',
      {
        texts: [
          HELLO,
          'caption "Sea" 0-3 bottom #ffffff 0.05',
          'caption "Sun" 3-6 bottom #ffffff 0.05',
          'caption "Us" 6-9 bottom #ffffff 0.05',
        ],
      },
    ],
    [
      'add the caption Made with love to the last picture',
      { texts: [HELLO, 'caption "Made with love" 6-9 bottom #ffffff 0.05'] },
    ],
    ['write Happy Birthday at the top', { texts: [HELLO, 'caption "Happy Birthday" 0-9 top #ffffff 0.05'] }],
    [
      'add our website www.example.com',
      { texts: [HELLO, 'caption "www.example.com" 0-9 bottom #ffffff 0.05'] },
    ],
    ['set title = Black Friday', { texts: ['title "Black Friday" 0-3 center #ffffff 0.1'] }],
    ['change "Hello" to "Good bye"', { texts: ['title "Good bye" 0-3 center #ffffff 0.1'] }],
    ['it should be "Hallo"', { texts: ['title "Hallo" 0-3 center #ffffff 0.1'] }],
    ['remove the text from image 1', { texts: [] }],
    [
      'without changing the length add a caption "New"',
      { texts: [HELLO, 'caption "New" 0-9 bottom #ffffff 0.05'] },
    ],
    ['加一张结束页，写“谢谢观看”', { texts: [HELLO, 'title "谢谢观看" 6-9 center #ffffff 0.1'] }],
    ['标题放上面', { texts: ['title "Hello" 0-3 top #ffffff 0.1'] }],
    ['标题改成夏日特惠', { texts: ['title "夏日特惠" 0-3 center #ffffff 0.1'] }],
    ['把标题改成“和平再见”，放在底部', { texts: ['title "和平再见" 0-3 bottom #ffffff 0.1'] }],
    ['标题改成红色，大一点', { texts: ['title "Hello" 0-3 center #e53935 0.13'] }],
    ['标题全程显示', { texts: ['title "Hello" 0-9 center #ffffff 0.1'] }],
    ['在第2秒到第5秒显示字幕“欢迎光临”', { texts: [HELLO, 'caption "欢迎光临" 2-5 bottom #ffffff 0.05'] }],
    ['最后2秒加字幕：立即购买', { texts: [HELLO, 'caption "立即购买" 7-9 bottom #ffffff 0.05'] }],
    ['删除标题', { texts: [] }],
    ['不要文字', { texts: [] }],
  ]);
});

describe('music', () => {
  const music = (now: string | undefined): Partial<View> => ({ music: now });
  check([
    ['calm music', music('Calm 35% 9')],
    ['change the music to lo-fi', music('Lo-fi 35% 9')],
    ['something more cinematic', music('Cinematic 35% 9')],
    ['corporate background music at 20%', music('Corporate 20% 9')],
    ['different music', music('Calm 35% 9')],
    ['louder', music('Upbeat 50% 9')],
    ['turn the music down a bit', music('Upbeat 27% 9')],
    ['turn the music down to 10%', music('Upbeat 10% 9')],
    ['volume 80', music('Upbeat 80% 9')],
    ['use my song', music('my-song.mp3 35% 9')],
    ['use my-song.mp3 at half volume', music('my-song.mp3 50% 9')],
    ['replace the music with something calmer', music('Calm 35% 9')],
    ['I hate this song', music('Calm 35% 9')],
    ['can we have jazz?', music('Lo-fi 35% 9')],
    ['reduce the volume by half', music('Upbeat 18% 9')],
    ['turn the sound off', music(undefined)],
    ['mute', music(undefined)],
    ['no music', music(undefined)],
    ['turn off the music', music(undefined)],
    ['换成舒缓的音乐', music('Calm 35% 9')],
    ['音乐换成电影感的，音量20%', music('Cinematic 20% 9')],
    ['声音小一点', music('Upbeat 20% 9')],
    ['用我上传的音乐', music('my-song.mp3 35% 9')],
    ['去掉背景音乐', music(undefined)],
  ]);
});

describe('order of images', () => {
  /** The motions and fits travel with their images. */
  const moved = (...indices: number[]): Partial<View> => {
    const now = view(BEFORE.draft);
    const pick = (list: string[]) => indices.map((index) => list[index] ?? '');
    return { images: pick(now.images), motions: pick(now.motions), fits: pick(now.fits) };
  };
  check([
    ['put the team first', moved(2, 0, 1)],
    ['move image 3 to the front', moved(2, 0, 1)],
    ['start with the team photo', moved(2, 0, 1)],
    ['beach last', moved(1, 2, 0)],
    ['move beach.jpg to the end', moved(1, 2, 0)],
    ['put the sunset before the beach', moved(1, 0, 2)],
    ['move the first image after image 2', moved(1, 0, 2)],
    ['move image 1 to position 2', moved(1, 0, 2)],
    ['swap 1 and 3', moved(2, 1, 0)],
    ['swap the first and the last image', moved(2, 1, 0)],
    ['reverse the order', moved(2, 1, 0)],
    ['order: 3, 1, 2', moved(2, 0, 1)],
    ['team first, then beach, then sunset', moved(2, 0, 1)],
    ['put image 3 between 1 and 2', moved(0, 2, 1)],
    ['team, beach, sunset', moved(2, 0, 1)],
    ['change the order to 2-3-1', moved(1, 2, 0)],
    ['make the team photo the first image', moved(2, 0, 1)],
    ['把第三张放到最前面', moved(2, 0, 1)],
    ['把第一张和第二张交换', moved(1, 0, 2)],
    ['顺序改成3、1、2', moved(2, 0, 1)],
    ['倒序', moved(2, 1, 0)],
  ]);
});

describe('images removed, added, replaced', () => {
  const without = (...gone: number[]): Partial<View> => {
    const now = view(BEFORE.draft);
    const keep = <T>(list: T[]) => list.filter((_, index) => !gone.includes(index));
    const count = 3 - gone.length;
    return {
      seconds: count * 3,
      images: keep(now.images),
      lengths: keep(now.lengths),
      motions: keep(now.motions),
      fits: keep(now.fits),
      transitions: now.transitions.slice(0, count - 1),
      music: `Upbeat 35% ${count * 3}`,
    };
  };
  const withLogo = (at: number): Partial<View> => {
    const now = view(BEFORE.draft);
    const put = <T>(list: T[], item: T) => [...list.slice(0, at), item, ...list.slice(at)];
    return {
      seconds: 12,
      images: put(now.images, 'logo'),
      lengths: [3, 3, 3, 3],
      motions: put(now.motions, 'pan-left'),
      fits: put(now.fits, 'blur'),
      transitions: Array(3).fill('crossfade 0.8'),
      music: 'Upbeat 35% 12',
    };
  };
  check([
    ['remove the second image', without(1)],
    ['delete beach.jpg', without(0)],
    ['delete the first two photos', without(0, 1)],
    ['cut the last image', without(2)],
    ['remove 1 and 3', without(0, 2)],
    ['keep only the beach and the team', without(1)],
    ['get rid of everything except image 2', without(0, 2)],
    ['leave beach.jpg out', without(0)],
    ["I don't want the beach photo", without(0)],
    ['第三张不要了', without(2)],
    ['删除第二张', without(1)],
    ['把最后一张删掉', without(2)],
    ['只保留前两张', without(2)],
    ['除了第一张都删掉', without(1, 2)],
    ['add the new photo at the end', withLogo(3)],
    ['add the new image', withLogo(3)],
    ['put the new one first', withLogo(0)],
    ['insert logo.png after image 1', withLogo(1)],
    ['把新图片加到最后', withLogo(3)],
    [
      'replace image 2 with the new one',
      { images: ['beach', 'logo', 'team'], fits: ['cover', 'blur', 'blur'] },
    ],
    [
      'swap beach.jpg for logo.png',
      { images: ['logo', 'sunset-walk', 'team'], fits: ['blur', 'cover', 'blur'] },
    ],
    [
      'use the new photo instead of the team photo',
      { images: ['beach', 'sunset-walk', 'logo'], fits: ['cover', 'cover', 'blur'] },
    ],
    ['把第二张换成新上传的图片', { images: ['beach', 'logo', 'team'], fits: ['cover', 'blur', 'blur'] }],
  ]);
});

describe('several wishes in one message', () => {
  check([
    [
      'make it vertical, 6 seconds, calm music at 50% and change the title to "Bye"',
      {
        ...total(6),
        frame: '1080x1920',
        fits: ['blur', 'blur', 'cover'],
        music: 'Calm 50% 6',
        texts: ['title "Bye" 0-3 center #ffffff 0.1'],
      },
    ],
    ['remove the title and the music', { texts: [], music: undefined }],
    ["don't touch the title, just make it square", { frame: '1080x1080', fits: ['blur', 'blur', 'blur'] }],
    ['keep the music but remove the title', { texts: [] }],
    ['no music or text', { texts: [], music: undefined }],
    [
      '把标题改成蓝色，音乐换成舒缓的，改成方形',
      {
        texts: ['title "Hello" 0-3 center #1e88e5 0.1'],
        music: 'Calm 35% 9',
        frame: '1080x1080',
        fits: ['blur', 'blur', 'blur'],
      },
    ],
    ['At the end, add the text "Bye"', { texts: [HELLO, 'caption "Bye" 6-9 bottom #ffffff 0.05'] }],
    [
      '1. zoom in on image 3\n2. hard cuts',
      { motions: ['zoom-in', 'pan-right', 'zoom-in'], transitions: ['cut 0', 'cut 0'] },
    ],
  ]);
});
