import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../src/conversation/reply.js';
import { Failure } from '../../src/failure.js';
import { newGate } from '../fakes/nemo/gate.js';
import { heartbeat, say, waitFor } from '../fakes/nemo/turn-steps.js';
import { type Harness, JPEG, startHarness, type Thread } from './harness.js';

let bot: Harness;
let thread: Thread;
beforeEach(async () => {
  bot = await startHarness();
  thread = bot.thread();
});
afterEach(() => bot.close());

/** From now on nothing that matches can be posted: the channel was deleted, or the bot was put out of it. */
function closeFor(matches: (reply: Reply) => boolean, code: 'place-gone' | 'platform-permission'): void {
  const post = bot.platform.post.bind(bot.platform);
  bot.platform.post = async (place, reply, key) => {
    if (matches(reply)) throw new Failure(code);
    return post(place, reply, key);
  };
}

describe.each(['place-gone', 'platform-permission'] as const)(
  'a place that is closed to the bot (%s)',
  (code) => {
    it('while a turn runs: the act ends, what waits does too, and the agent heard each once', async () => {
      const gate = newGate();
      bot.nemo.nextTurn([heartbeat, waitFor(gate), say('Vertical now.')]);
      await thread.say('make it vertical');
      await gate.reached;
      await thread.say('add a title');
      closeFor(() => true, code);
      gate.open();
      await bot.idle(thread);
      expect(bot.nemo.turns()).toEqual(['make it vertical']);
      const elsewhere = bot.thread();
      bot.platform.post = Object.getPrototypeOf(bot.platform).post.bind(bot.platform);
      await elsewhere.say('hi');
      await bot.idle(elsewhere);
      expect(
        bot.platform.messages.some(({ place }) => place.conversation === elsewhere.place.conversation),
      ).toBe(true);
    });

    it('before the link of a finished video: nothing is rendered again, and the video is listed when it opens', async () => {
      closeFor(({ kind }) => kind === 'video', code);
      await thread.say('turn these images into a short video', [bot.platform.attach('a.jpg', JPEG)]);
      await bot.idle(thread);
      expect(bot.nemo.count('render')).toBe(1);
      await thread.say('list my exports');
      await bot.idle(thread);
      expect(bot.platform.texts.at(-1)).toContain('Videos of this thread:');
    });
  },
);
