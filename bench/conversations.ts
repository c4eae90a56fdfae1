import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startFakeNemo } from '../test/fakes/nemo/fake-nemo.js';
import { startPostgres } from '../test/store/postgres-server.js';
import { measure, type Sample, type Stored } from './conversations/measure.js';
import { MESSAGES, makeTemplate, multiply, type Seed } from './conversations/seed.js';
import type { Bench, BenchOptions, Figure, Goal, Report } from './suite/bench.js';
import { median } from './suite/statistics.js';

const FEW = 100;
const MANY = 10_000;
/** Flat means: at most this many times as long as with few, or not more than the machine's own noise. */
const FLAT = 1.5;
const NOISE_MS = 3;
const START_S = 2;

const QUANTITIES: readonly { name: keyof Sample; words: string; unit: string }[] = [
  { name: 'start', words: 'start until /readyz', unit: 's' },
  { name: 'wake', words: 'message to an old conversation → the agent hears it', unit: 'ms' },
  { name: 'accept', words: 'row in the inbox, read and done', unit: 'ms' },
  { name: 'find', words: 'find a conversation', unit: 'ms' },
  { name: 'home', words: 'the newest 100 of a tenant', unit: 'ms' },
  { name: 'page', words: 'list of threads on the page', unit: 'ms' },
  { name: 'open', words: 'open an old thread on the page', unit: 'ms' },
  { name: 'forget', words: 'forget a conversation', unit: 'ms' },
];

const DATABASES = ['SQLite', 'PostgreSQL'] as const;
type DatabaseName = (typeof DATABASES)[number];

async function run({ rounds, quick }: BenchOptions): Promise<Report> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reelthread-conversations-'));
  const [nemo, postgres] = await Promise.all([startFakeNemo(), startPostgres()]);
  const shared = {
    ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
    PLAYGROUND: 'on',
    NEMO_BACKEND: 'cloud',
    NEMO_API_URL: nemo.url,
    RENDER_POLL_EVERY: '50ms',
    LOG_LEVEL: 'info',
  };
  const many = quick ? 500 : MANY;
  try {
    const original = path.join(folder, 'template');
    await mkdir(original);
    const template = await makeTemplate({ ...shared, DATA_DIR: original });
    const prepare = async (database: DatabaseName, count: number): Promise<Stored> => {
      const dataDir = path.join(folder, `${database}-${count}`);
      await cp(original, dataDir, { recursive: true });
      const databaseUrl = database === 'SQLite' ? undefined : await postgres.createDatabase();
      const seed: Seed = databaseUrl === undefined ? { dataDir } : { dataDir, databaseUrl };
      await multiply(seed, template, count);
      const environment = { ...shared, DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? '' };
      return { seed, environment, nemo, count };
    };
    const figures: Figure[] = [];
    const goals: Goal[] = [];
    for (const database of DATABASES) {
      const sides = { ours: await prepare(database, many), few: await prepare(database, FEW) };
      const samples = { ours: [] as Sample[], few: [] as Sample[] };
      for (let round = 0; round < rounds; round++) {
        const taken = await measure(sides, { round, times: quick ? 3 : 20 });
        samples.ours.push(taken.ours);
        samples.few.push(taken.few);
      }
      figures.push(...figuresOf(database, samples));
      goals.push(...goalsOf(database, samples));
    }
    return {
      bench: 'conversations',
      work:
        `${many} stored conversations of ${MESSAGES} messages each (${many * MESSAGES} done rows in the inbox), ` +
        `made by the program itself and multiplied, against ${FEW}; the program is started, a message is sent to a ` +
        'conversation that nobody has touched since, lists and look-ups are asked for',
      figures,
      goals,
      notes: ['One process with the playground, on loopback; PostgreSQL on the same machine, without fsync.'],
    };
  } finally {
    await Promise.all([nemo.close(), postgres.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
}

function figuresOf(database: string, samples: { ours: readonly Sample[]; few: readonly Sample[] }): Figure[] {
  return QUANTITIES.flatMap(({ name, words, unit }) =>
    (['ours', 'few'] as const).map((side) => ({
      side: side === 'ours' ? 'ours' : `with ${FEW}`,
      quantity: `${database}: ${words}`,
      unit,
      values: samples[side].map((sample) => sample[name]),
    })),
  );
}

function goalsOf(database: string, samples: { ours: readonly Sample[]; few: readonly Sample[] }): Goal[] {
  const of = (side: 'ours' | 'few', name: keyof Sample) =>
    median(samples[side].map((sample) => sample[name]));
  const start = of('ours', 'start');
  const steep = QUANTITIES.filter(({ name }) => {
    const [ours, few] = [of('ours', name), of('few', name)];
    return name !== 'start' && ours > few * FLAT && ours - few > NOISE_MS;
  });
  return [
    {
      goal: `${database}: start under ${START_S} s`,
      measured: `${start.toFixed(2)} s`,
      reached: start < START_S,
    },
    {
      goal: `${database}: wake and look-up flat (at most ${FLAT} times, or ${NOISE_MS} ms more)`,
      measured:
        steep.length === 0
          ? `wake ${(of('ours', 'wake') / of('few', 'wake')).toFixed(2)} times, all others flat`
          : steep
              .map(({ name, words }) => `${words}: ${(of('ours', name) / of('few', name)).toFixed(1)} times`)
              .join('; '),
      reached: steep.length === 0,
    },
  ];
}

export const bench: Bench = {
  name: 'conversations',
  title: '10,000 conversations stored',
  run,
};
