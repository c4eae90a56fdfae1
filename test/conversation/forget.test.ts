import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AttachmentRef } from '../../src/conversation/inbound.js';
import { codeData } from '../fakes/nemo/answers.js';
import { newGate } from '../fakes/nemo/gate.js';
import { heartbeat, waitFor } from '../fakes/nemo/turn-steps.js';
import { type Harness, JPEG, startHarness, type Thread } from './harness.js';

let bot: Harness;
let thread: Thread;
beforeEach(async () => {
  bot = await startHarness();
  thread = bot.thread();
});
afterEach(() => bot.close());

const MAKE = 'turn these images into a short video with transitions and background music';
const photo = (): AttachmentRef => bot.platform.attach('beach.jpg', JPEG);
const forget = () => bot.reception.forget({ conversation: thread.place.conversation });
async function make(): Promise<void> {
  await thread.say(MAKE, [photo()]);
  await bot.idle(thread);
}

/** What is kept of the thread, once nothing is at work any more. */
async function left(): Promise<unknown[]> {
  const { conversation: id } = thread.place;
  // Closing waits for what runs, so nothing can be written later than this look.
  await bot.work.close(5_000);
  const { conversations, inbox } = bot.store;
  const rows = await Promise.all([
    conversations.get(id),
    inbox.next(id, 'ordered'),
    inbox.next(id, 'aside'),
    conversations.list(thread.place.tenant, 9),
  ]);
  return rows.flat().filter((row) => row !== undefined);
}

describe('a thread that is deleted while something is at work in it', () => {
  it('has its turn cut, its queue dropped, and its card says that it is over', async () => {
    const gate = newGate();
    await make();
    bot.nemo.nextTurn([heartbeat, waitFor(gate)]);
    await thread.say('make it vertical');
    await gate.reached;
    await thread.say('add a title');
    await expect.poll(() => bot.platform.texts.join()).toContain('Queued: 1 request ahead');
    await forget();
    expect(await left()).toEqual([]);
    gate.open();
    expect(bot.nemo.turns()).toEqual([MAKE, 'make it vertical']);
    const cards = bot.platform.ofKind('progress').map(({ reply }) => reply.text);
    expect(cards.slice(1)).toEqual(['⏹ Stopped', '⏹ Stopped']);
  });

  it('has its render cancelled, and gets no file of it', async () => {
    await make();
    bot.nemo.always('renderStatus', codeData({ status: 'processing', progress: 10 }));
    await thread.say('export');
    await bot.nemo.arrived('renderStatus', 4);
    const before = bot.platform.messages.length;
    await forget();
    expect(await left()).toEqual([]);
    expect(bot.nemo.count('cancel')).toBe(1);
    expect(bot.platform.messages.length).toBe(before);
    expect(bot.platform.ofKind('video')).toHaveLength(1);
  });

  it('gets no file that was on its way', async () => {
    const gate = newGate();
    bot.nemo.always('file', async () => {
      await gate.pass();
      return undefined;
    });
    await thread.say(MAKE, [photo()]);
    await gate.reached;
    await forget();
    gate.open();
    expect(await left()).toEqual([]);
    expect(bot.platform.ofKind('video').map(({ video }) => video)).toEqual([undefined]);
    expect(bot.platform.texts.at(-1)).toContain('✅ Video ready');
  });

  it('gets no answer of what is read aside', async () => {
    await make();
    const gate = newGate();
    bot.nemo.always('credits', async () => {
      await gate.pass();
      return undefined;
    });
    await thread.say('how many credits do I have?');
    await gate.reached;
    const before = bot.platform.messages.length;
    await forget();
    gate.open();
    expect(await left()).toEqual([]);
    expect(bot.platform.messages.length).toBe(before);
  });

  it('says nothing more of a stop that was being told', async () => {
    await make();
    const gate = newGate();
    bot.nemo.nextTurn([heartbeat, waitFor(gate)]);
    await thread.say('make it vertical');
    await gate.reached;
    const { conversation } = thread.place;
    await Promise.all([bot.work.interrupt(conversation, 'stop'), forget()]);
    gate.open();
    expect(await left()).toEqual([]);
  });

  it('is a new one for whoever writes there afterwards', async () => {
    await make();
    await forget();
    await make();
    expect(bot.platform.ofKind('video')).toHaveLength(2);
    expect(bot.nemo.of('session')).toHaveLength(2);
  });
});
