import { beforeEach, describe, expect, it } from 'vitest';
import { type Card, createCard } from '../../src/conversation/card.js';
import type { Place } from '../../src/conversation/inbound.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { MemoryPlatform } from '../fakes/memory-platform.js';
import { newGate } from '../fakes/nemo/gate.js';
import { silentLog } from '../fakes/silent-log.js';

const place: Place = {
  platform: 'playground',
  tenant: 'playground:local',
  conversation: 'playground:local/1',
  address: {},
};
const MINUTE = 60_000;
let clock: ManualClock;
let platform: MemoryPlatform;
let card: Card;

beforeEach(() => {
  clock = new ManualClock();
  platform = new MemoryPlatform();
  card = newCard({});
});

function newCard({
  noteMayStand,
  say = (name, reply) => platform.post(place, reply, name),
}: Partial<Parameters<typeof createCard>[0]>): Card {
  return createCard({
    platform,
    place,
    language: 'en',
    clock,
    log: silentLog,
    startedAt: clock.now(),
    stillWorkingEvery: 2 * MINUTE,
    say,
    onPosted: async () => {},
    noteMayStand,
  });
}

const notes = () => platform.ofKind('note');

describe('the progress card', () => {
  it('shows phase and elapsed time, and the percentage only when it is known', async () => {
    await card.open('Rendering');
    expect(platform.texts).toEqual(['⏳ Rendering (0s)']);
    await clock.advance(30_000);
    expect(platform.texts).toEqual(['⏳ Rendering (30s)']);
    card.phase('Rendering', 40);
    expect(platform.texts).toEqual(['⏳ Rendering: 40% (30s)']);
    expect(platform.messages[0]?.reply.buttons?.map((button) => button.action.do)).toEqual(['stop']);
  });

  it('posts "Still working" once after two minutes and then edits it', async () => {
    await card.open('Working on it');
    await clock.advance(2 * MINUTE - 1);
    expect(notes()).toHaveLength(0);
    await clock.advance(1);
    expect(notes().map((note) => note.reply.text)).toEqual(['⏳ Still working... (2 min)']);
    await clock.advance(12 * MINUTE);
    expect(notes()).toHaveLength(1);
    expect(notes()[0]?.history.at(-1)).toBe('⏳ Still working... (14 min)');
  });

  it('counts from the start of the act, also when the card comes later', async () => {
    await clock.advance(40_000);
    await card.open('Working on it');
    await clock.advance(2 * MINUTE - 40_000);
    expect(notes().map((note) => note.reply.text)).toEqual(['⏳ Still working... (2 min)']);
  });

  it('needs few calls for a turn of 15 minutes', async () => {
    await card.open('Working on it');
    await clock.advance(15 * MINUTE);
    await card.close('done');
    const calls = platform.messages.reduce((sum, message) => sum + message.history.length, 0);
    expect(calls).toBeLessThanOrEqual(24);
  });

  it('leaves nothing that says "working" when it ends', async () => {
    await card.open('Working on it');
    await clock.advance(5 * MINUTE);
    await card.close('done');
    await clock.advance(10 * MINUTE);
    expect(platform.texts).toEqual(['✅ Done in 5 min', 'That took 5 min.']);
    expect(platform.workingStates.at(-1)).toBe(false);
    expect(clock.sleeping).toBe(0);
  });

  it('ends a note that an earlier run of the act has left behind', async () => {
    await card.open('Working on it');
    await clock.advance(3 * MINUTE);
    card.release();
    const after = newCard({ noteMayStand: true });
    await after.open('I was restarted');
    await after.close('done');
    expect(platform.texts).toEqual(['✅ Done', 'That took 0s.']);
  });

  it('ends a note that is being posted while the act ends', async () => {
    const gate = newGate();
    const slow = newCard({
      async say(name, reply) {
        if (name === 'note') await gate.pass();
        return platform.post(place, reply, name);
      },
    });
    await slow.open('Working on it');
    await clock.advance(2 * MINUTE);
    const closing = slow.close('done');
    gate.open();
    await closing;
    expect(platform.texts).toEqual(['✅ Done in 2 min', 'That took 2 min.']);
  });

  it('is not drawn any more by a run that was given up', async () => {
    await card.open('Working on it');
    card.release();
    await clock.advance(10 * MINUTE);
    card.phase('Rendering');
    expect(platform.messages.map(({ history }) => history.at(-1))).toEqual(['⏳ Working on it (0s)']);
    expect(clock.sleeping).toBe(0);
  });

  it('says that it goes on when the bot is restarted', async () => {
    await card.open('Working on it');
    await card.suspend();
    expect(platform.texts[0]).toContain('I am being restarted');
    expect(clock.sleeping).toBe(0);
  });

  it('does nothing for an act that never opened it', async () => {
    card.phase('Rendering');
    await card.close('failed', 'why');
    expect(platform.messages).toEqual([]);
  });
});
