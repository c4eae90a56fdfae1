import { openStore } from '../../src/store/open-store.js';
import { startBot } from '../../test/e2e/bot-process.js';
import { openThread } from '../../test/e2e/playground-client.js';
import type { FakeNemo } from '../../test/fakes/nemo/fake-nemo.js';
import { silentLog } from '../../test/fakes/silent-log.js';
import { median } from '../suite/statistics.js';
import { clock, type Seed, threadId, untilQuiet } from './seed.js';

const TENANT = 'playground:local';
/** No more than the smaller store has, so that both sides read as many. */
const NEWEST = 100;

export type ProgramTask = 'page' | 'open' | 'wake';
export type StoreTask = 'home' | 'find' | 'accept' | 'forget';

/** Seconds for the start, milliseconds for all others: medians of what was done several times. */
export type Sample = Readonly<Record<'start' | ProgramTask | StoreTask, number>>;

export interface Stored {
  readonly seed: Seed;
  readonly environment: Record<string, string>;
  readonly nemo: FakeNemo;
  readonly count: number;
}

export interface Repetition {
  /** How often everything but the start is done. */
  readonly times: number;
  /** Grows, so that each round meets conversations that no round before has touched. */
  readonly round: number;
}

/** Something that is open, and what can be done with it. A task may say itself how long it took, in milliseconds. */
interface Opened<Task extends string> {
  readonly start: number;
  readonly tasks: Readonly<Record<Task, (time: number) => Promise<unknown>>>;
  close(): Promise<unknown>;
}

/** Both stores side by side: every task is done with one and then with the other, so that noise meets both. */
export async function measure<Side extends string>(
  sides: Readonly<Record<Side, Stored>>,
  repetition: Repetition,
): Promise<Record<Side, Sample>> {
  const program = await inTurn(sides, repetition, openProgram);
  const store = await inTurn(sides, repetition, openLookUps);
  const names = Object.keys(sides) as Side[];
  return Object.fromEntries(
    names.map((side) => [side, { ...store[side], ...program[side] }]),
  ) as unknown as Record<Side, Sample>;
}

async function inTurn<Side extends string, Task extends string>(
  sides: Readonly<Record<Side, Stored>>,
  repetition: Repetition,
  open: (stored: Stored, repetition: Repetition) => Promise<Opened<Task>>,
): Promise<Record<Side, Record<Task | 'start', number>>> {
  const names = Object.keys(sides) as Side[];
  const order = repetition.round % 2 === 0 ? names : [...names].reverse();
  const opened: [Side, Opened<Task>][] = [];
  try {
    for (const side of order) opened.push([side, await open(sides[side], repetition)]);
    const results = Object.fromEntries(opened.map(([side, { start }]) => [side, { start }]));
    for (const task of Object.keys(opened[0]?.[1].tasks ?? {}) as Task[]) {
      const taken: Record<string, number[]> = Object.fromEntries(names.map((side) => [side, []]));
      for (let time = 0; time < repetition.times; time++) {
        for (const [side, { tasks }] of opened) taken[side]?.push(await timed(() => tasks[task](time)));
      }
      for (const side of names) Object.assign(results[side] ?? {}, { [task]: median(taken[side] ?? []) });
    }
    return results as Record<Side, Record<Task | 'start', number>>;
  } finally {
    await Promise.all(opened.map(([, { close }]) => close()));
  }
}

/** The real program, from its start on, as somebody with a browser meets it. */
async function openProgram(
  { environment, nemo, count }: Stored,
  repetition: Repetition,
): Promise<Opened<ProgramTask>> {
  const began = performance.now();
  const bot = await startBot(environment);
  await untilReady(bot.url);
  const thread = (use: number, time: number) => threadId(place(count, repetition, use, time));
  return {
    start: (performance.now() - began) / 1_000,
    tasks: {
      page: () => read(`${bot.url}/playground/threads`),
      open: (time) => read(`${bot.url}/playground/threads/${thread(0, time)}`),
      async wake(time) {
        const { send } = await openThread(bot.url, thread(1, time));
        const heard = nemo.arrived('turn', nemo.count('turn') + 1);
        const sent = performance.now();
        await send(`make the title say "Winter ${time}"`);
        await heard;
        const took = performance.now() - sent;
        await untilQuiet(bot.url);
        return took;
      },
    },
    close: () => bot.stop(),
  };
}

/** The look-ups of Slack and Discord, and what "forget" does, on the store itself. */
async function openLookUps(
  { seed, environment, count }: Stored,
  repetition: Repetition,
): Promise<Opened<StoreTask>> {
  const began = performance.now();
  const store = await openStore({
    ...seed,
    encryptionKey: environment.ENCRYPTION_KEY,
    log: silentLog,
    clock,
  });
  const thread = (use: number, time: number) => threadId(place(count, repetition, use, time));
  const conversation = (use: number, time: number) => `${TENANT}/${thread(use, time)}`;
  return {
    start: (performance.now() - began) / 1_000,
    tasks: {
      home: () => store.conversations.list(TENANT, NEWEST),
      async find(time) {
        if (!(await store.conversations.get(conversation(2, time)))) throw new Error('one is missing');
      },
      async accept(time) {
        const [id, address] = [conversation(3, time), { thread: thread(3, time) }];
        const message = {
          id: `bench-${repetition.round}-${time}`,
          place: { platform: 'playground' as const, tenant: TENANT, conversation: id, address },
          author: { id: 'somebody' },
          text: 'make it shorter',
          attachments: [],
          receivedAt: Date.now(),
        };
        await store.inbox.accept(message, 'ordered');
        await store.inbox.waiting(id);
        await store.inbox.next(id, 'ordered');
        await store.inbox.done(message);
      },
      forget: (time) => store.conversations.forget({ conversation: conversation(4, time) }),
    },
    close: () => store.close(),
  };
}

/** Spread over the whole store; no two uses, rounds or times meet the same conversation of the larger one. */
function place(count: number, { times, round }: Repetition, use: number, time: number): number {
  const nth = (round * 5 + use) * times + time;
  return 1 + ((nth * Math.max(1, Math.floor(count / (times * 20)))) % count);
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  const result = await task();
  return typeof result === 'number' ? result : performance.now() - began;
}

async function untilReady(url: string): Promise<void> {
  for (;;) {
    if ((await fetch(`${url}/readyz`)).ok) return;
  }
}

async function read(url: string): Promise<void> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} from ${url}`);
  await answer.arrayBuffer();
}
