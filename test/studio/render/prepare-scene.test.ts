import path from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { Compositor } from '../../../src/studio/render/compositor.js';
import type { Scene } from '../../../src/studio/render/plan.js';
import { prepareScene } from '../../../src/studio/render/prepare-scene.js';
import { frameBytes } from '../../../src/studio/render/yuv.js';
import { PATCHES, patchesImage, temporaryFolder, worstDifference } from '../../imaging/pictures.js';
import { colourAt, type DecodedFrame } from './videos.js';

const folder = temporaryFolder();
const at = (name: string) => path.join(folder, name);
const FRAME = { width: 320, height: 180 };
const scene = (options: Partial<Scene>): Scene => ({
  name: 'a',
  media: 'a',
  motion: 'still',
  fit: 'cover',
  start: 0,
  from: 0,
  until: 3_000,
  ...options,
});

async function frameOf(
  file: string,
  options: Partial<Scene>,
  time = 0,
  background?: string,
): Promise<DecodedFrame> {
  const prepared = await prepareScene(scene(options), file, { ...FRAME, background });
  const data = Buffer.alloc(frameBytes(FRAME));
  new Compositor(FRAME).compose(data, time, { kind: 'one', scene: 0, light: 1 }, () => prepared, []);
  return { data, ...FRAME };
}

const quarters = (frame: DecodedFrame) =>
  [0.2, 0.8].flatMap((v) => [0.2, 0.8].map((u) => colourAt(frame, u, v)));

beforeAll(async () => {
  await patchesImage(640, 360).png().toFile(at('wide.png'));
  await patchesImage(200, 500).png().toFile(at('tall.png'));
  await patchesImage(64, 36).png().toFile(at('tiny.png'));
  await patchesImage(320, 180, true).png().toFile(at('logo.png'));
});

describe('prepareScene', () => {
  it('covers the frame, whatever the shape and size of the picture, in every motion', async () => {
    const motions = ['zoom-in', 'zoom-out', 'pan-left', 'pan-right', 'pan-up', 'pan-down', 'still'] as const;
    for (const file of ['wide.png', 'tall.png', 'tiny.png']) {
      for (const motion of motions) {
        for (const time of [0, 2_999]) {
          const frame = await frameOf(at(file), { motion }, time);
          const corners = [0.005, 0.995].flatMap((v) => [0.005, 0.995].map((u) => colourAt(frame, u, v)));
          const isPatch = (colour: number[]) =>
            PATCHES.some((patch) => worstDifference([colour], [patch]) <= 8);
          expect(corners.every(isPatch), `${file} ${motion} ${time}`).toBe(true);
        }
      }
    }
  });

  it('shows a picture of the frame as it is', async () => {
    expect(worstDifference(quarters(await frameOf(at('wide.png'), {})), PATCHES)).toBeLessThanOrEqual(3);
  });

  it('shows the whole of a picture over a darker, blurred copy of itself', async () => {
    for (const motion of ['still', 'zoom-in', 'pan-left', 'pan-up'] as const) {
      for (const time of [0, 2_999]) {
        const frame = await frameOf(at('tall.png'), { fit: 'blur', motion }, time);
        const row = Array.from({ length: 64 }, (_, i) => colourAt(frame, (i + 0.5) / 64, 0.3));
        const [red, green] = PATCHES;
        const share = (patch: readonly number[]) =>
          row.filter((colour) => worstDifference([colour], [patch]) <= 8).length;
        // A picture of 2:5 in a frame of 16:9 takes more than a fifth of its width.
        expect(share(red), `${motion} ${time}`).toBeGreaterThanOrEqual(5);
        expect(Math.abs(share(red) - share(green)), `${motion} ${time}`).toBeLessThanOrEqual(1);
        const [left] = row;
        expect(Math.max(...(left ?? []))).toBeLessThan(170);
      }
    }
  });

  it('lays what is transparent on the background of the draft', async () => {
    const frame = await frameOf(at('logo.png'), {}, 0, '#204060');
    expect(worstDifference([colourAt(frame, 0.8, 0.3)], [[0x20, 0x40, 0x60]])).toBeLessThanOrEqual(3);
    expect(worstDifference([colourAt(frame, 0.2, 0.3)], [PATCHES[0]])).toBeLessThanOrEqual(3);
  });

  it('chooses a background on which the picture can be seen, when the draft has none', async () => {
    const logo = (level: number) =>
      sharp({
        create: {
          width: 32,
          height: 18,
          channels: 4,
          background: { r: level, g: level, b: level, alpha: 1 },
        },
      })
        .extend({ left: 32, background: { r: 0, g: 0, b: 0, alpha: 0 } })
        .png()
        .toFile(at(`logo-${level}.png`));
    await logo(20);
    await logo(240);
    expect(colourAt(await frameOf(at('logo-20.png'), {}), 0.1, 0.5)[0]).toBeGreaterThan(240);
    expect(colourAt(await frameOf(at('logo-240.png'), {}), 0.1, 0.5)[0]).toBeLessThan(40);
  });
});
