import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';

const SCENES = [
  { name: 'lake.jpg', sky: ['#f7b267', '#f4845f'], hills: ['#6d597a', '#355070', '#1d3557'], sun: '#fff1d0' },
  {
    name: 'forest.jpg',
    sky: ['#cde7e4', '#8fc7bd'],
    hills: ['#5aa189', '#2f7565', '#174a43'],
    sun: '#fdf6d8',
  },
  {
    name: 'dunes.jpg',
    sky: ['#8ecae6', '#d9edf5'],
    hills: ['#f3c892', '#e2a25c', '#b8763a'],
    sun: '#ffffff',
  },
] as const;

/** Three small landscapes of our own as JPEG files; returns their paths. */
export async function drawPictures(folder: string): Promise<string[]> {
  const drawn = SCENES.map(async (scene, index) => {
    const file = path.join(folder, scene.name);
    await writeFile(
      file,
      await sharp(Buffer.from(landscape(scene, index)))
        .jpeg({ quality: 88 })
        .toBuffer(),
    );
    return file;
  });
  return Promise.all(drawn);
}

function landscape({ sky, hills, sun }: (typeof SCENES)[number], index: number): string {
  const ridge = (base: number, height: number, phase: number) => {
    const points = Array.from({ length: 33 }, (_, step) => {
      const x = step * 40;
      const y =
        base - height * (0.55 + 0.45 * Math.sin(step / 4.2 + phase) * Math.cos(step / 9 + phase * 1.7));
      return `${x} ${y.toFixed(1)}`;
    });
    return `M0 720 L${points.join(' L')} L1280 720 Z`;
  };
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720">
    <defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="${sky[0]}"/><stop offset="1" stop-color="${sky[1]}"/></linearGradient></defs>
    <rect width="1280" height="720" fill="url(#sky)"/>
    <circle cx="${880 - index * 260}" cy="230" r="74" fill="${sun}"/>
    <path d="${ridge(500, 190, index * 2 + 1)}" fill="${hills[0]}"/>
    <path d="${ridge(590, 150, index * 2 + 2.6)}" fill="${hills[1]}"/>
    <path d="${ridge(690, 120, index * 2 + 4.4)}" fill="${hills[2]}"/>
  </svg>`;
}
