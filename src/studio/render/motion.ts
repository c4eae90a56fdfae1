import type { Motion } from '../draft.js';
import { smooth } from './layers.js';
import { MAX_ZOOM } from './limits.js';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rect extends Size {
  readonly x: number;
  readonly y: number;
}

/**
 * How the camera moves over one picture. The picture is prepared once as a canvas; every frame is a view of it,
 * scaled to the frame. No view ever reaches beyond the canvas, so that no edge is seen.
 */
export interface Shot {
  /** Even, so that it has whole chroma samples. */
  readonly canvas: Size;
  readonly first: Rect;
  readonly last: Rect;
  /** The part of the canvas that is in every view: what must not be cut off goes here. */
  readonly always: Rect;
}

/** Slow enough to look at, fast enough to be seen: share of the frame's edge, or of the zoom, in one second. */
const ZOOM_PER_SECOND = 0.04;
const PAN_PER_SECOND = 0.045;
/** A picture that is much wider or taller than the frame has more to show. */
const LONG_PAN_PER_SECOND = 0.1;

/**
 * Plans the camera for one picture. `picture` is its size when that matters (a cover fit, where a pan may show what
 * does not fit the frame); without it the pan stays within the zoom.
 * `pan-left` means that the camera moves to the left, as in film.
 */
export function planShot(motion: Motion, frame: Size, seconds: number, picture?: Size): Shot {
  const whole = { x: 0, y: 0, ...frame };
  if (motion === 'still') return { canvas: frame, first: whole, last: whole, always: whole };
  if (motion === 'zoom-in' || motion === 'zoom-out') {
    const zoom = Math.min(MAX_ZOOM, 1 + ZOOM_PER_SECOND * seconds);
    const canvas = { width: even(frame.width * zoom), height: even(frame.height * zoom) };
    const wide = centred(canvas, { width: frame.width * zoom, height: frame.height * zoom });
    const near = centred(canvas, frame);
    const [first, last] = motion === 'zoom-in' ? [wide, near] : [near, wide];
    return { canvas, first, last, always: near };
  }
  const sideways = motion === 'pan-left' || motion === 'pan-right';
  const edge = sideways ? frame.width : frame.height;
  const travel = even(panTravel(edge, overflow(frame, sideways, picture), seconds));
  const canvas = sideways
    ? { width: frame.width + travel, height: frame.height }
    : { width: frame.width, height: frame.height + travel };
  const start = whole;
  const end = { ...whole, x: sideways ? travel : 0, y: sideways ? 0 : travel };
  const forward = motion === 'pan-right' || motion === 'pan-down';
  const always = sideways
    ? { x: travel, y: 0, width: frame.width - travel, height: frame.height }
    : { x: 0, y: travel, width: frame.width, height: frame.height - travel };
  return { canvas, first: forward ? start : end, last: forward ? end : start, always };
}

/** The view of a shot after a share of its time, 0-1. */
export function viewAt({ first, last }: Shot, progress: number): Rect {
  const p = ease(Math.min(1, Math.max(0, progress)));
  const between = (a: number, b: number) => a + (b - a) * p;
  return {
    x: between(first.x, last.x),
    y: between(first.y, last.y),
    width: between(first.width, last.width),
    height: between(first.height, last.height),
  };
}

/** Mostly even speed, softened at both ends. It never comes to rest: a transition shows moving pictures. */
function ease(progress: number): number {
  return 0.6 * progress + 0.4 * smooth(progress);
}

function panTravel(edge: number, room: number, seconds: number): number {
  const withinZoom = Math.min((MAX_ZOOM - 1) * edge, PAN_PER_SECOND * edge * seconds);
  const overPicture = Math.min(room, edge, LONG_PAN_PER_SECOND * edge * seconds);
  return Math.max(withinZoom, overPicture);
}

/** How much of a picture that covers the frame does not fit into it, along one axis. */
function overflow(frame: Size, sideways: boolean, picture?: Size): number {
  if (!picture) return 0;
  const scale = Math.max(frame.width / picture.width, frame.height / picture.height);
  return sideways ? picture.width * scale - frame.width : picture.height * scale - frame.height;
}

function centred(canvas: Size, { width, height }: Size): Rect {
  // The canvas is rounded to even sizes, so a view may be a fraction larger than it; the sampler clamps to the edge.
  return { x: (canvas.width - width) / 2, y: (canvas.height - height) / 2, width, height };
}

function even(value: number): number {
  return Math.max(2, Math.round(value / 2) * 2);
}
