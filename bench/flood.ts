import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../src/clock.js';
import type { Limits } from '../src/conversation/limits.js';
import { type Harness, JPEG, startHarness, type Thread } from '../test/conversation/harness.js';
import { type Gate, newGate } from '../test/fakes/nemo/gate.js';
import { heartbeat, say, waitFor } from '../test/fakes/nemo/turn-steps.js';
import { AnsweringPlatform } from './flood/answering-platform.js';
import type { Bench, BenchOptions, Figure, Report } from './suite/bench.js';
import { atAPace } from './suite/pace.js';
import { median, percentile } from './suite/statistics.js';
import { readable } from './suite/table.js';
import { figuresOf, inTurns } from './suite/turns.js';

const PER_SECOND = 400;
const MANY_THREADS = 200;
/** How long the agent works on a request of whoever floods. */
const TURN_MS = 150;
const BETWEEN_REQUESTS_MS = 20;
const TENANT = 'slack:T1';
/** As they are when the operator sets nothing. */
const LIMITS: Limits = {
  waiting: { thread: 20, person: 40, tenant: 1_000 },
  running: { person: 5, tenant: 200 },
};
/** One thread works on one request at a time, so its flood is to be hardly noticed. */
const TIMES_GOAL = 1.5;
/** A person has several requests at work: the quiet thread shares the process with them, and is to be answered at once. */
const P99_GOAL_MS = 500;

const ALONE = 'alone';
const ONE_THREAD = 'ours, beside a thread that floods';
const ONE_PERSON = `ours, beside a person who floods ${MANY_THREADS} threads`;

interface Sample {
  /** From the message to its answer in the quiet thread, in milliseconds. */
  readonly answers: readonly number[];
  /** From a message of the flood to its acknowledgement or refusal, in milliseconds. */
  readonly receipts: readonly number[];
  /** Of the flood, what reached the agent in a second. */
  readonly worked: number;
}

/** Opens by itself. */
function delay(ms: number): Gate {
  const gate = newGate();
  return {
    ...gate,
    pass: () => {
      setTimeout(gate.open, ms);
      return gate.pass();
    },
  };
}

async function withPhoto(bot: Harness, threads: readonly Thread[]): Promise<void> {
  for (const thread of threads) {
    await thread.say('', [bot.platform.attach('beach.jpg', JPEG)]);
    await bot.idle(thread);
  }
}

/** One person asks in a quiet thread, one request after the other, while `floods` threads of another are flooded. */
async function measure(floods: number, seconds: number): Promise<Sample> {
  const platform = new AnsweringPlatform();
  const bot = await startHarness({ platform, clock: systemClock, limits: LIMITS });
  try {
    bot.nemo.onTurn((message) =>
      message.includes('flood')
        ? [heartbeat, waitFor(delay(TURN_MS)), say('Done with that.')]
        : [say('It is warmer now.')],
    );
    const quiet = bot.thread({ tenant: TENANT, person: 'quiet' });
    const flooded = Array.from({ length: floods }, () => bot.thread({ tenant: TENANT, person: 'loud' }));
    await withPhoto(bot, [quiet, ...flooded.slice(0, LIMITS.running.person)]);
    const before = bot.nemo.turns().length;
    let number = 0;
    const flood = atAPace({ perSecond: floods > 0 ? PER_SECOND : 0, seconds }, async () => {
      number += 1;
      await flooded[number % floods]?.say(`add the title "flood ${number}"`);
    });
    const answers = await askAgainAndAgain(quiet, platform, seconds);
    const worked = (bot.nemo.turns().length - before - answers.length) / seconds;
    return { answers, receipts: await flood, worked };
  } finally {
    await bot.close();
  }
}

async function askAgainAndAgain(
  thread: Thread,
  platform: AnsweringPlatform,
  seconds: number,
): Promise<number[]> {
  const answers: number[] = [];
  const end = performance.now() + seconds * 1_000;
  // The first ones meet code that was never run.
  await wait(200);
  while (performance.now() < end) {
    const asked = performance.now();
    const answered = platform.answer(thread.place);
    await thread.say('make the colours warmer');
    answers.push((await answered) - asked);
    await wait(BETWEEN_REQUESTS_MS);
  }
  return answers;
}

async function run({ rounds, quick }: BenchOptions): Promise<Report> {
  const seconds = quick ? 1 : 6;
  const samples = await inTurns(
    {
      [ALONE]: () => measure(0, seconds),
      [ONE_THREAD]: () => measure(1, seconds),
      [ONE_PERSON]: () => measure(MANY_THREADS, seconds),
    },
    rounds,
  );
  const p99 = ({ answers }: Sample) => percentile(answers, 0.99);
  const middle = (side: keyof typeof samples, pick: (sample: Sample) => number) =>
    median(samples[side].map(pick));
  const typical = ({ answers }: Sample) => median(answers);
  const times = middle(ONE_THREAD, typical) / middle(ALONE, typical);
  return {
    bench: 'flood',
    work:
      `For ${seconds} s a person asks for an edit in a quiet thread, each ${BETWEEN_REQUESTS_MS} ms after the last answer; ` +
      `meanwhile another person of the same workspace sends ${PER_SECOND} messages a second, ` +
      `into one thread or into ${MANY_THREADS}. The limits are those that hold when nothing is set.`,
    figures: [
      ...figuresOf(samples, 'message to answer, median', 'ms', ({ answers }) => median(answers)),
      ...figuresOf(samples, 'message to answer, 99th percentile', 'ms', p99),
      ...floodFigures(samples),
    ],
    goals: [
      {
        goal: `${ONE_THREAD}: median at most ${TIMES_GOAL} times that alone`,
        measured: `${readable(times)} times`,
        reached: times <= TIMES_GOAL,
      },
      {
        goal: `${ONE_PERSON}: 99th percentile under ${P99_GOAL_MS} ms`,
        measured: `${readable(middle(ONE_PERSON, p99))} ms (alone ${readable(middle(ALONE, p99))} ms)`,
        reached: middle(ONE_PERSON, p99) < P99_GOAL_MS,
      },
    ],
    notes: [
      'The whole core with its store on disk, its worker and its client, against a backend that answers the quiet thread at once.',
      `A person who floods many threads has ${LIMITS.running.person} requests at work all the time, mostly such that are done at once; the quiet thread is one of ${LIMITS.running.person + 1} who share the process.`,
      'Whoever floods, the backend and the platform are in the same process: part of what the quiet thread loses is their work, not that of the bot.',
    ],
  };
}

/** How the flood itself fared: it is taken or refused at once, and some of it is worked on. */
function floodFigures(samples: Readonly<Record<string, readonly Sample[]>>): Figure[] {
  const floods = Object.fromEntries(Object.entries(samples).filter(([side]) => side !== ALONE));
  return [
    ...figuresOf(floods, 'flood: taken or refused within, 99th percentile', 'ms', ({ receipts }) =>
      percentile(receipts, 0.99),
    ),
    ...figuresOf(floods, 'flood: requests that were worked on', '/s', ({ worked }) => worked),
  ];
}

export const bench: Bench = { name: 'flood', title: 'A quiet thread beside a flood', run };
