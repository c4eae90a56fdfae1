import type { Place } from '../src/conversation/inbound.js';
import type { Posted } from '../src/conversation/ports/platform.js';
import type { Clock } from '../src/conversation/ports/tools.js';
import type { Reply } from '../src/conversation/reply.js';
import { JPEG, startHarness } from '../test/conversation/harness.js';
import { createFastClock } from '../test/fakes/fast-clock.js';
import { MemoryPlatform } from '../test/fakes/memory-platform.js';
import { signIn } from './delivery/every-30-seconds.js';
import {
  pictureName,
  type RenderingBackend,
  type RenderPlan,
  renderId,
  startRenderingBackend,
} from './delivery/rendering-backend.js';
import type { Bench, BenchOptions, Figure, Report } from './suite/bench.js';
import { median, percentile } from './suite/statistics.js';

/** How much faster than outside the clock of both sides and of the backend runs. */
const TIMES = 10;
const GOAL_MS = 5_000;
/** Renders begin one after the other, as they do in life: real milliseconds. */
const BETWEEN_MS = 40;
const QUEUE_MS = 10_000;

type Percent = (length: number) => RenderPlan['percent'];

const steady: Percent = (length) => (elapsed) => Math.round((100 * elapsed) / length);
const queued: Percent = (length) => (elapsed) =>
  Math.round((100 * Math.max(0, elapsed - QUEUE_MS)) / (length - QUEUE_MS));
const untold: Percent = () => () => undefined;

const PEER = 'polling every 30 s';
const SIDES: readonly (readonly [string, Percent])[] = [
  ['ours', steady],
  ['ours, 10 s in a queue first', queued],
  ['ours, no percentage told', untold],
  [PEER, steady],
];

/** One finished delivery. */
interface Delivery {
  readonly side: string;
  readonly length: number;
  /** From the end of the render to the link in the thread. */
  readonly lateMs: number;
  readonly polls: number;
}

/** Remembers when the video was shown in each thread. */
class WatchedPlatform extends MemoryPlatform {
  readonly #shown = new Map<string, (at: number) => void>();

  constructor(private readonly clock: Clock) {
    super();
  }

  shown({ conversation }: Place): Promise<number> {
    return new Promise((resolve) => this.#shown.set(conversation, resolve));
  }

  override async post(place: Place, reply: Reply, key: string): Promise<Posted> {
    const posted = await super.post(place, reply, key);
    if (reply.kind === 'video') this.#shown.get(place.conversation)?.(this.clock.now());
    return posted;
  }
}

/** Renders of 60 to 150 s; a little off whole seconds, so that none ends exactly when the peer asks. */
function lengths(quick: boolean): number[] {
  const step = quick ? 15_000 : 2_000;
  return Array.from({ length: 90_000 / step }, (_, index) => 60_000 + (index + 0.37) * step);
}

async function oneRound(quick: boolean): Promise<Delivery[]> {
  const clock = createFastClock(TIMES);
  const plans = SIDES.flatMap(([side, percent]) =>
    lengths(quick).map((length) => ({ side, length, percent: percent(length) })),
  );
  const backend = await startRenderingBackend(plans, clock);
  const platform = new WatchedPlatform(clock);
  const harness = await startHarness({ nemo: backend.nemo, platform, clock });
  const peer = await signIn(backend.nemo);

  const ours = async (index: number): Promise<number> => {
    const thread = harness.thread();
    const shown = platform.shown(thread.place);
    await thread.say('make a video', [platform.attach(pictureName(index), JPEG)]);
    return shown;
  };
  const deliver = async (plan: (typeof plans)[number], index: number): Promise<Delivery> => {
    await new Promise((resolve) => setTimeout(resolve, index * BETWEEN_MS));
    const shownAt = await (plan.side === PEER ? peer(renderId(index), clock) : ours(index));
    return describe(plan, shownAt, backend);
  };
  try {
    return await Promise.all(plans.map(deliver));
  } finally {
    await harness.close();
  }
}

function describe(plan: RenderPlan & { side: string }, shownAt: number, backend: RenderingBackend): Delivery {
  const { doneAt, polls } = backend.seen(plan);
  return { side: plan.side, length: plan.length, lateMs: shownAt - doneAt, polls };
}

const aroundNinetySeconds = ({ length }: Delivery) => length >= 80_000 && length < 100_000;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function figures(rounds: readonly (readonly Delivery[])[]): Figure[] {
  const quantities: Record<string, readonly [string, (all: readonly Delivery[]) => number]> = {
    'done to link, median': ['s', (all) => median(all.map(({ lateMs }) => lateMs)) / 1_000],
    'done to link, 95th percentile': [
      's',
      (all) =>
        percentile(
          all.map(({ lateMs }) => lateMs),
          0.95,
        ) / 1_000,
    ],
    'polls, renders of 80-100 s': [
      '',
      (all) => mean(all.filter(aroundNinetySeconds).map(({ polls }) => polls)),
    ],
    'polls, renders of 60-150 s': ['', (all) => mean(all.map(({ polls }) => polls))],
  };
  return Object.entries(quantities).flatMap(([quantity, [unit, value]]) =>
    SIDES.map(([side]) => ({
      side,
      quantity,
      unit,
      values: rounds.map((all) => value(all.filter((delivery) => delivery.side === side))),
    })),
  );
}

async function run({ rounds, quick }: BenchOptions): Promise<Report> {
  const taken: Delivery[][] = [];
  for (let round = 0; round < rounds; round++) taken.push(await oneRound(quick));
  const all = taken.flat();
  const late = (side: string) => median(all.filter((one) => one.side === side).map(({ lateMs }) => lateMs));
  const polls = (side: string) =>
    mean(all.filter((one) => one.side === side && aroundNinetySeconds(one)).map((one) => one.polls));
  const goal = (side: string) => ({
    goal: `${side}: median under ${GOAL_MS / 1_000} s, no more polls than every 30 s over renders of 80 to 100 s`,
    measured: `${(late(side) / 1_000).toFixed(1)} s, ${polls(side).toFixed(1)} polls (every 30 s: ${(late(PEER) / 1_000).toFixed(1)} s, ${polls(PEER).toFixed(1)})`,
    reached: late(side) < GOAL_MS && polls(side) <= polls(PEER),
  });
  return {
    bench: 'delivery',
    work: `${lengths(quick).length} renders of 60 to 150 s on each side, from the order to the link; all clocks run ${TIMES} times as fast`,
    figures: figures(taken),
    goals: SIDES.filter(([side]) => side !== PEER).map(([side]) => goal(side)),
    notes: [
      'Ours is the whole core: upload, turn, export, link, with its store and its client, on a platform in memory. The peer only submits a draft and polls, and its delay ends when it has seen the end.',
      `On a clock that runs ${TIMES} times as fast, every real millisecond of work counts as ${TIMES}: the delays of ours are a little too long.`,
      'Where the backend tells no percentage, nothing tells when a render will end: the waits grow to 30 s, so the delay is that of the peer, and the early polls, which short renders need, are more than the peer makes.',
      'Early polls and as few as every 30 s exclude each other unless a wait may be longer: where a percentage tells the end, ours waits up to 45 s.',
      'A render that waits in a queue looks slower at the first poll than it is; the pace between two polls corrects that, which takes one poll more.',
    ],
  };
}

export const bench: Bench = {
  name: 'delivery',
  title: 'From the end of a render to its link in the thread',
  run,
};
