import { type Arena, Region } from './arena.js';
import type { Size } from './motion.js';
import { LANES } from './wasm/kernels.js';
import { chromaPair, lumaOf } from './yuv.js';

/** One component of a drawn text. Rows are padded to whole steps of the kernel with transparent samples. */
interface OverlayPlane {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly colour: Uint8Array;
  /** 0-255. */
  readonly alpha: Uint8Array;
}

/** A drawn text that is laid over frames: colours and opacity for a rectangle of the frame, at an even place. */
export interface Overlay {
  readonly x: number;
  readonly y: number;
  readonly luma: OverlayPlane;
  readonly u: OverlayPlane;
  readonly v: OverlayPlane;
}

interface Rgba extends Size {
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** Converts drawn pixels (RGBA, not premultiplied). What lies outside of the frame is cut off. All sizes are even. */
export function overlayFromRgba(rgba: Rgba, place: { x: number; y: number }, frame: Size): Overlay {
  const left = Math.max(0, -place.x);
  const top = Math.max(0, -place.y);
  const width = Math.max(0, Math.min(rgba.width, frame.width - place.x) - left);
  const height = width === 0 ? 0 : Math.max(0, Math.min(rgba.height, frame.height - place.y) - top);
  const pixelAt = (x: number, y: number) => ((top + y) * rgba.width + left + x) * 4;
  const { data } = rgba;
  const luma = createPlane(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0, at = pixelAt(0, y), to = y * luma.stride; x < width; x++, at += 4, to++) {
      luma.alpha[to] = data[at + 3] ?? 0;
      luma.colour[to] = lumaOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
    }
  }
  const u = createPlane(width / 2, height / 2);
  const v = { ...u, colour: new Uint8Array(u.colour.length) };
  for (let y = 0; y < u.height; y++) {
    for (let x = 0, to = y * u.stride; x < u.width; x++, to++) {
      const [r, g, b, alpha] = meanColour(data, pixelAt(x * 2, y * 2), rgba.width * 4);
      const [cb, cr] = chromaPair(r, g, b);
      u.alpha[to] = alpha;
      u.colour[to] = cb;
      v.colour[to] = cr;
    }
  }
  return { x: place.x + left, y: place.y + top, luma, u, v };
}

/** The mean of four pixels, each with the weight of its opacity. */
function meanColour(data: Rgba['data'], at: number, rowBytes: number): [number, number, number, number] {
  let [r, g, b, weight] = [0, 0, 0, 0];
  for (const pixel of [at, at + 4, at + rowBytes, at + rowBytes + 4]) {
    const alpha = data[pixel + 3] ?? 0;
    r += (data[pixel] ?? 0) * alpha;
    g += (data[pixel + 1] ?? 0) * alpha;
    b += (data[pixel + 2] ?? 0) * alpha;
    weight += alpha;
  }
  return weight === 0 ? [0, 0, 0, 0] : [r / weight, g / weight, b / weight, Math.round(weight / 4)];
}

function createPlane(width: number, height: number): OverlayPlane {
  const stride = Math.ceil(width / LANES) * LANES;
  const bytes = stride * height;
  return { width, height, stride, colour: new Uint8Array(bytes), alpha: new Uint8Array(bytes) };
}

/** Lays overlays over frames in the kernels' memory. */
export class OverlayPainter {
  private readonly scratch: Region;

  constructor(
    private readonly arena: Arena,
    private readonly frame: Size,
  ) {
    this.scratch = new Region(arena);
  }

  /** `out` is the address of the frame; `opacity` is 0-1. */
  draw(overlay: Overlay, opacity: number, out: number): void {
    const { width, height } = this.frame;
    const strength = Math.round(opacity * 256);
    this.layPlane(overlay.luma, out + overlay.y * width + overlay.x, width, strength);
    const chroma = out + width * height + (overlay.y / 2) * (width / 2) + overlay.x / 2;
    this.layPlane(overlay.u, chroma, width / 2, strength);
    this.layPlane(overlay.v, chroma + (width * height) / 4, width / 2, strength);
  }

  private layPlane(
    { colour, alpha, height, stride }: OverlayPlane,
    out: number,
    width: number,
    strength: number,
  ) {
    const colourAt = this.scratch.address(colour.length * 2);
    const alphaAt = colourAt + colour.length;
    this.arena.bytes.set(colour, colourAt);
    this.arena.bytes.set(alpha, alphaAt);
    for (let y = 0; y < height; y++) {
      const row = y * stride;
      this.arena.kernels.layRow(out + y * width, colourAt + row, alphaAt + row, stride, strength);
    }
  }
}
