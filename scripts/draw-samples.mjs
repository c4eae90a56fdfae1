// Draws the three sample pictures of the demo: `node scripts/draw-samples.mjs`. They are our own, and free of rights.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import sharp from 'sharp';

const WIDTH = 1920;
const HEIGHT = 1280;

/** Numbers from 0 to below 1, the same at every run. */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function gradient(context, x0, y0, x1, y1, stops) {
  const fill = context.createLinearGradient(x0, y0, x1, y1);
  for (const [at, colour] of stops) fill.addColorStop(at, colour);
  return fill;
}

function glow(context, x, y, radius, colour) {
  const fill = context.createRadialGradient(x, y, 0, x, y, radius);
  fill.addColorStop(0, `rgba(${colour},0.95)`);
  fill.addColorStop(0.12, `rgba(${colour},0.55)`);
  fill.addColorStop(0.4, `rgba(${colour},0.16)`);
  fill.addColorStop(1, `rgba(${colour},0)`);
  context.fillStyle = fill;
  context.fillRect(x - radius, y - radius, radius * 2, radius * 2);
}

/** Heights of a ridge: waves of falling size on each other. */
function ridge(random, roughness) {
  const waves = Array.from({ length: 9 }, (_, i) => ({
    frequency: (1.6 ** i * 1.3 * Math.PI) / WIDTH,
    phase: random() * 20,
    height: roughness ** i * (0.7 + random() * 0.6),
  }));
  return (x) =>
    waves.reduce((sum, { frequency, phase, height }) => sum + Math.sin(x * frequency + phase) * height, 0);
}

function fillBelow(context, heightAt, bottom) {
  context.beginPath();
  context.moveTo(0, bottom);
  for (let x = 0; x <= WIDTH; x += 3) context.lineTo(x, heightAt(x));
  context.lineTo(WIDTH, bottom);
  context.closePath();
  context.fill();
}

function clouds(context, random, { count, top, bottom, colour, blur }) {
  context.save();
  context.filter = `blur(${blur}px)`;
  for (let i = 0; i < count; i++) {
    const y = top + (bottom - top) * random();
    const x = random() * WIDTH;
    const length = 180 + random() * 420;
    for (let puff = 0; puff < 9; puff++) {
      context.fillStyle = `rgba(${colour},${0.1 + random() * 0.22})`;
      context.beginPath();
      const along = (random() - 0.5) * length;
      context.ellipse(
        x + along,
        y + (random() - 0.5) * 22,
        length * 0.24,
        8 + random() * 16,
        0,
        0,
        Math.PI * 2,
      );
      context.fill();
    }
  }
  context.restore();
}

/** What is above `line`, upside down below it, broken by ripples. */
function reflect(context, line, { ripple, tint, squeeze = 1 }) {
  const source = context.canvas;
  const copy = createCanvas(WIDTH, HEIGHT);
  copy.getContext('2d').drawImage(source, 0, 0);
  for (let y = line; y < HEIGHT; y++) {
    const depth = (y - line) / (HEIGHT - line);
    const mirrored = Math.max(0, line - 1 - (y - line) * squeeze);
    const shift = Math.sin(y * (0.55 - depth * 0.35) + Math.sin(y * 0.09) * 3) * ripple * (0.2 + depth);
    context.drawImage(copy, 0, mirrored, WIDTH, 1, shift - 20, y, WIDTH + 40, 1);
  }
  context.fillStyle = gradient(context, 0, line, 0, HEIGHT, tint);
  context.fillRect(0, line, WIDTH, HEIGHT - line);
}

