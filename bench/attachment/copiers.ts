import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startProcess } from '../suite/process.js';
import { watchGrowth } from '../suite/process-usage.js';
import {
  BOT_TOKEN,
  type Copied,
  NEMO_TOKEN,
  type ServerReady,
  type SideArgument,
  type SideReady,
  uploadPath,
  WARM_UP_BYTES,
} from './work.js';

const CHILDREN = path.join(import.meta.dirname, 'children');
/** Until a process has settled after its start. */
const SETTLE_MS = 1_000;

/** The two servers, each in a process of its own. */
export async function startServers() {
  const platform = await startProcess<ServerReady>(path.join(CHILDREN, 'platform.js'));
  const backend = await startProcess<ServerReady>(path.join(CHILDREN, 'backend.js'));
  return {
    fileUrl: `${platform.ready.url}/files/clip.mp4`,
    slackUrl: platform.ready.url,
    backendUrl: backend.ready.url,
    /** Throws unless the backend has got at least so many bytes since it was last asked. */
    async assertReceived(size: number): Promise<void> {
      const { received } = await backend.ask<{ received: number }>('received');
      if (received < size) throw new Error(`only ${received} of ${size} bytes have arrived`);
    },
    stop: () => Promise.all([platform.stop(), backend.stop()]),
  };
}

export type Servers = Awaited<ReturnType<typeof startServers>>;

/** One side of a round. */
export interface Copier {
  /** Seconds for `count` copies at once. Rejects when not every byte has arrived, or the file was refused. */
  copy(count: number): Promise<number>;
  /** Ends it. Resolves to how far its memory grew; undefined for programs that begin anew for every copy. */
  stop(): Promise<number | undefined>;
}

/** A fresh process that has copied a small file. */
export async function startCopier(file: string, servers: Servers, bytes: number): Promise<Copier> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reelthread-attachment-'));
  const { fileUrl, slackUrl, backendUrl } = servers;
  const argument: SideArgument = { fileUrl, slackUrl, backendUrl, bytes, folder };
  const side = await startProcess<SideReady>(path.join(CHILDREN, file), argument);
  await servers.assertReceived(WARM_UP_BYTES);
  await wait(SETTLE_MS);
  const growth = watchGrowth(side.ready.pid);
  return {
    async copy(count) {
      const { seconds, refusal } = await side.ask<Copied>(String(count));
      if (refusal) throw new Error(`${file}: ${refusal}`);
      await servers.assertReceived(bytes * count);
      return seconds;
    },
    async stop() {
      const grown = growth.stop();
      await side.stop();
      await rm(folder, { recursive: true, force: true });
      return grown;
    },
  };
}

/** `curl -o`, then `curl -F`. */
export async function startCurl(servers: Servers, bytes: number): Promise<Copier> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reelthread-attachment-'));
  const file = path.join(folder, 'clip.mp4');
  const curl = (token: string, ...options: string[]) =>
    promisify(execFile)('curl', ['-sSf', '-H', `Authorization: Bearer ${token}`, ...options]);
  return {
    async copy() {
      const start = performance.now();
      await curl(BOT_TOKEN, '-o', file, `${servers.fileUrl}?bytes=${bytes}`);
      await curl(NEMO_TOKEN, '-F', `files=@${file};type=video/mp4`, servers.backendUrl + uploadPath);
      const seconds = (performance.now() - start) / 1_000;
      await servers.assertReceived(bytes);
      return seconds;
    },
    async stop() {
      await rm(folder, { recursive: true, force: true });
      return undefined;
    },
  };
}
