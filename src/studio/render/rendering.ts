import { Failure } from '../../failure.js';
import type { RenderDraft } from '../draft.js';
import { type Composition, type CompositionEvent, startComposition } from './composition-thread.js';
import { type Encoder, openEncoder } from './encoder.js';
import type { RenderPlan } from './plan.js';
import { ProgressMeter } from './progress-meter.js';
import { planStills, type Still, writePoster, writePreview } from './stills.js';

export type RenderJob = Parameters<RenderDraft>[0];

/** Files that are being written. They get their own names when all of them are whole. */
export interface PartFiles {
  readonly video: string;
  readonly poster: string;
  readonly preview: string;
  readonly sound: string;
}

/** One render under way: a thread that composes and an ffmpeg that encodes, side by side. */
export class Rendering {
  private readonly composition: Composition;
  private readonly meter: ProgressMeter;
  private readonly previews: Still[] = [];
  private readonly writing: Promise<void>[] = [];
  private readonly soundFile: string | undefined;
  private encoder: Encoder | undefined;

  constructor(
    private readonly job: RenderJob,
    private readonly plan: RenderPlan,
    private readonly parts: PartFiles,
  ) {
    this.meter = new ProgressMeter(plan.frames, job.onProgress, job.settings.format);
    this.soundFile = plan.sounds.length > 0 ? parts.sound : undefined;
    this.composition = startComposition({
      plan,
      stills: planStills(plan),
      mediaPaths: Object.fromEntries(mediaIds(plan).map((id) => [id, job.mediaPath(id)])),
      soundFile: this.soundFile,
    });
  }

  /** Resolves when all files are written. Rejects with a Failure; everything has stopped by then. */
  async run(): Promise<void> {
    const { signal } = this.job;
    // The waits below end by this: the events with `stopped`, those for the encoder because it is gone.
    const onAbort = () => void this.stop();
    signal.addEventListener('abort', onAbort);
    try {
      for await (const event of this.composition.events) {
        signal.throwIfAborted();
        await this.handle(event);
      }
      // The encoder still has frames to work on: the preview is written meanwhile.
      this.write(writePreview(this.previews, this.parts.preview));
      await Promise.all([this.encoder?.finish(), ...this.writing]);
    } catch (thrown) {
      await this.stop();
      throw thrown;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  private async handle(event: CompositionEvent): Promise<void> {
    switch (event.kind) {
      case 'prepared':
        return this.meter.prepared(event.phase, event.done, event.total);
      case 'ready':
        this.encoder = await this.openEncoder();
        return;
      case 'frame':
        if (!this.encoder) throw new Failure('internal', { detail: 'a frame came before the sound' });
        await this.encoder.write(new Uint8Array(event.buffer));
        this.composition.recycle(event.buffer);
        return this.meter.frameDone();
      case 'still':
        if (event.still === 'preview') this.previews.push(event.picture);
        else this.write(writePoster(event.picture, this.parts.poster));
    }
  }

  private openEncoder(): Promise<Encoder> {
    const { width, height, fps, title } = this.plan;
    const { format, preset } = this.job.settings;
    const output = this.parts.video;
    const options = { format, preset, width, height, fps, title, soundFile: this.soundFile, output };
    return openEncoder(this.job.ffmpegPath, options);
  }

  private write(work: Promise<void>): void {
    work.catch(() => {}); // met at the end of `run`, or of no interest any more
    this.writing.push(work);
  }

  /** Resolves when thread and encoder are gone and no file is written any more. */
  private async stop(): Promise<void> {
    await Promise.all([this.composition.stop(), this.encoder?.abort()]);
    await Promise.allSettled(this.writing);
  }
}

function mediaIds(plan: RenderPlan): string[] {
  const sounds = plan.sounds.flatMap(({ m }) => (m.media === undefined ? [] : [m.media]));
  return [...new Set([...plan.scenes.map(({ media }) => media), ...sounds])];
}
