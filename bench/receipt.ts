import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startSlackStandIn, TEAM } from '../test/fakes/slack/stand-in.js';
import { startPostgres } from '../test/store/postgres-server.js';
import type { LoadArgument, LoadResult } from './receipt/children/load.js';
import { BOT_TOKEN } from './receipt/identity.js';
import type { SideArgument, SideReady } from './receipt/side.js';
import type { Bench, BenchOptions, Report } from './suite/bench.js';
import { startProcess } from './suite/process.js';
import { median } from './suite/statistics.js';
import { figuresOf, inTurns } from './suite/turns.js';

const CHILDREN = path.join(import.meta.dirname, 'receipt/children');
const PER_SECOND = 200;
const SLOW_MS = 2_000;
const THREADS = 400;

/** What one side did in one round. */
interface Sample extends LoadResult {
  /** Handed to the bot's own handler in a second, from the first event of the flood to the last that was handled. */
  readonly unhandled: number;
}

async function run({ rounds, quick }: BenchOptions): Promise<Report> {
  const slack = await startSlackStandIn();
  slack.tokens.set(BOT_TOKEN, { team: TEAM });
  const postgres = await startPostgres();
  const seconds = quick ? 1 : 5;
  const load = {
    threads: THREADS,
    steady: { perSecond: PER_SECOND, seconds },
    flat: { sideBySide: 32, seconds: quick ? 1 : 3 },
  };

  async function measure(
    file: string,
    how: { database?: boolean; storeDelayMs?: number } = {},
  ): Promise<Sample> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'reelthread-receipt-'));
    const databaseUrl = how.database ? await postgres.createDatabase() : undefined;
    const argument: SideArgument = {
      slackUrl: slack.url,
      folder,
      databaseUrl,
      storeDelayMs: how.storeDelayMs,
    };
    const side = await startProcess<SideReady>(path.join(CHILDREN, file), argument);
    try {
      const { threads, steady, flat } = load;
      const sender = await startProcess<LoadResult>(path.join(CHILDREN, 'load.js'), {
        url: side.ready.url,
        threads: how.storeDelayMs ? 20 : threads,
        steady,
        ...(how.storeDelayMs ? {} : { flat }),
      } satisfies LoadArgument);
      await sender.stop();
      await wait(500);
      const { count } = await side.ask<{ count: number }>('handled');
      return { ...sender.ready, unhandled: sender.ready.sent - count };
    } finally {
      await side.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }

  try {
    const samples = await inTurns(
      {
        'plain Bolt': () => measure('bolt.js'),
        'ours, SQLite': () => measure('ours.js'),
        'ours, PostgreSQL': () => measure('ours.js', { database: true }),
        'Chat SDK, memory': () => measure('chat-sdk.js'),
        'Chat SDK, PostgreSQL': () => measure('chat-sdk.js', { database: true }),
      },
      rounds,
    );
    console.log(samples);
    const slow = await inTurns(
      {
        'ours, SQLite': () => measure('ours.js', { storeDelayMs: SLOW_MS }),
        'ours, PostgreSQL': () => measure('ours.js', { database: true, storeDelayMs: SLOW_MS }),
      },
      rounds,
    );
    console.log(slow);
    return {
      bench: 'receipt',
      work: 'x',
      figures: [
        ...figuresOf(
          samples,
          `acknowledged, 99th percentile at ${PER_SECOND} events/s`,
          'ms',
          ({ p99 }) => p99,
        ),
        ...figuresOf(samples, 'most events acknowledged', 'events/s', ({ perSecond }) => perSecond),
      ],
      goals: [],
      notes: [String(median([1]))],
    };
  } finally {
    await postgres.stop();
    await slack.close();
  }
}

export const bench: Bench = { name: 'receipt', title: 'event received → row written → acknowledged', run };
