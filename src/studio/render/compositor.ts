import { Arena } from './arena.js';
import type { Layers } from './layers.js';
import { type Shot, type Size, viewAt } from './motion.js';
import { type Overlay, OverlayPainter } from './overlay.js';
import type { Scene } from './plan.js';
import { Sampler } from './sampler.js';
import { BLACK_LUMA, frameBytes, NEUTRAL_CHROMA, type YuvImage } from './yuv.js';

/** A picture that is ready to be shown: its canvas and how the camera moves over it. */
export interface PreparedScene {
  readonly scene: Scene;
  readonly shot: Shot;
  readonly image: YuvImage;
}

export interface VisibleText {
  readonly overlay: Overlay;
  /** 0-1. */
  readonly opacity: number;
}

/** Puts frames together, one after the other. */
export class Compositor {
  private readonly arena = new Arena();
  private readonly sampler: Sampler;
  private readonly painter: OverlayPainter;
  private readonly bytes: number;
  /** Addresses of the frame that is made, and of the second picture of a transition. */
  private readonly frame: number;
  private readonly second: number;
  /** A still picture is sampled once; its later frames are copies. */
  private still: { readonly scene: Scene; readonly samples: Uint8Array } | undefined;

  constructor(private readonly size: Size) {
    this.bytes = frameBytes(size);
    this.frame = this.arena.take(this.bytes);
    this.second = this.arena.take(this.bytes);
    this.sampler = new Sampler(this.arena, size);
    this.painter = new OverlayPainter(this.arena, size);
  }

  /**
   * Composes the frame of a moment in milliseconds into `out`: planar 4:2:0, rows without padding. `sceneOf` gives
   * the prepared scene of an index.
   */
  compose(
    out: Uint8Array,
    time: number,
    layers: Layers,
    sceneOf: (index: number) => PreparedScene,
    texts: readonly VisibleText[],
  ): void {
    if (layers.kind === 'two') {
      this.drawScene(sceneOf(layers.from), time, this.frame);
      this.drawScene(sceneOf(layers.to), time, this.second);
      this.mixInSecond(layers.mix);
    } else {
      this.drawScene(sceneOf(layers.scene), time, this.frame);
      if (layers.light < 1) {
        this.blacken(this.second);
        this.mixInSecond(1 - layers.light);
      }
    }
    for (const { overlay, opacity } of texts) this.painter.draw(overlay, opacity, this.frame);
    out.set(this.arena.bytes.subarray(this.frame, this.frame + this.bytes));
  }

  private drawScene({ scene, shot, image }: PreparedScene, time: number, to: number): void {
    if (scene.motion !== 'still') {
      const progress = (time - scene.from) / (scene.until - scene.from);
      this.sampler.draw(image, viewAt(shot, progress), to);
    } else if (this.still?.scene === scene) {
      this.arena.bytes.set(this.still.samples, to);
    } else {
      this.sampler.draw(image, shot.first, to);
      this.still = { scene, samples: this.arena.bytes.slice(to, to + this.bytes) };
    }
  }

  private mixInSecond(share: number): void {
    this.arena.kernels.mixRows(this.frame, this.frame, this.second, this.bytes, Math.round(share * 256));
  }

  private blacken(frame: number): void {
    const chroma = frame + this.size.width * this.size.height;
    this.arena.bytes.fill(BLACK_LUMA, frame, chroma);
    this.arena.bytes.fill(NEUTRAL_CHROMA, chroma, frame + this.bytes);
  }
}