function beach(context) {
  const random = seeded(21);
  const horizon = 700;
  const sun = { x: 1_180, y: 590 };
  context.fillStyle = gradient(context, 0, 0, 0, horizon, [
    [0, '#2b2a5e'],
    [0.32, '#7a3f86'],
    [0.58, '#d9607a'],
    [0.8, '#f79a5c'],
    [1, '#ffd98a'],
  ]);
  context.fillRect(0, 0, WIDTH, horizon);
  clouds(context, random, { count: 16, top: 120, bottom: 520, colour: '255,170,150', blur: 9 });
  clouds(context, random, { count: 9, top: 60, bottom: 380, colour: '90,50,110', blur: 14 });
  glow(context, sun.x, sun.y, 620, '255,214,140');
  context.fillStyle = '#fff3cf';
  context.beginPath();
  context.arc(sun.x, sun.y, 74, 0, Math.PI * 2);
  context.fill();
  const island = ridge(random, 0.55);
  for (const [x, width, height, colour] of [
    [520, 520, 52, '#a85a80'],
    [240, 420, 84, '#6d4073'],
  ]) {
    context.fillStyle = colour;
    fillBelow(
      context,
      (at) => {
        const slope = Math.max(0, 1 - ((at - x) / width) ** 2);
        return horizon + 1 - slope * (height + island(at * 2 + x) * 14);
      },
      horizon + 1,
    );
  }

  context.fillStyle = gradient(context, 0, horizon, 0, 1_040, [
    [0, '#f3a273'],
    [0.16, '#b4688a'],
    [0.6, '#4c4f86'],
    [1, '#3f6f95'],
  ]);
  context.fillRect(0, horizon, WIDTH, HEIGHT - horizon);
  for (let i = 0; i < 1_500; i++) {
    const depth = random() ** 1.6;
    const y = horizon + 3 + depth * 330;
    const isInPath = random() < 0.55;
    const x = isInPath ? sun.x + (random() + random() - 1) * (60 + depth * 420) : random() * WIDTH;
    const length = 8 + depth * 90 * random();
    context.fillStyle = isInPath
      ? `rgba(255,226,160,${0.16 + random() * 0.4})`
      : `rgba(30,30,80,${random() * 0.16})`;
    context.fillRect(x - length / 2, y, length, 1 + depth * 3.2);
  }

  const shore = ridge(random, 0.5);
  const shoreAt = (x, offset) => 1_015 + offset + shore(x) * 15 + Math.sin(x / 330) * 16 - (x / WIDTH) * 46;
  context.fillStyle = gradient(context, 0, 980, 0, HEIGHT, [
    [0, '#a9795f'],
    [0.3, '#c99468'],
    [1, '#8f5b45'],
  ]);
  fillBelow(context, (x) => shoreAt(x, 26), HEIGHT);
  context.fillStyle = 'rgba(255,190,150,0.35)';
  fillBelow(context, (x) => shoreAt(x, 70), HEIGHT);
  context.fillStyle = gradient(context, 0, 1_080, 0, HEIGHT, [
    [0, '#c8926a'],
    [1, '#7f503f'],
  ]);
  fillBelow(context, (x) => shoreAt(x, 96), HEIGHT);
  context.save();
  context.filter = 'blur(1.4px)';
  for (const [offset, width, alpha] of [
    [26, 9, 0.85],
    [12, 4, 0.5],
    [-24, 5, 0.4],
    [-62, 3, 0.3],
  ]) {
    context.strokeStyle = `rgba(255,244,232,${alpha})`;
    context.lineWidth = width;
    context.beginPath();
    for (let x = 0; x <= WIDTH; x += 4)
      context.lineTo(x, shoreAt(x, offset) + Math.sin(x / 23 + offset) * 2.5);
    context.stroke();
  }
  context.restore();

  for (const [x, y, size] of [
    [900, 330, 22],
    [970, 372, 17],
    [840, 392, 14],
  ]) {
    context.strokeStyle = 'rgba(45,28,60,0.85)';
    context.lineWidth = size / 7;
    context.beginPath();
    context.moveTo(x - size, y - size * 0.35);
    context.quadraticCurveTo(x - size * 0.4, y - size * 0.55, x, y);
    context.quadraticCurveTo(x + size * 0.4, y - size * 0.55, x + size, y - size * 0.35);
    context.stroke();
  }
  palm(context, random, 150, HEIGHT + 20, 300, 250);
}

