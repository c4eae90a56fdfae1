import { describe, expect, it } from 'vitest';
import { placeTexts, textOpacity, visibleTexts } from '../../../../src/studio/render/text/layout.js';
import { text } from '../drafts.js';

const FRAME = { width: 640, height: 360 };

/** First and last row with something drawn in it, without the soft shadow. */
function rowsOf({ overlay }: ReturnType<typeof placeTexts>[number]): [number, number] {
  const { alpha, stride, height } = overlay.luma;
  const rows = Array.from({ length: height }, (_, y) => y).filter((y) =>
    alpha.subarray(y * stride, (y + 1) * stride).some((value) => value > 250),
  );
  return [overlay.y + (rows[0] ?? 0), overlay.y + (rows.at(-1) ?? 0)];
}

describe('placeTexts', () => {
  it('puts texts where they are asked to be, within the frame', () => {
    const places = (['top', 'center', 'bottom'] as const).map((position) => {
      const [placed] = placeTexts([text('Hxg', 0, 1_000, { position })], FRAME);
      return placed ? rowsOf(placed) : [0, 0];
    });
    const [top, center, bottom] = places as [number, number][];
    expect(top?.[0]).toBeGreaterThan(15);
    expect(top?.[1]).toBeLessThan(120);
    expect(((center?.[0] ?? 0) + (center?.[1] ?? 0)) / 2).toBeCloseTo(180, -1);
    expect(bottom?.[1]).toBeGreaterThan(300);
    expect(bottom?.[1]).toBeLessThan(345);
  });

  it('keeps the middle of a text in the middle of the frame', () => {
    const [placed] = placeTexts([text('HHHH', 0, 1_000)], FRAME);
    if (!placed) throw new Error('no text');
    const { overlay } = placed;
    const { alpha, stride, width, height } = overlay.luma;
    let [sum, weight] = [0, 0];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const value = alpha[y * stride + x] ?? 0;
        if (value < 250) continue;
        sum += overlay.x + x;
        weight++;
      }
    }
    expect(sum / weight).toBeGreaterThan(317);
    expect(sum / weight).toBeLessThan(323);
  });

  it('stacks a title and its subtitle instead of drawing one over the other', () => {
    const [title, subtitle] = placeTexts(
      [
        text('Below', 500, 2_000, { role: 'subtitle', size: 0.06 }),
        text('Above', 0, 2_000, { role: 'title' }),
      ],
      FRAME,
    );
    if (!title || !subtitle) throw new Error('two texts were expected');
    expect(title.segment.m.text).toBe('Above');
    expect(rowsOf(title)[1]).toBeLessThan(rowsOf(subtitle)[0]);
  });

  it('keeps captions that follow each other on one line below a lasting title', () => {
    const placed = placeTexts(
      [
        text('Title', 0, 9_000, { position: 'bottom' }),
        ...[0, 3_000, 6_000].map((s) =>
          text('Words', s, 3_200, { role: 'caption', position: 'bottom', size: 0.06 }),
        ),
      ],
      FRAME,
    );
    const [title, ...captions] = placed.map(rowsOf);
    expect(new Set(captions.map(([top]) => top)).size).toBe(1);
    expect(title?.[1]).toBeLessThan(captions[0]?.[0] ?? 0);
    expect(captions[0]?.[1]).toBeLessThan(FRAME.height);
  });

  it('gives texts that follow each other the same place', () => {
    const placed = placeTexts([text('One', 0, 1_000), text('One', 1_000, 1_000)], FRAME);
    expect(placed.map(({ overlay }) => overlay.y)).toEqual([placed[0]?.overlay.y, placed[0]?.overlay.y]);
  });
});

describe('textOpacity', () => {
  it('fades in and out', () => {
    const segment = text('x', 1_000, 2_000, { fade: 500 });
    const opacities = [900, 1_000, 1_250, 1_500, 2_500, 2_750, 3_000].map((time) =>
      textOpacity(segment, time),
    );
    expect(opacities).toEqual([0, 0, 0.5, 1, 1, 0.5, 0]);
  });

  it('still shows a text whose fades are longer than itself', () => {
    expect(textOpacity(text('x', 0, 400, { fade: 1_000 }), 200)).toBe(1);
  });

  it('lists only what is visible', () => {
    const placed = placeTexts([text('a', 0, 1_000), text('b', 1_000, 1_000)], FRAME);
    const [shown] = visibleTexts(placed, 500);
    expect(shown?.overlay).toBe(placed[0]?.overlay);
    expect(visibleTexts(placed, 1_000)).toHaveLength(1);
    expect(visibleTexts(placed, 2_000)).toHaveLength(0);
  });
});
