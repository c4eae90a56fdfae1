import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { WriterArgument, WriterResult } from './row/children/writer.js';
import type { Bench, BenchOptions, Report } from './suite/bench.js';
import { startProcess } from './suite/process.js';
import { median } from './suite/statistics.js';
import { readable } from './suite/table.js';
import { figuresOf, inTurns } from './suite/turns.js';

const WRITER = path.join(import.meta.dirname, 'row/children/writer.js');
const PER_SECOND = 200;
const SIDE_BY_SIDE = 64;
const P99_GOAL_MS = 5;
const RATE_GOAL = 10;

async function write(side: WriterArgument['side'], seconds: number): Promise<WriterResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reelthread-row-'));
  try {
    const argument = { side, folder, seconds, perSecond: PER_SECOND, sideBySide: SIDE_BY_SIDE };
    const writer = await startProcess<WriterResult>(WRITER, argument satisfies WriterArgument);
    await writer.stop();
    return writer.ready;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run({ rounds, quick }: BenchOptions): Promise<Report> {
  const seconds = quick ? 0.5 : 4;
  const samples = await inTurns(
    {
      ours: () => write('ours', seconds),
      '@keyv/sqlite': () => write('keyv', seconds),
      '@keyv/sqlite with WAL': () => write('keyv-wal', seconds),
    },
    rounds,
  );
  const of = (side: keyof typeof samples, pick: (sample: WriterResult) => number) =>
    median(samples[side].map(pick));
  const p99 = of('ours', (sample) => sample.p99);
  const times = of('ours', ({ rate }) => rate) / of('@keyv/sqlite', ({ rate }) => rate);
  return {
    bench: 'row',
    work: `A message of about 400 bytes becomes a row in a new database on this machine: ${PER_SECOND} a second for ${seconds} s, then as many as possible for ${seconds} s with ${SIDE_BY_SIDE} side by side. Each side in a process of its own.`,
    figures: [
      ...figuresOf(samples, 'most rows', 'rows/s', ({ rate }) => rate),
      ...figuresOf(samples, `one row at ${PER_SECOND}/s, median`, 'ms', ({ p50 }) => p50),
      ...figuresOf(samples, `one row at ${PER_SECOND}/s, 99th percentile`, 'ms', (sample) => sample.p99),
    ],
    goals: [
      {
        goal: `99th percentile under ${P99_GOAL_MS} ms`,
        measured: `${readable(p99)} ms`,
        reached: p99 < P99_GOAL_MS,
      },
      {
        goal: `${RATE_GOAL} times the rate of @keyv/sqlite as it comes`,
        measured: `${readable(times)} times`,
        reached: times >= RATE_GOAL,
      },
    ],
    notes: [
      'Ours is `inbox.accept` of the real store: unique by tenant and message id, found by thread and lane, and told whether it was new. Rows that arrive while others are written share one statement.',
      '@keyv/sqlite as it comes syncs the file for every row (rollback journal, `synchronous=FULL`), so its row survives a power cut. Ours (WAL, `synchronous=NORMAL`) survives a killed process; a power cut may take the last moments.',
      '@keyv/sqlite with WAL has the same durability as ours, and shows what batches alone are worth.',
    ],
  };
}

export const bench: Bench = { name: 'row', title: 'event → durable row, one machine', run };
