import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { whileWatching } from './attachment/resident-memory.js';
import {
  BOT_TOKEN,
  type Copied,
  NEMO_TOKEN,
  type ServerReady,
  type SideArgument,
  type SideReady,
  uploadPath,
} from './attachment/work.js';
import type { Bench, BenchOptions, Report } from './suite/bench.js';
import { startProcess } from './suite/process.js';
import { median } from './suite/statistics.js';
import { figuresOf, inTurns } from './suite/turns.js';

const CHILDREN = path.join(import.meta.dirname, 'attachment/children');
const MEGABYTE = 1_048_576;
const TEN = 10;
const SHARE = 0.9;
const GROWTH_MB = 64;
const GROWTH_OF_TEN_MB = 200;
/** Below the 25 MB that Chat SDK's download takes at most. */
const SMALL_MB = 24;
/** Until a process has settled after its start. */
const SETTLE_MS = 1_000;

interface Sample {
  /** Of all copies together. */
  readonly megabytesPerSecond: number;
  /** Undefined for programs that begin anew for every step. */
  readonly grownMb?: number;
}

/** The two servers, each in a process of its own. */
async function startServers(bytes: number) {
  const platform = await startProcess<ServerReady>(path.join(CHILDREN, 'platform.js'), { bytes });
  const backend = await startProcess<ServerReady>(path.join(CHILDREN, 'backend.js'));
  return {
    fileUrl: (size: number) => `${platform.ready.url}/files/clip.mp4?bytes=${size}`,
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

type Servers = Awaited<ReturnType<typeof startServers>>;

/** A fresh process, and so many copies of the file at once. */
async function copyWith(file: string, servers: Servers, bytes: number, count: number): Promise<Sample> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reelthread-attachment-'));
  const { slackUrl, backendUrl } = servers;
  const argument: SideArgument = { fileUrl: servers.fileUrl(bytes), slackUrl, backendUrl, bytes, folder };
  const side = await startProcess<SideReady>(path.join(CHILDREN, file), argument);
  try {
    await wait(SETTLE_MS);
    const { result, grownBytes } = await whileWatching(side.ready.pid, () => side.ask<Copied>(String(count)));
    if (result.refusal) throw new Error(`${file}: ${result.refusal}`);
    await servers.assertReceived(bytes * count);
    return {
      megabytesPerSecond: (bytes * count) / MEGABYTE / result.seconds,
      grownMb: grownBytes / MEGABYTE,
    };
  } finally {
    await side.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** `curl -o`, then `curl -F`. */
async function copyWithCurl(servers: Servers, bytes: number): Promise<Sample> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reelthread-attachment-'));
  const file = path.join(folder, 'clip.mp4');
  const curl = (...options: string[]) => promisify(execFile)('curl', ['-sSf', ...options]);
  try {
    const start = performance.now();
    await curl('-H', `Authorization: Bearer ${BOT_TOKEN}`, '-o', file, servers.fileUrl(bytes));
    await curl(
      '-H',
      `Authorization: Bearer ${NEMO_TOKEN}`,
      '-F',
      `files=@${file};type=video/mp4`,
      servers.backendUrl + uploadPath,
    );
    const seconds = (performance.now() - start) / 1_000;
    await servers.assertReceived(bytes);
    return { megabytesPerSecond: bytes / MEGABYTE / seconds };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What Chat SDK says to the whole file; undefined when it takes it. */
async function refusalOfChatSdk(servers: Servers, bytes: number): Promise<string | undefined> {
  return copyWith('chat-sdk.js', servers, bytes, 1).then(
    () => undefined,
    (problem: unknown) => (problem instanceof Error ? problem.message : String(problem)),
  );
}

async function run({ rounds, quick }: BenchOptions): Promise<Report> {
  const bytes = (quick ? 40 : 200) * MEGABYTE;
  const servers = await startServers(bytes);
  try {
    const one = await inTurns(
      {
        'streamed copy': () => copyWith('streamed-copy.js', servers, bytes, 1),
        ours: () => copyWith('ours.js', servers, bytes, 1),
        'curl -o, curl -F': () => copyWithCurl(servers, bytes),
        'whole in memory': () => copyWith('in-memory.js', servers, bytes, 1),
        [`Chat SDK, ${SMALL_MB} MB`]: () => copyWith('chat-sdk.js', servers, SMALL_MB * MEGABYTE, 1),
      },
      rounds,
    );
    const ten = await inTurns(
      {
        'streamed copy': () => copyWith('streamed-copy.js', servers, bytes, TEN),
        ours: () => copyWith('ours.js', servers, bytes, TEN),
      },
      rounds,
    );
    const refusal = await refusalOfChatSdk(servers, bytes);
    return report(one, ten, { megabytes: bytes / MEGABYTE, refusal });
  } finally {
    await servers.stop();
  }
}

type Samples = Readonly<Record<string, readonly Sample[]>>;

function report(one: Samples, ten: Samples, facts: { megabytes: number; refusal?: string }): Report {
  const middle = (samples: Samples, side: string, pick: (sample: Sample) => number | undefined) =>
    median((samples[side] ?? []).map((sample) => pick(sample) ?? Number.NaN));
  const speed = (sample: Sample) => sample.megabytesPerSecond;
  const grown = (sample: Sample) => sample.grownMb;
  const share = middle(one, 'ours', speed) / middle(one, 'streamed copy', speed);
  const growth = middle(one, 'ours', grown);
  const growthOfTen = middle(ten, 'ours', grown);
  return {
    bench: 'attachment',
    work: `a file of ${facts.megabytes} MB from the platform to the backend, alone and ten at once, in a fresh process; the servers in processes of their own`,
    figures: [
      ...figuresOf(one, 'throughput', 'MB/s', speed),
      ...figuresOf(one, 'growth of resident memory', 'MB', grown),
      ...figuresOf(ten, 'throughput of ten at once', 'MB/s', speed),
      ...figuresOf(ten, 'growth with ten at once', 'MB', grown),
    ],
    goals: [
      {
        goal: `at least ${SHARE} of a streamed copy's throughput`,
        measured: share.toFixed(2),
        reached: share >= SHARE,
      },
      {
        goal: `under ${GROWTH_MB} MB of growth`,
        measured: `${growth.toFixed(0)} MB`,
        reached: growth < GROWTH_MB,
      },
      {
        goal: `ten at once under ${GROWTH_OF_TEN_MB} MB`,
        measured: `${growthOfTen.toFixed(0)} MB`,
        reached: growthOfTen < GROWTH_OF_TEN_MB,
      },
    ],
    notes: [
      'The streamed copy is node:http piped into node:http: no form, no check of the content, no limit, no session. Ours counts from the receipt of the message until the backend has answered.',
      `Chat SDK's fetchData() reads a file whole and takes at most 25 MB: to ${facts.megabytes} MB it says "${facts.refusal ?? 'nothing'}". "Whole in memory" does the same with fetch and without that limit.`,
      'curl writes the file to the disk and reads it again; its memory is not looked at.',
      'Memory is the VmRSS of Linux, looked at from outside every 10 ms, against its value before the copy; what a process loads and compiles for its first copy counts as growth.',
    ],
  };
}

export const bench: Bench = {
  name: 'attachment',
  title: 'A large attachment from the platform to the backend',
  run,
};
