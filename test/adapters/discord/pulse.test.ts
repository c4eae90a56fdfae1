import { expect, it } from 'vitest';
import { createPulse } from '../../../adapters/discord/pulse.js';
import { ManualClock } from '../../fakes/manual-clock.js';

it('every shard answers for itself alone, and its first unanswered question counts', async () => {
  const clock = new ManualClock();
  const pulse = createPulse(clock);
  pulse.heard(0, 7);
  pulse.heard(1, 40);
  expect([pulse.asked(0), pulse.asked(1)]).toEqual([7, 40]);
  expect(pulse.isDue(0)).toBe(false);
  for (let second = 0; second < 10; second++) {
    await clock.advance(1_000);
    // Busy: it is asked nevertheless, because it may fall silent.
    pulse.heard(0);
    for (const shard of [0, 1]) if (pulse.isDue(shard)) pulse.asked(shard);
  }
  expect([pulse.isSilent(0), pulse.isSilent(1)]).toEqual([false, true]);
  pulse.asked(0);
  await clock.advance(10_000);
  expect(pulse.isSilent(0)).toBe(true);
  pulse.heard(1);
  expect(pulse.isSilent(1)).toBe(false);
});
