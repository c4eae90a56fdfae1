/**
 * Video pictures: YUV 4:2:0, ITU-R BT.709, limited range (luma 16-235, chroma 16-240), chroma sited to the left as
 * H.264 assumes by default (ITU-T H.264, figure E-1, type 0).
 */

/** One colour component. It has one more column and row than the picture: a sampler reads the neighbours of the last. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  /** Bytes from one row to the next: at least one more than the width. */
  readonly stride: number;
  readonly samples: Uint8Array;
}

export interface YuvImage {
  readonly y: Plane;
  readonly u: Plane;
  readonly v: Plane;
}

/** Limited range. */
export const BLACK_LUMA = 16;
export const NEUTRAL_CHROMA = 128;

const KR = 0.2126;
const KB = 0.0722;
const KG = 1 - KR - KB;
const FIXED = 1 << 16;
const LUMA = [KR, KG, KB].map((k) => Math.round(((k * 219) / 255) * FIXED)) as [number, number, number];
const CB_SCALE = 224 / 255 / (2 * (1 - KB));
const CR_SCALE = 224 / 255 / (2 * (1 - KR));
const CB = [-KR, -KG, 1 - KB].map((k) => Math.round(k * CB_SCALE * FIXED)) as [number, number, number];
const CR = [1 - KR, -KG, -KB].map((k) => Math.round(k * CR_SCALE * FIXED)) as [number, number, number];

/** Bytes of a frame as the encoder reads it: the three planes one after the other, rows without padding. */
export function frameBytes({ width, height }: { width: number; height: number }): number {
  return (width * height * 3) / 2;
}

function createPlane(width: number, height: number): Plane {
  const stride = Math.ceil((width + 1) / 16) * 16;
  return { width, height, stride, samples: new Uint8Array(stride * (height + 1)) };
}

/** Repeats the last column and row into the padding. */
function padPlane({ width, height, stride, samples }: Plane): void {
  for (let y = 0; y < height; y++) {
    const end = y * stride + width;
    samples.fill(samples[end - 1] ?? 0, end, (y + 1) * stride);
  }
  samples.copyWithin(height * stride, (height - 1) * stride, height * stride);
}

/** Converts RGB, 8 bits, without alpha. Width and height are even. */
export function yuvFromRgb(rgb: { data: Uint8Array; width: number; height: number }): YuvImage {
  const { data, width, height } = rgb;
  const y = createPlane(width, height);
  const u = createPlane(width / 2, height / 2);
  const v = createPlane(width / 2, height / 2);
  for (let row = 0; row < height; row++) {
    let from = row * width * 3;
    let to = row * y.stride;
    for (let x = 0; x < width; x++, from += 3, to++) {
      y.samples[to] = lumaOf(data[from] as number, data[from + 1] as number, data[from + 2] as number);
    }
  }
  for (let row = 0; row < height / 2; row++) chromaRow(rgb, row, u, v);
  for (const plane of [y, u, v]) padPlane(plane);
  return { y, u, v };
}

/** Two rows of pixels become one of chroma samples. */
function chromaRow({ data, width }: { data: Uint8Array; width: number }, row: number, u: Plane, v: Plane) {
  const rowBytes = width * 3;
  const above = row * 2 * rowBytes;
  for (let x = 0; x < width / 2; x++) {
    // Left-sited: a chroma sample lies on the even column, so its neighbours left and right count half.
    const middle = above + x * 6;
    const left = x === 0 ? middle : middle - 3;
    const right = middle + 3;
    const r = weigh(data, left, middle, right, rowBytes);
    const g = weigh(data, left + 1, middle + 1, right + 1, rowBytes);
    const b = weigh(data, left + 2, middle + 2, right + 2, rowBytes);
    u.samples[row * u.stride + x] = chromaOf(CB, r, g, b);
    v.samples[row * v.stride + x] = chromaOf(CR, r, g, b);
  }
}

function weigh(data: Uint8Array, left: number, middle: number, right: number, rowBytes: number): number {
  const above = (data[left] as number) + (data[middle] as number) * 2 + (data[right] as number);
  const below =
    (data[left + rowBytes] as number) +
    (data[middle + rowBytes] as number) * 2 +
    (data[right + rowBytes] as number);
  return (above + below) / 8;
}

/** Luma of a colour, 16-235. */
export function lumaOf(r: number, g: number, b: number): number {
  return BLACK_LUMA + ((LUMA[0] * r + LUMA[1] * g + LUMA[2] * b + FIXED / 2) >> 16);
}

/** Both chroma components of a colour, 16-240. */
export function chromaPair(r: number, g: number, b: number): [u: number, v: number] {
  return [chromaOf(CB, r, g, b), chromaOf(CR, r, g, b)];
}

function chromaOf(k: readonly [number, number, number], r: number, g: number, b: number): number {
  return NEUTRAL_CHROMA + Math.floor((k[0] * r + k[1] * g + k[2] * b) / FIXED + 0.5);
}

/** Factors back to RGB, times 65,536. */
const FROM_LUMA = Math.round((255 / 219) * FIXED);
const RED_FROM_CR = Math.round(2 * (1 - KR) * (255 / 224) * FIXED);
const BLUE_FROM_CB = Math.round(2 * (1 - KB) * (255 / 224) * FIXED);
const GREEN_FROM_CB = Math.round(((2 * KB * (1 - KB)) / KG) * (255 / 224) * FIXED);
const GREEN_FROM_CR = Math.round(((2 * KR * (1 - KR)) / KG) * (255 / 224) * FIXED);

/**
 * Converts a frame back to RGB, for the poster and the preview. Each pixel is the mean of `factor` x `factor` samples;
 * what is left over at the right and below is dropped.
 */
export function rgbFromFrame(
  frame: Uint8Array,
  { width, height }: { width: number; height: number },
  factor: number,
): { data: Uint8Array; width: number; height: number } {
  const small = { width: Math.floor(width / factor), height: Math.floor(height / factor) };
  const rgb = new Uint8ClampedArray(small.width * small.height * 3);
  const chromaAt = width * height;
  // Of a large square every second sample is enough.
  const step = factor > 2 ? 2 : 1;
  const share = FROM_LUMA / Math.ceil(factor / step) ** 2;
  for (let ty = 0, to = 0; ty < small.height; ty++) {
    const top = ty * factor;
    const chromaRow = chromaAt + ((top + (factor >> 1)) >> 1) * (width >> 1);
    for (let tx = 0; tx < small.width; tx++, to += 3) {
      const left = tx * factor;
      let sum = 0;
      for (let y = 0, at = top * width + left; y < factor; y += step, at += width * step) {
        for (let x = 0; x < factor; x += step) sum += frame[at + x] as number;
      }
      const chroma = chromaRow + ((left + (factor >> 1)) >> 1);
      const cb = (frame[chroma] as number) - NEUTRAL_CHROMA;
      const cr = (frame[chroma + (chromaAt >> 2)] as number) - NEUTRAL_CHROMA;
      const luma = sum * share - BLACK_LUMA * FROM_LUMA;
      rgb[to] = (luma + RED_FROM_CR * cr) / FIXED;
      rgb[to + 1] = (luma - GREEN_FROM_CB * cb - GREEN_FROM_CR * cr) / FIXED;
      rgb[to + 2] = (luma + BLUE_FROM_CB * cb) / FIXED;
    }
  }
  return { data: new Uint8Array(rgb.buffer), ...small };
}
