import type { UploadResult } from '../conversation/ports/video-backend.js';

/** The types of the formats that the backend lists, and `jpeg` (contract §7, from the vendor's own client). */
const TYPES: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  avi: 'video/x-msvideo',
  webm: 'video/webm',
  mkv: 'video/x-matroska',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
};

export function mediaType(name: string): string {
  return TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
}

/** From the backend's `file_type` (`image`, `image/png`), else from the name. */
export function mediaKind(fileType: string | undefined, name: string): UploadResult['kind'] {
  for (const source of [fileType ?? '', mediaType(name)]) {
    const kind = /^(image|video|audio)\b/i.exec(source)?.[1]?.toLowerCase();
    if (kind === 'image' || kind === 'video' || kind === 'audio') return kind;
  }
  return 'unknown';
}
