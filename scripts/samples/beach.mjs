// A beach at sunset.
import { clouds, fillBelow, glow, gradient, HEIGHT, ridge, seeded, WIDTH } from './brushes.mjs';

export function beach(context) {
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
