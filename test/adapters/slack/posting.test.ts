import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { threadPlace } from '../../../adapters/slack/place.js';
import type { Posted } from '../../../src/conversation/ports/platform.js';
import { Failure } from '../../../src/failure.js';
import { SAMPLE_REPLIES, textReply } from '../../conformance/sample-replies.js';
import { eventually } from '../../fakes/eventually.js';
import { MemoryValues } from '../../fakes/memory-values.js';
import { startBot, type TestBot } from '../../fakes/slack/bot.js';
import { hastyClock } from '../../fakes/slack/hasty-clock.js';
import { ANNA, CHANNEL, DM, ROOT } from '../../fakes/slack/payloads.js';
import { refused, type SlackStandIn, startSlackStandIn, TEAM, tooMany } from '../../fakes/slack/stand-in.js';

const place = threadPlace(`slack:${TEAM}`, CHANNEL, ROOT);
const DAY = 24 * 3_600_000;
let standIn: SlackStandIn;
let bot: TestBot;
let values: MemoryValues;

beforeEach(async () => {
  standIn = await startSlackStandIn({ now: hastyClock.now });
  values = new MemoryValues();
  bot = await startBot({ standIn, mode: 'http', clock: hastyClock, values });
});
afterEach(async () => {
  await bot.stop();
  await standIn.close();
  expect(standIn.complaints).toEqual([]);
});

const post = (text: string, key = text): Promise<Posted> =>
  bot.slack.platform.post(place, textReply(text), key);
const texts = () => standIn.messages.map((message) => message.text);
const restart = async () => {
  await bot.stop();
  bot = await startBot({ standIn, mode: 'http', clock: hastyClock, values });
};

