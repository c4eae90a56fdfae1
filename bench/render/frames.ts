import { Compositor, type PreparedScene } from '../../src/studio/render/compositor.js';
import type { Scene } from '../../src/studio/render/plan.js';
import { prepareScene } from '../../src/studio/render/prepare-scene.js';
import { placeTexts, visibleTexts } from '../../src/studio/render/text/layout.js';
import { frameBytes } from '../../src/studio/render/yuv.js';
import { type ClipPictures, type ClipSize, clipDraft } from './clip.js';

const TIMES = 100;

/** What one frame costs on one thread, in milliseconds: the best of many, so that other work does not count. */
export async function frameCosts(pictures: ClipPictures, size: ClipSize): Promise<Record<string, number>> {
  const scene = (motion: Scene['motion']): Scene => ({
    name: motion,
    media: motion,
    motion,
    fit: 'cover',
    start: 0,
    from: 0,
    until: 4_000,
  });
  const scenes = [
    await prepareScene(scene('zoom-in'), pictures.jpg, size),
    await prepareScene(scene('pan-right'), pictures.png, size),
  ];
  const sceneOf = (index: number) => scenes[index] as PreparedScene;
  const title = clipDraft(size).t.flatMap((track) => (track.tt === 7 ? track.sg : []));
  const texts = visibleTexts(placeTexts(title, size), 2_000);
  const compositor = new Compositor(size);
  const out = new Uint8Array(frameBytes(size));
  const one = (index: number) => ({ kind: 'one', scene: index, light: 1 }) as const;
  const two = { kind: 'two', from: 0, to: 1, mix: 0.4 } as const;
  return {
    'a frame of a zoom': best((i) => compositor.compose(out, i * 30, one(0), sceneOf, [])),
    'a frame of a pan': best((i) => compositor.compose(out, i * 30, one(1), sceneOf, [])),
    'a frame of a cross-fade': best((i) => compositor.compose(out, i * 30, two, sceneOf, [])),
    'a frame of a zoom with a title': best((i) => compositor.compose(out, i * 30, one(0), sceneOf, texts)),
  };
}

function best(run: (time: number) => void): number {
  let least = Infinity;
  for (let time = 0; time < TIMES; time++) {
    const start = performance.now();
    run(time);
    least = Math.min(least, performance.now() - start);
  }
  return least;
}
