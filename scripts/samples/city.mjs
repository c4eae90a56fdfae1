// A city by the water at dusk.
import { clouds, glow, gradient, reflect, seeded, WIDTH } from './brushes.mjs';

export function city(context) {
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
