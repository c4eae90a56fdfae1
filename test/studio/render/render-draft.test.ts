import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type {
  RenderDraft,
  RenderedVideo,
  RenderProgress,
  RenderSettings,
  StudioDraft,
} from '../../../src/studio/draft.js';
import { readMp4 } from '../../../src/studio/render/mp4-boxes.js';
import { renderDraft } from '../../../src/studio/render/render-draft.js';
import { PATCHES, patchesImage, temporaryFolder, worstDifference } from '../../imaging/pictures.js';
import { draftOf, picture, text } from './drafts.js';
import { levelAt, sine, wav } from './sound/tones.js';
import { colourAt, decodeAudio, decodeFrames, FFMPEG, meanLuma } from './videos.js';

const folder = temporaryFolder();
const media = (id: string) => path.join(folder, id);
const SMALL: RenderSettings = { format: 'mp4', shortEdge: 180, preset: 'ultrafast' };
let jobs = 0;

async function render(
  draft: StudioDraft,
  settings: Partial<RenderSettings> = {},
  options: {
    signal?: AbortSignal;
    onProgress?: (progress: RenderProgress) => void;
    ffmpegPath?: string;
  } = {},
): Promise<RenderedVideo & { folder: string }> {
  const jobFolder = path.join(folder, `job${jobs++}`);
  const job: Parameters<RenderDraft>[0] = {
    draft,
    settings: { ...SMALL, ...settings },
    mediaPath: media,
    folder: jobFolder,
    ffmpegPath: FFMPEG,
    signal: new AbortController().signal,
    onProgress: () => {},
    ...options,
  };
  return { ...(await renderDraft(job)), folder: jobFolder };
}

const filesOf = (job: number) => readdirSync(path.join(folder, `job${job}`));

beforeAll(async () => {
  await patchesImage(640, 360).png().toFile(media('patches.png'));
  for (const [name, background] of [
    ['red.png', '#c81e28'],
    ['blue.png', '#283cdc'],
  ] as const) {
    await sharp({ create: { width: 640, height: 360, channels: 3, background } })
      .png()
      .toFile(media(name));
  }
  writeFileSync(media('voice.wav'), wav([sine(440, 1, 0.5)], 48_000));
});

