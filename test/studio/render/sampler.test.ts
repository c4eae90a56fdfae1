import { describe, expect, it } from 'vitest';
import { Arena } from '../../../src/studio/render/arena.js';
import { planShot, type Rect, viewAt } from '../../../src/studio/render/motion.js';
import { Sampler } from '../../../src/studio/render/sampler.js';
import { seededRandom } from '../../../src/studio/render/sound/random.js';
import { frameBytes, type Plane, type YuvImage, yuvFromRgb } from '../../../src/studio/render/yuv.js';

const FRAME = { width: 320, height: 180 };

/** A white dot with soft edges on black. */
function dotImage(width: number, height: number, x0: number, y0: number): YuvImage {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const level = 255 * Math.exp(-((x - x0) ** 2 + (y - y0) ** 2) / (2 * 5 ** 2));
      data.fill(level, (y * width + x) * 3, (y * width + x) * 3 + 3);
    }
  }
  return yuvFromRgb({ data, width, height });
}

function noiseImage(width: number, height: number): YuvImage {
  const random = seededRandom(9);
  return yuvFromRgb({
    data: Uint8Array.from({ length: width * height * 3 }, () => random() * 256),
    width,
    height,
  });
}

class Screen {
  private readonly arena = new Arena();
  private readonly out = this.arena.take(frameBytes(FRAME));
  private readonly sampler = new Sampler(this.arena, FRAME);

  draw(image: YuvImage, view: Rect): Uint8Array {
    this.sampler.draw(image, view, this.out);
    return this.arena.bytes.slice(this.out, this.out + frameBytes(FRAME));
  }
}

function centroid(frame: Uint8Array): [number, number] {
  let [sx, sy, sum] = [0, 0, 0];
  for (let y = 0; y < FRAME.height; y++) {
    for (let x = 0; x < FRAME.width; x++) {
      const level = (frame[y * FRAME.width + x] ?? 16) - 16;
      sx += x * level;
      sy += y * level;
      sum += level;
    }
  }
  return [sx / sum, sy / sum];
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** Bilinear interpolation in floating point, the plainest way. */
function reference({ samples, stride, width, height }: Plane, x: number, y: number): number {
  const cx = Math.min(width - 1, Math.max(0, x));
  const cy = Math.min(height - 1, Math.max(0, y));
  const [x0, y0] = [Math.floor(cx), Math.floor(cy)];
  const at = (i: number, j: number) =>
    samples[Math.min(height - 1, j) * stride + Math.min(width - 1, i)] ?? 0;
  const upper = at(x0, y0) * (1 - (cx - x0)) + at(x0 + 1, y0) * (cx - x0);
  const lower = at(x0, y0 + 1) * (1 - (cx - x0)) + at(x0 + 1, y0 + 1) * (cx - x0);
  return upper * (1 - (cy - y0)) + lower * (cy - y0);
}

describe('the sampler', () => {
  it('moves a picture smoothly: less than 0.05 px of shaking in a slow diagonal pan', () => {
    const image = dotImage(400, 260, 200, 130);
    const screen = new Screen();
    const centres = Array.from({ length: 90 }, (_, i) =>
      centroid(screen.draw(image, { ...FRAME, x: 30 + i * 0.137, y: 30 + i * 0.091 })),
    );
    const steps = centres
      .slice(1)
      .map(([x, y], i) => [x - (centres[i]?.[0] ?? 0), y - (centres[i]?.[1] ?? 0)]);
    expect(deviation(steps.map(([x = 0]) => x))).toBeLessThan(0.05);
    expect(deviation(steps.map(([, y = 0]) => y))).toBeLessThan(0.05);
    const travelled = (centres[0]?.[0] ?? 0) - (centres[89]?.[0] ?? 0);
    expect(travelled).toBeCloseTo(89 * 0.137, 1);
  });

  it('zooms smoothly too', () => {
    const shot = planShot('zoom-in', FRAME, 3);
    const image = dotImage(shot.canvas.width, shot.canvas.height, 90, 60);
    const screen = new Screen();
    const steps: number[] = [];
    let last: number | undefined;
    for (let i = 0; i <= 90; i++) {
      const view = viewAt(shot, i / 90);
      const [x] = centroid(screen.draw(image, view));
      // Where the dot ought to be, in pixels of the frame.
      const exact = ((90.5 - view.x) * FRAME.width) / view.width - 0.5;
      if (last !== undefined) steps.push(x - exact - last);
      last = x - exact;
    }
    expect(deviation(steps)).toBeLessThan(0.05);
  });

  it('returns a picture of the frame itself unchanged', () => {
    const image = noiseImage(FRAME.width, FRAME.height);
    const frame = new Screen().draw(image, { x: 0, y: 0, ...FRAME });
    const rows = Array.from({ length: FRAME.height }, (_, y) =>
      image.y.samples.subarray(y * image.y.stride, y * image.y.stride + FRAME.width),
    );
    expect(Buffer.concat(rows).equals(frame.subarray(0, FRAME.width * FRAME.height))).toBe(true);
  });

  it('agrees with plain bilinear interpolation in every plane', () => {
    const image = noiseImage(366, 206);
    const view = { x: 11.3, y: 7.9, width: 343.2, height: 193.05 };
    const frame = new Screen().draw(image, view);
    const step = view.width / FRAME.width;
    let worst = 0;
    for (let y = 0; y < FRAME.height; y++) {
      for (let x = 0; x < FRAME.width; x++) {
        const exact = reference(image.y, view.x + (x + 0.5) * step - 0.5, view.y + (y + 0.5) * step - 0.5);
        worst = Math.max(worst, Math.abs((frame[y * FRAME.width + x] ?? 0) - exact));
      }
    }
    // Two roundings, and positions at 1/256: noise of full contrast is the hardest picture.
    expect(worst).toBeLessThan(2.5);
    const chromaAt = FRAME.width * FRAME.height;
    let worstChroma = 0;
    for (let y = 0; y < FRAME.height / 2; y++) {
      for (let x = 0; x < FRAME.width / 2; x++) {
        const sx = (view.x + (2 * x + 0.5) * step - 0.5) / 2;
        const sy = (view.y + (2 * y + 1) * step) / 2 - 0.5;
        const found = frame[chromaAt + y * (FRAME.width / 2) + x] ?? 0;
        worstChroma = Math.max(worstChroma, Math.abs(found - reference(image.u, sx, sy)));
      }
    }
    expect(worstChroma).toBeLessThan(2.5);
  });

  it('keeps two pictures apart, and a third that takes the place of the first', () => {
    const screen = new Screen();
    const view = { x: 0, y: 0, ...FRAME };
    const images = [40, 120, 200].map((level) =>
      yuvFromRgb({ data: new Uint8Array(FRAME.width * FRAME.height * 3).fill(level), ...FRAME }),
    );
    const shown = [0, 1, 0, 1, 2, 1, 2, 0].map((i) => screen.draw(images[i] as YuvImage, view)[100]);
    const [a, b, c] = images.map(({ y }) => y.samples[0]);
    expect(shown).toEqual([a, b, a, b, c, b, c, a]);
  });
});
