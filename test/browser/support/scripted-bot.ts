import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { path as ffmpeg } from '@ffmpeg-installer/ffmpeg';
import type { Place } from '../../../src/conversation/inbound.js';
import type { Platform, VideoFile } from '../../../src/conversation/ports/platform.js';
import type { ProgressReply, Reply, VideoReply } from '../../../src/conversation/reply.js';
import type { Timeline } from '../../../src/conversation/timeline/timeline-model.js';

/** Seconds that `makeFilm` gives each picture. */
const SECONDS_EACH = 3;

/** A short film of these pictures with a tone below it; its poster is the second picture. */
export function makeFilm(folder: string, pictures: readonly string[]): { video: string; poster: string } {
  const video = path.join(folder, 'film.mp4');
  const seconds = String(pictures.length * SECONDS_EACH);
  const shown = pictures.map((_, index) => `[${index}:v]scale=640:360,setsar=1[v${index}]`);
  const joined = pictures.map((_, index) => `[v${index}]`).join('');
  execFileSync(ffmpeg, [
    ...['-v', 'error', '-y'],
    ...pictures.flatMap((picture) => ['-loop', '1', '-r', '25', '-t', String(SECONDS_EACH), '-i', picture]),
    ...['-f', 'lavfi', '-i', `sine=frequency=330:duration=${seconds}`],
    ...['-filter_complex', `${shown.join(';')};${joined}concat=n=${pictures.length}[v]`],
    ...['-map', '[v]', '-map', `${pictures.length}:a`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
    ...['-movflags', '+faststart', video],
  ]);
  return { video, poster: pictures[1] ?? pictures[0] ?? '' };
}

export const TIMELINE: Timeline = {
  seconds: 9,
  width: 1920,
  height: 1080,
  tracks: [
    {
      kind: 'video',
      type: 0,
      segments: [
        { label: 'lake.jpg', startSeconds: 0, endSeconds: 3 },
        { label: 'forest.jpg', startSeconds: 3, endSeconds: 6 },
        { label: 'dunes.jpg', startSeconds: 6, endSeconds: 9 },
      ],
    },
    {
      kind: 'audio',
      type: 1,
      segments: [{ label: 'Lo-fi', startSeconds: 0, endSeconds: 9, volumePercent: 35 }],
    },
    { kind: 'title', type: 7, segments: [{ label: 'Quiet places', startSeconds: 0, endSeconds: 3 }] },
  ],
};

/** Says what the real core would say, at moments that the test chooses. */
export class ScriptedBot {
  readonly #platform: Platform;
  #posts = 0;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  post(place: Place, reply: Reply) {
    return this.#platform.post(place, reply, `scripted-${this.#posts++}`);
  }

  text(place: Place, text: string, buttons: Reply['buttons'] = []) {
    return this.post(place, { kind: 'text', language: 'en', text, buttons });
  }

  /** The card of an act; `edit` changes it in place. */
  async card(place: Place, first: Partial<ProgressReply>) {
    const startedAt = Date.now() - 7_000;
    const draw = (change: Partial<ProgressReply>): ProgressReply => ({
      kind: 'progress',
      language: 'en',
      state: 'running',
      phase: 'Working on it',
      text: `⏳ ${change.phase ?? 'Working on it'} (7s)`,
      startedAt,
      buttons: [{ label: 'Stop', action: { do: 'stop' }, style: 'danger' }],
      ...change,
    });
    const posted = await this.post(place, draw(first));
    return {
      edit: (change: Partial<ProgressReply>) => this.#platform.edit(posted, draw(change)),
      end: (state: 'done' | 'failed' | 'stopped', text: string) =>
        this.#platform.edit(posted, draw({ state, text, buttons: [] })),
    };
  }

  working(place: Place, on: boolean) {
    return this.#platform.working(place, on);
  }

  welcome(place: Place) {
    const examples = [
      'convert three product photos in JPG format into a 1080p MP4',
      'turn these images into a short video with transitions and background music',
    ];
    return this.post(place, {
      kind: 'welcome',
      language: 'en',
      text: [
        'Drop images (JPG, PNG, WEBP, HEIC) here and say what you want; keep refining in this thread, and I send the MP4.',
        'Files you send here stay on this computer: the video is made by its own studio, not by NemoVideo.',
        `Try saying: ${examples.map((example) => `"${example}"`).join(', ')}`,
      ].join('\n'),
      examples,
    });
  }

  timeline(place: Place) {
    return this.post(place, {
      kind: 'timeline',
      language: 'en',
      text: 'Timeline (3 tracks): 1. Video: lake.jpg, forest.jpg, dunes.jpg (0-9s) 2. BGM: Lo-fi (0-9s, 35%) 3. Title: "Quiet places" (0-3s)',
      timeline: TIMELINE,
      buttons: [{ label: 'Export', action: { do: 'export' }, style: 'primary' }],
    });
  }

  async video(place: Place, film: { video: string; poster: string }) {
    const reply: VideoReply = {
      kind: 'video',
      language: 'en',
      text: [
        '✅ Video ready: 9s, 1920x1080, MP4',
        'Timeline (3 tracks): 1. Video: lake.jpg, forest.jpg, dunes.jpg (0-9s) 2. BGM: Lo-fi (0-9s, 35%) 3. Title: "Quiet places" (0-3s)',
      ].join('\n'),
      buttons: [
        { label: 'Export', action: { do: 'export' }, style: 'primary' },
        { label: 'Timeline', action: { do: 'timeline' } },
      ],
    };
    const posted = await this.post(place, reply);
    const file: VideoFile = {
      name: 'reelthread-1.mp4',
      type: 'video/mp4',
      seconds: 9,
      width: 1920,
      height: 1080,
      open: () => open(film.video, 'video/mp4'),
      openPoster: () => open(film.poster, 'image/jpeg'),
    };
    return this.#platform.deliver(posted, file, `file-${this.#posts}`);
  }
}

async function open(file: string, type: string) {
  const { size } = await stat(file);
  return { name: path.basename(file), type, size, body: createReadStream(file) };
}
