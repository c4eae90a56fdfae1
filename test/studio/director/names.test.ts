import { describe, expect, it } from 'vitest';
import type { LibraryItem } from '../../../src/studio/director/apply/outcome.js';
import { deskAfter, say, view } from './view.js';

const image = (name: string, index: number): LibraryItem => ({
  id: `i${index}`,
  name,
  kind: 'image',
  width: 1600,
  height: 900,
});

/** Says something about a video of these files, and tells their order afterwards. */
function orderAfter(message: string, names: readonly string[]): string[] {
  const library = names.map(image);
  const desk = deskAfter(['make a video'], library);
  const draft = say(message, desk, library).desk.draft;
  return (draft?.t[0]?.tt === 0 ? draft.t[0].sg : []).map(({ m }) => m.name);
}

describe('files are found by their names', () => {
  it.each<[message: string, names: string[]]>([
    ['put b.jpg first', ['a.jpg', 'b.jpg']],
    ['put IMG_2034 (1).jpg first', ['a.jpg', 'IMG_2034 (1).jpg']],
    ['put "my holiday, day 2.jpg" first', ['a.jpg', 'my holiday, day 2.jpg']],
    ['put beach sunset first', ['a.jpg', 'beach-sunset_01.png', 'beach sunset.png']],
    ['put the lighthouse first', ['a.jpg', '2024_lighthouse_final.jpeg']],
    ['put red first', ['blue.jpg', 'red.jpg']],
    ['put the red one first', ['blue.jpg', 'red.jpg']],
    ['move title.png to the front', ['a.png', 'title.png']],
    ['move the logo to the front', ['a.png', 'company-logo.png']],
    ['把海滩放到最前面', ['团队.jpg', '海滩.jpg']],
    ['把“海滩 2.jpg”放到第一张', ['海滩 1.jpg', '海滩 2.jpg']],
    ['put фото.jpg first', ['a.jpg', 'фото.jpg']],
    ['put さくら.jpg first', ['a.jpg', 'さくら.jpg']],
    ['put _DSC0042.jpg first', ['a.jpg', '_DSC0042.jpg']],
    ['PUT BEACH.JPG FIRST', ['a.jpg', 'Beach.jpg']],
  ])('%s', (message, names) => {
    expect(orderAfter(message, names)).toEqual([names.at(-1), ...names.slice(0, -1)]);
  });

  it('positions are no names', () => {
    expect(orderAfter('put image 2 first', ['2.jpg', '1.jpg'])).toEqual(['1.jpg', '2.jpg']);
  });

  it('a word that fits two files is asked about', () => {
    const library = ['beach-1.jpg', 'beach-2.jpg', 'team.jpg'].map(image);
    const turn = say('remove the beach', deskAfter(['make a video'], library), library);
    expect(turn.text).toMatch(
      /not sure which image you mean\. The images are: 1\. beach-1\.jpg, 2\. beach-2\.jpg/,
    );
    expect(view(turn.desk.draft).images).toHaveLength(3);
  });

  it('a title with a file name in it stays a title', () => {
    const library = ['beach.jpg', 'team.jpg'].map(image);
    const turn = say('add a title Beach Day', deskAfter(['make a video'], library), library);
    expect(view(turn.desk.draft).texts).toEqual(['title "Beach Day" 0-3 center #ffffff 0.1']);
  });
});
