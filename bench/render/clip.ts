import path from 'node:path';
import sharp from 'sharp';
import type { StudioDraft } from '../../src/studio/draft.js';

export interface ClipSize {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

/** The clip that both sides make has three pictures, two transitions, one title and lasts 10 s. */
export const CLIP_SECONDS = 10;
const TITLE = '夏日旅行 Summer Trip';

export interface ClipPictures {
  readonly jpg: string;
  readonly png: string;
  readonly webp: string;
}

/** Pictures of the size of photos, with grain: what is smooth is encoded for nothing. */
export async function drawPictures(folder: string, samples: string): Promise<ClipPictures> {
  const draw = async (name: string, width: number, height: number, file: string) => {
    const grain = await sharp({
      create: {
        width,
        height,
        channels: 3,
        background: '#808080',
        noise: { type: 'gaussian', mean: 128, sigma: 14 },
      },
    })
      .png()
      .toBuffer();
    const target = path.join(folder, file);
    await sharp(path.join(samples, name))
      .resize(width, height, { fit: 'cover' })
      .composite([{ input: grain, blend: 'soft-light' }])
      .toFile(target);
    return target;
  };
  return {
    jpg: await draw('beach.jpg', 3_840, 2_160, 'beach.jpg'),
    png: await draw('city.jpg', 2_560, 1_600, 'city.png'),
    webp: await draw('lake.jpg', 2_560, 1_920, 'lake.webp'),
  };
}

export function clipDraft(size: ClipSize): StudioDraft {
  const crossfade = { kind: 'crossfade', d: 1_000 } as const;
  return {
    d: CLIP_SECONDS * 1_000,
    m: { title: 'Clip', ...size },
    t: [
      {
        tt: 0,
        sg: [
          { s: 0, d: 3_500, m: { name: 'a', media: 'jpg', motion: 'zoom-in', fit: 'cover' } },
          {
            s: 3_500,
            d: 3_000,
            m: { name: 'b', media: 'png', motion: 'pan-right', fit: 'cover', transition: crossfade },
          },
          {
            s: 6_500,
            d: 3_500,
            m: { name: 'c', media: 'webp', motion: 'zoom-out', fit: 'cover', transition: crossfade },
          },
        ],
      },
      { tt: 1, sg: [{ s: 0, d: CLIP_SECONDS * 1_000, m: { name: 'Music', volume: 0.8, mood: 'upbeat' } }] },
      {
        tt: 7,
        sg: [
          {
            s: 500,
            d: 4_000,
            m: { text: TITLE, role: 'title', position: 'center', color: '#ffffff', size: 0.09, fade: 500 },
          },
        ],
      },
    ],
  };
}

/**
 * The same clip by ffmpeg's own filters. `zoompan` gets its pictures at twice the size, as is usual: at the size of
 * the frame its movements shake by whole pixels.
 */
export function nativeArguments(
  pictures: ClipPictures,
  { width, height, fps }: ClipSize,
  { font, preset }: { font: string; preset: string },
  output: string,
): string[] {
  const big = `${width * 2}:${height * 2}`;
  const scene = (input: number, zoom: string, x: string, name: string) =>
    `[${input}:v]scale=${big}:force_original_aspect_ratio=increase,crop=${big},` +
    `zoompan=z='${zoom}':x='${x}':y='(ih-ih/zoom)/2':d=${fps * 4}:s=${width}x${height}:fps=${fps},` +
    `format=yuv420p,setsar=1[${name}]`;
  const last = fps * 4;
  const alpha = 'if(lt(t,.5),0,if(lt(t,1),(t-.5)*2,if(lt(t,4),1,if(lt(t,4.5),(4.5-t)*2,0))))';
  const graph = [
    scene(0, `1+0.15*on/${last}`, '(iw-iw/zoom)/2', 'a'),
    scene(1, '1.15', `(iw-iw/zoom)*on/${last}`, 'b'),
    scene(2, `1.15-0.15*on/${last}`, '(iw-iw/zoom)/2', 'c'),
    '[a][b]xfade=transition=fade:duration=1:offset=3[ab]',
    '[ab][c]xfade=transition=fade:duration=1:offset=6[abc]',
    `[abc]drawtext=fontfile=${font}:text='${TITLE}':fontsize=${Math.round(height * 0.09)}:fontcolor=white:shadowx=2:shadowy=2:` +
      `x=(w-tw)/2:y=(h-th)/2:alpha='${alpha}':enable='between(t,.5,4.5)'[v]`,
  ].join(';');
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-y'],
    ...['-i', pictures.jpg, '-i', pictures.png, '-i', pictures.webp],
    ...['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${CLIP_SECONDS}`],
    ...['-filter_complex', graph, '-map', '[v]', '-map', '3:a', '-t', String(CLIP_SECONDS)],
    ...['-c:v', 'libx264', '-preset', preset, '-crf', '20', '-pix_fmt', 'yuv420p'],
    ...['-c:a', 'aac', '-b:a', '192k', '-ac', '2', '-movflags', '+faststart', output],
  ];
}
