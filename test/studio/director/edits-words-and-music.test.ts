import { describe, expect, it } from 'vitest';
import { BEFORE, check, HELLO } from './edit-table.js';
import { say, type View } from './view.js';

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

it('names music in the language of the person', () => {
  const nameAfter = (message: string) =>
    say(message, BEFORE).desk.draft?.t.flatMap((track) => (track.tt === 1 ? track.sg : []))[0]?.m.name;
  expect([nameAfter('calm music'), nameAfter('换成舒缓的音乐')]).toEqual(['Calm', '舒缓']);
});