describe('renderDraft', () => {
  it('makes an MP4 as promised: codecs, exact length, index first, poster and preview', async () => {
    const steps: RenderProgress[] = [];
    const draft = draftOf({
      pictures: [
        picture('patches.png', 700, { motion: 'zoom-in' }),
        picture('red.png', 700, { motion: 'pan-left', transition: { kind: 'crossfade', d: 200 } }),
      ],
      texts: [text('夏日旅行', 200, 900, { fade: 100 })],
      music: 'upbeat',
    });
    const video = await render(draft, {}, { onProgress: (progress) => steps.push(progress) });
    expect(video).toMatchObject({ duration: 1.4, width: 320, height: 180, bytes: statSync(video.file).size });
    const { boxes, fastStart, seconds, tracks } = await readMp4(video.file);
    expect(boxes[0]).toBe('ftyp');
    expect(fastStart).toBe(true);
    expect(seconds).toBeCloseTo(1.4, 3);
    expect(tracks[0]).toMatchObject({
      kind: 'video',
      codec: 'avc1',
      profile: 100,
      samples: 42,
      width: 320,
      height: 180,
    });
    expect(tracks[0]?.seconds).toBeCloseTo(1.4, 5);
    expect(tracks[1]).toMatchObject({ kind: 'audio', codec: 'mp4a', sampleRate: 48_000, channels: 2 });
    expect(decodeFrames(video.file, 320, 180)).toHaveLength(42);
    expect(Math.abs(decodeAudio(video.file).length / 48_000 - 1.4)).toBeLessThan(0.03);

    const poster = await sharp(video.poster).metadata();
    expect([poster.format, poster.width, poster.height]).toEqual(['jpeg', 320, 180]);
    const preview = await sharp(video.preview, { pages: -1 }).metadata();
    expect([preview.format, preview.width, preview.loop]).toEqual(['webp', 320, 0]);
    // Eleven pictures; one that looks like the one before only makes that one last longer.
    expect(preview.delay?.reduce((sum, delay) => sum + delay, 0)).toBe(11 * 125);
    expect(readdirSync(video.folder).sort()).toEqual(['poster.jpg', 'preview.webp', 'video.mp4']);

    const percents = steps.map(({ percent }) => percent);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(steps.at(-1)).toEqual({ phase: 'finish', percent: 100 });
    expect(new Set(steps.map(({ phase }) => phase))).toEqual(
      new Set(['images', 'audio', 'frames', 'finish']),
    );
  });

  it('keeps colours within 4 of 255', async () => {
    const video = await render(draftOf({ pictures: [picture('patches.png', 200)] }), { preset: 'veryfast' });
    const [frame] = decodeFrames(video.file, 320, 180);
    if (!frame) throw new Error('no frame');
    const found = [0.25, 0.75].flatMap((v) => [0.25, 0.75].map((u) => colourAt(frame, u, v)));
    expect(worstDifference(found, PATCHES)).toBeLessThanOrEqual(4);
    // Said in the stream too: primaries, transfer and matrix 1 (BT.709), limited range.
    const { stderr } = spawnSync(FFMPEG, ['-hide_banner', '-i', video.file], { encoding: 'utf8' });
    expect(stderr).toMatch(/Video: h264 \(High\).* yuv420p\(tv, bt709[^)]*\), 320x180 \[SAR 1:1 DAR 16:9\]/);
  });

  it('shows pictures, transitions and texts at their times', async () => {
    const draft = draftOf({
      pictures: [
        picture('red.png', 500),
        picture('blue.png', 500, { transition: { kind: 'crossfade', d: 200 } }),
        picture('red.png', 500, { transition: { kind: 'fade-black', d: 200 } }),
        picture('blue.png', 500),
      ],
      texts: [text('H', 1_600, 300, { size: 0.2 })],
      fps: 20,
    });
    const { file } = await render(draft, { preset: 'veryfast' });
    const frames = decodeFrames(file, 320, 180);
    expect(frames).toHaveLength(40);
    const redAt = (index: number) => {
      const frame = frames[index];
      return frame ? colourAt(frame, 0.1, 0.1)[0] : Number.NaN;
    };
    expect(redAt(5)).toBeCloseTo(200, -1);
    expect(redAt(10)).toBeCloseTo(120, -1);
    expect(redAt(15)).toBeCloseTo(40, -1);
    expect(meanLuma(frames[20] ?? { data: Buffer.alloc(0), width: 1, height: 1 })).toBeLessThan(18);
    expect(redAt(25)).toBeCloseTo(200, -1);
    expect(redAt(29)).toBeCloseTo(200, -1);
    expect(redAt(30)).toBeCloseTo(40, -1);
    const brightest = frames.map(({ data }) => Math.max(...data.subarray(0, 320 * 180)));
    const withText = brightest.flatMap((value, index) => (value > 215 ? [index] : []));
    expect(withText).toEqual([32, 33, 34, 35, 36, 37]);
  });

  it('plays uploaded sound where it belongs, and writes no sound track when there is none', async () => {
    const pictures = [picture('red.png', 2_000)];
    const voice = { s: 500, d: 1_000, m: { name: 'voice.wav', media: 'voice.wav', volume: 1 } };
    const { file } = await render(draftOf({ pictures, sounds: [voice], fps: 10 }));
    const sound = decodeAudio(file);
    expect(levelAt(sound.subarray(30_000, 65_000), 440)).toBeCloseTo(0.5, 1);
    expect(levelAt(sound.subarray(0, 20_000), 440)).toBeLessThan(0.01);
    expect(levelAt(sound.subarray(76_000, 92_000), 440)).toBeLessThan(0.01);
    const silent = await render(draftOf({ pictures, fps: 10 }));
    expect((await readMp4(silent.file)).tracks.map(({ kind }) => kind)).toEqual(['video']);
  });

  it('makes MOV, WebM and GIF', async () => {
    const draft = draftOf({ pictures: [picture('patches.png', 800, { motion: 'zoom-in' })], music: 'calm' });
    const mov = await render(draft, { format: 'mov' });
    expect((await readMp4(mov.file)).tracks.map(({ codec }) => codec)).toEqual(['avc1', 'mp4a']);
    const webm = await render(draft, { format: 'webm' });
    expect(decodeFrames(webm.file, 320, 180)).toHaveLength(24);
    expect(decodeAudio(webm.file).length).toBeGreaterThan(0.7 * 48_000);
    const gif = await render(draft, { format: 'gif' });
    const { data, info } = await sharp(gif.file, { pages: -1 }).raw().toBuffer({ resolveWithObject: true });
    expect([info.pages, info.width, info.pageHeight]).toEqual([10, 320, 180]);
    const pixel = (x: number, y: number) => [...data.subarray((y * 320 + x) * info.channels).subarray(0, 3)];
    expect(worstDifference([pixel(60, 40), pixel(260, 140)], [PATCHES[0], PATCHES[3]])).toBeLessThanOrEqual(
      12,
    );
  });

  it('is upright and even in every shape', async () => {
    const draft = draftOf({ pictures: [picture('patches.png', 100)], width: 1_080, height: 1_920 });
    const tall = await render(draft, { shortEdge: 181 });
    expect([tall.width, tall.height]).toEqual([182, 322]);
    expect((await readMp4(tall.file)).tracks[0]).toMatchObject({ width: 182, height: 322 });
  });
});

