import { fold, isHan } from './fold.js';
import type { ImageRef } from './orders.js';
import type { Meaning } from './tokens.js';

/** A file that the person may speak of by name. */
export interface NamedMedia {
  readonly id: string;
  readonly name: string;
  readonly kind: 'image' | 'audio';
}

export interface NameMatch {
  readonly length: number;
  readonly media: { kind: 'image'; ref: ImageRef } | { kind: 'audio'; id: string };
  /** `file`: with its extension; `stem`: all of it but the extension; `word`: one word of the name. */
  readonly by: 'file' | 'stem' | 'word';
}

/** Parts of file names that say nothing about the picture. */
const MEANINGLESS = new Set(
  'img,dsc,dscn,pxl,image,images,photo,photos,picture,pic,screenshot,screen,shot,file,copy,final,edited,the,and,for,new,scaled,large,small,jpg,jpeg,png,webp,gif,whatsapp,version,image1,first,last,one,two,second,wechat,mmexport,微信图片,图片,照片,截图,屏幕截图'.split(
    ',',
  ),
);

interface Phrase {
  readonly text: string;
  readonly by: NameMatch['by'];
  readonly files: NamedMedia[];
}

/** Finds names of uploaded files in a folded message: `beach.jpg`, "beach sunset" for `beach-sunset.jpg`, "the beach". */
export class NameIndex {
  readonly #phrases: Phrase[];

  constructor(media: readonly NamedMedia[]) {
    const phrases = new Map<string, Phrase>();
    const put = (text: string, by: NameMatch['by'], file: NamedMedia) => {
      const key = `${by} ${text}`;
      const phrase = phrases.get(key);
      if (!phrase) phrases.set(key, { text, by, files: [file] });
      else if (!phrase.files.includes(file)) phrase.files.push(file);
    };
    for (const file of media) {
      const name = fold(file.name);
      const stem = name.replace(/\.[a-z0-9]{1,5}$/, '');
      put(name, 'file', file);
      if (!isMeaningless(stem)) {
        put(stem, 'stem', file);
        const spaced = stem.replace(/[-_.\s]+/g, ' ').trim();
        if (spaced && spaced !== stem) put(spaced, 'stem', file);
      }
      for (const word of wordsOf(stem)) put(word, 'word', file);
    }
    const rank = { file: 0, stem: 1, word: 2 };
    this.#phrases = [...phrases.values()].sort(
      (a, b) => b.text.length - a.text.length || rank[a.by] - rank[b.by],
    );
  }

  /** The longest name that begins at `offset`. Neither end may cut a Latin word. */
  match(folded: string, offset: number): NameMatch | undefined {
    for (const phrase of this.#phrases) {
      if (!folded.startsWith(phrase.text, offset)) continue;
      if (cutsWord(folded, offset, offset + phrase.text.length)) continue;
      return matchOf(phrase);
    }
    return undefined;
  }

  /** The file with exactly this name, with or without its extension. */
  exactly(name: string): NameMatch | undefined {
    const folded = fold(name).trim();
    const phrase = this.#phrases.find(({ text, by }) => by !== 'word' && text === folded);
    return phrase && matchOf(phrase);
  }
}

function matchOf({ text, by, files }: Phrase): NameMatch | undefined {
  const images = files.filter((file) => file.kind === 'image');
  const [first] = files;
  if (images.length > 0) {
    const ref: ImageRef = { by: 'name', ids: images.map((file) => file.id), name: text };
    return { length: text.length, by, media: { kind: 'image', ref } };
  }
  return first && { length: text.length, by, media: { kind: 'audio', id: first.id } };
}

function isMeaningless(stem: string): boolean {
  return stem.length < 2 || /^\d+$/.test(stem) || MEANINGLESS.has(stem);
}

function wordsOf(stem: string): string[] {
  return stem
    .split(/[^a-z\u00c0-\u024f\u3400-\u9fff]+/)
    .flatMap((part) => part.match(/[\u3400-\u9fff]+|[^\u3400-\u9fff]+/g) ?? [])
    .filter((word) => word.length >= (isHan(word.charAt(0)) ? 2 : 3) && !MEANINGLESS.has(word));
}

/** True when a match would begin or end in the middle of a Latin word or number. */
export function cutsWord(text: string, start: number, end: number): boolean {
  const inWord = (character: string) => /[a-z0-9\u00c0-\u024f]/.test(character);
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  return (inWord(before) && inWord(text.charAt(start))) || (inWord(text.charAt(end - 1)) && inWord(after));
}

export function mediaMeaning({ media, by }: NameMatch): Meaning {
  return media.kind === 'image'
    ? { is: 'image', ref: media.ref, exact: by === 'file' }
    : { is: 'sound', id: media.id };
}
