import { describe, expect, it } from 'vitest';
import { BEFORE, check, HELLO, total } from './edit-table.js';
import { type View, view } from './view.js';

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