describe('a render that cannot be', () => {
  it('names the picture and leaves no file behind', async () => {
    writeFileSync(media('cut.jpg'), (await patchesImage(640, 360).jpeg().toBuffer()).subarray(0, 2_000));
    writeFileSync(media('drawing.jpg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    const attempts = [
      ['cut.jpg', 'file-unreadable'],
      ['drawing.jpg', 'unsupported-file'],
      ['missing.jpg', 'file-unreadable'],
    ] as const;
    for (const [name, code] of attempts) {
      const job = jobs;
      const draft = draftOf({ pictures: [picture('red.png', 300), picture(name, 300)] });
      await expect(render(draft), name).rejects.toMatchObject({ code, facts: { file: name } });
      expect(filesOf(job), name).toEqual([]);
    }
  });

  it('names the sound', async () => {
    const job = jobs;
    writeFileSync(media('tune.m4a'), 'no sound');
    const sounds = [{ s: 0, d: 300, m: { name: 'tune.m4a', media: 'tune.m4a', volume: 1 } }];
    await expect(render(draftOf({ pictures: [picture('red.png', 300)], sounds }))).rejects.toMatchObject({
      code: 'unsupported-file',
      facts: { file: 'tune.m4a' },
    });
    expect(filesOf(job)).toEqual([]);
  });

  it('says what the encoder said', async () => {
    const draft = draftOf({ pictures: [picture('red.png', 300)] });
    await expect(render(draft, {}, { ffmpegPath: '/no/such/ffmpeg' })).rejects.toMatchObject({
      code: 'render-failed',
      detail: expect.stringContaining('cannot be started'),
    });
    // A folder in the place of the file that ffmpeg is to write.
    mkdirSync(path.join(folder, `job${jobs}`, 'video.mp4.part'), { recursive: true });
    await expect(render(draft)).rejects.toMatchObject({
      code: 'render-failed',
      detail: expect.stringMatching(/ffmpeg: it ended with .*directory/i),
    });
  });

  it('stops soon, at any moment, with no file and no process left', async () => {
    const pictures = Array.from({ length: 4 }, () => picture('patches.png', 3_000, { motion: 'zoom-in' }));
    const draft = draftOf({ pictures, music: 'calm' });
    for (const phase of ['images', 'audio', 'frames', 'finish'] as const) {
      const job = jobs;
      const stop = new AbortController();
      let stoppedAt = Number.NaN;
      const onProgress = (progress: RenderProgress) => {
        if (progress.phase !== phase || stop.signal.aborted) return;
        stoppedAt = performance.now();
        stop.abort();
      };
      await expect(
        render(draft, { shortEdge: 360 }, { signal: stop.signal, onProgress }),
        phase,
      ).rejects.toMatchObject({
        code: 'stopped',
      });
      // A second on an idle machine; to go on to the end would take far longer.
      expect(performance.now() - stoppedAt, phase).toBeLessThan(5_000);
      expect(filesOf(job), phase).toEqual([]);
      expect(process.getActiveResourcesInfo(), phase).not.toContain('ProcessWrap');
    }
    const late = new AbortController();
    late.abort();
    await expect(render(draft, {}, { signal: late.signal })).rejects.toMatchObject({ code: 'stopped' });
  });
});
