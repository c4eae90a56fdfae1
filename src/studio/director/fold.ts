import { SIMPLIFIED } from './traditional.js';

/**
 * Lower case, half-width forms, ASCII punctuation and simplified Chinese, character by character, so that offsets stay those of the
 * original: what a person wants to read in the video is cut out of the original, never out of this.
 */
export function fold(text: string): string {
  let folded = '';
  for (let index = 0; index < text.length; index++) folded += foldCharacter(text.charAt(index));
  return folded;
}

const PUNCTUATION: Readonly<Record<string, string>> = {
  '，': ',',
  '。': '.',
  '．': '.',
  '；': ';',
  '：': ':',
  '！': '!',
  '？': '?',
  '（': '(',
  '）': ')',
  '％': '%',
  '～': '~',
  '—': '-',
  '–': '-',
  '’': "'",
  '＃': '#',
  '\u00a0': ' ',
  '\u3000': ' ',
};

function foldCharacter(character: string): string {
  const known = PUNCTUATION[character] ?? SIMPLIFIED.get(character);
  if (known) return known;
  const code = character.charCodeAt(0);
  // Full-width ASCII block.
  const plain = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : character;
  const lower = plain.toLowerCase();
  // A few letters grow when they are lowered (İ); they keep their place instead.
  return lower.length === 1 ? lower : plain;
}

export function isHan(character: string): boolean {
  return /[\u3400-\u9fff\uf900-\ufaff]/.test(character);
}

export function isLatin(character: string): boolean {
  return /[a-z0-9\u00c0-\u024f]/.test(character);
}
