import { decodeOpened, type RawImage } from '../../imaging/decode.js';
import { openImage } from '../../imaging/open.js';
import { openPixels } from '../../imaging/sharp.js';
import type { PreparedScene } from './compositor.js';
import { planShot, type Rect, type Size } from './motion.js';
import type { RenderPlan, Scene } from './plan.js';
import { yuvFromRgb } from './yuv.js';

type Rgb = { readonly r: number; readonly g: number; readonly b: number };

/** What a picture that does not fit shows more of: faces and horizons lie above the middle. */
const VERTICAL_ANCHOR = 0.42;

/** The blurred copy behind a whole picture: how soft (share of the frame's width) and how bright it is. */
const BACKDROP = { blur: 0.03, brightness: 0.6, saturation: 1.1 };

/**
 * Decodes a scene's picture and makes it into the canvas that its camera moves over.
 * Rejects with Failure `unsupported-file`, `file-empty`, `file-too-large` or `file-unreadable`.
 */
export async function prepareScene(
  scene: Scene,
  file: string,
  plan: Pick<RenderPlan, 'width' | 'height' | 'background'>,
): Promise<PreparedScene> {
  const frame = { width: plan.width, height: plan.height };
  const seconds = (scene.until - scene.from) / 1_000;
  const opened = await openImage(file);
  const shot = planShot(scene.motion, frame, seconds, scene.fit === 'cover' ? opened : undefined);
  const target = scene.fit === 'cover' ? covering(opened, shot.canvas) : within(opened, shot.always);
  const decoded = await decodeOpened(opened, { maxEdge: Math.max(target.width, target.height) });
  const picture = await flatten(decoded, plan.background);
  const canvas =
    scene.fit === 'cover'
      ? await cropped(await resized(picture, target), shot.canvas)
      : await overBackdrop(picture, target, shot.canvas, shot.always);
  return { scene, shot, image: yuvFromRgb(canvas) };
}

/** The size at which a picture just covers the canvas. */
function covering(picture: Size, canvas: Size): Size {
  const scale = Math.max(canvas.width / picture.width, canvas.height / picture.height);
  return {
    width: Math.max(canvas.width, Math.round(picture.width * scale)),
    height: Math.max(canvas.height, Math.round(picture.height * scale)),
  };
}

/** The size at which the whole picture just fits. */
function within(picture: Size, space: Size): Size {
  const scale = Math.min(space.width / picture.width, space.height / picture.height);
  return {
    width: Math.max(1, Math.round(picture.width * scale)),
    height: Math.max(1, Math.round(picture.height * scale)),
  };
}

/** Lays transparent pixels on the background: the draft's, or the one on which the picture can be seen. */
async function flatten(picture: RawImage, background: string | undefined): Promise<RawImage> {
  if (picture.channels === 3) return picture;
  const colour = background ?? contrastingBackground(picture);
  const { data, info } = await openPixels(picture)
    .flatten({ background: colour })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: 3 };
}

/** A dark logo goes on white and a light one on near-black. */
function contrastingBackground({ data }: RawImage): Rgb {
  let luma = 0;
  let weight = 0;
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3] ?? 0;
    luma += (0.2126 * (data[i] ?? 0) + 0.7152 * (data[i + 1] ?? 0) + 0.0722 * (data[i + 2] ?? 0)) * alpha;
    weight += alpha;
  }
  return weight > 0 && luma / weight > 150 ? { r: 18, g: 18, b: 22 } : { r: 255, g: 255, b: 255 };
}

async function resized(picture: RawImage, { width, height }: Size): Promise<RawImage> {
  if (picture.width === width && picture.height === height) return picture;
  const data = await openPixels(picture).resize(width, height, { fit: 'fill' }).raw().toBuffer();
  return { data, width, height, channels: 3 };
}

async function cropped(picture: RawImage, { width, height }: Size): Promise<RawImage> {
  const left = Math.floor((picture.width - width) / 2);
  const top = Math.floor((picture.height - height) * VERTICAL_ANCHOR);
  const data = await openPixels(picture).extract({ left, top, width, height }).raw().toBuffer();
  return { data, width, height, channels: 3 };
}

/** The whole picture in the part of the canvas that is always visible, over a blurred copy of itself. */
async function overBackdrop(picture: RawImage, size: Size, canvas: Size, place: Rect): Promise<RawImage> {
  const { width, height } = canvas;
  // Blurred at an eighth of the size: nobody sees the difference, and it takes a hundredth of the time.
  const small = { width: Math.ceil(width / 8), height: Math.ceil(height / 8) };
  const blurred = await openPixels(picture)
    .resize(small.width, small.height, { fit: 'cover' })
    .blur(Math.max(0.5, small.width * BACKDROP.blur))
    .modulate({ brightness: BACKDROP.brightness, saturation: BACKDROP.saturation })
    .raw()
    .toBuffer();
  const backdrop = openPixels({ data: blurred, ...small, channels: 3 }).resize(width, height, {
    fit: 'fill',
    kernel: 'cubic',
  });
  const front = await resized(picture, size);
  const data = await backdrop
    .composite([
      {
        input: Buffer.from(front.data.buffer, front.data.byteOffset, front.data.length),
        raw: { width: front.width, height: front.height, channels: 3 },
        left: Math.round(place.x + (place.width - front.width) / 2),
        top: Math.round(place.y + (place.height - front.height) / 2),
      },
    ])
    .removeAlpha()
    .raw()
    .toBuffer();
  return { data, width, height, channels: 3 };
}
