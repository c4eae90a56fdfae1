import type { Goal, Report } from '../suite/bench.js';
import { median } from '../suite/statistics.js';
import { readable } from '../suite/table.js';
import { figuresOf } from '../suite/turns.js';

/** What one side did in one round. */
export interface Sample {
  /** Milliseconds from when an event was due until it was acknowledged, at a steady pace. */
  readonly p50: number;
  readonly p99: number;
  /** Not acknowledged, or with another status than 200. */
  readonly refused: number;
  /** While as much was sent as possible. */
  readonly acknowledgedPerSecond?: number;
  readonly handledPerSecond?: number;
  /** Acknowledged, and not with the handler when all was over. */
  readonly unhandled: number;
  /** Microseconds of computing time of the whole process. */
  readonly cpuPerEvent: number;
}

type Side = 'ours, SQLite' | 'plain Bolt' | 'ours, PostgreSQL' | 'Chat SDK, memory' | 'Chat SDK, PostgreSQL';
type SlowSide = 'ours, SQLite' | 'ours, PostgreSQL';

const P99_GOAL_MS = 200;
const SLOW_P99_GOAL_MS = 3_000;
const SHARE_OF_BOLT = 0.9;

export function receiptReport(
  samples: Readonly<Record<Side, readonly Sample[]>>,
  slow: Readonly<Record<SlowSide, readonly Sample[]>>,
): Report {
  const middle = (taken: readonly Sample[], pick: (sample: Sample) => number | undefined) =>
    median(taken.map((sample) => pick(sample) ?? Number.NaN));
  const p99 = (['ours, SQLite', 'ours, PostgreSQL'] as const).map((side) =>
    middle(samples[side], (sample) => sample.p99),
  );
  const slowP99 = Object.values(slow).map((taken) => middle(taken, (sample) => sample.p99));
  const refused = Object.values(slow)
    .flat()
    .reduce((sum, sample) => sum + sample.refused, 0);
  const rate = (side: Side) => middle(samples[side], (sample) => sample.acknowledgedPerSecond);
  const handled = (side: Side) => middle(samples[side], (sample) => sample.handledPerSecond);
  const ofBolt = rate('ours, SQLite') / rate('plain Bolt');

  const goals: Goal[] = [
    {
      goal: `99th percentile under ${P99_GOAL_MS} ms at 200 events/s`,
      measured: `${p99.map(readable).join(' ms on SQLite, ')} ms on PostgreSQL`,
      reached: p99.every((ms) => ms < P99_GOAL_MS),
    },
    {
      goal: `under ${SLOW_P99_GOAL_MS / 1_000} s with a store that is 2 s slower, nothing refused`,
      measured: `${slowP99.map(readable).join(' ms on SQLite, ')} ms on PostgreSQL, ${refused} refused`,
      reached: refused === 0 && slowP99.every((ms) => ms < SLOW_P99_GOAL_MS),
    },
    {
      goal: `events per second at least ${SHARE_OF_BOLT * 100} % of plain Bolt`,
      measured: `${readable(100 * ofBolt)} %`,
      reached: ofBolt >= SHARE_OF_BOLT,
    },
    aboveChatSdk('memory', handled('ours, SQLite'), handled('Chat SDK, memory')),
    aboveChatSdk('PostgreSQL', handled('ours, PostgreSQL'), handled('Chat SDK, PostgreSQL')),
  ];

  return {
    bench: 'receipt',
    work: "Slack's signed events over HTTP: one in five mentions the bot in a new thread, the others are replies in threads that it takes part in. 400 mentions to begin with, then 200 events/s for 5 s whether answers come or not, then as many as are answered over 32 connections for 6 s, of which the last 4 count. With the slow store 200 events/s for 5 s. Each side, the sender and Slack's Web API run in processes of their own on one machine.",
    figures: [
      ...figuresOf(samples, 'acknowledged at 200/s, median', 'ms', ({ p50 }) => p50),
      ...figuresOf(samples, 'acknowledged at 200/s, 99th percentile', 'ms', (sample) => sample.p99),
      ...figuresOf(samples, 'most events acknowledged', 'events/s', (sample) => sample.acknowledgedPerSecond),
      ...figuresOf(
        samples,
        'most events that reached the handler',
        'events/s',
        (sample) => sample.handledPerSecond,
      ),
      ...figuresOf(
        samples,
        'acknowledged, not handled half a second after the flood',
        'events',
        ({ unhandled }) => unhandled,
      ),
      ...figuresOf(samples, 'computing time for an event', 'µs', ({ cpuPerEvent }) => cpuPerEvent),
      ...figuresOf(slow, 'acknowledged with a slow store, 99th percentile', 'ms', (sample) => sample.p99),
    ],
    goals,
    notes: [
      'Ours is the Slack adapter on the real server, reception, store and worker, with an act that does nothing: the row is written before Slack is answered, then taken from the inbox and marked as done. It refuses replayed signatures, asks Slack once for the language of a person, reads what the words ask for, counts what waits in the thread, for the person and the workspace, and collapses repeated deliveries.',
      'Plain Bolt is the app of its "getting started" with empty listeners. It answers before they run and writes nothing down: an event that it has answered is gone when the process ends.',
      'Chat SDK is the bot of its README behind node:http, with the default of dropping a message whose thread is busy. It answers at once and does its work afterwards: deduplication, a lock on the thread, the subscription, the handler. What is acknowledged faster than that waits in memory, and is lost with the process; so the two are compared by what reached the handler, counted until half a second after the flood.',
      'What ours has acknowledged and not handled by then stands in the inbox and is handled afterwards.',
      'The slow store: every call of inbox, conversations and values takes 2 s longer, many at a time. The peers acknowledge without waiting for a store.',
      'PostgreSQL runs on the same machine without waiting for its disk, for both sides.',
    ],
  };
}

function aboveChatSdk(state: string, ours: number, theirs: number): Goal {
  return {
    goal: `above Chat SDK with its ${state} state, in events that reached the handler`,
    measured: `${readable(ours)} against ${readable(theirs)} events/s`,
    reached: ours > theirs,
  };
}
