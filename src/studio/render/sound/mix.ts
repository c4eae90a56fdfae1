import { Failure } from '../../../failure.js';
import type { AudioSegment } from '../../draft.js';
import { decodeSound, type SoundChunk } from './decode-sound.js';
import { limit } from './limiter.js';
import { composeMusic } from './music.js';
import { type Stereo, samplesIn, silence } from './pcm.js';
import { seedFrom } from './random.js';
import { Resampler } from './resample.js';

/** How music of ours ends when the draft does not say; uploaded sound only gets an end without a click. Seconds. */
const FADE_OUT = { music: 1.5, upload: 0.03 };
const FADE_IN = 0.01;

/**
 * Mixes all sounds of a video of `seconds` seconds. Uploaded sound that is shorter than its segment ends in silence.
 * `onProgress` gives the number of finished sounds. Rejects with a Failure of the file, naming it.
 */
export async function mixSound(
  segments: readonly AudioSegment[],
  seconds: number,
  mediaPath: (id: string) => string,
  onProgress: (done: number) => void,
): Promise<Stereo> {
  const mix = silence(samplesIn(seconds));
  for (const [index, segment] of segments.entries()) {
    const start = samplesIn(Math.max(0, segment.s) / 1_000);
    const length = Math.min(samplesIn(segment.d / 1_000), mix.left.length - start);
    if (length > 0) await addSegment(mix, segment, { start, length, index }, mediaPath);
    onProgress(index + 1);
  }
  limit(mix);
  return mix;
}

async function addSegment(
  mix: Stereo,
  segment: AudioSegment,
  place: { start: number; length: number; index: number },
  mediaPath: (id: string) => string,
): Promise<void> {
  const { media, mood, name, fadeOut, volume } = segment.m;
  const isUpload = media !== undefined;
  const fade = fadeOut === undefined ? FADE_OUT[isUpload ? 'upload' : 'music'] : fadeOut / 1_000;
  const envelope = (sample: number) =>
    volume * Math.min(1, sample / samplesIn(FADE_IN), (place.length - sample) / Math.max(1, samplesIn(fade)));
  if (media !== undefined) {
    try {
      await addUpload(mix, mediaPath(media), place, envelope);
    } catch (thrown) {
      const { code, detail, facts } = Failure.from(thrown, 'file-unreadable');
      throw new Failure(code, { detail, cause: thrown, facts: { ...facts, file: name } });
    }
  } else if (mood) {
    const seed = seedFrom(`${mood} ${name} ${place.index}`);
    add(mix, composeMusic(mood, place.length / samplesIn(1), seed), place.start, place.length, 0, envelope);
  }
}

async function addUpload(
  mix: Stereo,
  path: string,
  place: { start: number; length: number },
  envelope: (sample: number) => number,
): Promise<void> {
  let resamplers: { left: Resampler; right: Resampler } | undefined;
  let done = 0;
  const take = (sound: Stereo) => {
    add(mix, sound, place.start + done, place.length - done, done, envelope);
    done += sound.left.length;
    return done < place.length;
  };
  await decodeSound(path, (chunk) => {
    const stereo = toStereo(chunk);
    if (chunk.sampleRate === samplesIn(1)) return take(stereo);
    resamplers ??= { left: new Resampler(chunk.sampleRate), right: new Resampler(chunk.sampleRate) };
    return take({ left: resamplers.left.push(stereo.left), right: resamplers.right.push(stereo.right) });
  });
  if (resamplers) take({ left: resamplers.left.flush(), right: resamplers.right.flush() });
}

/** Adds a sound at `start`, at most `length` samples of it; `played` samples of its segment came before. */
function add(
  mix: Stereo,
  sound: Stereo,
  start: number,
  length: number,
  played: number,
  envelope: (sample: number) => number,
): void {
  const count = Math.min(length, sound.left.length);
  for (let i = 0; i < count; i++) {
    const gain = envelope(played + i);
    mix.left[start + i] = (mix.left[start + i] as number) + (sound.left[i] as number) * gain;
    mix.right[start + i] = (mix.right[start + i] as number) + (sound.right[i] as number) * gain;
  }
}

/** Mono goes to both sides; of more than two channels the further ones are shared out, a little quieter. */
function toStereo({ channels }: SoundChunk): Stereo {
  const [left = new Float32Array(0), right = left, ...others] = channels;
  if (others.length === 0) return { left, right };
  const mixed = { left: left.slice(), right: right.slice() };
  for (const other of others) {
    for (let i = 0; i < other.length; i++) {
      mixed.left[i] = (mixed.left[i] ?? 0) + (other[i] ?? 0) * 0.5;
      mixed.right[i] = (mixed.right[i] ?? 0) + (other[i] ?? 0) * 0.5;
    }
  }
  return mixed;
}
