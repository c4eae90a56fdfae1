import type { TextSegment } from '../../draft.js';
import type { VisibleText } from '../compositor.js';
import type { Size } from '../motion.js';
import { type Overlay, overlayFromRgba } from '../overlay.js';
import { drawText, type SetText, setText } from './draw-text.js';
import { assertFontsDraw } from './fonts.js';
import { ROLE_ORDER } from './text-style.js';

/** A text, drawn and placed, with the time at which it is to be seen. */
export interface PlacedText {
  readonly segment: TextSegment;
  readonly overlay: Overlay;
}

/** Distance from the frame's edge, as a share of its height: players and phones lay their buttons over the rest. */
const EDGE = { landscape: 0.075, portrait: 0.12 };
/** Space between a title and its subtitle, as a share of the smaller font size. */
const GAP = 0.35;

/** Draws all texts of a video. Those that share a place and a time stand below each other. Throws Failure `internal`. */
export function placeTexts(segments: readonly TextSegment[], frame: Size): PlacedText[] {
  if (segments.length === 0) return [];
  assertFontsDraw();
  const texts = segments.map((segment) => setText(segment, frame)).filter(({ lines }) => lines.length > 0);
  return stacks(texts).flatMap((stack) => placeStack(stack, frame));
}

/** How visible a text is at a moment in milliseconds, 0-1. */
export function textOpacity({ s, d, m }: TextSegment, time: number): number {
  const sinceStart = time - s;
  const untilEnd = s + d - time;
  if (sinceStart < 0 || untilEnd <= 0) return 0;
  const fade = Math.min(m.fade, d / 2);
  return fade <= 0 ? 1 : Math.min(1, sinceStart / fade, untilEnd / fade);
}

export function visibleTexts(texts: readonly PlacedText[], time: number): VisibleText[] {
  return texts
    .map(({ segment, overlay }) => ({ overlay, opacity: textOpacity(segment, time) }))
    .filter(({ opacity }) => opacity > 0);
}

function stacks(texts: readonly SetText[]): SetText[][] {
  const found: SetText[][] = [];
  for (const text of texts) {
    const touching = found.filter((stack) => stack.some((other) => together(text.segment, other.segment)));
    const merged = [...touching.flat(), text];
    found.splice(0, found.length, ...found.filter((stack) => !touching.includes(stack)), merged);
  }
  const order = ({ segment }: SetText) => ROLE_ORDER.indexOf(segment.m.role);
  return found.map((stack) => stack.sort((a, b) => order(a) - order(b)));
}

function together(a: TextSegment, b: TextSegment): boolean {
  return a.m.position === b.m.position && a.s < b.s + b.d && b.s < a.s + a.d;
}

function placeStack(stack: readonly SetText[], frame: Size): PlacedText[] {
  const gaps = stack.slice(1).map((text, i) => GAP * Math.min(text.fontSize, stack[i]?.fontSize ?? 0));
  const height = stack.reduce((sum, text) => sum + text.height, 0) + gaps.reduce((sum, gap) => sum + gap, 0);
  let top = topOf(stack[0]?.segment.m.position ?? 'center', height, frame);
  return stack.map((text, i) => {
    const drawn = drawText(text);
    const place = {
      x: Math.round((frame.width - drawn.width) / 4) * 2,
      y: Math.round((top - drawn.margin) / 2) * 2,
    };
    top += text.height + (gaps[i] ?? 0);
    return { segment: text.segment, overlay: overlayFromRgba(drawn, place, frame) };
  });
}

function topOf(position: 'top' | 'center' | 'bottom', height: number, frame: Size): number {
  const edge = frame.height * (frame.width < frame.height ? EDGE.portrait : EDGE.landscape);
  if (position === 'top') return edge;
  return position === 'bottom' ? frame.height - edge - height : (frame.height - height) / 2;
}
