import { beforeEach, describe, expect, it } from 'vitest';
import { Interruption } from '../../src/conversation/interruption.js';
import { openJournal } from '../../src/conversation/journal.js';
import type { JournalEntry, JournalStore } from '../../src/conversation/ports/stores.js';
import { Failure } from '../../src/failure.js';
import { ManualClock } from '../fakes/manual-clock.js';

const message = { conversation: 'playground:local/1', id: 'm1' };
let rows: Record<string, JournalEntry>;
let store: JournalStore;

beforeEach(() => {
  rows = {};
  store = {
    read: async () => ({ ...rows }),
    write: async (_conversation, _message, step, entry) => {
      rows[step] = JSON.parse(JSON.stringify(entry));
    },
    clear: async () => {
      rows = {};
    },
  };
});

/** A new process: everything is read from the store again. */
const reopen = () => openJournal(store, message, new ManualClock());

describe('step', () => {
  it('answers from the journal once it is written down', async () => {
    let runs = 0;
    const run = async () => ++runs;
    expect(await (await reopen()).step('upload:1', run)).toBe(1);
    expect(await (await reopen()).step('upload:1', run)).toBe(1);
    expect(runs).toBe(1);
  });

  it('runs again when it was cut', async () => {
    const journal = await reopen();
    await expect(journal.step('upload:1', () => Promise.reject(new Failure('internal')))).rejects.toThrow(
      'internal',
    );
    expect(await (await reopen()).step('upload:1', async () => 'second')).toBe('second');
  });
});

describe('once', () => {
  const never = () => Promise.reject(new Error('ran twice'));

  it('recovers instead of running again when nobody knows how it ended', async () => {
    rows.turn = { state: 'started', at: 1 };
    expect(await (await reopen()).once('turn', never, async () => 'recovered')).toBe('recovered');
    expect(await (await reopen()).once('turn', never, never)).toBe('recovered');
  });

  it('may run again after a refusal, which certainly had no effect', async () => {
    const refused = new Failure('rate-limited');
    await expect((await reopen()).once('turn', () => Promise.reject(refused), never)).rejects.toBe(refused);
    expect(await (await reopen()).once('turn', async () => 'sent', never)).toBe('sent');
  });

  it('stays unknown after an interruption', async () => {
    const cut = new Interruption('shutdown');
    await expect((await reopen()).once('turn', () => Promise.reject(cut), never)).rejects.toBe(cut);
    expect(await (await reopen()).once('turn', never, async () => 'recovered')).toBe('recovered');
  });
});

it('knows whether the message was begun before', async () => {
  const journal = await reopen();
  expect(journal.resumed).toBe(false);
  await journal.step('say:card', async () => 'queued');
  expect((await reopen()).resumed).toBe(false);
  await journal.begin();
  expect((await reopen()).resumed).toBe(true);
});

it('keeps the steps of scopes apart', async () => {
  const journal = await reopen();
  await journal.scope('batch:0').step('turn', async () => 'first');
  expect(await journal.scope('batch:1').step('turn', async () => 'second')).toBe('second');
  expect(Object.keys(rows).sort()).toEqual(['batch:0/turn', 'batch:1/turn']);
});
