import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import ffmpeg from '@ffmpeg-installer/ffmpeg';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeSound } from '../../../../src/studio/render/sound/decode-sound.js';
import { probeAudio } from '../../../../src/studio/render/sound/probe-sound.js';
import { temporaryFolder } from '../../../imaging/pictures.js';
import { levelAt, sine, wav } from './tones.js';

const folder = temporaryFolder();
const at = (name: string) => path.join(folder, name);
const PACKED = {
  'a.mp3': 'mp3',
  'vbr.mp3': 'mp3',
  'a.flac': 'flac',
  'a.ogg': 'vorbis',
  'a.opus': 'opus',
} as const;

async function decodeAll(file: string, wanted = Infinity) {
  const pieces: Float32Array[] = [];
  let [rate, channels, samples] = [0, 0, 0];
  await decodeSound(file, (chunk) => {
    rate = chunk.sampleRate;
    channels = chunk.channels.length;
    pieces.push(chunk.channels[0] ?? new Float32Array(0));
    samples += chunk.channels[0]?.length ?? 0;
    return samples < wanted;
  });
  const all = new Float32Array(samples);
  let end = 0;
  for (const piece of pieces) {
    all.set(piece, end);
    end += piece.length;
  }
  return { rate, channels, samples: all };
}

beforeAll(() => {
  // Two seconds: 440 Hz on the left, 880 Hz on the right.
  writeFileSync(at('a.wav'), wav([sine(440, 2, 0.5, 44_100), sine(880, 2, 0.5, 44_100)], 44_100));
  const convert = (...options: string[]) =>
    execFileSync(ffmpeg.path, ['-v', 'error', '-nostdin', '-y', '-i', at('a.wav'), ...options]);
  convert('-c:a', 'libmp3lame', '-b:a', '128k', '-write_xing', '0', at('a.mp3'));
  convert('-c:a', 'libmp3lame', '-q:a', '4', at('vbr.mp3'));
  convert(at('a.flac'));
  convert('-c:a', 'libvorbis', at('a.ogg'));
  convert('-c:a', 'libopus', at('a.opus'));
  convert('-c:a', 'aac', at('a.m4a'));
});

describe('decodeSound and probeAudio', () => {
  it('read every accepted format: length, channels and tone', async () => {
    for (const [name, format] of [['a.wav', 'wav'], ...Object.entries(PACKED)] as [string, string][]) {
      const facts = await probeAudio(at(name));
      expect(facts, name).toMatchObject({
        format,
        channels: 2,
        sampleRate: format === 'opus' ? 48_000 : 44_100,
      });
      expect(facts.seconds, name).toBeGreaterThan(1.97);
      expect(facts.seconds, name).toBeLessThan(2.1);
      const { rate, channels, samples } = await decodeAll(at(name));
      expect([rate, channels], name).toEqual([facts.sampleRate, 2]);
      expect(samples.length / rate, name).toBeGreaterThan(1.95);
      const middle = samples.subarray(rate / 2, rate / 2 + 32_768);
      expect(levelAt(middle, 440, rate), name).toBeCloseTo(0.5, 1);
      expect(levelAt(middle, 880, rate), name).toBeLessThan(0.02);
    }
  });

  it('read WAV in every depth', async () => {
    for (const coding of ['u8', 's16', 's24', 's32', 'f32'] as const) {
      writeFileSync(at('depth.wav'), wav([sine(440, 0.5, 0.5)], 48_000, coding));
      expect(await probeAudio(at('depth.wav')), coding).toMatchObject({ seconds: 0.5, channels: 1 });
      const { samples } = await decodeAll(at('depth.wav'));
      expect(levelAt(samples, 440), coding).toBeCloseTo(0.5, 1);
    }
  });

  it('stop when there is enough', async () => {
    for (const name of Object.keys(PACKED)) {
      const { samples } = await decodeAll(at(name), 10_000);
      expect(samples.length, name).toBeGreaterThanOrEqual(10_000);
      expect(samples.length, name).toBeLessThan(44_100 * 1.5);
    }
  });

  it('refuse AAC and everything else, saying what is accepted', async () => {
    writeFileSync(at('words.mp3'), 'just some words');
    for (const name of ['a.m4a', 'words.mp3']) {
      const refusal = {
        code: 'unsupported-file',
        facts: { reason: expect.stringContaining('accepted: MP3, WAV, OGG, FLAC, Opus') },
      };
      await expect(probeAudio(at(name)), name).rejects.toMatchObject(refusal);
      await expect(decodeAll(at(name)), name).rejects.toMatchObject(refusal);
    }
  });

  it('refuse what has no sound in it', async () => {
    writeFileSync(at('empty.wav'), '');
    await expect(probeAudio(at('empty.wav'))).rejects.toMatchObject({ code: 'file-empty' });
    writeFileSync(at('header.wav'), wav([new Float32Array(0)], 48_000).subarray(0, 36));
    await expect(probeAudio(at('header.wav'))).rejects.toMatchObject({ code: 'file-unreadable' });
    await expect(decodeAll(at('header.wav'))).rejects.toMatchObject({ code: 'file-unreadable' });
    await expect(probeAudio(at('missing.wav'))).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});
