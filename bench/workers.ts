import os from 'node:os';
import type { Bench, BenchOptions, Goal, Report } from './suite/bench.js';
import { median, percentile } from './suite/statistics.js';
import { figuresOf } from './suite/turns.js';
import { type Cluster, type Cost, startCluster, THINKING_MS } from './workers/cluster.js';

const WORKERS = [1, 2, 4] as const;
/** Handed in at a pace at which nothing queues up. */
const PER_SECOND = 10;
/** At this share of the ideal; or when this much of the machine is busy, as long as more workers are not slower. */
const LINEAR = 0.9;
const BUSY = 0.9;
const WAKE_MS = 100;

interface Sample {
  readonly rate: number;
  readonly busy: number;
  /** CPU milliseconds of all workers for one order. */
  readonly cost: number;
  readonly wakes: readonly number[];
}

const nameOf = (workers: number) => (workers === 1 ? 'one worker' : `ours, ${workers} workers`);

async function run({ rounds, quick }: BenchOptions): Promise<Report> {
  const orders = quick ? 20 : 150;
  const seconds = quick ? 1 : 5;
  const cluster = await startCluster();
  const samples: Record<string, Sample[]> = {};
  try {
    for (let round = 0; round < rounds; round++) {
      for (const workers of WORKERS) {
        await cluster.grow(workers);
        const sample = await measure(cluster, orders, seconds);
        samples[nameOf(workers)] = [...(samples[nameOf(workers)] ?? []), sample];
      }
      await cluster.shrink();
    }
  } finally {
    await cluster.close();
  }
  return {
    bench: 'workers',
    work:
      `${orders} orders ("add a title") in ${orders} threads, handed in at once by one gateway; the agent thinks for ` +
      `${THINKING_MS / 1_000} s in each. Then ${PER_SECOND} a second for ${seconds} s, for the time from the receipt ` +
      'of a message until a worker has begun',
    figures: [
      ...figuresOf(samples, 'orders done', '/s', ({ rate }) => rate),
      ...figuresOf(samples, 'machine busy', '%', ({ busy }) => busy * 100),
      ...figuresOf(samples, 'CPU of the workers for an order', 'ms', ({ cost }) => cost),
      ...figuresOf(samples, 'receipt → work begins, median', 'ms', ({ wakes }) => median(wakes)),
      ...figuresOf(samples, 'receipt → work begins, p99', 'ms', ({ wakes }) => percentile(wakes, 0.99)),
    ],
    goals: [...WORKERS.slice(1).map((workers) => linearGoal(samples, workers)), wakeGoal(samples)],
    notes: [
      `PostgreSQL, the workers, and the gateway and the backend in one process share ${os.cpus().length} cores: what the workers can use ` +
        'is what the others leave. PostgreSQL does not wait for the disk (fsync off).',
      'The workers are the core of the bot with its role `worker`; the platform is one that answers at once. A turn ' +
        'mostly waits, and one worker holds thousands of waiting turns: workers are added for what a turn computes, ' +
        'and so that one may be killed. Pictures that have to be converted use all cores from one worker already.',
    ],
  };
}

async function measure(cluster: Cluster, orders: number, seconds: number): Promise<Sample> {
  const drained: Cost = await cluster.drain(orders);
  const { waits } = await cluster.trickle(PER_SECOND, seconds);
  return {
    rate: orders / drained.seconds,
    busy: drained.busy,
    cost: (drained.workersCpu * 1_000) / orders,
    wakes: waits,
  };
}

type Samples = Readonly<Record<string, readonly Sample[]>>;

const middle = (samples: Samples, workers: number, pick: (sample: Sample) => number) =>
  median((samples[nameOf(workers)] ?? []).map(pick));

function linearGoal(samples: Samples, workers: number): Goal {
  const times = middle(samples, workers, ({ rate }) => rate) / middle(samples, 1, ({ rate }) => rate);
  const busy = middle(samples, workers, (sample) => sample.busy);
  return {
    goal: `${workers} workers: linear until the machine's cores are used`,
    measured: `${times.toFixed(2)} times one worker, with ${Math.round(busy * 100)} % of the machine busy`,
    reached: times >= LINEAR * workers || (busy >= BUSY && times >= 1),
  };
}

function wakeGoal(samples: Samples): Goal {
  const p99s = WORKERS.map((workers) => middle(samples, workers, ({ wakes }) => percentile(wakes, 0.99)));
  const worst = Math.max(...p99s);
  return {
    goal: `a wake-up within ${WAKE_MS} ms (p99)`,
    measured: `${p99s.map((ms) => Math.round(ms)).join(', ')} ms with ${WORKERS.join(', ')} workers`,
    reached: worst < WAKE_MS,
  };
}

export const bench: Bench = {
  name: 'workers',
  title: '1, 2 and 4 workers on PostgreSQL',
  run,
};
