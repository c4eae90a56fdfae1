import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { asidePlace, homePlace } from '../../../adapters/slack/place.js';
import type { Conversation } from '../../../src/conversation/conversation.js';
import { PROFILES } from '../../../src/conversation/profiles.js';
import { Failure } from '../../../src/failure.js';
import { SAMPLE_REPLIES, textReply } from '../../conformance/sample-replies.js';
import { eventually } from '../../fakes/eventually.js';
import { startBot, type TestBot } from '../../fakes/slack/bot.js';
import {
  ANNA,
  BEN,
  buttonPress,
  CHANNEL,
  DM,
  globalShortcut,
  homeOpened,
  messageAction,
  slackFile,
  slashCommand,
  submission,
} from '../../fakes/slack/payloads.js';
import { refused, type SlackStandIn, startSlackStandIn, TEAM } from '../../fakes/slack/stand-in.js';

const TENANT = `slack:${TEAM}`;
let standIn: SlackStandIn;
let bot: TestBot;

beforeEach(async () => {
  standIn = await startSlackStandIn();
  bot = await startBot({ standIn, mode: 'http' });
});
afterEach(async () => {
  await bot.stop();
  await standIn.close();
  expect(standIn.complaints).toEqual([]);
});

const received = () => bot.reception.received;
const field = (value: object) => ({ value });

const modalSchema = z.object({
  trigger_id: z.string(),
  view: z.object({
    private_metadata: z.string(),
    blocks: z.array(
      z.object({ block_id: z.string(), element: z.looseObject({ initial_value: z.string().optional() }) }),
    ),
  }),
});

/** The form that was opened last. */
async function openedModal() {
  await eventually(() => expect(standIn.methodCalls('views.open')).toHaveLength(1));
  return modalSchema.parse(standIn.methodCalls('views.open')[0]?.args);
}

describe('/video', () => {
  it.each(['help', 'credits', 'Credits', '积分'])('%s is answered to the one who asked', async (text) => {
    const responseUrl = `${standIn.url}/respond/1`;
    expect(await bot.deliver('command', slashCommand({ text, response_url: responseUrl }))).toMatchObject({
      taken: true,
    });
    const [message] = received();
    expect(message).toMatchObject({
      action: { do: text === 'help' ? 'help' : 'credits' },
      author: { id: ANNA },
      place: { tenant: TENANT, address: { channel: CHANNEL, user: ANNA } },
    });
    if (!message) throw new Error('nothing was received');
    await bot.slack.platform.post(message.place, textReply('92 credits'), 'answer');
    expect(standIn.messages).toEqual([]);
    expect(standIn.whispers).toMatchObject([
      { channel: CHANNEL, user: ANNA, text: '92 credits', thread: undefined },
    ]);
    // Where the bot is not a member, the command's own address is the way.
    standIn.channels.delete(CHANNEL);
    await bot.slack.platform.post(message.place, textReply('again'), 'second answer');
    expect(standIn.responses).toMatchObject([{ body: { response_type: 'ephemeral', text: 'again' } }]);
  });

  it('with a prompt opens the form with it', async () => {
    await bot.deliver('command', slashCommand({ text: 'three photos of <https://x.example> &amp; music' }));
    const { trigger_id: trigger, view } = await openedModal();
    expect(trigger).toBe('13345224609.738474920.8088930838d88f008e0');
    expect(JSON.parse(view.private_metadata)).toMatchObject({ channel: CHANNEL });
    expect(view.blocks.map((block) => block.block_id)).toEqual(['prompt', 'files', 'skill', 'aspect']);
    expect(view.blocks[0]?.element.initial_value).toBe('three photos of https://x.example & music');
    expect(received()).toEqual([]);
  });

  it('opens the form before a slow store could make its trigger stale', async () => {
    bot.reception.delayMs = 2_500;
    const before = Date.now();
    await bot.deliver('command', slashCommand({ text: '' }));
    await openedModal();
    expect(Date.now() - before).toBeLessThan(2_500);
  });

  it('says so when the form cannot be opened', async () => {
    standIn.always('views.open', { body: refused('expired_trigger_id') });
    await bot.deliver('command', slashCommand({ text: 'a video' }));
    await eventually(() => expect(standIn.whispers).toMatchObject([{ user: ANNA }]));
  });

  it.each([
    ['the lightning menu', () => globalShortcut()],
    [
      'the Home tab',
      () =>
        buttonPress(
          '',
          { container: { type: 'view', view_id: 'V1' }, channel: undefined, message: undefined },
          { action_id: 'home_new_video' },
        ),
    ],
  ])('and so do the forms of %s, in a direct message', async (_, payload) => {
    standIn.always('views.open', { body: refused('expired_trigger_id') });
    standIn.always('conversations.open', { body: { ok: true, channel: { id: DM } } });
    await bot.deliver('interaction', payload());
    await eventually(() =>
      expect(standIn.messages).toMatchObject([{ channel: DM, text: expect.stringContaining('try again') }]),
    );
    expect(standIn.methodCalls('conversations.open')[0]?.args).toMatchObject({ users: ANNA });
  });

  it.each(['forget', 'Forget me', '忘记'])(
    '%s deletes what the person began, and nothing of others',
    async (text) => {
      const place = asidePlace(TENANT, CHANNEL, ANNA);
      const asked = { ...conversation('0.000000', ANNA), id: place.conversation, place };
      bot.reception.conversations = [conversation('1.000001', ANNA), conversation('2.000002', BEN), asked];
      await bot.deliver('command', slashCommand({ text }));
      // What only held the answer to a command is no thread, and goes too.
      await eventually(() => expect(standIn.whispers[0]?.text).toContain('1 thread'));
      expect(bot.reception.forgotten).toEqual([
        { conversation: `${TENANT}/${CHANNEL}:1.000001` },
        { conversation: place.conversation },
      ]);
    },
  );
});

