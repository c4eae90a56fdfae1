import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { Failure } from '../../../failure.js';

const require = createRequire(import.meta.url);

/**
 * Noto Sans SC and Noto Emoji (OFL-1.1) in all weights, as about a hundred small files that each hold a part of Unicode.
 * Only the files that a text needs are loaded. Each gets a family name of its own: several files under one name work in
 * no version of @napi-rs/canvas up to 1.1.0, where all but one of them draw boxes. The emoji have the colour of the
 * text: @napi-rs/canvas 1.0.11 draws nothing for those of Noto Color Emoji (COLRv1).
 */
const FONTS = [
  {
    name: 'noto-sans-sc',
    manifest: require.resolve('@fontsource-variable/noto-sans-sc/package.json'),
    family: 'ReelSans',
    for: /./u,
  },
  {
    name: 'noto-emoji',
    manifest: require.resolve('@fontsource-variable/noto-emoji/package.json'),
    family: 'ReelEmoji',
    for: /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u,
  },
] as const;

/** Letters and digits that stand beside an emoji come from this one. */
const FIRST_FAMILY = 'ReelSans-latin';

interface Subset {
  readonly family: string;
  readonly file: string;
  readonly ranges: readonly (readonly [first: number, last: number])[];
  /** Texts without any of this do not need it, whatever its ranges say: those of emoji hold the digits. */
  readonly for: RegExp;
}

let subsets: readonly Subset[] | undefined;
const loaded = new Set<string>();

/** The CSS families for a text, Latin first. Loads what was not loaded yet. Throws Failure `internal`. */
export function fontFamiliesFor(text: string): string {
  const codePoints = new Set([...text].map((character) => character.codePointAt(0) ?? 0));
  const needed = allSubsets().filter(
    ({ family, ranges, for: wanted }) =>
      family === FIRST_FAMILY || (wanted.test(text) && ranges.some((range) => anyWithin(codePoints, range))),
  );
  for (const { family, file } of needed) {
    if (loaded.has(family)) continue;
    if (!GlobalFonts.registerFromPath(file, family)) {
      throw new Failure('internal', { detail: `the font file ${path.basename(file)} cannot be loaded` });
    }
    loaded.add(family);
  }
  return needed.map(({ family }) => family).join(', ');
}

function allSubsets(): readonly Subset[] {
  subsets ??= readSubsets();
  return subsets;
}

/** `unicode.json` maps the name of each file to its ranges: `{"[4]": "U+1f1e9-1f1f5,U+1f21a", "latin": ...}`. */
function readSubsets(): Subset[] {
  const found = FONTS.flatMap((font) => {
    const folder = path.dirname(font.manifest);
    const map = JSON.parse(readFileSync(path.join(folder, 'unicode.json'), 'utf8')) as Record<string, string>;
    return Object.entries(map).map(([key, ranges]) => {
      const name = key.replace(/[[\]]/g, '');
      return {
        family: `${font.family}-${name}`,
        file: path.join(folder, 'files', `${font.name}-${name}-wght-normal.woff2`),
        ranges: ranges.split(',').map(parseRange),
        for: font.for,
      };
    });
  });
  const latinFirst = ({ family }: Subset) => (family === FIRST_FAMILY ? 0 : 1);
  return found.sort((a, b) => latinFirst(a) - latinFirst(b));
}

function parseRange(range: string): readonly [number, number] {
  const [first = '', last = first] = range.trim().replace(/^U\+/i, '').split('-');
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
}

function anyWithin(codePoints: ReadonlySet<number>, [first, last]: readonly [number, number]): boolean {
  for (const codePoint of codePoints) if (codePoint >= first && codePoint <= last) return true;
  return false;
}

let tested = false;

/**
 * Draws a Chinese character and one that no font has, and throws Failure `internal` when they look the same: better
 * no video than one whose title is a row of boxes. Runs once in a process.
 */
export function assertFontsDraw(): void {
  if (tested) return;
  const chinese = drawnPixels('夏');
  if (chinese === drawnPixels(UNASSIGNED) || chinese === drawnPixels(' ')) {
    throw new Failure('internal', { detail: 'the text renderer draws boxes: is @napi-rs/canvas at 1.0.11?' });
  }
  tested = true;
}

/** A private-use code point: whatever is drawn for it is the picture of "no such character". */
const UNASSIGNED = '\u{f0000}';

const drawable = new Map<string, boolean>();

/**
 * True when some font, ours or the system's, has a picture for this character (or sequence, such as an emoji). It is
 * drawn to find out: the ranges of the font files name characters that the font has not.
 */
export function canDraw(character: string): boolean {
  let known = drawable.get(character);
  if (known === undefined) {
    const pixels = drawnPixels(character);
    known = pixels !== drawnPixels(UNASSIGNED) && pixels !== drawnPixels(' ');
    drawable.set(character, known);
  }
  return known;
}

function drawnPixels(text: string): string {
  const canvas = createCanvas(48, 48);
  const context = canvas.getContext('2d');
  setFont(context, text, 32, 400);
  context.fillText(text, 4, 36);
  return Buffer.from(context.getImageData(0, 0, 48, 48).data).toString('latin1');
}

/** Chooses the font for a text: size in pixels, weight 100-900. */
export function setFont(context: FontContext, text: string, pixels: number, weight: number): void {
  context.font = `${weight} ${pixels}px ${fontFamiliesFor(text)}`;
  // Versions 1.0.x draw a variable font at weight 100 unless its axis is set too.
  context.fontVariationSettings = `'wght' ${weight}`;
}

type FontContext = { font: string; fontVariationSettings: string };
