// Draws the three sample pictures of the demo: `node scripts/draw-samples.mjs`. They are our own, and free of rights.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import { beach } from './samples/beach.mjs';
import { HEIGHT, WIDTH } from './samples/brushes.mjs';
import { city } from './samples/city.mjs';
import { lake } from './samples/lake.mjs';

for (const [name, draw] of Object.entries({ beach, city, lake })) {
  const canvas = createCanvas(WIDTH, HEIGHT);
  draw(canvas.getContext('2d'));
  const png = sharp(canvas.toBuffer('image/png'));
  const jpeg = await png.removeAlpha().jpeg({ quality: 84, mozjpeg: true }).toBuffer();
  writeFileSync(path.join(import.meta.dirname, '../samples', `${name}.jpg`), jpeg);
  console.log(`${name}.jpg ${Math.round(jpeg.length / 1000)} KB`);
}
