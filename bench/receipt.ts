import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type SlackStandIn, startSlackStandIn, TEAM } from '../test/fakes/slack/stand-in.js';
import { type PostgresServer, startPostgres } from '../test/store/postgres-server.js';
import type { LoadArgument, LoadResult } from './receipt/children/load.js';
import { BOT_TOKEN } from './receipt/identity.js';
import { receiptReport, type Sample } from './receipt/report.js';
import type { SideArgument, SideCounts, SideReady } from './receipt/side.js';
import type { Bench, BenchOptions, Report } from './suite/bench.js';
import type { Window } from './suite/pace.js';
import { startProcess } from './suite/process.js';
import { inTurns } from './suite/turns.js';

const CHILDREN = path.join(import.meta.dirname, 'receipt/children');
/** What is still on its way to a handler when the last event was acknowledged. */
const SETTLING_MS = 500;

interface Side {
  readonly file: string;
  readonly onPostgres?: boolean;
  readonly storeDelayMs?: number;
}

interface Peers {
  readonly slack: SlackStandIn;
  readonly postgres: PostgresServer;
}

async function measure(
  side: Side,
  { slack, postgres }: Peers,
  load: Omit<LoadArgument, 'url'>,
): Promise<Sample> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reelthread-receipt-'));
  const databaseUrl = side.onPostgres ? await postgres.createDatabase() : undefined;
  const { storeDelayMs } = side;
  const bot = await startProcess<SideReady>(path.join(CHILDREN, side.file), {
    slackUrl: slack.url,
    folder,
    databaseUrl,
    storeDelayMs,
  } satisfies SideArgument);
  try {
    const before = await bot.ask<SideCounts>('counts');
    const argument: LoadArgument = { url: bot.ready.url, ...load };
    const sender = await startProcess<LoadResult>(path.join(CHILDREN, 'load.js'), argument);
    await sender.stop();
    await wait(SETTLING_MS);
    const after = await bot.ask<SideCounts>('counts');
    return sampleOf(sender.ready, after, after.cpu - before.cpu);
  } finally {
    await bot.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function sampleOf({ sent, refused, p50, p99, flood }: LoadResult, counts: SideCounts, cpu: number): Sample {
  const { handledAt } = counts;
  return {
    p50,
    p99,
    refused,
    acknowledgedPerSecond: flood?.perSecond,
    handledPerSecond: flood && rateFrom(flood.window, handledAt),
    unhandled: sent - handledAt.length,
    cpuPerEvent: cpu / sent,
  };
}

/** In a second, from the beginning of the window until the last one, and at least until its end. */
function rateFrom({ from, until }: Window, handledAt: readonly number[]): number {
  const counted = handledAt.filter((at) => at >= from);
  return counted.length / ((Math.max(until, ...counted.slice(-1)) - from) / 1_000);
}

async function run({ rounds, quick }: BenchOptions): Promise<Report> {
  const peers: Peers = { slack: await startSlackStandIn(), postgres: await startPostgres() };
  peers.slack.tokens.set(BOT_TOKEN, { team: TEAM });
  const steady = { perSecond: 200, seconds: quick ? 1 : 5 };
  const whole = { threads: 400, steady, flat: { sideBySide: 32, seconds: quick ? 2 : 6 } };
  const slowStore = { threads: 20, steady };
  const normal = (side: Side) => () => measure(side, peers, whole);
  const slowed = (side: Side) => () => measure({ ...side, storeDelayMs: 2_000 }, peers, slowStore);
  try {
    const samples = await inTurns(
      {
        'ours, SQLite': normal({ file: 'ours.js' }),
        'plain Bolt': normal({ file: 'bolt.js' }),
        'ours, PostgreSQL': normal({ file: 'ours.js', onPostgres: true }),
        'Chat SDK, memory': normal({ file: 'chat-sdk.js' }),
        'Chat SDK, PostgreSQL': normal({ file: 'chat-sdk.js', onPostgres: true }),
      },
      rounds,
    );
    const slow = await inTurns(
      {
        'ours, SQLite': slowed({ file: 'ours.js' }),
        'ours, PostgreSQL': slowed({ file: 'ours.js', onPostgres: true }),
      },
      rounds,
    );
    return receiptReport(samples, slow);
  } finally {
    await peers.postgres.stop();
    await peers.slack.close();
  }
}

export const bench: Bench = {
  name: 'receipt',
  title: "Slack's event received → row written → acknowledged",
  run,
};
