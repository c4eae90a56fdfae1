import { describe, expect, it } from 'vitest';
import { frameBytes, rgbFromFrame, type YuvImage, yuvFromRgb } from '../../../src/studio/render/yuv.js';
import { PATCHES, patches, quarterColours, worstDifference } from '../../imaging/pictures.js';

function frameOf(image: YuvImage): Uint8Array {
  const { width, height } = image.y;
  const frame = new Uint8Array(frameBytes({ width, height }));
  let at = 0;
  for (const plane of [image.y, image.u, image.v]) {
    for (let y = 0; y < plane.height; y++, at += plane.width) {
      frame.set(plane.samples.subarray(y * plane.stride, y * plane.stride + plane.width), at);
    }
  }
  return frame;
}

const solid = (r: number, g: number, b: number, width = 8, height = 8) => {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i += 3) data.set([r, g, b], i);
  return yuvFromRgb({ data, width, height });
};

describe('yuvFromRgb', () => {
  it('follows BT.709 in limited range', () => {
    // Values of ITU-R BT.709-6, items 3.2 to 3.4 and 4.6, for the primary colours.
    const wanted = {
      red: [63, 102, 240],
      green: [173, 42, 26],
      blue: [32, 240, 118],
      white: [235, 128, 128],
    };
    const colours = {
      red: [255, 0, 0],
      green: [0, 255, 0],
      blue: [0, 0, 255],
      white: [255, 255, 255],
    } as const;
    for (const [name, [r, g, b]] of Object.entries(colours)) {
      const { y, u, v } = solid(r, g, b);
      const [luma = 0, cb = 0, cr = 0] = wanted[name as keyof typeof wanted];
      expect([y.samples[0], u.samples[0], v.samples[0]], name).toEqual([
        expect.closeTo(luma, 0),
        expect.closeTo(cb, 0),
        expect.closeTo(cr, 0),
      ]);
    }
    expect(solid(0, 0, 0).y.samples[0]).toBe(16);
  });

  it('comes back as the same colours', () => {
    const image = yuvFromRgb({ data: patches(64, 48), width: 64, height: 48 });
    const back = rgbFromFrame(frameOf(image), { width: 64, height: 48 }, 1);
    expect(worstDifference(quarterColours({ ...back, channels: 3 }), PATCHES)).toBeLessThanOrEqual(2);
    const small = rgbFromFrame(frameOf(image), { width: 64, height: 48 }, 4);
    expect([small.width, small.height]).toEqual([16, 12]);
    expect(worstDifference(quarterColours({ ...small, channels: 3 }), PATCHES)).toBeLessThanOrEqual(2);
  });

  it('sites chroma on the even columns', () => {
    // Red up to column 3, blue from column 4 on: sample 2 lies on column 4, and takes a quarter from column 3.
    const data = new Uint8Array(8 * 2 * 3);
    for (let i = 0; i < 16; i++) data.set(i % 8 < 4 ? [255, 0, 0] : [0, 0, 255], i * 3);
    const { v } = yuvFromRgb({ data, width: 8, height: 2 });
    const [red = 0, , edge = 0, blue = 0] = v.samples;
    expect((edge - blue) / (red - blue)).toBeCloseTo(0.25, 1);
  });
});
