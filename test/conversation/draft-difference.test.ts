import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeChanges, firstFootage, hasChanged } from '../../src/conversation/draft-difference.js';
import type { SessionState } from '../../src/conversation/ports/video-backend.js';

function state(draft?: unknown, more: Partial<SessionState> = {}): SessionState {
  return { draft: draft as SessionState['draft'], videoInfos: [], generatedMedia: [], ...more };
}

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../fixtures/drafts/${name}.json`, import.meta.url), 'utf8'));
}

const en = (before: SessionState, after: SessionState) => describeChanges(before, after, 'en');
const zh = (before: SessionState, after: SessionState) => describeChanges(before, after, 'zh');

const clip = (n: string, d = 3_000, more: object = {}) => ({ d, m: { name: n, ...more } });
const music = (n: string, volume: number, d = 9_000) => ({ tt: 1, sg: [{ d, m: { name: n, volume } }] });
const title = (text: string, s = 0, d = 3_000, more: object = {}) => ({ s, d, m: { text, ...more } });
const titles = (...sg: object[]) => ({ tt: 7, sg });
const video = <T extends object>(...sg: T[]) => ({ tt: 0, sg });
const draft = (...t: object[]) => ({ d: 9_000, t });

const photos = video(clip('beach.jpg'), clip('sunset.jpg'), clip('team.png'));

describe('describeChanges', () => {
  it('tells a first timeline track by track', () => {
    expect(en(state(), state(fixture('urban-dreams')))).toEqual([
      '✅ Video added: city timelapse (0-10s)',
      '✅ BGM added: Lo-fi (0-10s, 35%)',
      '✅ Title added: "Urban Dreams" (0-3s)',
    ]);
    expect(zh(state({}), state(fixture('urban-dreams')))).toEqual([
      '✅ 已添加视频：city timelapse（0-10秒）',
      '✅ 已添加背景音乐：Lo-fi（0-10秒，35%）',
      '✅ 已添加标题：“Urban Dreams”（0-3秒）',
    ]);
    expect(en(state(), state(fixture('three-photos')))).toEqual([
      '✅ Video added: beach.jpg, sunset.jpg, team.png (0-9s)',
    ]);
  });

  it.each<[what: string, before: object, after: object, en: string[], zh: string[]]>([
    [
      'a title',
      draft(photos),
      draft(photos, titles(title('Urban Dreams'))),
      ['✅ Title added: "Urban Dreams" (0-3s)'],
      ['✅ 已添加标题：“Urban Dreams”（0-3秒）'],
    ],
    [
      'a second title at the same time',
      draft(photos, titles(title('A'))),
      draft(photos, titles(title('A'), title('B'))),
      ['✅ Title added: "B" (0-3s)'],
      ['✅ 已添加标题：“B”（0-3秒）'],
    ],
    [
      'other words',
      draft(photos, titles(title('A'))),
      draft(photos, titles(title('B'))),
      ['✅ Title changed: "A" → "B"'],
      ['✅ 标题已更改：“A” → “B”'],
    ],
    [
      'a title that goes',
      draft(photos, titles(title('A'))),
      draft(photos),
      ['✅ Title removed: "A"'],
      ['✅ 已删除标题：“A”'],
    ],
    [
      'another time',
      draft(photos, titles(title('A'))),
      draft(photos, titles(title('A', 2_000, 4_500))),
      ['✅ Title "A": 0-3s → 2-6.5s'],
      ['✅ 标题 “A”：0-3秒 → 2-6.5秒'],
    ],
    [
      'another look',
      draft(photos, titles(title('A', 0, 3_000, { color: '#ffffff', size: 0.08 }))),
      draft(photos, titles(title('A', 0, 3_000, { color: 'red', size: 0.12 }))),
      ['✅ Title "A": color #ffffff → red', '✅ Title "A": size 0.08 → 0.12'],
      ['✅ 标题 “A”：颜色 #ffffff → red', '✅ 标题 “A”：大小 0.08 → 0.12'],
    ],
    [
      'music',
      draft(photos),
      draft(photos, music('Lo-fi', 0.35)),
      ['✅ BGM added: Lo-fi (0-9s, 35%)'],
      ['✅ 已添加背景音乐：Lo-fi（0-9秒，35%）'],
    ],
    [
      'a volume',
      draft(photos, music('Lo-fi', 0.35)),
      draft(photos, music('Lo-fi', 20)),
      ['✅ BGM volume: 35% → 20%'],
      ['✅ 背景音乐音量：35% → 20%'],
    ],
    [
      'other music',
      draft(photos, music('Lo-fi', 0.35)),
      draft(photos, music('Jazz', 0.35)),
      ['✅ BGM changed: Lo-fi → Jazz'],
      ['✅ 背景音乐已更改：Lo-fi → Jazz'],
    ],
    [
      'no music',
      draft(photos, music('Lo-fi', 0.35)),
      draft(photos),
      ['✅ BGM removed: Lo-fi'],
      ['✅ 已删除背景音乐：Lo-fi'],
    ],
    [
      'one clip less',
      { d: 9_000, t: [photos] },
      { d: 6_000, t: [video(clip('sunset.jpg'), clip('team.png'))] },
      ['✅ beach.jpg removed', '✅ Length: 9s → 6s'],
      ['✅ 已删除 beach.jpg', '✅ 时长：9秒 → 6秒'],
    ],
    [
      'one clip more',
      { t: [photos] },
      { t: [video(clip('new.jpg'), clip('beach.jpg'), clip('sunset.jpg'), clip('team.png'))] },
      ['✅ Video added: new.jpg (0-3s)', '✅ Length: 9s → 12s'],
      ['✅ 已添加视频：new.jpg（0-3秒）', '✅ 时长：9秒 → 12秒'],
    ],
    [
      'clips at both ends',
      { t: [photos] },
      { t: [video(clip('a.jpg'), ...photos.sg, clip('z.jpg'))] },
      ['✅ Video added: a.jpg (0-3s), z.jpg (12-15s)', '✅ Length: 9s → 15s'],
      ['✅ 已添加视频：a.jpg（0-3秒）、z.jpg（12-15秒）', '✅ 时长：9秒 → 15秒'],
    ],
    [
      'another clip in its place',
      draft(photos),
      draft(video(clip('beach.jpg'), clip('harbour.jpg'), clip('team.png'))),
      ['✅ sunset.jpg replaced with harbour.jpg'],
      ['✅ 已将 sunset.jpg 替换为 harbour.jpg'],
    ],
    [
      'another order',
      draft(photos),
      draft(video(clip('team.png'), clip('beach.jpg'), clip('sunset.jpg'))),
      ['✅ Video: order changed: team.png, beach.jpg, sunset.jpg'],
      ['✅ 视频顺序已调整：team.png、beach.jpg、sunset.jpg'],
    ],
    [
      'one clip that is longer',
      { t: [photos] },
      { t: [video(clip('beach.jpg', 5_000), clip('sunset.jpg'), clip('team.png'))] },
      ['✅ beach.jpg: 3s → 5s', '✅ Length: 9s → 11s'],
      ['✅ beach.jpg：3秒 → 5秒', '✅ 时长：9秒 → 11秒'],
    ],
    [
      'all clips longer',
      { t: [video(...'abcde'.split('').map((n) => clip(`${n}.jpg`)))] },
      { t: [video(...'abcde'.split('').map((n) => clip(`${n}.jpg`, 5_000)))] },
      ['✅ 5 clips: 3s → 5s each', '✅ Length: 15s → 25s'],
      ['✅ 5 个片段：每个 3秒 → 5秒', '✅ 时长：15秒 → 25秒'],
    ],
    [
      'music that follows the video',
      { d: 9_000, t: [photos, music('Lo-fi', 0.35)] },
      { d: 15_000, t: [photos, music('Lo-fi', 0.35, 15_000)] },
      ['✅ Length: 9s → 15s'],
      ['✅ 时长：9秒 → 15秒'],
    ],
    [
      'the format',
      { ...draft(photos), m: { width: 1920, height: 1080 } },
      { ...draft(photos), m: { width: 1080, height: 1920 } },
      ['✅ Format: 1920x1080 → 1080x1920'],
      ['✅ 画面尺寸：1920x1080 → 1080x1920'],
    ],
    [
      'transitions of all clips',
      draft(photos),
      draft(
        video(
          ...photos.sg.map(({ d, m }) => ({ d, m: { ...m, transition: { kind: 'crossfade', d: 600 } } })),
        ),
      ),
      ['✅ 3 clips: transition none → crossfade'],
      ['✅ 3 个片段：转场 无 → crossfade'],
    ],
    [
      'motion of one clip',
      draft(video(clip('a.jpg', 3_000, { motion: 'still' }), clip('b.jpg'))),
      draft(video(clip('a.jpg', 3_000, { motion: 'zoom-in' }), clip('b.jpg'))),
      ['✅ a.jpg: motion still → zoom-in'],
      ['✅ a.jpg：动效 still → zoom-in'],
    ],
    [
      'a track of an unknown type',
      draft(photos),
      draft(photos, { tt: 5, sg: [clip('warm grade', 9_000)] }),
      ['✅ Other (5) added: warm grade (0-9s)'],
      ['✅ 已添加其他（5）：warm grade（0-9秒）'],
    ],
    [
      'something inside an unknown track',
      draft(photos, { tt: 5, sg: [clip('grade', 9_000, { strength: 3 })] }),
      draft(photos, { tt: 5, sg: [clip('grade', 9_000, { strength: 5 })] }),
      ['✅ Other (5) grade changed (strength 3 → 5)'],
      ['✅ 其他（5） grade已更改（strength 3 → 5）'],
    ],
    [
      'what no rule explains',
      { ...draft(photos), mystery: { a: 1, url: 'https://example.com/x' } },
      { ...draft(photos), mystery: { a: 2, url: 'https://example.com/y' } },
      ['✅ The timeline changed: 1 track, 9s'],
      ['✅ 时间线已更新：1 条轨道，9秒'],
    ],
    [
      'a format where none was told',
      draft(photos),
      { ...draft(photos), m: { width: 1080, height: 1920 } },
      ['✅ Format: 1080x1920'],
      ['✅ 画面尺寸：1080x1920'],
    ],
    [
      'the title of the project',
      { ...draft(photos), m: { title: 'A' } },
      { ...draft(photos), m: { title: 'B' } },
      ['✅ Project title: "A" → "B"'],
      ['✅ 项目标题：“A” → “B”'],
    ],
    [
      'a title for the project',
      draft(photos),
      { ...draft(photos), m: { title: 'B' } },
      ['✅ Project title: "B"'],
      ['✅ 项目标题：“B”'],
    ],
    [
      'a setting of the whole video',
      { ...draft(photos), m: { fps: 30 } },
      { ...draft(photos), m: { fps: 60 } },
      ['✅ The timeline changed: fps 30 → 60'],
      ['✅ 时间线已更新：fps 30 → 60'],
    ],
    [
      'an animation in a structure',
      draft(photos),
      draft(
        video<object>({ ...clip('beach.jpg'), an: { in: 'fade_in' } }, clip('sunset.jpg'), clip('team.png')),
      ),
      ['✅ beach.jpg: animation changed (fade in)'],
      ['✅ beach.jpg：动画已更改（fade in）'],
    ],
    [
      'a structure that nobody knows',
      draft(video({ ...clip('beach.jpg'), tr: { x: 0, scale: 1 } })),
      draft(video({ ...clip('beach.jpg'), tr: { x: 10, scale: 1.25 } })),
      ['✅ beach.jpg changed (scale 1 → 1.25, x 0 → 10)'],
      ['✅ beach.jpg已更改（scale 1 → 1.25、x 0 → 10）'],
    ],
    [
      'a structure without words',
      draft(video({ ...clip('beach.jpg'), tr: { id: 'a1', url: 'https://example.com/x' } })),
      draft(video({ ...clip('beach.jpg'), tr: { id: 'b2', url: 'https://example.com/y' } })),
      ['✅ The timeline changed: 1 track, 9s'],
      ['✅ 时间线已更新：1 条轨道，9秒'],
    ],
    [
      'a speed and a fade',
      draft(video(clip('a.jpg', 9_000, { speed: 1 })), titles(title('A', 0, 3_000, { fade: 500 }))),
      draft(video(clip('a.jpg', 9_000, { speed: 1.5 })), titles(title('A', 0, 3_000, { fade: 1_000 }))),
      ['✅ a.jpg: speed 1x → 1.5x', '✅ Title "A": fade 0.5s → 1s'],
      ['✅ a.jpg：速度 1x → 1.5x', '✅ 标题 “A”：淡入淡出 0.5秒 → 1秒'],
    ],
    [
      'another order of the tracks',
      draft(photos, music('Lo-fi', 0.35)),
      draft(music('Lo-fi', 0.35), photos),
      ['✅ Track order changed: BGM, Video'],
      ['✅ 轨道顺序已调整：背景音乐、视频'],
    ],
    [
      'another order of titles above each other',
      draft(photos, titles(title('A')), titles(title('B'))),
      draft(photos, titles(title('B')), titles(title('A'))),
      ['✅ Track order changed: Video beach.jpg, Title "B", Title "A"'],
      ['✅ 轨道顺序已调整：视频 beach.jpg、标题 “B”、标题 “A”'],
    ],
    [
      'lengths that differ',
      { t: [video(...'abcd'.split('').map((n) => clip(`${n}.jpg`)))] },
      { t: [video(...'abcd'.split('').map((n, index) => clip(`${n}.jpg`, 4_000 + index * 1_000)))] },
      [
        '✅ Length of 4 clips changed: a.jpg 3s → 4s, b.jpg 3s → 5s, c.jpg 3s → 6s and 1 more',
        '✅ Length: 12s → 22s',
      ],
      [
        '✅ 4 个片段的时长已更改：a.jpg 3秒 → 4秒、b.jpg 3秒 → 5秒、c.jpg 3秒 → 6秒 等，另有 1 个',
        '✅ 时长：12秒 → 22秒',
      ],
    ],
    [
      'everything gone',
      draft(photos, music('Lo-fi', 0.35)),
      { t: [] },
      ['✅ The timeline is empty now'],
      ['✅ 时间线现在是空的'],
    ],
  ])('tells %s', (_what, before, after, english, chinese) => {
    expect(en(state(before), state(after))).toEqual(english);
    expect(zh(state(before), state(after))).toEqual(chinese);
  });

  it('counts many titles instead of listing them', () => {
    const captions = Array.from({ length: 20 }, (_, index) =>
      title(`Line ${index + 1}`, index * 1_000, 1_000),
    );
    expect(en(state(draft(photos)), state(draft(photos, titles(...captions))))).toEqual([
      '✅ 20 titles added: "Line 1" (0-1s), "Line 2" (1-2s), "Line 3" (2-3s) and 17 more',
    ]);
    expect(en(state(draft(photos, titles(...captions))), state(draft(photos)))).toEqual([
      '✅ 20 titles removed: "Line 1", "Line 2", "Line 3" and 17 more',
    ]);
  });

  it('tells new clips and files', () => {
    const generated = [{ url: 'https://cdn.example.com/secret.mp4?sig=1' }, { id: 2 }];
    expect(en(state(), state(undefined, { generatedMedia: generated }))).toEqual([
      '✅ 2 new clips generated',
    ]);
    expect(zh(state(), state(undefined, { generatedMedia: generated }))).toEqual(['✅ 已生成 2 个新片段']);
    expect(en(state(), state(undefined, { generatedMedia: generated, videoInfos: generated }))).toHaveLength(
      1,
    );
    const info = { filename: 'outro.mp4', cdn_url: 'https://cdn.example.com/outro.mp4?sig=1' };
    expect(en(state(), state(undefined, { videoInfos: [info] }))).toEqual([
      '✅ 1 new file in the project: outro.mp4',
    ]);
  });

  it('takes the format from the canvas when the draft does not tell it', () => {
    const canvas = (width: number, height: number) => state(draft(photos), { canvas: { width, height } });
    expect(en(canvas(1920, 1080), canvas(1080, 1080))).toEqual(['✅ Format: 1920x1080 → 1080x1080']);
    const sized = (width: number, height: number) =>
      state({ ...draft(photos), m: { width: 1920, height: 1080 } }, { canvas: { width, height } });
    expect(en(sized(1920, 1080), sized(1080, 1920))).toEqual(['✅ Format: 1920x1080 → 1080x1920']);
    expect(en(state(draft(photos)), canvas(1080, 1080))).toEqual(['✅ Format: 1080x1080']);
    expect(en(state(), canvas(1080, 1080))).toEqual([
      '✅ Video added: beach.jpg, sunset.jpg, team.png (0-9s)',
    ]);
    const ratio = (text: string) => state(draft(photos), { canvas: { ratio: text } });
    expect(en(ratio('16:9'), ratio('9:16'))).toEqual(['✅ Format: 16:9 → 9:16']);
  });

  it('is silent when nothing changed', () => {
    expect(en(state(fixture('studio')), state(fixture('studio')))).toEqual([]);
    expect(en(state(), state({ t: [] }))).toEqual([]);
  });

  it('keeps a large change short', () => {
    const clips = (prefix: string, count: number) =>
      video(
        ...Array.from({ length: count }, (_, index) => clip(`${prefix}${index}.jpg`, 1_000 + index * 100)),
      );
    const lines = en(state({ t: [clips('a', 300)] }), state({ t: [clips('b', 200), titles(title('New'))] }));
    expect(lines.length).toBeLessThanOrEqual(12);
    expect(lines.join('\n').length).toBeLessThan(1_000);
    expect(lines).toContain('✅ Title added: "New" (0-3s)');
    const many = Array.from({ length: 20 }, (_, index) => ({
      tt: 20 + index,
      sg: [clip(`effect ${index}`)],
    }));
    expect(en(state(draft(photos)), state(draft(photos, ...many))).at(-1)).toBe('✅ 9 more changes');
  });

  it('always has a line for a change, and never an address or JSON in it', () => {
    const name = fc.constantFrom(
      'a.jpg',
      'b.jpg',
      'https://example.com/c.mp4?token=nmv_usr_1',
      '',
      '{"text":"hi"}',
      '片',
    );
    const words = fc.constantFrom('Hello', '', '{"text":"hi"}', '片');
    const segment = fc.record(
      {
        s: fc.integer({ min: 0, max: 9_000 }),
        d: fc.integer({ min: 0, max: 9_000 }),
        m: fc.record(
          { name, volume: name, color: name, transition: name, x: name, text: words },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    );
    const anyDraft = fc.record(
      {
        d: fc.integer({ min: 0, max: 20_000 }),
        t: fc.array(fc.record({ tt: fc.constantFrom(0, 1, 5, 7), sg: fc.array(segment, { maxLength: 5 }) }), {
          maxLength: 4,
        }),
      },
      { requiredKeys: ['t'] },
    );
    fc.assert(
      fc.property(
        anyDraft,
        anyDraft,
        fc.constantFrom('en' as const, 'zh' as const),
        (one, other, language) => {
          const lines = describeChanges(state(one), state(other), language);
          expect(lines.length > 0).toBe(hasChanged(state(one), state(other)));
          expect(lines.length).toBeLessThanOrEqual(12);
          for (const line of lines) expect(line).not.toMatch(/https?:|\{|nmv_usr|NaN|undefined|null|\n/);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('hasChanged', () => {
  it('ignores order of keys, book-keeping and signatures', () => {
    const one = {
      t: [{ tt: 0, sg: [{ d: 1_000, src: 'https://cdn.example.com/a.mp4?sig=1', ts: 1_773_423_613_616 }] }],
      updated_at: 1,
      version: 3,
      saveTime: '2026-03-18T00:00:00Z',
      note: null,
    };
    const other = {
      version: 4,
      updated_at: 2,
      saveTime: '2026-03-19T00:00:00Z',
      t: [{ sg: [{ ts: 1_773_423_641_222, src: 'https://cdn.example.com/a.mp4?sig=2', d: 1_000 }], tt: 0 }],
    };
    expect(hasChanged(state(one), state(other))).toBe(false);
  });

  it('sees every real change', () => {
    const base = draft(photos);
    expect(hasChanged(state(base), state({ ...base, d: 9_001 }))).toBe(true);
    expect(hasChanged(state({ ...base, ts: 1_000 }), state({ ...base, ts: 2_000 }))).toBe(true);
    expect(hasChanged(state(), state(base))).toBe(true);
    expect(hasChanged(state(), state(undefined, { videoInfos: [{ filename: 'a.mp4' }] }))).toBe(true);
    expect(hasChanged(state(), state(undefined, { generatedMedia: [1] }))).toBe(true);
    expect(hasChanged(state(base), state(base, { canvas: { ratio: '9:16' } }))).toBe(true);
  });

  it('takes an empty shell for no draft', () => {
    for (const shell of [
      undefined,
      null,
      {},
      { t: [] },
      { t: null },
      { d: 0, m: {}, t: [{ tt: 0, sg: [] }] },
    ]) {
      expect(hasChanged(state(), state(shell))).toBe(false);
    }
    expect(hasChanged(state(), state(undefined, { canvas: {} }))).toBe(false);
  });
});

describe('firstFootage', () => {
  it('sees a first video track without sound and text', () => {
    const raw = { d: 10_000, m: { width: 1080, height: 1920 }, t: [video(clip('city night', 10_000))] };
    expect(firstFootage(state(), state(raw))).toEqual({
      seconds: 10,
      label: 'city night',
      orientation: 'portrait',
    });
    expect(firstFootage(state(), state({ t: [video({})] }))).toEqual({});
  });

  it('sees new generated media, also before it is on a track', () => {
    const generatedMedia = [{ filename: 'city.mp4', duration: 8.5, width: 1920, height: 1080 }];
    expect(firstFootage(state(), state(undefined, { generatedMedia }))).toEqual({
      seconds: 8.5,
      label: 'city.mp4',
      orientation: 'landscape',
    });
    const before = state(draft(photos));
    expect(firstFootage(before, { ...before, generatedMedia })).toMatchObject({
      seconds: 8.5,
      label: 'city.mp4',
    });
    expect(
      firstFootage(before, { ...before, generatedMedia: ['clip'], canvas: { width: 2, height: 2 } }),
    ).toEqual({
      orientation: 'square',
    });
  });

  it('is silent when nothing is new or when the second stage has begun', () => {
    expect(firstFootage(state(), state())).toBeUndefined();
    expect(firstFootage(state(draft(photos)), state(draft(photos)))).toBeUndefined();
    expect(firstFootage(state(), state(fixture('urban-dreams')))).toBeUndefined();
    expect(firstFootage(state(), state({ t: [titles(title('A'))] }))).toBeUndefined();
  });
});
