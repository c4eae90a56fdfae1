import type { RenderProgress, RenderSettings } from '../draft.js';

/** Where each phase ends, in percent of the whole: measured on a clip of ten seconds with three pictures. */
const ENDS = { images: 3, audio: 8, frames: 98 };
/** A GIF is only encoded when all of its colours are known. */
const GIF_FRAMES_END = 45;

/** Turns counted work into percent. It reports only what is new, and never goes back. */
export class ProgressMeter {
  private frames = 0;
  private last = '';
  private readonly framesEnd: number;

  constructor(
    private readonly total: number,
    private readonly report: (progress: RenderProgress) => void,
    format: RenderSettings['format'],
  ) {
    this.framesEnd = format === 'gif' ? GIF_FRAMES_END : ENDS.frames;
  }

  prepared(phase: 'images' | 'audio', done: number, total: number): void {
    const [from, to] = phase === 'images' ? [0, ENDS.images] : [ENDS.images, ENDS.audio];
    this.tell(phase, from + ((to - from) * done) / total);
  }

  frameDone(): void {
    this.frames++;
    this.tell('frames', ENDS.audio + ((this.framesEnd - ENDS.audio) * this.frames) / this.total);
    if (this.frames === this.total) this.tell('finish', this.framesEnd);
  }

  private tell(phase: RenderProgress['phase'], exact: number): void {
    const percent = Math.floor(exact);
    const line = `${phase} ${percent}`;
    if (line === this.last) return;
    this.last = line;
    this.report({ phase, percent });
  }
}
