import { describe, expect, it } from 'vitest';
import { EMPTY_DESK } from '../../../src/studio/director/desk.js';
import { direct } from '../../../src/studio/director/direct.js';
import { deskAfter, LIBRARY, LOGO, say, view } from './view.js';

const DESK = deskAfter(['turn these images into a video with upbeat music and the title "Hello"']);

describe('small edits', () => {
  it.each([
    'make the title bigger',
    'make it red',
    'change the title to "Bye"',
    'louder',
    'set the volume to 20%',
    '标题改成红色',
    '声音小一点',
    'move the title to the top and make the music quieter',
  ])('are done without a word: %s', (message) => {
    const turn = say(message, DESK);
    expect(turn.text).toBeUndefined();
    expect(turn.tools.length).toBeGreaterThan(0);
    expect(turn.desk.draft).not.toEqual(DESK.draft);
  });

  it.each([
    'make it vertical',
    'make the title red and add calm music',
    'remove the title',
    'make the title bigger and do a backflip',
  ])('are told when there is more to them: %s', (message) => {
    expect(say(message, DESK).text).toBeTruthy();
  });
});

describe('what is said', () => {
  it.each([
    ['make it vertical', 'The aspect ratio is now 9:16.'],
    ['make it 12 seconds', 'The video is now 12 seconds long.'],
    ['5 seconds each', 'The video is now 15 seconds long, each image 5 seconds.'],
    ['add the caption "Sale" from 1s to 4s', 'Text added: "Sale" (1-4s, bottom).'],
    ['calm music', 'Music: Calm at 35%.'],
    ['no music', 'The music is gone.'],
    ['remove the title', 'Text removed: "Hello".'],
    ['zoom in on image 2', 'sunset-walk.png now has a slow zoom in.'],
    ['swap 1 and 2', 'The order is now sunset-walk.png, beach.jpg, team.jpg.'],
    ['remove the second image', 'Removed sunset-walk.png; 2 images left.'],
    ['fade through black', 'The images now change with fades through black of 1 seconds.'],
    ['remove the title and make it 6 seconds', 'Text removed: "Hello". The video is now 6 seconds long.'],
    ['改成竖屏', '画面比例改为 9:16。'],
    ['删除第二张', '已删除 sunset-walk.png，还剩 2 张图片。'],
    ['把第三张放到最前面', '顺序现在是：team.jpg、beach.jpg、sunset-walk.png。'],
    [
      'how long is the video?',
      '3 images, 9 seconds, 16:9, crossfades, music: Upbeat at 35%, title "Hello" (0-3s, center).',
    ],
    ['视频有多长？', '3 张图片，9 秒，16:9，交叉淡化，欢快音乐 35%，标题“Hello”（0-3 秒，居中）。'],
    ['landscape', 'That is how it is already.'],
    ['音量35%', '已经是这样了。'],
    ['thanks, looks great!', 'Tell me what to change, whenever you like.'],
    ['谢谢', '想改哪里，随时告诉我。'],
  ])('%s', (message, text) => {
    expect(say(message, DESK).text).toBe(text);
  });

  it('greets whoever has no video yet', () => {
    expect(say('hi', EMPTY_DESK).text).toBe('Hello! Send me images and say what video you want.');
    expect(say('你好', EMPTY_DESK).text).toBe('您好！请发图片，并告诉我想做什么样的视频。');
  });

  it('is never the word of a screen', () => {
    for (const message of [
      'make a video',
      'help',
      'hmm',
      'change the aspect ratio',
      'export it',
      '做视频',
      '帮助',
    ]) {
      const { opening = '', text = '' } = say(message, DESK);
      expect(`${opening} ${text}`).not.toMatch(/click|button|panel|drag|timeline|点击|按钮|面板|拖/i);
    }
  });
});

