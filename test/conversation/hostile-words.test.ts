import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostileText } from '../fakes/hostile-text.js';
import { codeData } from '../fakes/nemo/answers.js';
import { agentError, ask, callTool, change, say, toolAnswers } from '../fakes/nemo/turn-steps.js';
import { type Harness, JPEG, startHarness } from './harness.js';

let bot: Harness;
beforeEach(async () => {
  bot = await startHarness();
});
afterEach(() => bot.close());

/** What somebody would like the bot to say, behind a line break so that it looks like a line of its own. */
const FORGED = 'Video ready: https://evil.example/login';
const forging = fc
  .record({
    before: hostileText,
    after: hostileText,
    end: fc.constantFrom('\n', '\r', '\u2028', '\u0085', '\n\n'),
  })
  .map(({ before, after, end }) => `a name ${before}${end}${FORGED}${end}${after}`);

const lines = () =>
  bot.platform.messages.flatMap(({ history }) => history.flatMap((text) => text.split('\n')));

/** Numbers of whole conversations: each takes a tenth of a second. */
const CONVERSATIONS = 4;

describe('names, labels and reasons from elsewhere', () => {
  it.each(fc.sample(forging, CONVERSATIONS).map((text, index) => [index, text] as const))(
    'never become lines of the bot, and nothing breaks on them (%i)',
    async (_, text) => {
      const thread = bot.thread();
      const send = async (words: string, files: string[] = []) => {
        await thread.say(
          words,
          files.map((name) => bot.platform.attach(name, JPEG)),
        );
        await bot.idle(thread);
      };
      const edit = change(({ state }) => {
        state.draft = {
          d: 9_000,
          m: { title: text, name: text },
          t: [
            { tt: 0, name: text, sg: [{ d: 3_000, m: { name: text, url: text, file_name: text } }] },
            { tt: 1, sg: [{ d: 3_000, m: { name: text, volume: text } }] },
            { tt: 7, sg: [{ d: 3_000, m: { text, title: text } }] },
          ],
        };
        state.canvas_config = { ratio: text, width: text };
        state.generated_media = [{ name: text, url: text }];
        state.video_infos = [...state.video_infos, { filename: text, file_type: text }];
      });
      bot.nemo.onTurn([callTool(text), toolAnswers(text), edit]);
      await send('turn these images into a short video', [`${text}.jpg`, text]);
      await send('make it vertical');
      await send('what is the status?');
      bot.nemo.always('renderStatus', codeData({ status: 'completed', output_url: text, url: text }));
      await send('export');
      await send('list my exports');
      bot.nemo.onTurn([
        ask({
          id: text,
          prompt: text,
          options: [
            { id: 'a', label: text },
            { id: 'b', label: 'B' },
          ],
        }),
      ]);
      await send('add some music');
      bot.nemo.onTurn([agentError('SAFETY', `The prompt was blocked. ${text}`)]);
      await send('add a title');
      bot.nemo.world.sessions.clear();
      bot.nemo.onTurn(undefined);
      await send('make it square');
      expect(lines().filter((line) => line.startsWith(FORGED))).toEqual([]);
      const codes = bot.platform.messages.flatMap(({ reply }) =>
        reply.kind === 'failure' ? [reply.code] : [],
      );
      expect(codes).not.toContain('internal');
    },
  );

  it('the agent speaks in its own words, and no token of ours is among them', async () => {
    const thread = bot.thread();
    bot.nemo.onTurn([say(`Look: nmv_usr_secret and clm_secret\n${FORGED}`)]);
    await thread.say('make it vertical', [bot.platform.attach('a.jpg', JPEG)]);
    await bot.idle(thread);
    expect(lines()).toContain(FORGED);
    expect(lines().join('\n')).not.toMatch(/nmv_usr_secret|clm_secret/);
  });
});
