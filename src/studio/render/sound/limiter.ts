import { decibels, SAMPLE_RATE, type Stereo } from './pcm.js';

/** The loudest sample: AAC overshoots a little, and clipping is what this is for. */
const CEILING = decibels(-1.5);
const LOOK_AHEAD = Math.round(0.004 * SAMPLE_RATE);
const RELEASE = 1 - Math.exp(-1 / (0.12 * SAMPLE_RATE));

/**
 * Turns loud moments down instead of cutting them off, in place. It looks 4 ms ahead, so that the level is down when
 * a peak arrives; no sample leaves louder than -1.5 dB of full scale. Quiet sound passes unchanged.
 */
export function limit({ left, right }: Stereo): void {
  const length = left.length;
  let gain = 1;
  // Positions of peaks within the window, the loudest first; each is louder than those behind it.
  const window: number[] = [];
  let head = 0;
  const peakAt = (i: number) => Math.max(Math.abs(left[i] ?? 0), Math.abs(right[i] ?? 0));
  for (let i = -LOOK_AHEAD; i < length; i++) {
    const next = i + LOOK_AHEAD;
    if (next < length) {
      const peak = peakAt(next);
      while (window.length > head && peakAt(window[window.length - 1] ?? 0) <= peak) window.pop();
      if (peak > CEILING) window.push(next);
    }
    if (i < 0) continue;
    while (head < window.length && (window[head] ?? 0) < i) head++;
    if (head > 1_024) {
      window.splice(0, head);
      head = 0;
    }
    const loudest = window[head];
    const wanted = loudest === undefined ? 1 : CEILING / peakAt(loudest);
    // Down in a straight line that arrives with the peak, up again slowly.
    if (wanted < gain) gain += (wanted - gain) / Math.max(1, (loudest ?? i) - i + 1);
    else gain += (wanted - gain) * RELEASE;
    if (gain > 0.99999) continue;
    left[i] = clip((left[i] ?? 0) * gain);
    right[i] = clip((right[i] ?? 0) * gain);
  }
}

function clip(sample: number): number {
  return Math.max(-CEILING, Math.min(CEILING, sample));
}
