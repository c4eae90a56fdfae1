import { beforeEach, expect, it } from 'vitest';
import { createShardWatch, patienceFor, type ShardWatch } from '../../../adapters/discord/shard-watch.js';
import { ManualClock } from '../../fakes/manual-clock.js';

let clock: ManualClock;
let watch: ShardWatch;
beforeEach(() => {
  clock = new ManualClock();
  watch = createShardWatch(clock, 20_000);
});

/** Looks every second at two shards; those in `answering` answer, and `hearing` is what the library says. */
async function pass(seconds: number, { answering = [0, 1], hearing = [0, 1] } = {}) {
  const mended: { second: number; shard: number; anew: boolean }[] = [];
  for (let second = 1; second <= seconds; second++) {
    await clock.advance(1_000);
    for (const shard of answering) watch.heard(shard);
    const found = watch.look([0, 1].map((id) => ({ id, isHearing: hearing.includes(id) })));
    mended.push(...found.mend.map((mend) => ({ second, ...mend })));
    if (found.isDead) return { mended, deadAfter: second };
  }
  return { mended, deadAfter: undefined };
}

it('asks every shard for a sign of life, and leaves those alone that give it', async () => {
  expect(await pass(60)).toEqual({ mended: [], deadAfter: undefined });
});

it('connects a silent shard again within fifteen seconds, once, and its session only later', async () => {
  await pass(5);
  const { mended, deadAfter } = await pass(60, { answering: [0] });
  expect(mended).toMatchObject([
    { shard: 1, anew: false },
    { shard: 1, anew: true },
  ]);
  expect(mended[0]?.second).toBeLessThan(15);
  expect(deadAfter).toBeUndefined();
});

it('tries a shard that stays away with growing pauses, while others go on', async () => {
  const { mended, deadAfter } = await pass(20 + 40 + 80, { answering: [0], hearing: [0] });
  expect(mended).toEqual([
    { second: 21, shard: 1, anew: true },
    { second: 61, shard: 1, anew: true },
  ]);
  expect(deadAfter).toBeUndefined();
  expect(watch.down([0, 1].map((id) => ({ id, isHearing: id === 0 })))).toEqual([1]);
});

it('begins from the start with a shard that was back', async () => {
  await pass(70, { answering: [0], hearing: [0] });
  await pass(1);
  expect((await pass(25, { answering: [0], hearing: [0] })).mended).toHaveLength(1);
});

it('does not take a shard for dead because this process was asleep', async () => {
  await pass(5);
  await clock.advance(60_000);
  expect(watch.look([0, 1].map((id) => ({ id, isHearing: true })))).toMatchObject({
    mend: [],
    isDead: false,
  });
  expect(await pass(10)).toEqual({ mended: [], deadAfter: undefined });
});

it('gives everything up when no shard hears anything for long', async () => {
  expect(await pass(60, { answering: [], hearing: [] })).toMatchObject({ deadAfter: 21 });
});

it.each([
  { shards: 1, concurrency: 1, ms: 20_000 },
  { shards: 16, concurrency: 16, ms: 20_000 },
  { shards: 16, concurrency: 1, ms: 117_500 },
  { shards: 40, concurrency: 16, ms: 33_000 },
])('$shards shards that begin $concurrency at a time have $ms ms', ({ shards, concurrency, ms }) => {
  expect(patienceFor(shards, concurrency)).toBe(ms);
});