function palm(context, random, x0, y0, x1, y1) {
  context.strokeStyle = '#2a1a33';
  context.fillStyle = '#2a1a33';
  for (let i = 0; i <= 300; i++) {
    const t = i / 300;
    const x = x0 + (x1 - x0) * t + Math.sin(t * Math.PI) * -60;
    context.beginPath();
    context.ellipse(x, y0 + (y1 - y0) * t, 23 - t * 12 + (i % 6 === 0 ? 1.6 : 0), 5, 0, 0, Math.PI * 2);
    context.fill();
  }
  for (const [dx, dy] of [
    [-14, 16],
    [16, 18],
    [2, 26],
  ]) {
    context.beginPath();
    context.arc(x1 + dx, y1 + dy, 13, 0, Math.PI * 2);
    context.fill();
  }
  // Each frond: its direction, how long it is, and how much it hangs.
  for (const [degrees, length, hang] of [
    [-174, 350, 210],
    [-152, 390, 120],
    [-122, 330, 60],
    [-88, 300, 40],
    [-55, 350, 70],
    [-28, 400, 130],
    [-4, 350, 220],
    [-200, 250, 230],
    [22, 260, 230],
  ]) {
    const angle = (degrees * Math.PI) / 180;
    const along = (t) => [
      x1 + Math.cos(angle) * length * t,
      y1 + Math.sin(angle) * length * t * 0.8 + t * t * hang,
    ];
    context.lineWidth = 5;
    context.beginPath();
    for (let t = 0; t <= 1; t += 0.05) context.lineTo(...along(t));
    context.stroke();
    for (let i = 3; i < 58; i++) {
      const t = i / 58;
      const [x, y] = along(t);
      const [px, py] = along(t - 0.02);
      const heading = Math.atan2(y - py, x - px);
      const leaf = (74 * Math.sin(t * Math.PI * 0.86 + 0.3) + 8) * (0.9 + random() * 0.2);
      context.lineWidth = 2.6;
      for (const side of [-1, 1]) {
        const tilt = heading + side * 0.62;
        context.beginPath();
        context.moveTo(x, y);
        context.quadraticCurveTo(
          x + Math.cos(tilt) * leaf * 0.6,
          y + Math.sin(tilt) * leaf * 0.6,
          x + Math.cos(tilt) * leaf,
          y + Math.sin(tilt) * leaf + leaf * 0.28,
        );
        context.stroke();
      }
    }
  }
}