describe('a message', () => {
  it('carries its key, and its text beside the blocks, and unfurls nothing', async () => {
    await post('hello <!channel> https://x.example', 'k1');
    expect(standIn.methodCalls('chat.postMessage')[0]?.args).toMatchObject({
      channel: CHANNEL,
      thread_ts: ROOT,
      text: 'hello &lt;!channel&gt; <https://x.example>',
      metadata: { event_type: 'reelthread_reply', event_payload: { key: 'k1' } },
      unfurl_links: false,
      unfurl_media: false,
    });
  });

  it('is not posted again after a restart', async () => {
    const first = await post('once');
    await restart();
    expect(await post('once')).toEqual(first);
    expect(texts()).toEqual(['once']);
    // Known from the store: Slack allows some apps one look into a thread a minute.
    expect(standIn.methodCalls('conversations.replies')).toEqual([]);
  });

  it('is remembered for two weeks, and then its row goes', async () => {
    await post('once');
    await bot.slack.platform.post(place, { ...textReply('secret'), onlyFor: ANNA }, 'whisper');
    const lifetimes = [...values.lifetimes].map(([key, ms]) => [key.split('/').slice(-2).join('/'), ms]);
    expect(lifetimes).toEqual([
      ['post/once', 14 * DAY],
      ['post/whisper', DAY],
    ]);
  });

  it('is looked up before it is posted again when its answer was lost', async () => {
    standIn.script('chat.postMessage', { loseAnswer: true });
    await post('once');
    expect(texts()).toEqual(['once']);
    expect(standIn.methodCalls('conversations.replies')[0]?.args).toMatchObject({
      channel: CHANNEL,
      ts: ROOT,
      include_all_metadata: true,
    });
  });

  it('is looked up when the process died between posting and writing it down', async () => {
    standIn.script('chat.postMessage', { loseAnswer: true });
    const original = values.set.bind(values);
    const dying = vi.spyOn(values, 'set').mockImplementation(async (key, value) => {
      if (key.endsWith('/post/once') && JSON.stringify(value).includes('sent')) throw new Error('killed');
      await original(key, value);
    });
    await post('once');
    dying.mockRestore();
    await restart();
    await post('once');
    expect(texts()).toEqual(['once']);
  });

  it('is posted again when the first try never arrived', async () => {
    standIn.script(
      'chat.postMessage',
      { status: 503, body: 'down' },
      { status: 502, body: '<html>bad gateway</html>' },
    );
    await post('at last');
    expect(texts()).toEqual(['at last']);
  });

  it('is posted although the thread may not be looked through', async () => {
    standIn.script('chat.postMessage', { status: 503, body: 'down' });
    standIn.always('conversations.replies', {
      body: refused('missing_scope', { needed: 'channels:history' }),
    });
    await post('at last');
    expect(texts()).toEqual(['at last']);
  });

  it('is not posted blindly while Slack cannot be asked whether it stands', async () => {
    standIn.script('chat.postMessage', { loseAnswer: true });
    standIn.always('conversations.replies', { status: 503, body: 'down' });
    await expect(post('once')).rejects.toMatchObject({ code: 'platform-unavailable' });
    await restart();
    await expect(post('once')).rejects.toMatchObject({ code: 'platform-unavailable' });
    standIn.always('conversations.replies', undefined);
    await post('once');
    expect(texts()).toEqual(['once']);
  });

  it('of several parts is completed after a crash, not repeated', async () => {
    const long = 'word '.repeat(1_500);
    standIn.script(
      'chat.postMessage',
      undefined,
      ...Array.from({ length: 4 }, () => ({ status: 503, body: 'down' })),
    );
    await expect(post(long, 'long')).rejects.toMatchObject({ code: 'platform-unavailable' });
    expect(texts()).toHaveLength(1);
    await restart();
    await post(long, 'long');
    expect(texts()).toHaveLength(3);
    expect(texts().join(' ').split(/\s+/).filter(Boolean)).toHaveLength(1_500);
  });

  it('obeys Retry-After, in order, and every thread waits for a limited method', async () => {
    standIn.script('chat.postMessage', tooMany(3), tooMany(2));
    const other = threadPlace(`slack:${TEAM}`, CHANNEL, '1515449999.000001');
    const before = hastyClock.now();
    await Promise.all([
      post('first'),
      post('second'),
      bot.slack.platform.post(other, textReply('elsewhere'), 'e'),
    ]);
    expect(hastyClock.now() - before).toBeGreaterThanOrEqual(3_000);
    expect(texts().filter((text) => text !== 'elsewhere')).toEqual(['first', 'second']);
    expect(texts()).toContain('elsewhere');
  });

  it('gives up after a storm of refusals, with a Failure', async () => {
    standIn.always('chat.postMessage', tooMany(1));
    await expect(post('never')).rejects.toMatchObject({ code: 'platform-unavailable' });
    expect(standIn.methodCalls('chat.postMessage').length).toBeLessThanOrEqual(10);
  });

  it('is sent as plain text when Slack does not like its blocks', async () => {
    standIn.script('chat.postMessage', { body: refused('invalid_blocks') });
    await post('still here');
    expect(standIn.messages).toMatchObject([{ text: 'still here', blocks: [] }]);
    standIn.script('chat.postMessage', { body: refused('msg_too_long') });
    await post('long '.repeat(400), 'long');
    expect(texts()[1]?.length).toBeLessThanOrEqual(1_000);
  });

  it.each([
    ['channel_not_found', 'place-gone', undefined],
    ['is_archived', 'place-gone', undefined],
    ['not_in_channel', 'platform-permission', '/invite'],
    ['missing_scope', 'platform-permission', 'chat:write'],
    ['restricted_action', 'platform-permission', 'admin'],
    ['account_inactive', 'platform-permission', 'install'],
    ['something_new', 'platform-unavailable', undefined],
  ])('that is refused with %s fails with %s', async (error, code, fix) => {
    standIn.always('chat.postMessage', { body: refused(error, { needed: 'chat:write' }) });
    const thrown = await post('hello').catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code });
    if (fix && thrown instanceof Failure) expect(thrown.facts.fix).toContain(fix);
  });

  it('for one person is seen by that person alone, and stands openly in a DM', async () => {
    const link = { ...textReply('register: https://nemovideo.example/register?bind=7'), onlyFor: ANNA };
    await bot.slack.platform.post(place, link, 'link');
    await bot.slack.platform.post(place, link, 'link');
    expect(standIn.messages).toEqual([]);
    expect(standIn.whispers).toMatchObject([{ user: ANNA, channel: CHANNEL, thread: ROOT }]);
    await bot.slack.platform.post(threadPlace(place.tenant, DM, ROOT), link, 'link');
    expect(standIn.messages).toMatchObject([{ channel: DM }]);
  });

  describe('for one person whom Slack does not show it to there', () => {
    const link = { ...textReply('register: https://nemovideo.example/register?bind=7'), onlyFor: ANNA };
    beforeEach(() => standIn.always('chat.postEphemeral', { body: refused('user_not_in_channel') }));

    it('goes into a direct message', async () => {
      standIn.always('conversations.open', { body: { ok: true, channel: { id: DM } } });
      await bot.slack.platform.post(place, link, 'link');
      expect(standIn.messages).toMatchObject([{ channel: DM, text: expect.stringContaining('bind=7') }]);
    });

    it('goes to the person without the scope that opens one', async () => {
      standIn.always('conversations.open', { body: refused('missing_scope', { needed: 'im:write' }) });
      standIn.channels.add(ANNA);
      await bot.slack.platform.post(place, link, 'link');
      expect(standIn.messages).toMatchObject([{ channel: ANNA, text: expect.stringContaining('bind=7') }]);
    });

    it('is asked for, without its secret, when no direct message is possible', async () => {
      standIn.always('conversations.open', { body: refused('missing_scope', { needed: 'im:write' }) });
      await bot.slack.platform.post(place, link, 'link');
      expect(standIn.messages).toMatchObject([
        { channel: CHANNEL, thread: ROOT, text: expect.stringContaining(`<@${ANNA}> I have something`) },
      ]);
      expect(JSON.stringify(standIn.messages)).not.toContain('bind=7');
    });
  });

  it('is never written to an address that is not ours', async () => {
    const nowhere = { ...place, address: { channel: CHANNEL } };
    await expect(bot.slack.platform.post(nowhere, textReply('x'), 'x')).rejects.toMatchObject({
      code: 'place-gone',
    });
    expect(standIn.methodCalls('chat.postMessage')).toEqual([]);
  });

  it('of another workspace is never written with our token', async () => {
    const foreign = threadPlace('slack:T0OTHER', CHANNEL, ROOT);
    await expect(bot.slack.platform.post(foreign, textReply('x'), 'x')).rejects.toMatchObject({
      code: 'platform-permission',
    });
    expect(standIn.methodCalls('chat.postMessage')).toEqual([]);
  });
});

