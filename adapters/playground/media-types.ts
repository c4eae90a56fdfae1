/** File endings under which finished videos and their stills are kept, and the types they are served as. */
const ENDINGS: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
};
const TYPES = new Map(Object.entries(ENDINGS).map(([type, ending]) => [ending, type]));

/** Undefined for a type that is not kept here. */
export function endingOf(type: string | undefined): string | undefined {
  return ENDINGS[type?.split(';')[0]?.trim().toLowerCase() ?? ''];
}

export function typeOfEnding(name: string): string | undefined {
  return TYPES.get(name.slice(name.lastIndexOf('.') + 1));
}

/**
 * What people sent is served for showing only when its content is one of these: none of them can carry a script.
 * Everything else (SVG, HTML, PDF, ...) is only ever saved as a file.
 */
export const SHOWN_INLINE: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/avif',
  'video/mp4',
  'video/webm',
  'video/quicktime',
  'audio/mpeg',
  'audio/wav',
  'audio/x-m4a',
  'audio/aac',
]);
