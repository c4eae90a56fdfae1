import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Bench, BenchOptions, Report } from './suite/bench.js';
import { type BenchProcess, startProcess } from './suite/process.js';
import { processorSeconds, residentBytes } from './suite/process-usage.js';
import { median } from './suite/statistics.js';
import { figuresOf } from './suite/turns.js';
import type { BackendReady, BackendState, SideArgument, SideReady, Usage } from './turns/work.js';

const CHILDREN = path.join(import.meta.dirname, 'turns/children');
const MEGABYTE = 1_048_576;
const GOAL_FACTOR = 2;
const GOAL_LATE_MS = 5_000;
const SETTLE_MS = 2_000;
const LOOK_EVERY_MS = 500;

/** How long, and how many. */
export interface Plan {
  readonly turns: number;
  readonly betweenMs: number;
  readonly windowMs: number;
  readonly stillWorkingEveryMs: number;
}

interface Sample {
  readonly grownMb: number;
  readonly heapGrownMb: number;
  /** Share of one core. */
  readonly processor: number;
  readonly lateMs: readonly number[];
}

/** A fresh process of one side: from idle to all turns running, and then the window. */
async function measure(file: string, plan: Plan): Promise<Sample> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reelthread-turns-'));
  const backend = await startProcess<BackendReady>(path.join(CHILDREN, 'backend.js'));
  const side = await startProcess<SideReady>(path.join(CHILDREN, file), {
    ...plan,
    backendUrl: backend.ready.url,
    folder,
  } satisfies SideArgument & Plan);
  const { pid } = side.ready;
  try {
    await wait(SETTLE_MS);
    const { heapBytes } = await side.ask<Usage>('usage');
    const idle = residentBytes(pid);
    const early = await side.ask<Usage>('start');
    await allRunning(backend, plan.turns);
    await wait(SETTLE_MS);

    const processorBefore = processorSeconds(pid);
    const begun = performance.now();
    const resident: number[] = [];
    while (performance.now() - begun < plan.windowMs) {
      await wait(LOOK_EVERY_MS);
      resident.push(residentBytes(pid));
    }
    const seconds = (performance.now() - begun) / 1_000;
    const processor = (processorSeconds(pid) - processorBefore) / seconds;
    const late = await side.ask<Usage>('usage');
    await allRunning(backend, plan.turns);
    return {
      grownMb: (median(resident) - idle) / MEGABYTE,
      heapGrownMb: (late.heapBytes - heapBytes) / MEGABYTE,
      processor,
      lateMs: [...early.lateMs, ...late.lateMs],
    };
  } finally {
    await side.stop();
    await backend.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function allRunning(backend: BenchProcess<BackendReady>, wanted: number): Promise<void> {
  let running = 0;
  for (let look = 0; look < 120; look++) {
    running = (await backend.ask<BackendState>('turns')).turns;
    if (running === wanted) return;
    await wait(500);
  }
  throw new Error(`${running} instead of ${wanted} turns are running`);
}

function planOf(quick: boolean): Plan {
  return quick
    ? { turns: 100, betweenMs: 5, windowMs: 12_000, stillWorkingEveryMs: 5_000 }
    : { turns: 1_000, betweenMs: 6, windowMs: 34_000, stillWorkingEveryMs: 30_000 };
}

async function run({ rounds, quick }: BenchOptions): Promise<Report> {
  return runTurns(planOf(quick), rounds);
}

/** Both sides at the same time: they hardly compute, and each has a backend of its own. */
export async function runTurns(plan: Plan, rounds: number): Promise<Report> {
  const samples: { ours: Sample[]; peer: Sample[] } = { ours: [], peer: [] };
  for (let round = 0; round < rounds; round++) {
    const [ours, peer] = await Promise.all([measure('ours.js', plan), measure('peer.js', plan)]);
    samples.ours.push(ours);
    samples.peer.push(peer);
  }
  const sides = { ours: samples.ours, 'fetch + eventsource-parser': samples.peer };
  const grown = (side: Sample[]) => median(side.map(({ grownMb }) => grownMb));
  const factor = grown(samples.ours) / grown(samples.peer);
  const lateMs = samples.ours.map((sample) => Math.max(0, ...sample.lateMs));
  const notes = samples.ours.map((sample) => sample.lateMs.length);
  return {
    bench: 'turns',
    work:
      `${plan.turns} turns in one process, a heartbeat every 15 s, over ${plan.windowMs / 1_000} s in which all run; ` +
      `"Still working" every ${plan.stillWorkingEveryMs / 1_000} s`,
    figures: [
      ...figuresOf(sides, 'growth of resident memory', 'MB', (sample) => sample.grownMb),
      ...figuresOf(sides, 'growth of the heap in use', 'MB', (sample) => sample.heapGrownMb),
      ...figuresOf(sides, 'share of a core', '%', (sample) => sample.processor * 100),
      { side: 'ours', quantity: '"Still working" too late, at most', unit: 'ms', values: lateMs },
    ],
    goals: [
      {
        goal: `at most ${GOAL_FACTOR} times the growth of plain fetch + eventsource-parser`,
        measured: `${factor.toFixed(1)} times (${grown(samples.ours).toFixed(0)} MB and ${grown(samples.peer).toFixed(0)} MB)`,
        reached: factor <= GOAL_FACTOR,
      },
      {
        goal: `"Still working" at most ${GOAL_LATE_MS / 1_000} s late`,
        measured: `${(Math.max(...lateMs) / 1_000).toFixed(2)} s over ${Math.min(...notes)} notes or more in a round`,
        reached: Math.max(...lateMs) <= GOAL_LATE_MS && Math.min(...notes) >= plan.turns,
      },
    ],
    notes: [
      'The turns do not run for 15 minutes (bench/turns/children/fifteen-minutes.ts does that): growth is that of the resident memory from idle to the median of the window, in a fresh process.',
      'Ours is the whole core: each turn is an order in a thread of its own with an uploaded picture, a session, rows in SQLite, a card that is drawn anew every 30 s, and a watchdog; the platform keeps nothing. The peer only opens the stream, parses it and keeps the texts.',
    ],
  };
}

export const bench: Bench = { name: 'turns', title: 'A thousand turns at once', run };
