import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { type Access, openAccess } from '../../src/studio/access.js';
import type { StudioDraft } from '../../src/studio/draft.js';
import type { StudioLog } from '../../src/studio/log.js';
import type { RunRender } from '../../src/studio/renders/render-once.js';
import { openStudio, type Studio, type StudioOptions } from '../../src/studio/server.js';

export const SILENT: StudioLog = { info: () => {}, warn: () => {}, error: () => {} };

export const ATTRIBUTION = {
  'X-Skill-Source': 'image-to-ai',
  'X-Skill-Version': '1.0.0',
  'X-Skill-Platform': 'unknown',
} as const;

/** A folder that is gone when the test is over. */
export async function temporaryFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'studio-test-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

export async function picture(
  options: { width?: number; height?: number; format?: 'jpeg' | 'png' | 'webp' | 'gif'; color?: string } = {},
): Promise<Buffer> {
  const { width = 160, height = 90, format = 'jpeg', color = '#3388cc' } = options;
  return sharp({ create: { width, height, channels: 3, background: color } })
    .toFormat(format)
    .toBuffer();
}

/** A PNG that says to be of 900 megapixels and holds nothing of them. */
export function bomb(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8 + body.length);
    frame.writeUInt32BE(data.length, 0);
    body.copy(frame, 4);
    frame.writeUInt32BE(crc32(body), 4 + body.length);
    return frame;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(30_000, 0);
  header.writeUInt32BE(30_000, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const pixels = deflateSync(Buffer.alloc(100_000));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** A second of silence as a WAV file. */
export function silence(seconds = 1): Buffer {
  const rate = 8_000;
  const data = Buffer.alloc(rate * seconds * 2);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}

/** A renderer that is done at once and writes what is expected of it. */
export const instantRender: RunRender = async ({ folder, settings, draft }, { onProgress }) => {
  onProgress({ phase: 'frames', percent: 50 });
  const file = path.join(folder, `video.${settings.format}`);
  const poster = path.join(folder, 'poster.jpg');
  const preview = path.join(folder, 'preview.webp');
  await writeFile(file, 'the video');
  await writeFile(poster, 'the poster');
  await writeFile(preview, 'the preview');
  return { file, poster, preview, duration: draft.d / 1_000, width: 1920, height: 1080, bytes: 9 };
};

/** A renderer that goes on until it is told to stop, or to finish. */
export function heldRender() {
  const begun: string[] = [];
  const finishers: (() => void)[] = [];
  const run: RunRender = (job, { signal, onProgress }) =>
    new Promise((resolve, reject) => {
      begun.push(job.draft.m.title);
      onProgress({ phase: 'frames', percent: 40 });
      if (signal.aborted) reject(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      finishers.push(() => {
        if (!signal.aborted) resolve(instantRender(job, { signal, onProgress }));
      });
    });
  return { run, begun, finish: () => finishers.shift()?.() };
}

export interface Running {
  readonly url: string;
  readonly access: Access;
  readonly studio: Studio;
  /** An authorised request with attribution. */
  call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer>;
  upload(sid: string, files: readonly { name: string; bytes: Uint8Array }[]): Promise<Answer>;
  newSession(language?: string): Promise<string>;
  /** One message; the raw bytes of the stream. */
  say(sid: string, text: string): Promise<string>;
  stateOf(sid: string): Promise<State>;
}

export interface Answer {
  readonly status: number;
  readonly body: { code: number; message: string; data: Record<string, unknown> };
}

export interface State {
  draft: StudioDraft;
  video_infos: { filename: string; file_type: string }[];
  canvas_config: object;
}

/** A real server on a free loopback port. */
export async function start(
  folder: string,
  options: Partial<StudioOptions> = {},
  port = 0,
): Promise<Running> {
  const access = await openAccess(folder);
  const studio = await openStudio({ folder, access, run: instantRender, log: SILENT, ...options });
  const url = `http://127.0.0.1:${await studio.listen(port)}`;
  const headers = { Authorization: `Bearer ${access.token}`, ...ATTRIBUTION };
  const answer = async (response: Response): Promise<Answer> => ({
    status: response.status,
    body: (await response.json()) as Answer['body'],
  });
  const running: Running = {
    url,
    access,
    studio,
    async call(method, where, body) {
      const json: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' };
      const init = {
        method,
        headers: { ...headers, ...json },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      };
      return answer(await fetch(url + where, init));
    },
    async upload(sid, files) {
      const form = new FormData();
      for (const { name, bytes } of files) form.append('files', new Blob([new Uint8Array(bytes)]), name);
      const where = `${url}/api/upload-video/nemo_agent/me/${sid}`;
      return answer(await fetch(where, { method: 'POST', headers, body: form }));
    },
    async newSession(language) {
      const made = await running.call('POST', '/api/tasks/me/with-session/nemo_agent', {
        task_name: 'project',
        language,
      });
      return String(made.body.data.session_id);
    },
    async say(sid, text) {
      const response = await fetch(`${url}/run_sse`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json', Accept: 'text/event-stream' },
        body: JSON.stringify({
          app_name: 'nemo_agent',
          user_id: 'me',
          session_id: sid,
          new_message: { parts: [{ text }] },
        }),
      });
      return response.text();
    },
    async stateOf(sid) {
      const state = await running.call('GET', `/api/state/nemo_agent/me/${sid}/latest`);
      return state.body.data.state as State;
    },
  };
  return running;
}

/** Waits in small steps until something is so. */
export async function until<Value>(
  look: () => Promise<Value | undefined> | Value | undefined,
  timeoutMs = 10_000,
): Promise<Value> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; ) {
    const value = await look();
    if (value !== undefined && value !== false) return value as Value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`it did not happen within ${timeoutMs} ms`);
}
