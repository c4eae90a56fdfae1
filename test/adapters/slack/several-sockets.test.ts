import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakeReception } from '../../fakes/fake-reception.js';
import { MemoryValues } from '../../fakes/memory-values.js';
import { startBot, type TestBot } from '../../fakes/slack/bot.js';
import { hastyClock } from '../../fakes/slack/hasty-clock.js';
import { appMention, slashCommand } from '../../fakes/slack/payloads.js';
import { type SlackStandIn, startSlackStandIn } from '../../fakes/slack/stand-in.js';

let standIn: SlackStandIn;
let reception: FakeReception;
let bots: TestBot[];

beforeEach(async () => {
  standIn = await startSlackStandIn();
  reception = new FakeReception();
  const values = new MemoryValues();
  bots = [];
  for (let started = 0; started < 2; started++) {
    bots.push(await startBot({ standIn, mode: 'socket', reception, values, clock: hastyClock }));
  }
});
afterEach(async () => {
  await Promise.all(bots.map((bot) => bot.stop()));
  await standIn.close();
});

it('every gateway has one connection, and what comes over any of them is accepted', async () => {
  expect(standIn.socket.open).toBe(2);
  for (const over of [0, 1]) {
    const event = appMention({ ts: `171234567${over}.000100` });
    expect(await standIn.socket.deliver('events_api', event, { over })).toBeDefined();
    expect(await standIn.socket.deliver('slash_commands', slashCommand(), { over })).toBeDefined();
  }
  expect(reception.received.filter(({ text }) => text !== '')).toHaveLength(2);
  expect(standIn.complaints).toEqual([]);
});

it('an event that is delivered again over another connection is one message', async () => {
  const event = appMention();
  expect(await standIn.socket.deliver('events_api', event, { over: 0 })).toBeDefined();
  expect(await standIn.socket.deliver('events_api', event, { over: 1, retry: 1 })).toBeDefined();
  expect(reception.received).toHaveLength(1);
  expect(reception.duplicates).toBe(1);
});

it('a gateway that loses its connection opens one again, and the other goes on', async () => {
  standIn.socket.cut();
  expect(await standIn.socket.deliver('events_api', appMention(), { over: 0 })).toBeDefined();
  await vi.waitFor(() => expect([standIn.socket.connections, standIn.socket.open]).toEqual([3, 2]));
  await vi.waitFor(() => Promise.all(bots.map(({ slack }) => slack.check())));
});

it('a gateway for which Slack has no connection left asks for one less and less often', async () => {
  const pauses: number[] = [];
  const clock = {
    // It stands still: on a busy machine a connection may live longer than it should.
    now: () => 0,
    sleep(ms: number, signal?: AbortSignal) {
      pauses.push(ms);
      return hastyClock.sleep(ms, signal);
    },
  };
  standIn.socket.full = true;
  const third = await startBot({ standIn, mode: 'socket', reception, clock });
  await vi.waitFor(() => expect(pauses.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]));
  standIn.socket.full = false;
  await vi.waitFor(() => third.slack.check());
  await third.stop();
});