describe('a message that Slack finds too long or refuses the blocks of', () => {
  const withButtons = SAMPLE_REPLIES.video;
  const types = (blocks: unknown) =>
    z
      .array(z.object({ type: z.string() }))
      .parse(blocks)
      .map(({ type }) => type);

  it.each(['msg_too_long', 'invalid_blocks'])('keeps its buttons: %s', async (error) => {
    standIn.script('chat.postMessage', { body: refused(error) });
    await bot.slack.platform.post(place, withButtons, 'video');
    expect(types(standIn.messages[0]?.blocks)).toEqual(['section', 'actions']);
    expect(JSON.stringify(standIn.messages[0]?.blocks)).toContain('Your video is ready');
  });

  it('is words alone when the buttons are what Slack does not like', async () => {
    standIn.script(
      'chat.postMessage',
      { body: refused('invalid_blocks') },
      { body: refused('invalid_blocks') },
    );
    await bot.slack.platform.post(place, withButtons, 'video');
    expect(standIn.messages).toMatchObject([{ text: expect.stringContaining('ready'), blocks: [] }]);
  });

  it('is edited in a plainer way too', async () => {
    const posted = await post('card');
    standIn.script('chat.update', { body: refused('invalid_blocks') });
    await bot.slack.platform.edit(posted, textReply('the end'));
    await eventually(() => expect(texts()).toEqual(['the end']));
  });
});

describe('an edit', () => {
  it('keeps the key of the message, so that it is still found', async () => {
    const posted = await post('before', 'k');
    await bot.slack.platform.edit(posted, textReply('after'));
    await eventually(() => expect(texts()).toEqual(['after']));
    expect(standIn.methodCalls('chat.update')[0]?.args).toMatchObject({
      metadata: { event_payload: { key: 'k' } },
    });
  });

  it('is not sent when it changes nothing', async () => {
    const posted = await bot.slack.platform.post(place, SAMPLE_REPLIES.progress, 'card');
    await bot.slack.platform.edit(posted, SAMPLE_REPLIES.progress);
    await bot.slack.platform.edit(posted, { ...SAMPLE_REPLIES.progress, state: 'done', text: 'Done' });
    await eventually(() => expect(texts()).toEqual(['Done']));
    expect(standIn.methodCalls('chat.update')).toHaveLength(1);
  });

  it('that is limited gives way to messages, and the newest is shown in the end', async () => {
    const posted = await post('card');
    standIn.script('chat.update', tooMany(20));
    await bot.slack.platform.edit(posted, textReply('one'));
    await bot.slack.platform.edit(posted, textReply('two'));
    await post('outcome');
    expect(texts()).toEqual(['card', 'outcome']);
    await bot.slack.platform.edit(posted, textReply('three'));
    await eventually(() => expect(texts()).toEqual(['three', 'outcome']));
    expect(standIn.messages[0]?.edits).toBe(1);
  });

  it('that waits is sent when the process ends', async () => {
    const posted = await bot.slack.platform.post(place, SAMPLE_REPLIES.progress, 'card');
    await bot.slack.platform.edit(posted, { ...SAMPLE_REPLIES.progress, text: 'goes on after the restart' });
    await bot.slack.stop();
    expect(texts()).toEqual(['goes on after the restart']);
  });
});
