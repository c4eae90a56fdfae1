import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isExportable, readTimeline, summariseTimeline } from '../../src/conversation/timeline.js';

const DRAFTS = new URL('../fixtures/drafts/', import.meta.url);

function draft(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`${name}.json`, DRAFTS), 'utf8')) as Record<string, unknown>;
}

const summary = (name: string, language: 'en' | 'zh' = 'en') =>
  summariseTimeline(readTimeline(draft(name)), language);

const oneTrack = (track: object, root: object = {}) =>
  summariseTimeline(readTimeline({ ...root, t: [track] }), 'en').replace('Timeline (1 track): ', '');

describe('summariseTimeline', () => {
  it('writes the line of the skills, to the letter', () => {
    expect(summary('urban-dreams')).toBe(
      'Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%) 3. Title: "Urban Dreams" (0-3s)',
    );
  });

  it('has the same structure in Chinese', () => {
    expect(summary('urban-dreams', 'zh')).toBe(
      '时间线（3 条轨道）：1. 视频：city timelapse（0-10秒） 2. 背景音乐：Lo-fi（0-10秒，35%） 3. 标题：“Urban Dreams”（0-3秒）',
    );
  });

  it('names the clips of one track in order', () => {
    expect(summary('three-photos')).toBe(
      'Timeline (1 track): 1. Video: beach.jpg, sunset.jpg, team.png (0-9s)',
    );
    expect(summary('three-photos', 'zh')).toBe(
      '时间线（1 条轨道）：1. 视频：beach.jpg、sunset.jpg、team.png（0-9秒）',
    );
  });

  it('gives titles their own times and keeps unknown track types', () => {
    expect(summary('captions')).toBe(
      'Timeline (4 tracks): 1. Video: harbour tour.mp4 (0-12s) ' +
        '2. Title: "One" (0-3s), "Two" (3-7.5s), "Three" (9-12s) ' +
        '3. Other (5): warm grade (0-12s) 4. Other (8): sparkle (2-3s)',
    );
  });

  it('reads numbers that are strings, type names and styled text', () => {
    expect(summary('strings-for-numbers')).toBe(
      'Timeline (3 tracks): 1. Video: one.jpg, two.jpg (0-10s) 2. BGM: Rain (0-10s, 35%) ' +
        '3. Title: "Styled words" (1.5-3.8s)',
    );
  });

  it('tries the other keys for start, end, volume, words and names', () => {
    expect(summary('other-keys')).toBe(
      'Timeline (3 tracks): 1. Video: hero.mov, outro.mp4 (0-8s) 2. BGM: Piano (0.5-8s, 80%) ' +
        '3. Title: "With an end" (1-4s), "In the metadata" (4-6s)',
    );
  });

  it('shows what there is when names, types and times are missing', () => {
    expect(summary('nothing-known')).toBe(
      'Timeline (3 tracks): 1. Video: clip 2. Other: item 3. Title: text',
    );
    expect(summary('nothing-known', 'zh')).toBe(
      '时间线（3 条轨道）：1. 视频：片段 2. 其他：元素 3. 标题：文字',
    );
  });

  it('reads drafts of our own studio', () => {
    expect(summary('studio')).toBe(
      'Timeline (3 tracks): 1. Video: a.jpg, b.jpg (0-6s) 2. BGM: Calm (0-6s, 50%) 3. Title: "Summer" (0-2.5s)',
    );
  });

  it.each([
    [0.35, '35%'],
    [35, '35%'],
    ['0.35', '35%'],
    ['35%', '35%'],
    [1, '100%'],
    [0, '0%'],
    [100, '100%'],
    [0.333, '33%'],
    [1.5, '100%'],
    [250, '100%'],
  ])('shows the volume %s as %s', (volume, shown) => {
    const segment = { d: 10_000, m: { name: 'Lo-fi' } };
    const expected = `1. BGM: Lo-fi (0-10s, ${shown})`;
    expect(oneTrack({ tt: 1, sg: [{ ...segment, m: { name: 'Lo-fi', volume } }] })).toBe(expected);
    expect(oneTrack({ tt: 1, sg: [{ ...segment, vol: volume }] })).toBe(expected);
    expect(oneTrack({ tt: 1, v: volume, sg: [segment] })).toBe(expected);
    expect(oneTrack({ tt: 1, m: { volume }, sg: [segment] })).toBe(expected);
  });

  it.each([undefined, null, 'loud', -1, Number.NaN, [], {}])('leaves the volume %s out', (volume) => {
    expect(oneTrack({ tt: 1, sg: [{ d: 10_000, m: { name: 'Lo-fi', volume } }] })).toBe(
      '1. BGM: Lo-fi (0-10s)',
    );
  });

  it('counts a muted sound as 0%', () => {
    expect(oneTrack({ tt: 1, sg: [{ d: 10_000, m: { name: 'Lo-fi', volume: 0.5, muted: true } }] })).toBe(
      '1. BGM: Lo-fi (0-10s, 0%)',
    );
  });

  it.each([
    ['segment', { d: 3_000 }, {}, {}],
    ['segment metadata', { m: { d: 3_000 } }, {}, {}],
    ['track', {}, { d: 3_000 }, {}],
    ['draft', {}, {}, { d: 3_000 }],
    ['draft metadata', {}, {}, { m: { d: '3000' } }],
  ])('takes the length from the %s', (_level, segment, track, root) => {
    expect(oneTrack({ tt: 0, ...track, sg: [{ name: 'a.jpg', ...segment }] }, root)).toBe(
      '1. Video: a.jpg (0-3s)',
    );
  });

  it('lets clips follow each other when starts are missing or all the same', () => {
    const clips = (s: unknown) => ({ tt: 0, sg: [1, 2, 3].map((n) => ({ s, d: 1_000 * n, n: `${n}.jpg` })) });
    expect(oneTrack(clips(undefined))).toBe('1. Video: 1.jpg, 2.jpg, 3.jpg (0-6s)');
    expect(oneTrack(clips(0))).toBe('1. Video: 1.jpg, 2.jpg, 3.jpg (0-6s)');
    expect(
      readTimeline({ t: [clips(0)] }).tracks[0]?.segments.map((segment) => segment.startSeconds),
    ).toEqual([0, 1, 3]);
  });

  it('shares the length out among clips that do not tell their own', () => {
    const timeline = readTimeline({ d: 9_000, t: [{ tt: 0, sg: [{ d: 3_000 }, {}, {}] }] });
    expect(timeline.tracks[0]?.segments.map((segment) => segment.endSeconds)).toEqual([3, 6, 9]);
  });

  it('lets music without a length last as long as the video', () => {
    const timeline = {
      t: [
        { tt: 0, sg: [{ d: 8_000, n: 'a' }] },
        { tt: 1, sg: [{ n: 'Lo-fi' }] },
      ],
    };
    expect(summariseTimeline(readTimeline(timeline), 'en')).toBe(
      'Timeline (2 tracks): 1. Video: a (0-8s) 2. BGM: Lo-fi (0-8s)',
    );
  });

  it('keeps sounds apart when their volumes differ', () => {
    const sounds = (second: number) => ({
      tt: 1,
      sg: [
        { s: 0, d: 5_000, n: 'Lo-fi', v: 0.35 },
        { s: 5_000, d: 5_000, n: 'Jazz', v: second },
      ],
    });
    expect(oneTrack(sounds(0.35))).toBe('1. BGM: Lo-fi, Jazz (0-10s, 35%)');
    expect(oneTrack(sounds(0.5))).toBe('1. BGM: Lo-fi (0-5s, 35%), Jazz (5-10s, 50%)');
  });

  it('shows no signed address, no path and no raw text style', () => {
    const track = {
      tt: 0,
      sg: [
        { d: 1_000, m: { name: 'https://cdn.example.com/x/clip%20one.mp4?token=nmv_usr_secret' } },
        { d: 1_000, src: 'C:\\Users\\me\\two.mov' },
        { d: 1_000, url: 'data:image/png;base64,AAAA' },
      ],
    };
    expect(oneTrack(track)).toBe('1. Video: clip one.mp4, two.mov, clip (0-3s)');
  });

  it('takes what could deceive out of foreign text', () => {
    expect(oneTrack({ tt: 7, sg: [{ d: 1_000, m: { text: 'Hello\n\u202e world\u0007' } }] })).toBe(
      '1. Title: "Hello world" (0-1s)',
    );
  });

  it('is empty when there is nothing', () => {
    for (const nothing of [
      undefined,
      null,
      {},
      [],
      'draft',
      7,
      { t: null },
      { t: {} },
      { t: [{ sg: {} }] },
    ]) {
      expect(summariseTimeline(readTimeline(nothing), 'en')).toBe('');
      expect(readTimeline(nothing)).toEqual({ tracks: [], seconds: 0, width: undefined, height: undefined });
    }
  });
});

