import { describe, expect, it } from 'vitest';
import { Compositor, type PreparedScene } from '../../../src/studio/render/compositor.js';
import { planShot } from '../../../src/studio/render/motion.js';
import { overlayFromRgba } from '../../../src/studio/render/overlay.js';
import { frameBytes, yuvFromRgb } from '../../../src/studio/render/yuv.js';
import { worstDifference } from '../../imaging/pictures.js';
import { colourAt } from './videos.js';

const FRAME = { width: 64, height: 36 };

function solidScene(colour: readonly [number, number, number], motion: 'still' | 'zoom-in'): PreparedScene {
  const shot = planShot(motion, FRAME, 2);
  const data = new Uint8Array(shot.canvas.width * shot.canvas.height * 3);
  for (let i = 0; i < data.length; i += 3) data.set(colour, i);
  const scene = { name: 'a', media: 'a', motion, fit: 'cover', start: 0, from: 0, until: 2_000 } as const;
  return { scene, shot, image: yuvFromRgb({ data, ...shot.canvas }) };
}

const RED = [200, 40, 40] as const;
const BLUE = [40, 60, 220] as const;
const scenes = [solidScene(RED, 'zoom-in'), solidScene(BLUE, 'still')];
const sceneOf = (index: number) => scenes[index] as PreparedScene;

/** A white square of 16x8 at (8, 4), half transparent on its right. */
function square(x: number, y: number) {
  const data = new Uint8Array(16 * 8 * 4);
  for (let i = 0; i < 128; i++) data.set([255, 255, 255, i % 16 < 8 ? 255 : 128], i * 4);
  return overlayFromRgba({ data, width: 16, height: 8 }, { x, y }, FRAME);
}

function compose(
  ...[time, layers, , texts]: Parameters<Compositor['compose']> extends [unknown, ...infer R] ? R : never
) {
  const data = Buffer.alloc(frameBytes(FRAME));
  new Compositor(FRAME).compose(data, time, layers, sceneOf, texts);
  return { data, ...FRAME };
}

describe('the compositor', () => {
  it('mixes two pictures', () => {
    const mixed = (mix: number) =>
      colourAt(compose(500, { kind: 'two', from: 0, to: 1, mix }, sceneOf, []), 0.5, 0.5);
    expect(worstDifference([mixed(0)], [RED])).toBeLessThanOrEqual(3);
    expect(worstDifference([mixed(0.5)], [[120, 50, 130]])).toBeLessThanOrEqual(3);
    expect(worstDifference([mixed(1)], [BLUE])).toBeLessThanOrEqual(3);
  });

  it('fades to black, in every plane', () => {
    const faded = (light: number) => compose(0, { kind: 'one', scene: 1, light }, sceneOf, []).data;
    const black = faded(0);
    expect(black.subarray(0, 64 * 36).every((value) => value === 16)).toBe(true);
    expect(black.subarray(64 * 36).every((value) => value === 128)).toBe(true);
    const half = { data: faded(0.5), ...FRAME };
    expect(worstDifference([colourAt(half, 0.5, 0.5)], [[20, 30, 110]])).toBeLessThanOrEqual(3);
  });

  it('lays texts over the picture, with their opacity', () => {
    const at = (opacity: number) => {
      const frame = compose(0, { kind: 'one', scene: 1, light: 1 }, sceneOf, [
        { overlay: square(8, 4), opacity },
      ]);
      return [
        colourAt(frame, 10 / 64, 6 / 36),
        colourAt(frame, 20 / 64, 6 / 36),
        colourAt(frame, 40 / 64, 6 / 36),
      ];
    };
    const white = [255, 255, 255];
    const halfWhite = BLUE.map((value) => (value + 255) / 2);
    expect(worstDifference(at(1), [white, halfWhite, BLUE])).toBeLessThanOrEqual(4);
    expect(
      worstDifference(at(0.5), [halfWhite, BLUE.map((value) => value * 0.75 + 64), BLUE]),
    ).toBeLessThanOrEqual(4);
    expect(worstDifference(at(0), [BLUE, BLUE, BLUE])).toBeLessThanOrEqual(3);
  });

  it('cuts off what lies outside of the frame', () => {
    for (const [x, y] of [
      [-8, -4],
      [56, 32],
      [-40, 0],
      [70, 50],
    ] as const) {
      const frame = compose(0, { kind: 'one', scene: 1, light: 1 }, sceneOf, [
        { overlay: square(x, y), opacity: 1 },
      ]);
      expect(worstDifference([colourAt(frame, 0.5, 0.5)], [BLUE]), `${x},${y}`).toBeLessThanOrEqual(3);
      const isInside = x > -16 && x < 64;
      const brightest = Math.max(...frame.data.subarray(0, 64 * 36));
      expect(brightest > 150, `${x},${y}`).toBe(isInside);
    }
  });

  it('shows a still picture again after others were drawn over its buffer', () => {
    const compositor = new Compositor(FRAME);
    const data = Buffer.alloc(frameBytes(FRAME));
    const show = (scene: number) => {
      compositor.compose(data, 100, { kind: 'one', scene, light: 1 }, sceneOf, [
        { overlay: square(8, 4), opacity: 1 },
      ]);
      return colourAt({ data, ...FRAME }, 0.9, 0.9);
    };
    expect(worstDifference([show(1), show(0), show(1)], [BLUE, RED, BLUE])).toBeLessThanOrEqual(3);
  });
});
