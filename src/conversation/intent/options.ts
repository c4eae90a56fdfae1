import type { Resolution, VideoFormat } from '../action.js';

/** What an export order says about the file. */
export interface ExportOptions {
  readonly format?: VideoFormat;
  readonly resolution?: Resolution;
}

/**
 * How people call the formats that can be ordered. `other` is understood, and answered with the default
 * format.
 */
export const FORMAT_WORDS: Readonly<Record<VideoFormat | 'other', string>> = {
  mp4: 'mp4|mp4s|mp 4|mpeg4|mpeg 4|m4v|h264|h 264',
  mov: 'mov|movs|quicktime|quick time|quicktime movie',
  webm: 'webm|web m|webms',
  gif: 'gif|gifs|animated gif|gif动图|动图|动态图|动图gif|gif图',
  other: 'avi|mkv|wmv|flv|prores|hevc|h265',
};

/**
 * "HD" is asked for by people who want it sharp, so it never lowers the default to 720p; more than 1080p is
 * not rendered, so 4K asks for the most there is.
 */
export const RESOLUTION_WORDS: Readonly<Record<Resolution, string>> = {
  '1080p':
    '1080p|1080|1080 p|1080px|full hd|fullhd|fhd|hd|1920x1080|1920×1080|1920*1080|高清|全高清|超清|' +
    '超高清|蓝光|高清版|高清晰|' +
    '4k|2k|uhd|ultra hd|2160p|1440p|high definition|1080版',
  '720p':
    '720p|720|720 p|720px|1280x720|1280×720|1280*720|标清|普清|sd|low res|low resolution|standard definition',
};

const FORMATS = lookup(FORMAT_WORDS);
const RESOLUTIONS = lookup(RESOLUTION_WORDS);

function lookup<K extends string>(words: Readonly<Record<K, string>>): ReadonlyMap<string, K> {
  const map = new Map<string, K>();
  for (const key of Object.keys(words) as K[]) {
    for (const phrase of words[key].split('|')) map.set(phrase, key);
  }
  return map;
}

/** Reads the options out of the phrases of an order; the first one said wins. */
export function readOptions(phrases: Iterable<string>): ExportOptions {
  let options: ExportOptions = {};
  for (const phrase of phrases) {
    const format = FORMATS.get(phrase) ?? FORMATS.get(/\.(\w+)$/.exec(phrase)?.[1] ?? '');
    const resolution = RESOLUTIONS.get(phrase);
    if (format && format !== 'other') options = { format, ...options };
    if (resolution) options = { resolution, ...options };
  }
  return options;
}
