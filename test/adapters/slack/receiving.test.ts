import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../../src/failure.js';
import { eventually } from '../../fakes/eventually.js';
import { MemoryValues } from '../../fakes/memory-values.js';
import { startBot, type TestBot } from '../../fakes/slack/bot.js';
import {
  ANNA,
  appMention,
  BEN,
  buttonPress,
  CHANNEL,
  channelMessage,
  connectFile,
  DM,
  directMessage,
  messageAction,
  ROOT,
  sessionStopped,
  slackFile,
} from '../../fakes/slack/payloads.js';
import { BOT_USER, type SlackStandIn, startSlackStandIn, TEAM } from '../../fakes/slack/stand-in.js';

const TENANT = `slack:${TEAM}`;
const THREAD = `${TENANT}/${CHANNEL}:${ROOT}`;
let standIn: SlackStandIn;
let bot: TestBot;

beforeEach(async () => {
  standIn = await startSlackStandIn();
});
afterEach(async () => {
  await bot.stop();
  await standIn.close();
  expect(standIn.complaints).toEqual([]);
});

const received = () => bot.reception.received;
const texts = () => received().map((message) => message.text);

describe.each(['socket', 'http'] as const)('messages over %s', (mode) => {
  let values: MemoryValues;
  beforeEach(async () => {
    values = new MemoryValues();
    bot = await startBot({ standIn, mode, values });
  });

  it('takes a mention as an order in the thread below it', async () => {
    const files = [slackFile(), slackFile({ id: 'F2', name: 'sunset.png', mimetype: 'image/png' })];
    expect(await bot.deliver('event', appMention({ files }))).toMatchObject({ taken: true });
    expect(received()).toEqual([
      {
        id: `${CHANNEL}:${ROOT}`,
        place: {
          platform: 'slack',
          tenant: TENANT,
          conversation: THREAD,
          address: { channel: CHANNEL, thread: ROOT },
        },
        author: { id: ANNA, name: 'Anna' },
        text: 'turn these images into a short video',
        attachments: [
          {
            id: 'F0S43P1CZ',
            name: 'beach.jpg',
            type: 'image/jpeg',
            size: 137_726,
            source: {
              file: 'F0S43P1CZ',
              url: 'https://files.slack.com/files-pri/T0123ABC456-F0S43P1CZ/download/beach.jpg',
            },
          },
          expect.objectContaining({ id: 'F2', name: 'sunset.png' }),
        ],
        locale: 'en-GB',
        receivedAt: expect.any(Number),
      },
    ]);
  });

  it('collapses the twins of one message, and what Slack delivers again', async () => {
    const text = `<@${BOT_USER}> a video, please`;
    await bot.deliver('event', appMention({ text }));
    await bot.deliver(
      'event',
      channelMessage({ text, ts: ROOT, thread_ts: undefined, subtype: 'file_share' }),
    );
    await bot.deliver('event', appMention({ text }), { retry: 1 });
    expect(texts()).toEqual(['a video, please']);
    expect(bot.reception.duplicates).toBe(2);
  });

  it('hears what comes only as a retry', async () => {
    expect(await bot.deliver('event', appMention(), { retry: 3 })).toMatchObject({ taken: true });
    expect(received()).toHaveLength(1);
  });

  it('goes on in the thread without a mention, also with files', async () => {
    await bot.deliver('event', appMention());
    await bot.deliver('event', channelMessage());
    await bot.deliver(
      'event',
      channelMessage({ text: '', subtype: 'file_share', ts: '1515449700.000200', files: [slackFile()] }),
    );
    expect(texts()).toEqual(['turn these images into a short video', 'make it faster', '']);
    expect(received()[2]?.attachments).toHaveLength(1);
    expect(new Set(received().map((message) => message.place.conversation))).toEqual(new Set([THREAD]));
  });

  it('stays silent outside of its threads', async () => {
    await bot.deliver('event', channelMessage());
    await bot.deliver('event', channelMessage({ thread_ts: undefined }));
    expect(received()).toEqual([]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a message to somebody else', { text: `<@${BEN}> what do you think?` }],
    ['a name that was only typed', { text: '@anna what do you think?' }],
    ['a typed name in another script', { text: ' @小明 你觉得呢？' }],
    ['a message to a group', { text: '<!subteam^S1|@designers> look' }],
    ['a message to everybody', { text: '<!here> lunch?' }],
    ['the bot itself', { user: BOT_USER, bot_id: 'B0LAN0Z89' }],
    ['the bot itself without a bot id', { user: BOT_USER }],
    ['another bot', { bot_id: 'B0OTHER', subtype: 'bot_message' }],
    ['another bot that mentions us', { bot_id: 'B0OTHER', text: `<@${BOT_USER}> beep` }],
    ['a join', { subtype: 'channel_join', text: 'has joined' }],
    ['an edit', { subtype: 'message_changed', hidden: true, message: { text: 'edited' } }],
    ['a deletion', { subtype: 'message_deleted', hidden: true, deleted_ts: ROOT }],
  ])('does not take %s for an order', async (_, parts) => {
    await bot.deliver('event', appMention());
    expect(await bot.deliver('event', channelMessage(parts))).toMatchObject({ taken: true });
    expect(texts()).toEqual(['turn these images into a short video']);
  });

  it('takes every message of a DM; each that is not a reply begins a thread', async () => {
    await bot.deliver('event', directMessage({ text: 'hello', ts: '1515449600.000100' }));
    await bot.deliver('event', directMessage({ text: `for <@${BEN}>`, ts: '1515449700.000100' }));
    await bot.deliver(
      'event',
      directMessage({ text: 'faster', ts: '1515449800.000100', thread_ts: '1515449600.000100' }),
    );
    expect(received().map((message) => [message.text, message.place.address.thread])).toEqual([
      ['hello', '1515449600.000100'],
      [`for @${BEN}`, '1515449700.000100'],
      ['faster', '1515449600.000100'],
    ]);
    expect(received()[0]?.place.address.channel).toBe(DM);
  });

  it('takes the files of a message that was forwarded, and files of other workspaces', async () => {
    const attachments = [{ is_share: true, files: [slackFile()] }, { text: 'a link' }];
    await bot.deliver('event', appMention({ attachments, files: [connectFile(), { broken: true }] }));
    expect(received()[0]?.attachments.map((file) => [file.id, file.source])).toEqual([
      ['F0S43P2DA', { file: 'F0S43P2DA' }],
      ['F0S43P1CZ', expect.objectContaining({ url: expect.stringContaining('files.slack.com') })],
    ]);
  });

  it('is not acknowledged when it cannot be written down, and taken when Slack delivers it again', async () => {
    bot.reception.failures.push(new Failure('store-unavailable'));
    const first =
      mode === 'socket' ? standIn.socket.deliver('events_api', appMention(), { withinMs: 300 }) : undefined;
    if (first) expect(await first).toBeUndefined();
    else expect((await bot.post(appMention())).status).toBe(503);
    expect(await bot.deliver('event', appMention(), { retry: 1 })).toMatchObject({ taken: true });
    expect(received()).toHaveLength(1);
  });

  it('is acknowledged only after the row is written, and within three seconds of a slow store', async () => {
    // One trip to the store, not two: the thread is written down beside the message.
    bot.reception.delayMs = 1_500;
    values.delayMs = 1_500;
    const before = Date.now();
    expect(await bot.deliver('event', appMention())).toMatchObject({ taken: true });
    expect(Date.now() - before).toBeGreaterThanOrEqual(1_500);
    expect(Date.now() - before).toBeLessThan(3_000);
    expect(received()).toHaveLength(1);
    expect([...values.rows.keys()]).toEqual([`${THREAD}/thread`]);
  });

  it('is acknowledged when it was written down and its thread could not be, and the thread is listened to', async () => {
    vi.spyOn(values, 'set').mockRejectedValueOnce(new Failure('store-unavailable'));
    expect(await bot.deliver('event', appMention())).toMatchObject({ taken: true });
    await eventually(() => expect([...values.rows.keys()]).toEqual([`${THREAD}/thread`]));
    expect(received()).toHaveLength(1);
    await bot.deliver('event', channelMessage());
    expect(texts()).toHaveLength(2);
  });

  it("takes Slack's own Stop button as a stop", async () => {
    await bot.deliver('event', sessionStopped());
    expect(received()).toMatchObject([
      { action: { do: 'stop' }, author: { id: ANNA }, place: { conversation: THREAD } },
    ]);
    await eventually(() => expect(standIn.methodCalls('agents.sessions.setStatus')).toHaveLength(1));
    expect(standIn.methodCalls('agents.sessions.setStatus')[0]?.args).toMatchObject({ status: 'active' });
  });

  it('takes a press of its button, and refuses a forged or foreign one to the one who pressed', async () => {
    const place = { conversation: THREAD };
    const genuine = bot.seal.seal({ do: 'export', format: 'gif' }, place);
    expect(await bot.deliver('interaction', buttonPress(genuine))).toMatchObject({ taken: true });
    await bot.deliver('interaction', buttonPress(`${genuine.slice(0, -1)}A`));
    await bot.deliver(
      'interaction',
      buttonPress(bot.seal.seal({ do: 'stop' }, { conversation: `${TENANT}/other` })),
    );
    await bot.deliver('interaction', buttonPress(''));
    expect(received()).toMatchObject([
      {
        action: { do: 'export', format: 'gif' },
        author: { id: ANNA },
        place: { conversation: THREAD },
        text: '',
      },
    ]);
    await eventually(() => expect(standIn.whispers).toHaveLength(3));
    for (const whisper of standIn.whispers) {
      expect(whisper).toMatchObject({ user: ANNA, channel: CHANNEL, thread: ROOT });
      expect(whisper.text).toContain('no longer valid');
    }
  });

  it('counts two presses as two and one press that is delivered twice as one', async () => {
    const value = bot.seal.seal({ do: 'timeline' }, { conversation: THREAD });
    await bot.deliver('interaction', buttonPress(value));
    await bot.deliver('interaction', buttonPress(value), { retry: 1 });
    await bot.deliver('interaction', buttonPress(value, {}, { action_ts: '1548426500.000001' }));
    expect(received()).toHaveLength(2);
  });
});

describe('the title of a thread that begins with files only', () => {
  it('is the first words that follow, also after a restart', async () => {
    bot = await startBot({ standIn, mode: 'http' });
    await bot.deliver('event', appMention({ text: `<@${BOT_USER}>`, files: [slackFile()] }));
    await bot.deliver('event', channelMessage({ text: 'a video of the beach' }));
    await bot.deliver('event', channelMessage({ text: 'faster', ts: '1515449800.000001' }));
    const { values } = bot;
    await bot.stop();
    bot = await startBot({ standIn, mode: 'http', values });
    const [first] = received();
    await bot.deliver('event', channelMessage({ text: 'slower', ts: '1515449900.000001' }));
    const place = first?.place ?? received()[0]?.place;
    if (!place) throw new Error('nothing was received');
    await bot.slack.platform.working(place, true);
    await eventually(() =>
      expect(standIn.methodCalls('agents.sessions.setStatus')[0]?.args).toMatchObject({
        title: 'a video of the beach',
        initiator_user_id: ANNA,
      }),
    );
    await bot.slack.platform.working(place, false);
  });
});

describe('who is heard', () => {
  it('listens to a thread also after a restart', async () => {
    bot = await startBot({ standIn, mode: 'socket' });
    await bot.deliver('event', appMention());
    const { values } = bot;
    await bot.stop();
    bot = await startBot({ standIn, mode: 'socket', values });
    await bot.deliver('event', channelMessage());
    expect(texts()).toEqual(['make it faster']);
  });

  it('hears a second message that comes while the first is still being written', async () => {
    bot = await startBot({ standIn, mode: 'http' });
    bot.reception.delayMs = 100;
    const receive = vi.spyOn(bot.reception, 'receive');
    const first = bot.deliver('event', appMention());
    await eventually(() => expect(receive).toHaveBeenCalled());
    await Promise.all([first, bot.deliver('event', channelMessage())]);
    expect(texts()).toContain('make it faster');
  });

  it('with "starter" hears only who began, and tells others who speak to it', async () => {
    bot = await startBot({ standIn, mode: 'http', config: { threadReplies: 'starter' } });
    await bot.deliver('event', appMention());
    await bot.deliver('event', channelMessage({ user: BEN }));
    await bot.deliver('event', channelMessage({ ts: '1515449700.000001' }));
    const mention = { user: BEN, text: `<@${BOT_USER}> mine`, ts: '1515449800.000001', thread_ts: ROOT };
    await bot.deliver('event', channelMessage(mention));
    await bot.deliver('event', appMention(mention));
    expect(texts()).toEqual(['turn these images into a short video', 'make it faster']);
    await eventually(() => expect(standIn.whispers).toHaveLength(1));
    expect(standIn.whispers[0]).toMatchObject({ user: BEN, thread: ROOT });
  });

  it('hears its own name when it was only typed, and what begins with no name at all', async () => {
    bot = await startBot({ standIn, mode: 'http' });
    await bot.deliver('event', appMention());
    const said = [
      '@reelthread: faster',
      '@Reelthread faster',
      '@2s a title',
      'mail anna@example.com',
      '@ 3 s',
    ];
    for (const [index, text] of said.entries()) {
      await bot.deliver('event', channelMessage({ text, ts: `1515449800.00000${index}` }));
    }
    expect(texts().slice(1)).toEqual(['faster', 'faster', '@2s a title', 'mail anna@example.com', '@ 3 s']);
  });

  it.each(['starter', 'mention', 'everyone'] as const)(
    'with "%s" presses of others are refused when the thread is of its starter',
    async (threadReplies) => {
      bot = await startBot({ standIn, mode: 'http', config: { threadReplies } });
      await bot.deliver('event', appMention({ files: [slackFile()] }));
      const others = { user: { id: BEN, username: 'ben' } };
      const value = bot.seal.seal({ do: 'stop' }, { conversation: THREAD });
      await bot.deliver('interaction', buttonPress(value, others));
      const message = { type: 'message', user: ANNA, ts: ROOT, text: '', files: [slackFile()] };
      const channel = { id: CHANNEL, name: 'general' };
      await bot.deliver('interaction', messageAction({ message, channel, ...others }));
      await bot.deliver('event', sessionStopped({ user: BEN }));
      if (threadReplies === 'starter') {
        await eventually(() => expect(standIn.whispers).toHaveLength(3));
        expect(standIn.whispers[0]).toMatchObject({ user: BEN, text: expect.stringContaining('began it') });
      }
      expect(received()).toHaveLength(threadReplies === 'starter' ? 1 : 4);
      await bot.deliver('interaction', buttonPress(value));
      await bot.deliver('event', sessionStopped({ event_ts: '1515449800.000400' }));
      expect(received()).toHaveLength(threadReplies === 'starter' ? 3 : 6);
    },
  );

  it('with "mention" hears only mentions, and everything in a DM', async () => {
    bot = await startBot({ standIn, mode: 'http', config: { threadReplies: 'mention' } });
    await bot.deliver('event', appMention());
    await bot.deliver('event', channelMessage());
    await bot.deliver(
      'event',
      channelMessage({ text: `<@${BOT_USER}> faster`, ts: '1515449700.000001', user: BEN }),
    );
    await bot.deliver('event', directMessage({ text: 'hello' }));
    await bot.deliver(
      'event',
      directMessage({ text: 'again', thread_ts: '1515449600.000100', ts: '1515449900.1' }),
    );
    expect(texts()).toEqual(['turn these images into a short video', 'faster', 'hello', 'again']);
  });

  it('works where people and their languages may not be read', async () => {
    standIn.always('users.info', { body: { ok: false, error: 'missing_scope', needed: 'users:read' } });
    bot = await startBot({ standIn, mode: 'http' });
    await bot.deliver('event', appMention());
    await bot.deliver('event', channelMessage());
    expect(received().map((message) => message.locale)).toEqual([undefined, undefined]);
    expect(standIn.methodCalls('users.info')).toHaveLength(1);
  });
});
