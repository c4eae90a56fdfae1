import { beforeEach, describe, expect, it } from 'vitest';
import { type Background, createBackground } from '../../../adapters/chat/background.js';
import { createThreads, isHeardInThread, type Threads, threadKey } from '../../../adapters/chat/threads.js';
import type { Place } from '../../../src/conversation/inbound.js';
import { Failure } from '../../../src/failure.js';
import { ManualClock } from '../../fakes/manual-clock.js';
import { MemoryValues } from '../../fakes/memory-values.js';
import { newGate } from '../../fakes/nemo/gate.js';
import { recordingLog } from '../../http/recording-log.js';

const place: Place = { platform: 'slack', tenant: 'slack:T1', conversation: 'slack:T1/C1/1.2', address: {} };
const key = threadKey(place.conversation);
let values: ValuesInTrouble;
let clock: ManualClock;
let log: ReturnType<typeof recordingLog>;
let background: Background;
let threads: Threads<{ starter: string }>;

class ValuesInTrouble extends MemoryValues {
  /** How many further writes fail. */
  trouble = 0;

  override async set(name: string, value: unknown): Promise<void> {
    if (this.trouble-- > 0) throw new Failure('store-unavailable', { detail: 'locked' });
    await super.set(name, value);
  }
}

beforeEach(() => {
  values = new ValuesInTrouble();
  clock = new ManualClock();
  log = recordingLog();
  background = createBackground(log);
  start();
});

const engage = (starter: string, isNew: boolean) =>
  threads.engage(place, { starter }, isNew, async () => 'accepted');
function start(): void {
  threads = createThreads({ values, background, clock, log });
}

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
    start();
    expect(threads.recent()).toEqual([]);
    expect(await threads.find(place.conversation)).toEqual({ starter: 'anna' });
    expect(threads.recent()).toEqual([{ starter: 'anna' }]);
  });

  it('keeps its first starter', async () => {
    await engage('anna', true);
    await engage('ben', false);
    start();
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
      await values.delete(key);
      threads.forget({ tenant: 'slack:T' });
      expect(await threads.find(place.conversation)).toBeDefined();
      threads.forget(scope);
      expect(await threads.find(place.conversation)).toBeUndefined();
    },
  );
});

describe('an engagement that cannot be written down', () => {
  it('does not take back what was accepted, and is written down as soon as the store is back', async () => {
    values.trouble = 3;
    expect(await engage('anna', true)).toBe('accepted');
    expect(await threads.find(place.conversation)).toEqual({ starter: 'anna' });
    expect(values.rows.has(key)).toBe(false);
    expect(log.lines).toMatchObject([{ level: 'warn', message: 'a thread could not be written down yet' }]);
    await clock.advance(1_000);
    expect(values.rows.has(key)).toBe(false);
    await clock.advance(1_000);
    expect(values.rows.get(key)).toBe('{"starter":"anna"}');
    await background.settled();
    expect(log.lines).toHaveLength(1);
  });

  it('is given up after a while, and says so', async () => {
    values.trouble = 99;
    expect(await engage('anna', true)).toBe('accepted');
    await clock.advance(120_000);
    await background.settled();
    expect(log.lines.at(-1)).toMatchObject({ facts: { work: 'write a thread down' } });
    expect(await threads.find(place.conversation)).toEqual({ starter: 'anna' });
  });

  it('does not come back after the thread was forgotten', async () => {
    values.trouble = 1;
    await engage('anna', true);
    threads.forget({ conversation: place.conversation });
    await clock.advance(120_000);
    await background.settled();
    expect(values.rows.size).toBe(0);
  });

  it('does not hide that the message was refused', async () => {
    values.trouble = 1;
    const refused = threads.engage(place, { starter: 'anna' }, true, () => Promise.reject(new Error('full')));
    await expect(refused).rejects.toThrow('full');
    expect(log.lines).toEqual([]);
  });
});

it.each([
  ['everyone', 'ben', true],
  ['starter', 'anna', true],
  ['starter', 'ben', false],
  ['mention', 'anna', false],
] as const)('THREAD_REPLIES=%s: is %s heard? %s', (rule, user, heard) => {
  expect(isHeardInThread(rule, { starter: 'anna' }, user)).toBe(heard);
});
