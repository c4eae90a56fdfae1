import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, JPEG, startHarness, type Thread } from './harness.js';

let bot: Harness;
let thread: Thread;
beforeEach(async () => {
  bot = await startHarness();
  thread = bot.thread();
});
afterEach(() => bot.close());

const photos = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => bot.platform.attach(`p${from + index}.jpg`, JPEG));

describe('a message with too many files', () => {
  it('has its first twenty taken, and the others named', async () => {
    await thread.say('turn these images into a short video', photos(1, 24));
    await bot.idle(thread);
    expect(bot.nemo.count('upload')).toBe(20);
    expect(bot.platform.texts.join()).toContain(
      'I take 20 files in one message. Left out: p21.jpg, p22.jpg, p23.jpg. Send the rest in another message.',
    );
    expect(bot.nemo.turns()).toHaveLength(1);
  });

  it('counts links too, and does not read out hundreds of names', async () => {
    const links = Array.from({ length: 300 }, (_, index) => `https://example.com/${index}.jpg`);
    await thread.say(links.join(' '), photos(1, 19), { locale: 'zh-CN' });
    await bot.idle(thread);
    const [told = ''] = bot.platform.texts.filter((text) => text.includes('没有收下'));
    expect(bot.nemo.count('upload')).toBe(20);
    expect(told).toContain('https://example.com/2.jpg');
    expect(told).toContain('另外 288 个');
    expect(told).not.toContain('https://example.com/12.jpg');
  });

  it('makes no more clips than files were taken', async () => {
    await thread.say('make one separate clip per photo', photos(1, 24));
    await bot.idle(thread);
    expect(bot.nemo.turns()).toHaveLength(20);
  });
});
