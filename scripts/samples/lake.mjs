// A lake in the mountains.
import { clouds, fillBelow, glow, gradient, HEIGHT, reflect, ridge, seeded, WIDTH } from './brushes.mjs';

export function lake(context) {
  const random = seeded(33);
  const shore = 800;
  context.fillStyle = gradient(context, 0, 0, 0, shore, [
    [0, '#3f86c9'],
    [0.5, '#8dc1e6'],
    [0.85, '#dcecf2'],
    [1, '#fbeedd'],
  ]);
  context.fillRect(0, 0, WIDTH, shore);
  glow(context, 430, 330, 640, '255,246,220');
  clouds(context, random, { count: 14, top: 90, bottom: 330, colour: '255,255,255', blur: 12 });

  const far = { lit: '#a9c0d6', shade: '#93aecb', snow: 0.3 };
  const near = { lit: '#7f9cb9', shade: '#5b7a9e', snow: 0.46 };
  for (const [x, top, left, right, look] of [
    [240, 390, 420, 380, far],
    [760, 350, 400, 380, far],
    [1_690, 350, 420, 460, far],
    [520, 300, 460, 420, near],
    [1_480, 270, 430, 520, near],
    [1_060, 150, 560, 540, near],
  ]) {
    mountain(context, random, { x, top, base: 720, left, right, ...look });
  }
  mist(context, 480, shore);
  for (const [base, height, upper, lower] of [
    [660, 42, '#4f7f86', '#8fb0a8'],
    [735, 30, '#33655f', '#5c8b74'],
  ]) {
    const hills = ridge(random, 0.58);
    context.fillStyle = gradient(context, 0, base - 80, 0, shore, [
      [0, upper],
      [1, lower],
    ]);
    fillBelow(context, (x) => base - hills(x) * height * 0.6, shore);
    mist(context, base + 10, shore);
  }
  forest(context, random, { base: 770, tall: 58, colour: '#2c5f52', step: 9 });
  forest(context, random, { base: 798, tall: 92, colour: '#17423c', step: 12 });
  context.fillStyle = '#17423c';
  context.fillRect(0, 790, WIDTH, 12);
  reflect(context, shore, {
    ripple: 5,
    tint: [
      [0, 'rgba(20,70,90,0.12)'],
      [0.6, 'rgba(16,76,104,0.36)'],
      [1, 'rgba(8,48,76,0.66)'],
    ],
  });
  context.save();
  context.filter = 'blur(2px)';
  for (let i = 0; i < 150; i++) {
    const depth = random();
    context.fillStyle = `rgba(255,255,255,${0.05 + random() * 0.14})`;
    context.fillRect(
      random() * WIDTH,
      shore + 6 + depth * 440,
      60 + random() * 240 * (0.4 + depth),
      1.5 + depth * 2,
    );
  }
  context.restore();
  context.fillStyle = '#0d2b2b';
  const bank = ridge(random, 0.6);
  fillBelow(
    context,
    (x) => 1_236 - bank(x) * 12 + Math.max(0, 110 - x * 0.32) * -1 + Math.max(0, x - 1_300) * -0.12,
    HEIGHT,
  );
  for (const [x, size] of [
    [70, 470],
    [190, 330],
    [1_840, 420],
    [1_745, 280],
  ]) {
    fir(context, random, x, 1_262, size, '#0d2b2b');
  }
}

function mist(context, top, bottom) {
  context.fillStyle = gradient(context, 0, top, 0, bottom, [
    [0, 'rgba(240,244,240,0)'],
    [1, 'rgba(240,242,236,0.55)'],
  ]);
  context.fillRect(0, top, WIDTH, bottom - top);
}

/** A line that is broken again and again in its middle, each time by less. */
function crag(random, from, to, jitter, depth = 6) {
  if (depth === 0) return [to];
  const middle = [
    (from[0] + to[0]) / 2 + (random() - 0.5) * jitter,
    (from[1] + to[1]) / 2 + (random() - 0.5) * jitter * 0.7,
  ];
  return [
    ...crag(random, from, middle, jitter * 0.56, depth - 1),
    ...crag(random, middle, to, jitter * 0.56, depth - 1),
  ];
}

/** One peak: its lit side, its shaded side, and snow on both. */
function mountain(context, random, { x, top, base, left, right, lit, shade, snow }) {
  const peak = [x, top];
  const leftSlope = crag(random, [x - left, base], peak, 90);
  const rightSlope = crag(random, peak, [x + right, base], 90);
  const spine = crag(random, peak, [x + (right - left) * 0.2 + 40, base], 130);
  const trace = (...points) => {
    context.beginPath();
    for (const [px, py] of points) context.lineTo(px, py);
    context.closePath();
  };
  const height = base - top;
  const teeth = (colour, share) => {
    const line = crag(
      random,
      [x - left, top + height * share],
      [x + right, top + height * share],
      40,
      3,
    ).flatMap(([px, py], i) => [
      [px - 20, py - height * 0.1 * random()],
      [px, py + (i % 2 === 0 ? height * 0.12 : 0)],
    ]);
    context.fillStyle = colour;
    trace([x - left, top - 60], ...line, [x + right, top - 60]);
    context.fill();
  };
  for (const [outline, colour, snowColour] of [
    [[[x - left, base], ...leftSlope, ...rightSlope], lit, '#fbfdff'],
    [[peak, ...rightSlope, ...[...spine].reverse()], shade, '#c3d4e8'],
  ]) {
    context.save();
    trace(...outline);
    context.fillStyle = colour;
    context.fill();
    context.clip();
    teeth(snowColour, snow);
    context.restore();
  }
}

function forest(context, random, { base, tall, colour, step }) {
  const hills = ridge(random, 0.55);
  for (let x = -20; x < WIDTH + 20; x += step * (0.6 + random() * 0.8)) {
    fir(context, random, x, base + 6, tall * (0.6 + random() * 0.6) + Math.max(0, hills(x) * 14), colour);
  }
}

function fir(context, random, x, bottom, height, colour) {
  context.fillStyle = colour;
  const tiers = height > 150 ? 11 : 5;
  for (let tier = 0; tier < tiers; tier++) {
    const top = bottom - height + (height * tier) / (tiers + 0.6);
    const half = height * 0.05 + (height * 0.19 * (tier + 1)) / tiers;
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(x + half * (0.85 + random() * 0.3), top + (height / tiers) * 1.75);
    context.lineTo(x - half * (0.85 + random() * 0.3), top + (height / tiers) * 1.75);
    context.fill();
  }
  context.fillRect(x - height * 0.014, bottom - height * 0.1, height * 0.028, height * 0.1);
}
