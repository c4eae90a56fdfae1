/** The 13 formats that the backend lists; `jpeg` is jpg (NemoVideo contract §2). */
export const BACKEND_KINDS = [
  'mp4',
  'mov',
  'avi',
  'webm',
  'mkv',
  'jpg',
  'png',
  'gif',
  'webp',
  'mp3',
  'wav',
  'm4a',
  'aac',
] as const;
export type BackendKind = (typeof BACKEND_KINDS)[number];

/** Pictures that the skills promise and the backend does not list: converted before they are sent. */
export const CONVERTIBLE_KINDS = ['heic', 'bmp', 'avif'] as const;
export type ConvertibleKind = (typeof CONVERTIBLE_KINDS)[number];

/** Recognised so that a refusal can name them. */
export const REFUSED_KINDS = [
  'svg',
  'html',
  'xml',
  'text',
  'pdf',
  'tiff',
  'psd',
  'ico',
  'jxl',
  'jpeg2000',
  'raw',
  'zip',
  'rar',
  '7z',
  'gzip',
  'ogg',
  'flac',
  'aiff',
  'amr',
  'midi',
  'flv',
  'wmv',
  'mpeg',
  'executable',
] as const;
export type RefusedKind = (typeof REFUSED_KINDS)[number];

export type MediaKind = BackendKind | ConvertibleKind | RefusedKind;