function city(context) {
  const random = seeded(8);
  const water = 930;
  context.fillStyle = gradient(context, 0, 0, 0, water, [
    [0, '#0b1437'],
    [0.45, '#23346f'],
    [0.75, '#6a4f8c'],
    [0.92, '#d97b7e'],
    [1, '#ffb27a'],
  ]);
  context.fillRect(0, 0, WIDTH, water);
  for (let i = 0; i < 170; i++) {
    context.fillStyle = `rgba(255,255,255,${random() * 0.7})`;
    const size = random() < 0.1 ? 2.4 : 1.3;
    context.fillRect(random() * WIDTH, random() ** 1.6 * 520, size, size);
  }
  glow(context, 1_480, 240, 260, '230,235,255');
  context.fillStyle = '#f4f3ff';
  context.beginPath();
  context.arc(1_480, 240, 46, 0, Math.PI * 2);
  context.fill();
  clouds(context, random, { count: 7, top: 520, bottom: 720, colour: '255,170,150', blur: 12 });

  const layers = [
    { colour: '#4b4278', tall: 330, wide: 70, windows: 0.12, light: '255,200,150' },
    { colour: '#2b2b5c', tall: 470, wide: 92, windows: 0.3, light: '255,214,150' },
    { colour: '#12163a', tall: 400, wide: 112, windows: 0.5, light: '255,222,160' },
  ];
  layers.forEach((layer, index) => {
    for (let x = -40; x < WIDTH; ) {
      const width = layer.wide * (0.55 + random() * 0.8);
      const centre = 1 - Math.abs((x + width / 2) / WIDTH - 0.46) * 1.3;
      const height = layer.tall * (0.35 + random() * 0.6) * (0.55 + Math.max(0, centre) * 0.75);
      tower(context, random, layer, {
        x,
        width,
        top: water - height,
        bottom: water,
        spire: index > 0 && random() < 0.22,
      });
      x += width + (random() < 0.3 ? random() * 18 : 2);
    }
    context.fillStyle = gradient(context, 0, water - 330, 0, water, [
      [0, 'rgba(255,150,130,0)'],
      [1, `rgba(255,150,130,${0.2 - index * 0.06})`],
    ]);
    context.fillRect(0, water - 330, WIDTH, 330);
  });

  reflect(context, water, {
    ripple: 9,
    squeeze: 1.15,
    tint: [
      [0, 'rgba(14,18,52,0.25)'],
      [0.5, 'rgba(12,16,50,0.5)'],
      [1, 'rgba(6,9,34,0.85)'],
    ],
  });
  context.fillStyle = '#0a0d28';
  context.fillRect(0, water - 5, WIDTH, 9);
  for (let x = 20; x < WIDTH; x += 96) {
    glow(context, x, water - 16, 40, '255,206,140');
    context.fillStyle = 'rgba(255,210,150,0.16)';
    context.fillRect(x - 3, water + 8, 6, 120 + random() * 90);
  }
  context.save();
  context.globalCompositeOperation = 'screen';
  for (let i = 0; i < 26; i++) {
    const radius = 16 + random() * 44;
    const colour = ['255,170,90', '255,110,140', '110,160,255', '255,220,150'][Math.floor(random() * 4)];
    context.fillStyle = `rgba(${colour},${0.06 + random() * 0.12})`;
    context.beginPath();
    context.arc(random() * WIDTH, 1_080 + random() * 200, radius, 0, Math.PI * 2);
    context.fill();
  }
  context.restore();
}

function tower(context, random, layer, { x, width, top, bottom, spire }) {
  context.fillStyle = layer.colour;
  context.fillRect(x, top, width, bottom - top);
  const step = width * 0.16;
  if (random() < 0.5) context.fillRect(x + step, top - 26, width - step * 2, 28);
  if (spire) context.fillRect(x + width / 2 - 2.5, top - 120, 5, 124);
  // A little light from the right: the side that faces the sunset.
  context.fillStyle = gradient(context, x, 0, x + width, 0, [
    [0, 'rgba(0,0,20,0.28)'],
    [0.7, 'rgba(0,0,20,0)'],
    [1, 'rgba(255,150,140,0.14)'],
  ]);
  context.fillRect(x, top, width, bottom - top);
  const [columns, rows] = [Math.floor(width / 13), Math.floor((bottom - top) / 19)];
  for (let row = 1; row < rows - 1; row++) {
    const isDark = random() < 0.25;
    for (let column = 0; column < columns; column++) {
      if (isDark || random() > layer.windows) continue;
      const cold = random() < 0.18;
      context.fillStyle = `rgba(${cold ? '170,205,255' : layer.light},${0.35 + random() * 0.6})`;
      context.fillRect(x + 5 + (column * (width - 10)) / columns, top + row * 19, 5.5, 9);
    }
  }
}

function lake(context) {
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

for (const [name, draw] of Object.entries({ beach, city, lake })) {
  const canvas = createCanvas(WIDTH, HEIGHT);
  draw(canvas.getContext('2d'));
  const jpeg = await sharp(canvas.toBuffer('image/png'))
    .removeAlpha()
    .jpeg({ quality: 84, mozjpeg: true })
    .toBuffer();
  writeFileSync(path.join(import.meta.dirname, '../samples', `${name}.jpg`), jpeg);
  console.log(`${name}.jpg ${Math.round(jpeg.length / 1000)} KB`);
}
