import { type Copier, type Servers, startCopier, startCurl, startServers } from './attachment/copiers.js';
import type { Bench, BenchOptions, Report } from './suite/bench.js';
import { median } from './suite/statistics.js';
import { figuresOf } from './suite/turns.js';

const MEGABYTE = 1_048_576;
const TEN = 10;
const SHARE = 0.9;
const GROWTH_MB = 64;
const GROWTH_OF_TEN_MB = 200;
/** Below the 25 MB that Chat SDK's download takes at most. */
const SMALL_MB = 24;

interface Sample {
  /** The median of all copies but the first, where there are more; of all together when there are several at once. */
  readonly megabytesPerSecond: number;
  /** Of the first copy, for which the machine code is still to be made. */
  readonly firstMegabytesPerSecond: number;
  /** Undefined for programs that begin anew for every step. */
  readonly grownMb?: number;
}

type Opened<Side extends string> = Readonly<Record<Side, () => Promise<Copier>>>;

/**
 * One round: all sides stand, and copy one after the other, `times` times in turns, so that other work on the machine
 * meets all of them.
 */
async function oneRound<Side extends string>(
  sides: Opened<Side>,
  { bytes, count, times }: { bytes: number; count: number; times: number },
): Promise<Record<Side, Sample>> {
  const names = Object.keys(sides) as Side[];
  const copiers = new Map<Side, Copier>();
  const taken = new Map<Side, number[]>();
  const samples: Partial<Record<Side, Sample>> = {};
  try {
    for (const name of names) copiers.set(name, await sides[name]());
    for (let time = 0; time < times; time++) {
      for (const [name, copier] of copiers) {
        taken.set(name, [...(taken.get(name) ?? []), await copier.copy(count)]);
      }
    }
  } finally {
    for (const [name, copier] of copiers) {
      const grown = await copier.stop();
      const seconds = taken.get(name) ?? [];
      const speed = (of: number) => (bytes * count) / MEGABYTE / of;
      samples[name] = {
        megabytesPerSecond: speed(median(seconds.length > 1 ? seconds.slice(1) : seconds)),
        firstMegabytesPerSecond: speed(seconds[0] ?? Number.NaN),
        grownMb: grown === undefined ? undefined : grown / MEGABYTE,
      };
    }
  }
  return samples as Record<Side, Sample>;
}

/** The samples of each side, one for each round. */
async function inRounds<Side extends string>(
  rounds: number,
  round: () => Promise<Record<Side, Sample>>,
): Promise<Record<Side, Sample[]>> {
  const samples = {} as Record<Side, Sample[]>;
  for (let index = 0; index < rounds; index++) {
    for (const [side, sample] of Object.entries(await round()) as [Side, Sample][]) {
      samples[side] = [...(samples[side] ?? []), sample];
    }
  }
  return samples;
}

/** What Chat SDK says to the whole file; undefined when it takes it. */
async function refusalOfChatSdk(servers: Servers, bytes: number): Promise<string | undefined> {
  const copier = await startCopier('chat-sdk.js', servers, bytes);
  try {
    await copier.copy(1);
    return undefined;
  } catch (problem) {
    return problem instanceof Error ? problem.message : String(problem);
  } finally {
    await copier.stop();
  }
}

async function run({ rounds, quick }: BenchOptions): Promise<Report> {
  const bytes = (quick ? 40 : 200) * MEGABYTE;
  const small = SMALL_MB * MEGABYTE;
  const servers = await startServers();
  const streams = {
    'streamed copy': () => startCopier('streamed-copy.js', servers, bytes),
    ours: () => startCopier('ours.js', servers, bytes),
  };
  const curl = { 'curl -o, curl -F': () => startCurl(servers, bytes) };
  const whole = { 'whole in memory': () => startCopier('in-memory.js', servers, bytes) };
  const sdk = { [`Chat SDK, ${SMALL_MB} MB`]: () => startCopier('chat-sdk.js', servers, small) };
  try {
    const one = await inRounds(rounds, async () => ({
      ...(await oneRound(streams, { bytes, count: 1, times: quick ? 3 : 10 })),
      ...(await oneRound(curl, { bytes, count: 1, times: quick ? 1 : 3 })),
      ...(await oneRound(whole, { bytes, count: 1, times: 1 })),
      ...(await oneRound(sdk, { bytes: small, count: 1, times: 1 })),
    }));
    const ten = await inRounds(rounds, () => oneRound(streams, { bytes, count: TEN, times: 1 }));
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
  const copies = one['streamed copy'] ?? [];
  const share = median(
    (one.ours ?? []).map(
      (sample, round) => speed(sample) / (copies[round]?.megabytesPerSecond ?? Number.NaN),
    ),
  );
  const growth = middle(one, 'ours', grown);
  const growthOfTen = middle(ten, 'ours', grown);
  return {
    bench: 'attachment',
    work: `a file of ${facts.megabytes} MB from the platform to the backend, alone and ten at once, in a fresh process; the servers in processes of their own`,
    figures: [
      ...figuresOf(one, 'throughput', 'MB/s', speed),
      ...figuresOf(one, 'throughput of the first copy', 'MB/s', (sample) => sample.firstMegabytesPerSecond),
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
      'In a round the streamed copy and ours take turns ten times; throughput is the median of all copies but the first, which is told apart. Ten at once, what is held in memory and Chat SDK run once. Growth is over all copies of a round.',
      'curl writes the file to the disk and reads it again; its memory is not looked at.',
      'Memory is the VmRSS of Linux, looked at from outside every 10 ms, against its value after the process has copied a file of 1 MB.',
    ],
  };
}

export const bench: Bench = {
  name: 'attachment',
  title: 'A large attachment from the platform to the backend',
  run,
};
