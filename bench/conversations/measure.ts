import { performance } from 'node:perf_hooks';
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

/** Seconds, and milliseconds for everything after the start: medians of what was done several times. */
export interface Sample {
  readonly start: number;
  readonly wake: number;
  readonly page: number;
  readonly open: number;
  readonly home: number;
  readonly find: number;
  readonly accept: number;
  readonly forget: number;
}

export interface Measured {
  readonly seed: Seed;
  readonly environment: Record<string, string>;
  readonly nemo: FakeNemo;
  readonly count: number;
  /** How often everything but the start is done. */
  readonly times: number;
  /** Grows with every round, so that each one meets conversations that no round before has touched. */
  readonly round: number;
}

export async function measure(measured: Measured): Promise<Sample> {
  return { ...(await measureProgram(measured)), ...(await measureStore(measured)) };
}

/** The real program, from its start on, as somebody with a browser meets it. */
async function measureProgram({ environment, nemo, ...rest }: Measured) {
  const began = performance.now();
  const bot = await startBot(environment);
  try {
    await untilReady(bot.url);
    const start = (performance.now() - began) / 1_000;
    const page = await timed(rest.times, () => read(`${bot.url}/playground/threads`));
    const open = await timed(rest.times, (time) =>
      read(`${bot.url}/playground/threads/${threadId(place(rest, time, 0))}`),
    );
    const wake = await timed(rest.times, async (time) => {
      const thread = await openThread(bot.url, threadId(place(rest, time, 1)));
      const heard = nemo.arrived('turn', nemo.count('turn') + 1);
      const sent = performance.now();
      await thread.send(`make the title say "Winter ${time}"`);
      await heard;
      const took = performance.now() - sent;
      await untilQuiet(bot.url);
      return took;
    });
    return { start, page, open, wake };
  } finally {
    await bot.stop();
  }
}

/** The look-ups of Slack and Discord, and what "forget" does, on the store itself. */
async function measureStore({ seed, environment, ...rest }: Measured) {
  const store = await openStore({
    ...seed,
    encryptionKey: environment.ENCRYPTION_KEY,
    log: silentLog,
    clock,
  });
  const conversation = (time: number, use: number) => `${TENANT}/${threadId(place(rest, time, use))}`;
  try {
    const home = await timed(rest.times, () => store.conversations.list(TENANT, NEWEST));
    const find = await timed(rest.times, async (time) => {
      const found = await store.conversations.get(conversation(time, 2));
      if (!found) throw new Error('a conversation is missing');
    });
    const accept = await timed(rest.times, async (time) => {
      const [id, address] = [conversation(time, 3), { thread: threadId(place(rest, time, 3)) }];
      const message = {
        id: `bench-${rest.round}-${time}`,
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
    });
    const forget = await timed(rest.times, (time) =>
      store.conversations.forget({ conversation: conversation(time, 4) }),
    );
    return { home, find, accept, forget };
  } finally {
    await store.close();
  }
}

/** Spread over the whole store; no two uses, rounds or times meet the same conversation. */
function place(
  { count, times, round }: Pick<Measured, 'count' | 'times' | 'round'>,
  time: number,
  use: number,
): number {
  const nth = (round * 5 + use) * times + time;
  return 1 + ((nth * Math.max(1, Math.floor(count / (times * 20)))) % count);
}

/** The median of several times, after one that is not counted. A task may say itself how long it took. */
async function timed(times: number, task: (time: number) => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let time = 0; time < times; time++) {
    const began = performance.now();
    const result = await task(time);
    taken.push(typeof result === 'number' ? result : performance.now() - began);
  }
  return median(taken);
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
