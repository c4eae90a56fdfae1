import { beforeEach, describe, expect, it } from 'vitest';
import { createThreads, isHeardInThread, type Threads, threadKey } from '../../../adapters/chat/threads.js';
import type { Place } from '../../../src/conversation/inbound.js';
import { MemoryValues } from '../../fakes/memory-values.js';
import { newGate } from '../../fakes/nemo/gate.js';

const place: Place = { platform: 'slack', tenant: 'slack:T1', conversation: 'slack:T1/C1/1.2', address: {} };
let values: MemoryValues;
let threads: Threads<{ starter: string }>;

beforeEach(() => {
  values = new MemoryValues();
  threads = createThreads(values);
});

const engage = (starter: string, isNew: boolean) =>
  threads.engage(place, { starter }, isNew, async () => 'accepted');
const restart = () => {
  threads = createThreads(values);
};

describe('a thread in which the bot takes part', () => {
  it('is known at once, before anything is written', async () => {
    const gate = newGate();
    const engaging = threads.engage(place, { starter: 'anna' }, true, () => gate.pass());
    expect(await threads.find(place.conversation)).toEqual({ starter: 'anna' });
    gate.open();
    await engaging;
  });

  it('is known after a restart', async () => {
    await engage('anna', true);
    restart();
    expect(threads.recent()).toEqual([]);
    expect(await threads.find(place.conversation)).toEqual({ starter: 'anna' });
    expect(threads.recent()).toEqual([{ starter: 'anna' }]);
  });

  it('keeps its first starter', async () => {
    await engage('anna', true);
    await engage('ben', false);
    restart();
    expect(await engage('ben', false)).toBe('accepted');
    expect(await threads.find(place.conversation)).toEqual({ starter: 'anna' });
  });

  it('is not one when its first message was not accepted', async () => {
    const refused = threads.engage(place, { starter: 'anna' }, true, () => Promise.reject(new Error('full')));
    await expect(refused).rejects.toThrow('full');
    expect(threads.recent()).toEqual([]);
  });

  it.each([{ conversation: place.conversation }, { tenant: place.tenant }])(
    'is forgotten with %o',
    async (scope) => {
      await engage('anna', true);
      await values.delete(threadKey(place.conversation));
      threads.forget({ tenant: 'slack:T' });
      expect(await threads.find(place.conversation)).toBeDefined();
      threads.forget(scope);
      expect(await threads.find(place.conversation)).toBeUndefined();
    },
  );
});

it.each([
  ['everyone', 'ben', true],
  ['starter', 'anna', true],
  ['starter', 'ben', false],
  ['mention', 'anna', false],
] as const)('THREAD_REPLIES=%s: is %s heard? %s', (rule, user, heard) => {
  expect(isHeardInThread(rule, { starter: 'anna' }, user)).toBe(heard);
});