describe('the form', () => {
  it('opens a thread in the channel and hands everything in', async () => {
    const form = submission(
      { files: field({ type: 'file_input', files: [slackFile()] }) },
      { channel: CHANNEL },
    );
    expect(await bot.deliver('interaction', form)).toEqual({ taken: true, answer: {} });
    const [root] = standIn.messages;
    expect(root).toMatchObject({ channel: CHANNEL, thread: undefined });
    expect(root?.text).toBe('🎬 A video for anna: a short video with music');
    expect(received()).toMatchObject([
      {
        id: 'form:VNHU13V36',
        place: { conversation: `${TENANT}/${CHANNEL}:${root?.ts}`, address: { thread: root?.ts } },
        text: 'a short video with music\nAspect ratio: 9:16',
        skill: 'still-image-to-video',
        attachments: [{ id: 'F0S43P1CZ' }],
      },
    ]);
  });

  it('from the lightning menu asks for the channel', async () => {
    await bot.deliver('interaction', globalShortcut());
    const { view } = await openedModal();
    expect(view.blocks.map((block) => block.block_id)).toContain('channel');
    const form = submission({
      channel: field({ type: 'conversations_select', selected_conversation: CHANNEL }),
    });
    await bot.deliver('interaction', form);
    expect(received()).toHaveLength(1);
  });

  it('that says nothing is answered below its field', async () => {
    const form = submission({ prompt: field({ value: null }) }, { channel: CHANNEL });
    expect(await bot.deliver('interaction', form)).toMatchObject({
      taken: true,
      answer: { response_action: 'errors', errors: { prompt: expect.any(String) } },
    });
    expect(standIn.messages).toEqual([]);
  });

  it('for a channel in which the bot is not says how to invite it', async () => {
    const delivery = await bot.deliver('interaction', submission({}, { channel: 'C0ELSEWHERE' }));
    expect(delivery.answer).toMatchObject({ errors: { prompt: expect.stringContaining('/invite') } });
    expect(received()).toEqual([]);
  });

  it('that is sent again after the store failed finds its thread again', async () => {
    bot.reception.failures.push(new Failure('store-unavailable'));
    const form = submission({}, { channel: CHANNEL });
    expect((await bot.post(form, { as: 'interaction' })).status).toBe(503);
    expect((await bot.post(form, { as: 'interaction', headers: { 'x-slack-retry-num': '1' } })).status).toBe(
      200,
    );
    expect(standIn.messages).toHaveLength(1);
    expect(received()).toHaveLength(1);
  });

  it('that somebody sends again after a restart opens no second thread', async () => {
    const form = submission({}, { channel: CHANNEL });
    await bot.deliver('interaction', form);
    const { values } = bot;
    await bot.stop();
    bot = await startBot({ standIn, mode: 'http', values });
    expect(await bot.deliver('interaction', form)).toEqual({ taken: true, answer: {} });
    expect(standIn.messages).toHaveLength(1);
    expect(received()).toEqual([]);
  });

  it('cannot call anybody with its prompt', async () => {
    const form = submission({ prompt: field({ value: '<!channel> <@U1> hi' }) }, { channel: CHANNEL });
    await bot.deliver('interaction', form);
    expect(standIn.messages[0]?.text).not.toMatch(/<[!@]/);
  });
});

