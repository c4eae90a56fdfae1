import { open } from 'node:fs/promises';
import { Failure } from '../../failure.js';
import type { RenderSettings } from '../draft.js';
import { alignDurations, readMp4 } from './mp4-boxes.js';
import type { RenderPlan } from './plan.js';

/** The first bytes of the formats whose inside is not looked at. */
const SIGNATURES = { webm: '1a45dfa3', gif: '47494638' } as const;

/** Puts the last hand to a file and looks at it before anybody is given it. Rejects with Failure `render-failed`. */
export async function checkOutput(
  file: string,
  format: RenderSettings['format'],
  plan: RenderPlan,
): Promise<void> {
  if (format === 'webm' || format === 'gif') return checkSignature(file, SIGNATURES[format]);
  await alignDurations(file);
  const { fastStart, seconds, tracks } = await readMp4(file);
  const video = tracks.find(({ kind }) => kind === 'video');
  const wanted = plan.frames / plan.fps;
  const problems = [
    !fastStart && 'its index is at the end',
    video?.samples !== plan.frames && `it has ${video?.samples} frames instead of ${plan.frames}`,
    Math.abs(seconds - wanted) > 1 / plan.fps && `it lasts ${seconds} s instead of ${wanted} s`,
    tracks.some(({ kind }) => kind === 'audio') !== plan.sounds.length > 0 && 'its sound is not as planned',
  ].filter((problem) => problem !== false);
  if (problems.length > 0)
    throw new Failure('render-failed', { detail: `the video: ${problems.join(', ')}` });
}

async function checkSignature(file: string, signature: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    if (buffer.toString('hex') !== signature) {
      throw new Failure('render-failed', { detail: 'the encoder wrote another format' });
    }
  } finally {
    await handle.close();
  }
}