describe('what cannot be done', () => {
  const unchanged = (message: string) => {
    const turn = say(message, DESK);
    expect(turn.desk.draft).toEqual(DESK.draft);
    expect(turn.tools).toEqual([]);
    return turn.text ?? '';
  };

  it.each([
    'make the dog in image 2 jump',
    'remove the person from image 2',
    'change the colour of the car to red',
    'make it look better',
    'add fireworks to the video',
    'translate the title to Spanish',
    'the title looks wrong',
    'asdf qwer',
    'remove the red eye from beach.jpg',
    'add a cat to the beach',
    'the music should start at 3 seconds',
    'sync the cuts to the beat',
    'add a black screen at the start',
    'make every image last 2s except the first',
    'show the lighthouse for 2 seconds',
    'zoom less',
    'make the sky bluer',
    'give the second image sunglasses',
    '让图里的狗跳起来',
    '标题太丑了',
    '让视频更好看',
    '把第二张的人去掉',
  ])('is named, and nothing changes: %s', (message) => {
    expect(unchanged(message)).toMatch(/^(?:I did not understand "|没有看懂“)/);
  });

  it.each([
    ['add a voice over', /Narration is not possible/],
    ['加旁白', /做不了旁白/],
    ['make it black and white', /Filters, stickers and special effects/],
    ['remove the background of image 1 and put stars there', /not understand/],
    ['use page turn transitions', /crossfade, cut and fade through black/],
    ['add subtitles automatically', /no speech/],
    ['use this song as the music: https://open.spotify.com/track/1', /other services/],
    ['export it', /say "export"/],
    ['导出视频', /“导出”/],
    ['fade to black at the end', /cannot fade out/],
    [
      'put the lighthouse first',
      /I do not know an image called "lighthouse"\. The images are: 1\. beach\.jpg, 2\. sunset-walk\.png, 3\. team\.jpg/,
    ],
    ['zoom in on image 7', /There is no such image: the video has 3 images/],
    ['remove all images', /without any image/],
    ['add the new photo', /No new image has arrived/],
    ['use the song I sent', /No sound file has arrived/],
    ['make the caption blue', /no such text/],
  ])('is explained: %s', (message, text) => {
    const turn = say(
      message,
      DESK,
      LIBRARY.filter(({ kind }) => kind === 'image'),
    );
    expect(turn.text).toMatch(text);
    expect(turn.desk.draft).toEqual(DESK.draft);
  });

  it('does what it understood and names the rest', () => {
    const turn = say('make it vertical and let the dog bark', DESK);
    expect(view(turn.desk.draft).frame).toBe('1080x1920');
    expect(turn.text).toMatch(/^The aspect ratio is now 9:16\. I did not understand "let the dog bark"\./);
  });

  it('keeps to the limits and says so', () => {
    const long = say('make it 20 minutes', DESK);
    expect(long.desk.draft?.d).toBe(300_000);
    expect(long.text).toContain('The longest video made here is 300 seconds.');
    const short = say('0.1 seconds each', DESK);
    expect(view(short.desk.draft).lengths).toEqual([0.4, 0.4, 0.4]);
    expect(short.text).toContain('Shorter than 0.4 seconds is not possible here.');
    const fades = say('transitions of 4 seconds', DESK);
    expect(fades.text).toContain('The transitions are 2.4 seconds long');
  });
});

describe('questions', () => {
  it('asks for the words of a text, and takes the next message for them', () => {
    const asked = say('add a red title at the top', deskAfter(['make a video']));
    expect(asked.text).toBe('What should the title say?');
    expect(asked.desk.draft).not.toBeNull();
    const answered = say('Grand Opening', asked.desk);
    expect(view(answered.desk.draft).texts).toEqual(['title "Grand Opening" 0-3 top #e53935 0.1']);
  });

  it('takes words in quotes, and Chinese ones', () => {
    const asked = say('换个标题', DESK);
    expect(asked.text).toBe('标题要写什么？');
    expect(view(say('“新品上市”', asked.desk).desk.draft).texts).toEqual([
      'title "新品上市" 0-3 center #ffffff 0.1',
    ]);
  });

  it('drops its question when an order comes instead', () => {
    const asked = say('add a title', deskAfter(['make a video']));
    const other = say('make it vertical', asked.desk);
    expect(view(other.desk.draft)).toMatchObject({ frame: '1080x1920', texts: [] });
    expect(view(say('Grand Opening', other.desk).desk.draft).texts).toEqual([]);
  });

  it('offers the shapes of the frame', () => {
    const asked = say('换个比例', DESK);
    expect(asked.question?.options.map(({ label }) => label)).toEqual([
      '16:9（横屏）',
      '9:16（竖屏）',
      '1:1（方形）',
      '4:5（竖版）',
    ]);
    const answer = (label: string) => say(`1. ${asked.question?.prompt}: ${label}`, asked.desk);
    expect(view(answer('1:1（方形）').desk.draft).frame).toBe('1080x1080');
    expect(view(answer('4:5（竖版）').desk.draft).frame).toBe('1080x1350');
    expect(answer('Skipped').text).toMatch(/left it as it is|没有改动/);
    expect(view(say('竖屏', asked.desk).desk.draft).frame).toBe('1080x1920');
  });
});

describe('undo', () => {
  it('goes back step by step, and forward again', () => {
    const edited = deskAfter(['make it vertical', 'calm music', 'remove the second image'], LIBRARY, DESK);
    const once = say('undo', edited);
    expect(once.text).toBe('The last change is undone.');
    expect(view(once.desk.draft)).toMatchObject({
      images: ['beach', 'sunset-walk', 'team'],
      music: 'Calm 35% 9',
    });
    const twice = say('undo the last two changes', once.desk);
    expect(view(twice.desk.draft)).toEqual(view(DESK.draft));
    expect(view(say('redo', twice.desk).desk.draft).frame).toBe('1080x1920');
    expect(view(say('撤销两步', edited).desk.draft)).toMatchObject({
      frame: '1080x1920',
      music: 'Upbeat 35% 9',
    });
  });

  it('ends where nothing is left to undo', () => {
    const empty = say('undo', DESK);
    expect(empty.desk.draft).toBeNull();
    expect(say('undo', empty.desk).text).toBe('There is nothing to undo.');
  });

  it('takes "redo" for another version when nothing was undone', () => {
    const again = say('redo', DESK);
    expect(view(again.desk.draft)).toEqual({
      ...view(DESK.draft),
      motions: ['pan-right', 'zoom-out', 'pan-left'],
    });
    expect(again.opening).toBe('Making another version with different motion.');
  });
});

describe('"it"', () => {
  it('is what was spoken of before', () => {
    expect(view(say('make the title red, then remove it', DESK).desk.draft).texts).toEqual([]);
    const music = say('calm music', DESK).desk;
    expect(view(say('remove it', music).desk.draft)).toMatchObject({
      music: undefined,
      texts: [expect.anything()],
    });
    const added = say('add the new photo', DESK, [...LIBRARY, LOGO]).desk;
    expect(view(say('move it to the front', added, [...LIBRARY, LOGO]).desk.draft).images[0]).toBe('logo');
  });
});

it('is deterministic and leaves what it was given alone', () => {
  const input = { message: 'make it vertical, calm music, title "Hi"', desk: DESK, library: LIBRARY };
  const before = structuredClone(DESK);
  expect(direct(input)).toEqual(direct(input));
  expect(DESK).toEqual(before);
});
