import { describe } from 'vitest';
import { BEFORE, check, HELLO, total } from './edit-table.js';
import { type View, view } from './view.js';

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
