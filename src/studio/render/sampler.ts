import { type Arena, Region } from './arena.js';
import type { Rect, Size } from './motion.js';
import { LANES, TABLE_ENTRY_BYTES } from './wasm/kernels.js';
import type { Plane, YuvImage } from './yuv.js';

/**
 * Scales a view of a picture to a frame, with bilinear interpolation at 1/256 of a sample. Whole-sample cropping, as
 * ffmpeg's zoompan does it, makes a slow movement shake visibly.
 */
export class Sampler {
  private readonly rows: Int32Array;
  private readonly table: number;
  private readonly line: Region;
  /** Two pictures are on screen at once, at most. The one that was used last comes last. */
  private slots: [Slot, Slot];

  constructor(
    private readonly arena: Arena,
    private readonly frame: Size,
  ) {
    this.rows = new Int32Array(frame.height);
    this.table = arena.take(Math.ceil(frame.width / LANES) * TABLE_ENTRY_BYTES);
    this.line = new Region(arena);
    this.slots = [
      { image: undefined, region: new Region(arena) },
      { image: undefined, region: new Region(arena) },
    ];
  }

  /** Draws `view` of `image` (in luma samples) at `out`: a frame of planar 4:2:0, rows without padding. */
  draw(image: YuvImage, view: Rect, out: number): void {
    const { width, height } = this.frame;
    const stepX = view.width / width;
    const stepY = view.height / height;
    const [y, u, v] = this.load(image);
    const tableEnd = this.fillTable(width, view.x + stepX / 2 - 0.5, stepX, image.y.width);
    positions(this.rows, height, view.y + stepY / 2 - 0.5, stepY, image.y.height);
    this.drawPlane(image.y, y, tableEnd, out, width, height);
    // Chroma is sited on the even luma columns, and between two luma rows.
    const chromaEnd = this.fillTable(width / 2, (view.x + stepX / 2 - 0.5) / 2, stepX, image.u.width);
    positions(this.rows, height / 2, (view.y + stepY) / 2 - 0.5, stepY, image.u.height);
    const chromaAt = out + width * height;
    this.drawPlane(image.u, u, chromaEnd, chromaAt, width / 2, height / 2);
    this.drawPlane(image.v, v, chromaEnd, chromaAt + (width * height) / 4, width / 2, height / 2);
  }

  private drawPlane(plane: Plane, at: number, tableEnd: number, out: number, width: number, height: number) {
    const { kernels } = this.arena;
    const { stride } = plane;
    const line = this.line.address(stride);
    for (let row = 0; row < height; row++) {
      const position = this.rows[row] ?? 0;
      const upper = at + (position >> 8) * stride;
      const fraction = position & 255;
      if (fraction !== 0) kernels.mixRows(line, upper, upper + stride, stride, fraction);
      kernels.stretchRow(out + row * width, fraction === 0 ? upper : line, this.table, tableEnd);
    }
  }

  /** Where each sample of a row comes from, as the kernel wants it. Returns the end of the table. */
  private fillTable(count: number, start: number, step: number, length: number): number {
    const groups = Math.ceil(count / LANES);
    const { buffer, byteOffset } = this.arena.bytes.subarray(this.table);
    const entries = new DataView(buffer, byteOffset);
    const columns = positions(new Int32Array(groups * LANES), groups * LANES, start, step, length);
    for (let group = 0; group < groups; group++) {
      const entry = group * TABLE_ENTRY_BYTES;
      const base = (columns[group * LANES] ?? 0) >> 8;
      for (let lane = 0; lane < LANES; lane++) {
        const position = columns[group * LANES + lane] ?? 0;
        // Eight samples of a view that is at most 1.8 times the frame lie within sixteen of the picture.
        const left = (position >> 8) - base;
        entries.setUint8(entry + lane, left);
        entries.setUint8(entry + LANES + lane, left + 1);
        entries.setUint16(entry + 16 + lane * 2, position & 255, true);
      }
      entries.setUint32(entry + 32, base, true);
    }
    return this.table + groups * TABLE_ENTRY_BYTES;
  }

  /** Copies a picture into the kernels' memory, unless it is there. Returns the addresses of its planes. */
  private load(image: YuvImage): [y: number, u: number, v: number] {
    const total = image.y.samples.length + image.u.samples.length + image.v.samples.length;
    const [older, newer] = this.slots;
    if (older.image === image) this.slots = [newer, older];
    else if (newer.image !== image) this.slots = [newer, { image, region: older.region }];
    const y = this.slots[1].region.address(total);
    const u = y + image.y.samples.length;
    const v = u + image.u.samples.length;
    if (older.image !== image && newer.image !== image) {
      const { bytes } = this.arena;
      bytes.set(image.y.samples, y);
      bytes.set(image.u.samples, u);
      bytes.set(image.v.samples, v);
    }
    return [y, u, v];
  }
}

interface Slot {
  readonly image: YuvImage | undefined;
  readonly region: Region;
}

/** Fills in where each sample of a line comes from, in 1/256 of a sample, within the picture. */
function positions(
  target: Int32Array,
  count: number,
  start: number,
  step: number,
  length: number,
): Int32Array {
  const last = (length - 1) * 256;
  for (let i = 0; i < count; i++) {
    target[i] = Math.max(0, Math.min(last, Math.round((start + i * step) * 256)));
  }
  return target;
}
