// Brushes that the sample pictures share.
import { createCanvas } from '@napi-rs/canvas';

export const WIDTH = 1920;
export const HEIGHT = 1280;

/** Numbers from 0 to below 1, the same at every run. */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export function gradient(context, x0, y0, x1, y1, stops) {
  const fill = context.createLinearGradient(x0, y0, x1, y1);
  for (const [at, colour] of stops) fill.addColorStop(at, colour);
  return fill;
}

export function glow(context, x, y, radius, colour) {
  const fill = context.createRadialGradient(x, y, 0, x, y, radius);
  fill.addColorStop(0, `rgba(${colour},0.95)`);
  fill.addColorStop(0.12, `rgba(${colour},0.55)`);
  fill.addColorStop(0.4, `rgba(${colour},0.16)`);
  fill.addColorStop(1, `rgba(${colour},0)`);
  context.fillStyle = fill;
  context.fillRect(x - radius, y - radius, radius * 2, radius * 2);
}

/** Heights of a ridge: waves of falling size on each other. */
export function ridge(random, roughness) {
  const waves = Array.from({ length: 9 }, (_, i) => ({
    frequency: (1.6 ** i * 1.3 * Math.PI) / WIDTH,
    phase: random() * 20,
    height: roughness ** i * (0.7 + random() * 0.6),
  }));
  return (x) =>
    waves.reduce((sum, { frequency, phase, height }) => sum + Math.sin(x * frequency + phase) * height, 0);
}

export function fillBelow(context, heightAt, bottom) {
  context.beginPath();
  context.moveTo(0, bottom);
  for (let x = 0; x <= WIDTH; x += 3) context.lineTo(x, heightAt(x));
  context.lineTo(WIDTH, bottom);
  context.closePath();
  context.fill();
}

export function clouds(context, random, { count, top, bottom, colour, blur }) {
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
export function reflect(context, line, { ripple, tint, squeeze = 1 }) {
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
