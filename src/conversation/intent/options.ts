import type { Resolution, VideoFormat } from '../action.js';

/** What an export order says about the file. */
export interface ExportOptions {
  readonly format?: VideoFormat;
  readonly resolution?: Resolution;
  /** What was asked for and cannot be given, as it was said: "avi", "4k", "mkv, 4k". */
  readonly unavailable?: string;
}

/**
 * How people call the formats that can be ordered. `other` is understood as a format that is not
 * available.
 */
export const FORMAT_WORDS: Readonly<Record<VideoFormat | 'other', string>> = {
  mp4: 'mp4|mp4s|mp 4|mpeg4|mpeg 4|m4v|h264|h 264',
  mov: 'mov|movs|quicktime|quick time|quicktime movie',
  webm: 'webm|web m|webms',
  gif: 'gif|gifs|animated gif|gif动图|动图|动态图|动图gif|gif图',
  other:
    'avi|mkv|wmv|flv|f4v|prores|hevc|h265|h 265|x265|mpg|mpeg|mpeg2|mpeg 2|3gp|ogv|mxf|m2ts|rmvb|av1|vp9|swf',
};

/**
 * "HD" is asked for by people who want it sharp, so it never lowers the default to 720p; more than 1080p is
 * not rendered, so 4K asks for the most there is; less than 720p is answered with the least.
 */
export const RESOLUTION_WORDS: Readonly<Record<Resolution, string>> = {
  '1080p':
    '1080p|1080|1080 p|1080px|full hd|fullhd|fhd|hd|1920x1080|1920×1080|1920*1080|高清|全高清|超清|' +
    '超高清|蓝光|高清版|高清晰|' +
    '8k|5k|4k|2k|uhd|4k uhd|ultra hd|4320p|2160p|1440p|qhd|3840x2160|2560x1440|high definition|1080版',
  '720p':
    '720p|720|720 p|720px|1280x720|1280×720|1280*720|标清|普清|sd|low res|low resolution|standard definition|' +
    '576p|540p|480p|360p|240p|144p',
};

/** Resolutions that are not rendered; each is among the words above, with the nearest one that is. */
const OTHER_RESOLUTIONS: ReadonlySet<string> = new Set(
  (
    '8k|5k|4k|2k|uhd|4k uhd|ultra hd|4320p|2160p|1440p|qhd|3840x2160|2560x1440|' +
    '576p|540p|480p|360p|240p|144p'
  ).split('|'),
);

const FORMATS = lookup(FORMAT_WORDS);
const RESOLUTIONS = lookup(RESOLUTION_WORDS);

function lookup<K extends string>(words: Readonly<Record<K, string>>): ReadonlyMap<string, K> {
  const map = new Map<string, K>();
  for (const key of Object.keys(words) as K[]) {
    for (const phrase of words[key].split('|')) map.set(phrase, key);
  }
  return map;
}

/** Reads the options out of the phrases of an order; the first format and the first resolution win. */
export function readOptions(phrases: Iterable<string>): ExportOptions {
  let options: ExportOptions = {};
  for (const phrase of phrases) {
    const format = FORMATS.get(phrase) ?? FORMATS.get(/\.(\w+)$/.exec(phrase)?.[1] ?? '');
    const resolution = RESOLUTIONS.get(phrase);
    if (format && format !== 'other') options = { format, ...options };
    if (resolution) options = { resolution, ...options };
    const missing = format === 'other' || OTHER_RESOLUTIONS.has(phrase);
    if (missing) {
      const before = options.unavailable ? `${options.unavailable}, ` : '';
      options = { ...options, unavailable: `${before}${phrase}` };
    }
  }
  return options;
}
