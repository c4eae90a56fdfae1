import { foreignText } from '../foreign-text.js';
import type { BackendKind } from './kinds.js';

/** Longest name that is sent, extension included (UTF-16 units). */
const NAME_LIMIT = 100;

/**
 * Extensions that say something about content: a wrong one is replaced, any other dot in a name is left
 * alone.
 */
const EXTENSIONS = new Set(
  (
    'mp4 m4v mov qt avi webm mkv jpg jpeg jpe jfif pjpeg png apng gif webp mp3 mpga wav wave m4a m4b aac adts heic heif hif ' +
    'bmp dib avif svg svgz htm html xhtml php asp aspx xml txt md json csv pdf tif tiff psd ai eps ico jxl jp2 dng cr2 cr3 ' +
    'nef arw raw zip rar 7z gz tgz tar ogg oga ogv opus flac aif aiff amr mid midi flv wmv wma asf mpg mpeg m2ts mts ts ' +
    '3gp 3g2 exe dll com bat cmd sh app apk dmg iso bin dat tmp part download crdownload file unknown'
  ).split(' '),
);

/** For a file that has no usable name of its own. */
const NAMELESS: Readonly<Record<BackendKind, string>> = {
  mp4: 'video',
  mov: 'video',
  avi: 'video',
  webm: 'video',
  mkv: 'video',
  jpg: 'image',
  png: 'image',
  gif: 'image',
  webp: 'image',
  mp3: 'audio',
  wav: 'audio',
  m4a: 'audio',
  aac: 'audio',
};

/**
 * A name that is safe in a multipart header, on a disk and in a message, with the extension that the content
 * deserves: `holiday/photo.PNG` that is a JPEG becomes `photo.jpg`. Letters of every language stay. Not made
 * unique.
 */
export function uploadName(name: string, kind: BackendKind): string {
  const clean = cleanName(name);
  const limit = NAME_LIMIT - kind.length - 1;
  return `${shorten(withoutExtension(clean, kind), limit) || NAMELESS[kind]}.${kind}`;
}

/** File extension of a foreign name in lower case, without the dot; '' when there is none. */
export function extensionOf(name: string): string {
  return /\.([^./\\]+)$/.exec(name.trim())?.[1]?.toLowerCase() ?? '';
}

function cleanName(name: string): string {
  const last = foreignText(name.normalize('NFC')).replace(/\s+/g, ' ').split(/[/\\]/).at(-1) ?? '';
  return last
    .replace(/[<>:"|?*`]/g, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .replace(/ {2,}/g, ' ');
}

function withoutExtension(name: string, kind: BackendKind): string {
  let stem = name;
  for (
    let extension = extensionOf(stem);
    extension && EXTENSIONS.has(extension);
    extension = extensionOf(stem)
  ) {
    stem = stem.slice(0, -extension.length - 1).replace(/[.\s]+$/, '');
    // "cut.mov.mp4" is called "cut.mov" by its owner.
    if (extension === kind || (kind === 'jpg' && extension === 'jpeg')) break;
  }
  return EXTENSIONS.has(stem.toLowerCase()) && stem.toLowerCase() === kind ? '' : stem;
}

function shorten(stem: string, limit: number): string {
  let short = '';
  for (const character of stem) {
    if (short.length + character.length > limit) break;
    short += character;
  }
  return short.trimEnd();
}
