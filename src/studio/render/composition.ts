import { open } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../../failure.js';
import { sniffImage } from '../../imaging/format.js';
import { Compositor, type PreparedScene } from './compositor.js';
import { type Layers, layersAt } from './layers.js';
import { frameTime, type RenderPlan, type Scene } from './plan.js';
import { prepareScene } from './prepare-scene.js';
import { mixSound } from './sound/mix.js';
import { SAMPLE_RATE, type Stereo } from './sound/pcm.js';
import type { Still, StillsPlan } from './stills.js';
import { placeTexts, visibleTexts } from './text/layout.js';
import { rgbFromFrame } from './yuv.js';

/** Everything that is needed to compose a video. Plain data: it is handed to a thread. */
export interface CompositionJob {
  readonly plan: RenderPlan;
  readonly stills: StillsPlan;
  /** Files by the media ids of the plan. */
  readonly mediaPaths: Readonly<Record<string, string>>;
  /** Where the mixed sound is written; absent when there is none. */
  readonly soundFile?: string;
}

/** Who takes what is composed: the encoder's side, in this thread or in another one. */
export interface CompositionHost {
  readonly signal: AbortSignal;
  prepared(phase: 'images' | 'audio', done: number, total: number): void;
  /** Pictures were looked at and the sound is written: frames follow. */
  ready(): void;
  /** A buffer for one frame; waits until one is free. */
  takeBuffer(): Promise<ArrayBuffer>;
  /** Frames come in order, starting with 0. The buffer now belongs to the host. */
  giveFrame(buffer: ArrayBuffer): void;
  giveStill(kind: 'poster' | 'preview', still: Still): void;
}

/**
 * Composes a whole video: pictures, texts, sound, then frame after frame. Pictures are decoded shortly before they
 * are shown and dropped after, so that memory does not grow with their number.
 * Rejects with Failure `stopped`, or with that of a file, which it names.
 */
export async function compose(job: CompositionJob, host: CompositionHost): Promise<void> {
  const { plan } = job;
  await lookAtPictures(job, host);
  const pictures = new Pictures(job);
  pictures.prefetch(0);
  if (job.soundFile) {
    const sound = await mixSound(
      plan.sounds,
      plan.frames / plan.fps,
      (id) => pathOf(job, id),
      (done) => {
        host.signal.throwIfAborted();
        host.prepared('audio', done, plan.sounds.length);
      },
    );
    await writePcm(sound, job.soundFile);
  }
  host.ready();
  // The encoder starts up meanwhile.
  const texts = placeTexts(plan.texts, plan);
  const compositor = new Compositor(plan);
  for (let index = 0; index < plan.frames; index++) {
    const time = frameTime(plan, index);
    const layers = layersAt(plan, time);
    const shown = await pictures.show(layers);
    const buffer = await host.takeBuffer();
    const frame = new Uint8Array(buffer);
    host.signal.throwIfAborted();
    compositor.compose(frame, time, layers, shown, visibleTexts(texts, time));
    giveStills(job, index, frame, host);
    host.giveFrame(buffer);
    // Lets messages and the pictures that are being decoded get their turn.
    await nextTurn();
  }
}

async function lookAtPictures({ plan, mediaPaths }: CompositionJob, host: CompositionHost): Promise<void> {
  for (const [index, scene] of plan.scenes.entries()) {
    host.signal.throwIfAborted();
    await naming(scene.name, () => sniffImage(pathOf({ mediaPaths }, scene.media)));
    host.prepared('images', index + 1, plan.scenes.length);
  }
}

function pathOf({ mediaPaths }: Pick<CompositionJob, 'mediaPaths'>, id: string): string {
  const path = mediaPaths[id];
  if (path === undefined) throw new Failure('file-unreadable', { detail: `no file for media ${id}` });
  return path;
}

/** The prepared scenes that are on screen, and the one that comes next. */
class Pictures {
  private readonly prepared = new Map<number, Promise<PreparedScene>>();

  constructor(private readonly job: CompositionJob) {}

  /** Waits for the scenes of a moment, drops those that are over, and starts with the next one. */
  async show(layers: Layers): Promise<(index: number) => PreparedScene> {
    const [first, last] = layers.kind === 'two' ? [layers.from, layers.to] : [layers.scene, layers.scene];
    for (const index of this.prepared.keys()) if (index < first) this.prepared.delete(index);
    const scenes = await Promise.all([this.prefetch(first), this.prefetch(last)]);
    this.prefetch(last + 1);
    return (index) => (index === first ? scenes[0] : scenes[1]);
  }

  prefetch(index: number): Promise<PreparedScene> {
    const known = this.prepared.get(index);
    if (known) return known;
    const scene = this.job.plan.scenes[index];
    const preparing = scene
      ? naming(scene.name, () => prepareScene(scene, pathOf(this.job, scene.media), this.job.plan))
      : Promise.reject(new Failure('internal', { detail: `no scene ${index}` }));
    // A failure is met when the scene is shown.
    preparing.catch(() => {});
    this.prepared.set(index, preparing);
    return preparing;
  }
}

/** Adds the name that the person knows to a failure of a file. */
async function naming<T>(file: Scene['name'], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const { code, detail, facts } = Failure.from(thrown, 'file-unreadable');
    throw new Failure(code, { detail, cause: thrown, facts: { ...facts, file } });
  }
}

function giveStills(
  { plan, stills }: CompositionJob,
  index: number,
  frame: Uint8Array,
  host: CompositionHost,
) {
  if (index === stills.posterFrame) {
    host.giveStill('poster', rgbFromFrame(frame, plan, 1));
  }
  if (stills.previewFrames.has(index)) {
    host.giveStill('preview', rgbFromFrame(frame, plan, stills.previewFactor));
  }
}

/** Raw stereo sound, 32-bit float, left and right in turn; written a second at a time. */
async function writePcm({ left, right }: Stereo, path: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    const second = new Float32Array(SAMPLE_RATE * 2);
    for (let start = 0; start < left.length; start += SAMPLE_RATE) {
      const count = Math.min(SAMPLE_RATE, left.length - start);
      for (let i = 0; i < count; i++) {
        second[i * 2] = left[start + i] ?? 0;
        second[i * 2 + 1] = right[start + i] ?? 0;
      }
      await file.write(new Uint8Array(second.buffer, 0, count * 8));
    }
  } finally {
    await file.close();
  }
}
