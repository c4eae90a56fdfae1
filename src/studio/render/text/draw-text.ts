import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { TextSegment } from '../../draft.js';
import type { Size } from '../motion.js';
import { canDraw, setFont } from './fonts.js';
import { breakLines, graphemesOf } from './line-breaks.js';
import { contrastTo, styleOf } from './text-style.js';

/** A text that was set into lines, not yet drawn. Pixels. */
export interface SetText {
  readonly segment: TextSegment;
  readonly lines: readonly string[];
  readonly fontSize: number;
  readonly lineHeight: number;
  /** Of the lines alone, without shadow or box. */
  readonly width: number;
  readonly height: number;
}

export interface DrawnText extends Size {
  /** RGBA, not premultiplied. */
  readonly data: Uint8ClampedArray;
  /** How far the drawing reaches beyond the lines, on each side. */
  readonly margin: number;
}

/** Text is drawn smaller before it takes more lines than its style allows, but not below this share of its size. */
const SMALLEST = 0.55;
/** Share of the frame's height that a text may take. */
const MAX_HEIGHT = 0.8;

const scratch = createCanvas(8, 8).getContext('2d');

/** Breaks a text into lines for a frame. Characters that no font can draw are left out rather than drawn as boxes. */
export function setText(segment: TextSegment, frame: Size): SetText {
  const { role, size } = segment.m;
  const style = styleOf(role);
  const text = drawable(segment.m.text);
  const wanted = Math.max(8, size * frame.height);
  const widthOf = textMeter(text, wanted, style.weight);
  for (let fontSize = wanted; ; fontSize *= 0.93) {
    const measure = (part: string) => (widthOf(part) * fontSize) / wanted;
    const lines = breakLines(text, frame.width * style.width, measure);
    const lineHeight = fontSize * style.lineHeight;
    const height = lines.length * lineHeight;
    const fits = lines.length <= style.lines && height <= frame.height * MAX_HEIGHT;
    if (fits || fontSize * 0.93 < wanted * SMALLEST) {
      const kept = lines.slice(0, Math.max(1, Math.floor((frame.height * MAX_HEIGHT) / lineHeight)));
      const width = Math.max(0, ...kept.map(measure));
      return { segment, lines: kept, fontSize, lineHeight, width, height: kept.length * lineHeight };
    }
  }
}

/** Measures parts of a text, each of them once. */
function textMeter(text: string, fontSize: number, weight: number): (part: string) => number {
  const known = new Map<string, number>();
  setFont(scratch, text, fontSize, weight);
  return (part) => {
    const width = known.get(part) ?? scratch.measureText(part).width;
    known.set(part, width);
    return width;
  };
}

/** Characters of a text that no font on this machine has: usually emoji. */
export function undrawableCharacters(text: string): string[] {
  return graphemesOf(text).filter((character) => character.trim() !== '' && !canDraw(character));
}

function drawable(text: string): string {
  const missing = new Set(undrawableCharacters(text));
  if (missing.size === 0) return text;
  return graphemesOf(text)
    .filter((character) => !missing.has(character))
    .join('')
    .replace(/ {2,}/g, ' ');
}

/** Draws a text with what makes it readable on any picture: a soft shadow, or a box behind a caption. */
export function drawText(text: SetText): DrawnText {
  const { fontSize, segment } = text;
  const style = styleOf(segment.m.role);
  const margin = Math.ceil(fontSize * (style.box ? 0.6 : 1.1));
  const width = evenUp(text.width + margin * 2);
  const height = evenUp(text.height + margin * 2);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const behind = contrastTo(segment.m.color);
  setFont(context, text.lines.join(''), fontSize, style.weight);
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.fillStyle = segment.m.color;
  if (style.box) drawBox(context, text, { width, height }, behind);
  else drawShadows(context, text, { width, height }, margin, behind);
  writeLines(context, text, width / 2, margin);
  return { data: context.getImageData(0, 0, width, height).data, width, height, margin };
}

/** A wide one that quiets the picture, a narrow one that parts the letters from it, and a fine edge. */
const SHADOWS = [
  { blur: 0.9, strength: 0.6, drop: 0 },
  { blur: 0.3, strength: 0.55, drop: 0.02 },
  { blur: 0.07, strength: 0.6, drop: 0.025 },
];

function drawShadows(
  context: SKRSContext2D,
  text: SetText,
  canvas: Size,
  margin: number,
  colour: string,
): void {
  context.save();
  // The letters themselves are written beside the canvas: written over each other their edges would turn hard.
  const beside = canvas.width * 2;
  context.shadowOffsetX = beside;
  for (const { blur, strength, drop } of SHADOWS) {
    context.shadowColor = `rgba(${colour},${strength})`;
    context.shadowBlur = text.fontSize * blur;
    context.shadowOffsetY = text.fontSize * drop;
    writeLines(context, text, canvas.width / 2 - beside, margin);
  }
  context.restore();
}

function writeLines(context: SKRSContext2D, text: SetText, x: number, top: number): void {
  text.lines.forEach((line, i) => {
    // The letters' optical middle lies a third of the font size above the baseline.
    context.fillText(line, x, top + (i + 0.5) * text.lineHeight + text.fontSize * 0.36);
  });
}

function drawBox(context: SKRSContext2D, text: SetText, canvas: Size, colour: string): void {
  const padX = text.fontSize * 0.55;
  const padY = text.fontSize * 0.22;
  const [width, height] = [text.width + padX * 2, text.height + padY * 2];
  context.save();
  context.fillStyle = `rgba(${colour},0.58)`;
  context.beginPath();
  context.roundRect(
    (canvas.width - width) / 2,
    (canvas.height - height) / 2,
    width,
    height,
    text.fontSize * 0.3,
  );
  context.fill();
  context.restore();
}

function evenUp(value: number): number {
  return Math.ceil(value / 2) * 2;
}
