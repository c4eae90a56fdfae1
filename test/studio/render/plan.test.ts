import { describe, expect, it } from 'vitest';
import type { RenderSettings, VideoSegment } from '../../../src/studio/draft.js';
import { layersAt } from '../../../src/studio/render/layers.js';
import { planRender } from '../../../src/studio/render/plan.js';
import { draftOf, picture, text } from './drafts.js';

const settings: RenderSettings = { format: 'mp4', shortEdge: 1080, preset: 'veryfast' };
const change = (kind: 'crossfade' | 'cut' | 'fade-black', d: number): VideoSegment['m']['transition'] => ({
  kind,
  d,
});

describe('planRender', () => {
  it('works out frames, size and visible spans', () => {
    const plan = planRender(
      draftOf({
        pictures: [picture('a', 3_000), picture('b', 4_000, { transition: change('crossfade', 1_000) })],
      }),
      settings,
    );
    expect(plan).toMatchObject({ width: 1_920, height: 1_080, fps: 30, frames: 210 });
    expect(plan.scenes.map(({ from, until, start }) => [from, until, start])).toEqual([
      [0, 3_500, 0],
      [2_500, 7_000, 3_000],
    ]);
  });

  it('gives the shorter edge of the settings in every shape, and even sizes', () => {
    const sizeOf = (width: number, height: number, shortEdge: number) => {
      const draft = draftOf({ pictures: [picture('a', 1_000)], width, height });
      const plan = planRender(draft, { ...settings, shortEdge });
      return [plan.width, plan.height];
    };
    expect(sizeOf(1_080, 1_920, 720)).toEqual([720, 1_280]);
    expect(sizeOf(1_080, 1_350, 1_080)).toEqual([1_080, 1_350]);
    expect(sizeOf(1_080, 1_080, 480)).toEqual([480, 480]);
    expect(sizeOf(1_920, 1_080, 480)).toEqual([854, 480]);
  });

  it('never lets three pictures meet, however long the transitions are asked to be', () => {
    const plan = planRender(
      draftOf({
        pictures: [
          picture('a', 2_000),
          picture('b', 800, { transition: change('crossfade', 5_000) }),
          picture('c', 2_000, { transition: change('crossfade', 5_000) }),
        ],
      }),
      settings,
    );
    expect(plan.transitions.map(({ from, until }) => [from, until])).toEqual([
      [1_600, 2_400],
      [2_400, 3_200],
    ]);
  });

  it('makes a GIF small, silent and of whole hundredths', () => {
    const draft = draftOf({ pictures: [picture('a', 4_000)], music: 'calm' });
    const plan = planRender(draft, { ...settings, format: 'gif' });
    expect(plan).toMatchObject({ width: 480, height: 270, fps: 12.5, frames: 50, sounds: [] });
  });

  it('refuses what has no picture and what goes beyond the limits, with the reason', () => {
    const refusal = (draft: ReturnType<typeof draftOf>, other: Partial<RenderSettings> = {}) => {
      try {
        planRender(draft, { ...settings, ...other });
      } catch (thrown) {
        return thrown;
      }
      return undefined;
    };
    expect(refusal(draftOf({ pictures: [] }))).toMatchObject({ code: 'nothing-to-export' });
    const beyond = [
      refusal(draftOf({ pictures: [picture('a', 700_000)] })),
      refusal(draftOf({ pictures: [picture('a', 61_000)] }), { format: 'gif' }),
      refusal(draftOf({ pictures: [picture('a', 0)] })),
      refusal(draftOf({ pictures: [picture('a', 1_000)], fps: 240 })),
      refusal(draftOf({ pictures: [picture('a', 1_000)] }), { shortEdge: 10_000 }),
      refusal(draftOf({ pictures: [picture('a', 1_000)], texts: [text('x'.repeat(401), 0, 500)] })),
    ];
    for (const failure of beyond) {
      expect(failure).toMatchObject({ code: 'render-failed', facts: { reason: expect.any(String) } });
    }
  });
});

describe('layersAt', () => {
  const plan = planRender(
    draftOf({
      pictures: [
        picture('a', 2_000, { transition: change('fade-black', 1_000) }),
        picture('b', 2_000, { transition: change('crossfade', 1_000) }),
        picture('c', 2_000, { transition: change('fade-black', 1_000) }),
        picture('d', 2_000, { transition: change('cut', 1_000) }),
      ],
    }),
    settings,
  );

  it('cross-fades around the boundary', () => {
    expect(layersAt(plan, 1_499)).toEqual({ kind: 'one', scene: 0, light: 1 });
    expect(layersAt(plan, 2_000)).toEqual({ kind: 'two', from: 0, to: 1, mix: 0.5 });
    expect(layersAt(plan, 2_500)).toEqual({ kind: 'one', scene: 1, light: 1 });
  });

  it('fades through black, with the change where it is dark', () => {
    expect(layersAt(plan, 3_750)).toEqual({ kind: 'one', scene: 1, light: 0.5 });
    expect(layersAt(plan, 4_000)).toEqual({ kind: 'one', scene: 2, light: 0 });
    expect(layersAt(plan, 4_250)).toEqual({ kind: 'one', scene: 2, light: 0.5 });
  });

  it('starts from black when the first picture asks for it, and cuts where it is told', () => {
    expect(layersAt(plan, 0)).toEqual({ kind: 'one', scene: 0, light: 0 });
    expect(layersAt(plan, 500)).toEqual({ kind: 'one', scene: 0, light: 1 });
    expect(layersAt(plan, 5_999)).toEqual({ kind: 'one', scene: 2, light: 1 });
    expect(layersAt(plan, 6_000)).toEqual({ kind: 'one', scene: 3, light: 1 });
    expect(layersAt(plan, 7_999)).toEqual({ kind: 'one', scene: 3, light: 1 });
  });
});
