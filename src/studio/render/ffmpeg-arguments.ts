import { Failure } from '../../failure.js';
import type { RenderSettings } from '../draft.js';
import { SAMPLE_RATE } from './sound/pcm.js';

export interface EncodingJob {
  readonly format: RenderSettings['format'];
  readonly preset: RenderSettings['preset'];
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** Written into the file's metadata. */
  readonly title: string;
  /** Raw stereo sound, 32-bit float at 48 kHz; absent: the video is silent. */
  readonly soundFile?: string;
  readonly output: string;
}

const COLOURS = [
  ['-color_range', 'tv'],
  ['-colorspace', 'bt709'],
  ['-color_primaries', 'bt709'],
  ['-color_trc', 'bt709'],
].flat();

/**
 * The command line: raw frames come on standard input, nothing else is read but the sound file. ffmpeg never sees a
 * file that a person sent. Throws Failure `render-failed` when this ffmpeg has no encoder for the format.
 */
export function ffmpegArguments(job: EncodingJob, encoders: ReadonlySet<string>): string[] {
  const video = [
    ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${job.width}x${job.height}`, '-r', String(job.fps)],
    ...COLOURS,
    ...['-i', 'pipe:0'],
  ];
  const sound =
    job.soundFile === undefined
      ? []
      : ['-f', 'f32le', '-ar', String(SAMPLE_RATE), '-ac', '2', '-i', job.soundFile];
  const metadata = ['-map_metadata', '-1', '-metadata', `title=${job.title}`];
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-y'],
    ...video,
    ...sound,
    ...codecArguments(job, encoders),
    ...metadata,
    job.output,
  ];
}

function codecArguments(job: EncodingJob, encoders: ReadonlySet<string>): string[] {
  const hasSound = job.soundFile !== undefined;
  switch (job.format) {
    case 'mp4':
    case 'mov':
      return [
        ...['-vf', 'setsar=1', '-c:v', 'libx264', '-preset', job.preset],
        ...['-profile:v', 'high', '-crf', '20', '-pix_fmt', 'yuv420p'],
        // The ultrafast preset would leave the High profile's transform out, and write Baseline.
        ...['-x264-params', '8x8dct=1'],
        ...COLOURS,
        ...(hasSound ? ['-c:a', 'aac', '-b:a', '192k'] : []),
        ...['-movflags', '+faststart', '-f', job.format],
      ];
    case 'webm':
      return [...webmVideo(encoders), ...COLOURS, ...(hasSound ? webmSound(encoders) : []), '-f', 'webm'];
    case 'gif':
      return ['-filter_complex', GIF_FILTER, '-loop', '0', '-f', 'gif'];
  }
}

/** One palette for the whole GIF, made from what changes. The matrix is named: ffmpeg would take that of SD video. */
const GIF_FILTER =
  'scale=in_color_matrix=bt709:in_range=tv,format=rgb24,split[a][b];[a]palettegen=stats_mode=diff[p];' +
  '[b][p]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle';

function webmVideo(encoders: ReadonlySet<string>): string[] {
  const speed = ['-deadline', 'realtime', '-pix_fmt', 'yuv420p'];
  if (encoders.has('libvpx-vp9')) {
    return ['-c:v', 'libvpx-vp9', '-crf', '31', '-b:v', '0', '-cpu-used', '5', '-row-mt', '1', ...speed];
  }
  if (encoders.has('libvpx'))
    return ['-c:v', 'libvpx', '-crf', '10', '-b:v', '8M', '-cpu-used', '4', ...speed];
  throw unsupported('libvpx');
}

function webmSound(encoders: ReadonlySet<string>): string[] {
  if (encoders.has('libopus')) return ['-c:a', 'libopus', '-b:a', '160k'];
  if (encoders.has('libvorbis')) return ['-c:a', 'libvorbis', '-b:a', '160k'];
  throw unsupported('libopus');
}

function unsupported(encoder: string): Failure {
  const reason = 'WebM cannot be made here; MP4, MOV and GIF can';
  return new Failure('render-failed', { detail: `this ffmpeg has no ${encoder}`, facts: { reason } });
}
