import { beforeEach, expect, it } from 'vitest';
import { createHeardUntil } from '../../../adapters/discord/heard-until.js';
import { ManualClock } from '../../fakes/manual-clock.js';
import { MemoryValues } from '../../fakes/memory-values.js';

let clock: ManualClock;
let values: MemoryValues;
beforeEach(() => {
  clock = new ManualClock();
  values = new MemoryValues();
});

/** A process that holds the gateway from now on. */
async function open(shards: number) {
  const heard = createHeardUntil(values, clock);
  await heard.begin(shards);
  return heard;
}

async function pass(heard: Awaited<ReturnType<typeof open>>, ms: number, hearing: number[]) {
  for (let passed = 0; passed < ms; passed += 5_000) {
    await clock.advance(5_000);
    for (const shard of hearing) heard.hears(shard);
    if (heard.isDue()) await heard.write();
  }
}

/** It is written down every half minute. */
function expectRecent(at: number | undefined): void {
  expect(clock.now() - (at ?? 0)).toBeLessThanOrEqual(30_000);
}

it('nothing was ever heard at the very first start', async () => {
  const heard = await open(2);
  expect(heard.of(0)).toBeUndefined();
  heard.hears(0);
  // The other one has not heard anything yet.
  expect(heard.isDue()).toBe(false);
});

it('the next process knows it, half a minute late at most', async () => {
  await pass(await open(1), 100_000, [0]);
  expectRecent((await open(1)).of(0));
});

it('a shard that is away is not taken for one that hears, here or in the next process', async () => {
  const heard = await open(2);
  await pass(heard, 60_000, [0, 1]);
  const lost = clock.now();
  await pass(heard, 600_000, [0]);
  expect(heard.of(0)).toBe(clock.now());
  expect(heard.of(1)).toBe(lost);
  const next = await open(3);
  expect([0, 1, 2].map(next.of)).toEqual([lost, lost, lost]);
});

it('what is still being read again is read again by the next process too', async () => {
  await pass(await open(1), 60_000, [0]);
  const left = clock.now();
  await clock.advance(60_000);
  const heard = await open(1);
  const reading = heard.readsFrom(0, left);
  await pass(heard, 60_000, [0]);
  expect((await open(1)).of(0)).toBe(left);
  reading.done();
  await pass(heard, 60_000, [0]);
  expectRecent((await open(1)).of(0));
});

it('knows what another process has heard meanwhile', async () => {
  const heard = await open(1);
  await pass(heard, 60_000, [0]);
  await pass(await open(1), 600_000, [0]);
  await heard.begin(1);
  expectRecent(heard.of(0));
});
