import type { TextSegment } from '../../draft.js';
import type { VisibleText } from '../compositor.js';
import type { Size } from '../motion.js';
import { type Overlay, overlayFromRgba } from '../overlay.js';
import { drawText, type SetText, setText } from './draw-text.js';
import { assertFontsDraw } from './fonts.js';
import { ROLE_ORDER } from './text-style.js';

/** A text with its place in the frame. It is drawn when it is first shown, and its drawing dropped when it is over. */
export class PlacedText {
  private drawn: Overlay | undefined;

  constructor(
    private readonly text: SetText,
    private readonly top: number,
    private readonly frame: Size,
  ) {}

  get segment(): TextSegment {
    return this.text.segment;
  }

  get overlay(): Overlay {
    this.drawn ??= this.draw();
    return this.drawn;
  }

  release(): void {
    this.drawn = undefined;
  }

  private draw(): Overlay {
    const drawn = drawText(this.text);
    const x = Math.round((this.frame.width - drawn.width) / 4) * 2;
    const y = Math.round((this.top - drawn.margin) / 2) * 2;
    return overlayFromRgba(drawn, { x, y }, this.frame);
  }
}

/** Distance from the frame's edge, as a share of its height: players and phones lay their buttons over the rest. */
const EDGE = { landscape: 0.075, portrait: 0.12 };
/** Space between a title and its subtitle, as a share of the smaller font size. */
const GAP = 0.35;

/** Places all texts of a video. Those that share a place and a time stand below each other. Throws Failure `internal`. */
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
  return texts.flatMap((text) => {
    const opacity = textOpacity(text.segment, time);
    if (opacity > 0) return [{ overlay: text.overlay, opacity }];
    if (text.segment.s + text.segment.d <= time) text.release();
    return [];
  });
}

/** Groups of texts of which each is on screen together with another one of its group, at the same position. */
function stacks(texts: readonly SetText[]): SetText[][] {
  const found: SetText[][] = [];
  for (const text of texts) {
    const touching = found.filter((stack) => stack.some((other) => together(text.segment, other.segment)));
    const merged = [...touching.flat(), text];
    found.splice(0, found.length, ...found.filter((stack) => !touching.includes(stack)), merged);
  }
  return found;
}

/** True when two texts would hide each other. One that fades in while the other fades out does not. */
function together(a: TextSegment, b: TextSegment): boolean {
  const shared = Math.min(a.s + a.d, b.s + b.d) - Math.max(a.s, b.s);
  return a.m.position === b.m.position && shared > Math.min(a.d, b.d) / 2;
}

/** One below the other, titles first. Captions that follow each other under a lasting title share one line. */
function placeStack(stack: readonly SetText[], frame: Size): PlacedText[] {
  const lanes: SetText[][] = [];
  const order = ({ segment }: SetText) => ROLE_ORDER.indexOf(segment.m.role);
  for (const text of [...stack].sort((a, b) => order(a) - order(b) || a.segment.s - b.segment.s)) {
    const fits = (other: SetText) => order(other) === order(text) && !together(text.segment, other.segment);
    const lane = lanes.find((candidate) => candidate.every(fits));
    if (lane) lane.push(text);
    else lanes.push([text]);
  }
  const heights = lanes.map((lane) => Math.max(...lane.map((text) => text.height)));
  const gaps = lanes.map((lane, i) => (i === 0 ? 0 : GAP * Math.min(...lane.map((text) => text.fontSize))));
  const total = [...heights, ...gaps].reduce((sum, value) => sum + value, 0);
  let top = topOf(stack[0]?.segment.m.position ?? 'center', total, frame);
  return lanes.flatMap((lane, i) => {
    const laneTop = top + (gaps[i] ?? 0);
    const laneHeight = heights[i] ?? 0;
    top = laneTop + laneHeight;
    return lane.map((text) => new PlacedText(text, laneTop + (laneHeight - text.height) / 2, frame));
  });
}

function topOf(position: 'top' | 'center' | 'bottom', height: number, frame: Size): number {
  const edge = frame.height * (frame.width < frame.height ? EDGE.portrait : EDGE.landscape);
  if (position === 'top') return edge;
  return position === 'bottom' ? frame.height - edge - height : (frame.height - height) / 2;
}