describe('a summary that has to be short', () => {
  const many = (count: number, name = (index: number) => `picture-${index + 1}.jpg`) =>
    readTimeline({
      t: [{ tt: 0, sg: Array.from({ length: count }, (_, index) => ({ d: 1_000, n: name(index) })) }],
    });

  it('names everything as long as it fits', () => {
    const full = summariseTimeline(many(10), 'en');
    expect(full).toContain('picture-10.jpg (0-10s)');
    expect(summariseTimeline(many(10), 'en', full.length)).toBe(full);
  });

  it('counts the names that it leaves out', () => {
    expect(summariseTimeline(many(10), 'en', 80)).toBe(
      'Timeline (1 track): 1. Video: picture-1.jpg, picture-2.jpg and 8 more (0-10s)',
    );
    expect(summariseTimeline(many(10), 'zh', 60)).toBe(
      '时间线（1 条轨道）：1. 视频：picture-1.jpg、picture-2.jpg 等，另有 8 个（0-10秒）',
    );
  });

  it('counts titles that it leaves out after their times', () => {
    const titles = Array.from({ length: 9 }, (_, index) => ({
      s: index * 1_000,
      d: 1_000,
      text: `Line ${index}`,
    }));
    expect(summariseTimeline(readTimeline({ t: [{ tt: 7, sg: titles }] }), 'en', 80)).toBe(
      'Timeline (1 track): 1. Title: "Line 0" (0-1s), "Line 1" (1-2s) and 7 more',
    );
  });

  it('leaves tracks out last', () => {
    const tracks = Array.from({ length: 40 }, (_, index) => ({
      tt: 9,
      sg: [{ d: 1_000, n: `effect ${index}` }],
    }));
    const short = summariseTimeline(readTimeline({ t: tracks }), 'en', 200);
    expect(short).toMatch(
      /^Timeline \(40 tracks\): 1\. Other \(9\): effect 0 \(0-1s\) .* and \d+ more tracks$/,
    );
    expect(short.length).toBeLessThanOrEqual(200);
  });

  it('never grows beyond the limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ maxLength: 60, unit: 'grapheme' }), { maxLength: 30 }), {
          maxLength: 8,
        }),
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom('en' as const, 'zh' as const),
        (names, limit, language) => {
          const t = names.map((track, index) => ({
            tt: index % 9,
            sg: track.map((n) => ({ d: 1_000, n, text: n })),
          }));
          const line = summariseTimeline(readTimeline({ t }), language, limit);
          expect(line.length).toBeLessThanOrEqual(limit);
          expect(line).not.toMatch(/\n/);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('summarises ten thousand clips', () => {
    expect(summariseTimeline(many(10_000), 'en')).toContain('more (0-10000s)');
  });
});

