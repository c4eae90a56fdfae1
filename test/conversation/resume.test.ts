import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/failure.js';
import { codeData } from '../fakes/nemo/answers.js';
import { newGate } from '../fakes/nemo/gate.js';
import { agentError, ask, callTool, heartbeat, say, waitFor } from '../fakes/nemo/turn-steps.js';
import { exampleDraft } from '../fakes/nemo/world.js';
import { type Harness, startHarness, type Thread } from './harness.js';

let bot: Harness;
let thread: Thread;
beforeEach(async () => {
  bot = await startHarness();
  thread = bot.thread();
});
afterEach(() => bot.close());

const texts = () => bot.platform.texts.join('\n---\n');

/** The bot is restarted while the agent works on `answer`; the agent finishes meanwhile. */
async function restartDuringTurn(answer: () => Promise<void>): Promise<void> {
  const gate = newGate();
  bot.nemo.nextTurn([callTool('edit_multitrack'), waitFor(gate)]);
  await answer();
  await gate.reached;
  bot.nemo.session().state.draft = exampleDraft();
  bot = await bot.restart();
  await bot.reception.receive({
    id: 'another',
    place: thread.place,
    author: { id: 'anna' },
    text: 'thanks',
    attachments: [],
    receivedAt: Date.now(),
  });
  await bot.idle(thread);
  gate.open();
}

/** A run after a restart finds the conversation as the first run has changed it, and must decide as that one did. */
describe('after a restart', () => {
  it('the first video is still exported, although the timeline is no longer new', async () => {
    bot.nemo.always('renderStatus', codeData({ status: 'processing', progress: 20 }));
    await thread.say('generate a short video of a city at night');
    await bot.nemo.arrived('renderStatus', 1);
    bot = await bot.restart();
    bot.nemo.always('renderStatus', undefined);
    await bot.work.wake(thread.place.conversation, 'ordered');
    await bot.idle(thread);
    expect(bot.platform.ofKind('video')).toHaveLength(1);
    expect(bot.nemo.count('render')).toBe(1);
  });

  it('"yes" is still the answer to the question that it was', async () => {
    bot.nemo.nextTurn([say('Shall I add a title?')]);
    await thread.say('make it more interesting');
    await bot.idle(thread);
    await restartDuringTurn(() => thread.say('yes'));
    expect(texts()).toContain('✅ Title added: "Urban Dreams"');
    expect(bot.nemo.turns()).toEqual(['make it more interesting', 'yes']);
  });

  it('a pressed answer still counts, although its question is closed', async () => {
    const options = [{ id: 'a', label: 'Bold' }];
    bot.nemo.nextTurn([ask({ id: 'q', prompt: 'Which style?', options })]);
    await thread.say('make it more interesting');
    await bot.idle(thread);
    const [button] = bot.platform.ofKind('question')[0]?.reply.buttons ?? [];
    await restartDuringTurn(async () => {
      if (button) await thread.press(button.action);
    });
    expect(texts()).toContain('✅ Title added: "Urban Dreams"');
    expect(texts()).not.toContain('no longer open');
    expect(bot.nemo.count('turn')).toBe(2);
  });

  it('what has failed has failed, what was stopped is stopped, and is not begun again', async () => {
    await thread.say('hi');
    await bot.idle(thread);
    const original = bot.platform.post.bind(bot.platform);
    // The store and the platform remember everything but the very end: the crash comes before it.
    for (const [text, end] of [
      ['make the music louder', '⚠️'],
      ['make the music softer', '⏹'],
    ] as const) {
      const gate = newGate();
      let refused = 0;
      bot.platform.post = async (place, reply, key) => {
        if (reply.text.startsWith(end) && refused++ === 0) throw new Failure('platform-unavailable');
        return original(place, reply, key);
      };
      bot.nemo.nextTurn(end === '⏹' ? [heartbeat, waitFor(gate)] : [agentError('BROKEN', 'It is broken.')]);
      await thread.say(text);
      if (end === '⏹') {
        await gate.reached;
        await thread.say('stop');
        gate.open();
      }
      await bot.idle(thread);
      expect(refused).toBe(2);
      const told = bot.platform.messages.filter(({ reply }) => reply.kind !== 'progress');
      expect(told.filter(({ reply }) => reply.text.startsWith(end))).toHaveLength(1);
    }
    expect(bot.nemo.turns()).toEqual(['make the music louder', 'make the music softer']);
    expect(bot.platform.texts.filter((shown) => shown.startsWith('⏳'))).toEqual([]);
    expect(texts()).not.toContain('The connection broke');
  });
});