describe('"Make a video from this"', () => {
  const message = { type: 'message', user: BEN, ts: '1516229207.000133', text: 'lol', files: [slackFile()] };

  it('makes one in the thread of that message, with an order of its own', async () => {
    await bot.deliver('interaction', messageAction({ message }));
    expect(received()).toMatchObject([
      {
        author: { id: ANNA },
        text: PROFILES['image-to-ai'].mainExample.en,
        attachments: [{ id: 'F0S43P1CZ' }],
        place: { address: { channel: CHANNEL, thread: '1516229207.000133' } },
      },
    ]);
  });

  it('says that there are no pictures', async () => {
    await bot.deliver('interaction', messageAction());
    await eventually(() => expect(standIn.whispers).toMatchObject([{ user: ANNA, channel: CHANNEL }]));
    expect(received()).toEqual([]);
  });

  it('says how to invite the bot where it cannot write', async () => {
    await bot.deliver('interaction', messageAction({ message, response_url: `${standIn.url}/respond/2` }));
    const [order] = received();
    standIn.always('chat.postMessage', { body: refused('not_in_channel') });
    if (!order) throw new Error('nothing was received');
    await expect(bot.slack.platform.post(order.place, textReply('Working'), 'card')).rejects.toMatchObject({
      code: 'platform-permission',
    });
    expect(standIn.responses).toMatchObject([{ body: { text: expect.stringContaining('/invite') } }]);
  });
});

describe('the tabs of the app', () => {
  const blocksOf = (index: number) => JSON.stringify(standIn.methodCalls('views.publish')[index]?.args.view);

  it('Messages suggests the prompts of the skill', async () => {
    await bot.deliver('event', homeOpened({ tab: 'messages' }));
    await eventually(() =>
      expect(standIn.methodCalls('assistant.threads.setSuggestedPrompts')).toHaveLength(1),
    );
    expect(standIn.methodCalls('assistant.threads.setSuggestedPrompts')[0]?.args).toMatchObject({
      channel_id: DM,
      prompts: PROFILES['image-to-ai'].examples.map((example) => ({ message: example.en })),
    });
    expect(standIn.methodCalls('assistant.threads.setSuggestedPrompts')[0]?.args.thread_ts).toBeUndefined();
  });

  it('Home shows my videos with their threads, the skill and the credits', async () => {
    bot.reception.conversations = [
      conversation('1.000001', ANNA, 'Spring <!channel> campaign'),
      conversation('2.000002', BEN, 'not mine'),
    ];
    await bot.deliver('event', homeOpened());
    await eventually(() => expect(received()).toHaveLength(1));
    expect(standIn.methodCalls('views.publish')[0]?.args).toMatchObject({ user_id: ANNA });
    expect(blocksOf(0)).toContain('Spring &lt;!channel&gt; campaign');
    expect(blocksOf(0)).toContain(
      'https://example.slack.com/archives/C0123ABC456/p1000001?thread_ts=1.000001',
    );
    expect(blocksOf(0)).toContain('https://videos.example.com/v/1.mp4');
    expect(blocksOf(0)).toContain(PROFILES['image-to-ai'].name.en);
    expect(blocksOf(0)).not.toContain('not mine');
    // The core looks the credits up and answers in the place of the Home tab.
    expect(received()).toMatchObject([{ action: { do: 'credits' }, place: homePlace(TENANT, ANNA) }]);
    await bot.slack.platform.post(homePlace(TENANT, ANNA), SAMPLE_REPLIES.credits, 'credits');
    expect(blocksOf(1)).toContain('92 credits available');
    expect(standIn.messages).toEqual([]);
  });

  it('Home asks for the credits again only when they are wanted', async () => {
    await bot.deliver('event', homeOpened());
    await eventually(() => expect(received()).toHaveLength(1));
    await bot.deliver('event', homeOpened({ event_ts: '1515449599000016' }));
    await eventually(() => expect(standIn.methodCalls('views.publish')).toHaveLength(2));
    expect(received()).toHaveLength(1);
    const press = { container: { type: 'view', view_id: 'V1' }, channel: undefined, message: undefined };
    await bot.deliver('interaction', buttonPress('', press, { action_id: 'home_credits' }));
    expect(received()).toHaveLength(2);
    await bot.deliver('interaction', buttonPress('', press, { action_id: 'home_new_video' }));
    await openedModal();
  });
});

function conversation(thread: string, starter: string, title = 'A video'): Conversation {
  return {
    id: `${TENANT}/${CHANNEL}:${thread}`,
    place: {
      platform: 'slack',
      tenant: TENANT,
      conversation: `${TENANT}/${CHANNEL}:${thread}`,
      address: { channel: CHANNEL, thread },
    },
    createdAt: 1,
    updatedAt: 1,
    starter,
    title,
    skill: 'image-to-ai',
    language: 'en',
    greeted: true,
    media: [],
    exports: [
      {
        number: 1,
        renderId: 'r1',
        at: 1,
        format: 'mp4',
        summary: '1. Video: beach.jpg (0-3s)',
        link: 'https://videos.example.com/v/1.mp4',
      },
    ],
  };
}
