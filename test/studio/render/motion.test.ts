import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Motion } from '../../../src/studio/draft.js';
import { MAX_ZOOM } from '../../../src/studio/render/limits.js';
import { planShot, viewAt } from '../../../src/studio/render/motion.js';

const MOTIONS: Motion[] = ['zoom-in', 'zoom-out', 'pan-left', 'pan-right', 'pan-up', 'pan-down', 'still'];
const even = (max: number) => fc.integer({ min: 32, max: max / 2 }).map((half) => half * 2);
const size = (max: number) => fc.record({ width: even(max), height: even(max) });

describe('planShot', () => {
  it('never shows an edge, never zooms too far and never distorts', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...MOTIONS),
        size(2_000),
        fc.option(size(9_000), { nil: undefined }),
        fc.double({ min: 0.2, max: 60, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (motion, frame, picture, seconds, progress) => {
          const shot = planShot(motion, frame, seconds, picture);
          const view = viewAt(shot, progress);
          // Sizes are even, so half a sample of rounding on each side remains; the sampler clamps it.
          expect(view.x).toBeGreaterThanOrEqual(-0.75);
          expect(view.y).toBeGreaterThanOrEqual(-0.75);
          expect(view.x + view.width).toBeLessThanOrEqual(shot.canvas.width + 0.75);
          expect(view.y + view.height).toBeLessThanOrEqual(shot.canvas.height + 0.75);
          expect(view.width / frame.width).toBeLessThanOrEqual(MAX_ZOOM + 1e-9);
          expect(view.width / frame.width).toBeGreaterThanOrEqual(1 - 1e-9);
          expect(view.width / frame.width).toBeCloseTo(view.height / frame.height, 9);
          expect([shot.canvas.width % 2, shot.canvas.height % 2]).toEqual([0, 0]);
          const { always } = shot;
          expect(always.x).toBeGreaterThanOrEqual(view.x - 0.75);
          expect(always.x + always.width).toBeLessThanOrEqual(view.x + view.width + 0.75);
          expect(always.y).toBeGreaterThanOrEqual(view.y - 0.75);
          expect(always.y + always.height).toBeLessThanOrEqual(view.y + view.height + 0.75);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('moves as its name says', () => {
    const frame = { width: 320, height: 180 };
    const ends = (motion: Motion) => {
      const shot = planShot(motion, frame, 4);
      return [viewAt(shot, 0), viewAt(shot, 1)] as const;
    };
    const [wide, near] = ends('zoom-in');
    expect(wide.width).toBeGreaterThan(near.width);
    const [near2, wide2] = ends('zoom-out');
    expect(wide2.width).toBeGreaterThan(near2.width);
    const [right, left] = ends('pan-left');
    expect(right.x).toBeGreaterThan(left.x);
    const [top, bottom] = ends('pan-down');
    expect(bottom.y).toBeGreaterThan(top.y);
    expect(ends('still')[0]).toEqual(ends('still')[1]);
  });

  it('shows more of a picture that is longer than the frame', () => {
    const frame = { width: 320, height: 180 };
    const plain = planShot('pan-right', frame, 5, { width: 320, height: 180 });
    const panorama = planShot('pan-right', frame, 5, { width: 1_600, height: 180 });
    expect(panorama.canvas.width).toBeGreaterThan(plain.canvas.width * 1.2);
  });

  it('never rests between its ends', () => {
    const shot = planShot('pan-right', { width: 320, height: 180 }, 5);
    const steps = Array.from(
      { length: 150 },
      (_, i) => viewAt(shot, (i + 1) / 150).x - viewAt(shot, i / 150).x,
    );
    const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
    expect(Math.min(...steps)).toBeGreaterThan(mean * 0.5);
    expect(Math.max(...steps)).toBeLessThan(mean * 1.5);
  });
});