describe('readTimeline', () => {
  it('reads length and format', () => {
    expect(readTimeline(draft('urban-dreams'))).toMatchObject({ seconds: 10, width: 1080, height: 1920 });
    expect(readTimeline(draft('strings-for-numbers'))).toMatchObject({
      seconds: 10,
      width: 1080,
      height: 1920,
    });
    expect(readTimeline(draft('other-keys')).seconds).toBe(8);
  });

  it('carries nothing raw', () => {
    expect(readTimeline(draft('urban-dreams')).tracks[1]).toEqual({
      kind: 'audio',
      type: 1,
      segments: [{ label: 'Lo-fi', startSeconds: 0, endSeconds: 10, volumePercent: 35 }],
    });
  });

  it('survives any draft', () => {
    const key = fc.constantFrom(
      't',
      'tt',
      'sg',
      'd',
      'm',
      's',
      'tr',
      'text',
      'name',
      'volume',
      'src',
      'content',
    );
    const { node } = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom<unknown>(null, 0, 1, 7, -5, '7', '', '{"text":1}', '{', '%E0', 1e300, true),
        fc.string(),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(key, tie('node'), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(node, (anything) => {
        const timeline = readTimeline(anything);
        expect(summariseTimeline(timeline, 'en')).not.toMatch(/NaN|undefined|null|Infinity|\[object/);
        for (const segment of timeline.tracks.flatMap((track) => track.segments)) {
          expect(segment.endSeconds).toBeGreaterThanOrEqual(segment.startSeconds);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('isExportable', () => {
  it('wants one track with one segment', () => {
    for (const name of readdirSync(DRAFTS)) expect(isExportable(draft(name.replace('.json', '')))).toBe(true);
    expect(
      isExportable({
        t: [
          { tt: 0, sg: [] },
          { tt: 1, sg: [{}] },
        ],
      }),
    ).toBe(true);
    for (const nothing of [
      undefined,
      null,
      {},
      { t: [] },
      { t: {} },
      { t: [{ sg: [] }] },
      { t: [{ sg: {} }] },
      '',
    ]) {
      expect(isExportable(nothing)).toBe(false);
    }
  });
});
