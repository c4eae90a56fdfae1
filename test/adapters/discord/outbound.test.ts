import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { threadPlace } from '../../../adapters/discord/place.js';
import { discordWords } from '../../../adapters/discord/words.js';
import type { Place } from '../../../src/conversation/inbound.js';
import type { VideoFile } from '../../../src/conversation/ports/platform.js';
import type { Reply } from '../../../src/conversation/reply.js';
import { SAMPLE_REPLIES, textReply } from '../../conformance/sample-replies.js';
import { CountedRequests } from '../../fakes/counted-requests.js';
import { ANNA, BEN, createWorld, startBot, type TestBot, type World } from '../../fakes/discord/bot.js';
import { buttonsOf } from '../../fakes/discord/drawn.js';
import type { GateCall } from '../../fakes/discord/gate.js';
import { buttonPress, formSubmit, slashCommand } from '../../fakes/discord/payloads.js';
import { untilQuiet } from '../../fakes/until-quiet.js';
import { anna, ben, called, eventually, isCallback, isFollowUp, received, where } from './support.js';

const words = discordWords('en');
let world: World;
let bot: TestBot;
let thread: string;
let place: Place;
let requests: CountedRequests;

beforeAll(async () => {
  world = await createWorld();
});

beforeEach(async () => {
  thread = await world.thread();
  place = threadPlace(world.guild, thread);
  requests = new CountedRequests();
  bot = await startBot(world, { metrics: requests.metrics });
  world.gate.calls.length = 0;
});

afterEach(async () => {
  await bot.stop();
  expect(world.gate.complaints).toEqual([]);
});

afterAll(() => world.close());

const isPost = (call: GateCall) => call.method === 'POST' && call.path === `/channels/${thread}/messages`;
const isEdit = (call: GateCall) =>
  call.method === 'PATCH' && call.path.startsWith(`/channels/${thread}/messages/`);
const shown = async () => (await world.messages(thread)).map(({ content }) => content);

describe('posting', () => {
  it('sends a nonce that is the same after a restart, and shows one message when the answer was lost', async () => {
    world.gate.refuse(isPost, { status: 502, times: 1, afterwards: true });
    const posted = await bot.discord.platform.post(place, textReply('once'), 'key');
    const nonces = world.gate.calls.filter(isPost).map(({ body }) => [body.nonce, body.enforce_nonce]);
    expect(new Set(nonces.map(([nonce]) => nonce)).size).toBe(1);
    expect(nonces[0]).toEqual([expect.stringMatching(/^.{20,25}$/), true]);
    expect(await shown()).toEqual(['once']);
    bot.values.rows.set(`${place.conversation}/post/key`, JSON.stringify({ at: Date.now() - 1_000 }));
    const { values } = bot;
    await bot.stop();
    bot = await startBot(world, { values });
    expect((await bot.discord.platform.post(place, textReply('once'), 'key')).id).toBe(posted.id);
    expect(await shown()).toEqual(['once']);
  });

  it('finds a card that was cut by a crash, when it is drawn again later and in other words', async () => {
    const card = (phase: string): Reply => ({ ...SAMPLE_REPLIES.progress, phase, text: `⏳ ${phase}` });
    const { rows } = bot.values;
    const posted = await bot.discord.platform.post(place, card('setting up'), 'card');
    // What a crash leaves behind: tried, and nothing known of the answer.
    const [key = '', row = '{}'] = [...rows].find(([name]) => name.endsWith('/post/card')) ?? [];
    rows.set(key, JSON.stringify({ ...JSON.parse(row), sent: undefined }));
    const { values } = bot;
    await bot.stop();
    world.gate.forgetNonces();
    bot = await startBot(world, { values });
    expect((await bot.discord.platform.post(place, card('picking up'), 'card')).id).toBe(posted.id);
    expect(await shown()).toHaveLength(1);
  });

  it('remembers a post for two weeks, and then its row goes', async () => {
    await bot.discord.platform.post(place, textReply('once'), 'expiring');
    expect(bot.values.lifetimes.get(`${place.conversation}/post/expiring`)).toBe(14 * 24 * 3_600_000);
  });

  it('obeys a 429 and loses no message', async () => {
    world.gate.refuse(isPost, { status: 429, retryAfter: 0.1, times: 2 });
    await bot.discord.platform.post(place, textReply('patient'), 'key');
    expect(await shown()).toEqual(['patient']);
  });

  it.each([
    [50_013, 'platform-permission'],
    [50_001, 'platform-permission'],
    [160_005, 'platform-permission'],
    [10_003, 'place-gone'],
  ])('a refusal with %i is a Failure %s', async (code, expected) => {
    world.gate.refuse(isPost, { status: 403, code });
    await expect(bot.discord.platform.post(place, textReply('x'), 'key')).rejects.toMatchObject({
      code: expected,
    });
  });
});

describe('every request to Discord is counted', () => {
  /** Those since the last look; the registration of the commands may still be under way at the first. */
  const counts = async () => {
    await untilQuiet();
    return requests.ended.splice(0);
  };

  it('with every 429, also one that discord.js waits out', async () => {
    await counts();
    await bot.discord.platform.post(place, textReply('one'), 'one');
    expect(await counts()).toEqual(['discord ok']);
    world.gate.refuse(isPost, { status: 429, retryAfter: 0.05, times: 2 });
    await bot.discord.platform.post(place, textReply('two'), 'two');
    expect(await counts()).toEqual(['discord rate-limited', 'discord rate-limited', 'discord ok']);
    world.gate.refuse(isPost, { status: 403, code: 50_013 });
    await expect(bot.discord.platform.post(place, textReply('three'), 'three')).rejects.toThrow();
    expect(await counts()).toEqual(['discord failed']);
  });

  it('the bytes of attachments too', async () => {
    await counts();
    const url = world.gate.serve('a.png', 'image/png', randomBytes(10));
    const attachment = { id: '1', name: 'a.png', type: 'image/png', source: { url } };
    const { body } = await bot.discord.platform.open(attachment, place);
    body.destroy();
    expect(await counts()).toEqual(['discord ok']);
    world.gate.expire(url);
    await expect(bot.discord.platform.open(attachment, place)).rejects.toThrow();
    expect(await counts()).toEqual(['discord failed']);
  });
});

describe('editing', () => {
  it('re-opens an archived thread with a message before it edits', async () => {
    const posted = await bot.discord.platform.post(place, textReply('One is ahead of you.'), 'card');
    world.gate.refuse(isEdit, { status: 400, code: 50_083 });
    const running = { ...SAMPLE_REPLIES.progress, phase: 'Adding music', text: 'Adding music' } as const;
    await bot.discord.platform.edit(posted, running);
    await eventually(async () =>
      expect(await shown()).toEqual([expect.stringContaining('Adding music'), words.goingOn]),
    );
  });

  it('re-opens an archived thread without a word when the edit ends something: its outcome stands already', async () => {
    const posted = await bot.discord.platform.post(place, SAMPLE_REPLIES.progress, 'card');
    await bot.discord.platform.post(place, textReply('the outcome'), 'outcome');
    world.gate.refuse(isEdit, { status: 400, code: 50_083 });
    await bot.discord.platform.edit(posted, { ...SAMPLE_REPLIES.progress, state: 'done', text: 'Done' });
    await eventually(async () => expect((await shown())[0]).toContain('Done'));
    expect((await shown()).slice(1)).toEqual(['the outcome']);
    const reopened = world.gate.calls.find(({ path }) => path === `/channels/${thread}`);
    expect(reopened).toMatchObject({ method: 'PATCH', body: { archived: false } });
  });

  it('draws a final state that was refused for the moment', async () => {
    const posted = await bot.discord.platform.post(place, SAMPLE_REPLIES.progress, 'card');
    world.gate.refuse(isEdit, { status: 429, retryAfter: 0.1 });
    await bot.discord.platform.edit(posted, textReply('done'));
    await eventually(async () => expect(await shown()).toEqual(['done']));
  });

  it('never uses an interaction token for a card', async () => {
    const posted = await bot.discord.platform.post(place, SAMPLE_REPLIES.progress, 'card');
    await bot.discord.platform.edit(posted, textReply('done'));
    await called(world, isEdit);
    expect(world.gate.calls.some(({ route }) => route.startsWith('/webhooks'))).toBe(false);
  });

  it('shows typing a few times at most', async () => {
    for (let i = 0; i < 10; i++) await bot.discord.platform.working(place, true);
    expect(world.gate.calls.filter(({ route }) => route.endsWith('/typing'))).toHaveLength(1);
  });
});

describe('delivering', () => {
  const LIMIT = 10 * 1_048_576;
  const stream =
    (name: string, bytes: Buffer, type = 'video/mp4') =>
    async () => ({
      name,
      type,
      size: bytes.length,
      body: Readable.from([bytes]),
    });
  const video = (bytes: Buffer, more: Partial<VideoFile> = {}): VideoFile => ({
    name: 'reelthread 1.mp4',
    type: 'video/mp4',
    open: stream('x.mp4', bytes),
    ...more,
  });

  it('attaches the file as a second message, byte by byte', async () => {
    const posted = await bot.discord.platform.post(place, SAMPLE_REPLIES.video, 'video');
    const bytes = randomBytes(400_000);
    expect(await bot.discord.platform.deliver(posted, video(bytes), 'file')).toEqual({ delivered: true });
    const [, second] = await world.messages(thread);
    const [file] = world.gate.uploads.get(second?.id ?? '') ?? [];
    expect(file?.name).toBe('reelthread_1.mp4');
    expect(file?.bytes.equals(bytes)).toBe(true);
  });

  it('sends a preview when the video is too large, and says the limit', async () => {
    const posted = await bot.discord.platform.post(place, SAMPLE_REPLIES.video, 'video');
    const large = video(Buffer.alloc(LIMIT + 1), {
      openPreview: stream('preview.webp', randomBytes(5_000), 'image/webp'),
    });
    const delivered = await bot.discord.platform.deliver(posted, large, 'file');
    expect(delivered).toEqual({ delivered: false, reason: 'too-large', limitBytes: LIMIT });
    const [, second] = await world.messages(thread);
    expect(second?.content).toBe(words.preview);
    expect(world.gate.uploads.get(second?.id ?? '')?.[0]?.name).toBe('preview.webp');
  });

  it('takes the limit that an interaction told', async () => {
    const told = { ...where(world, thread, 11), attachment_size_limit: LIMIT * 2 };
    await world.interact(slashCommand(anna, 'timeline', {}, told));
    await received(bot);
    const posted = await bot.discord.platform.post(place, SAMPLE_REPLIES.video, 'video');
    const delivered = await bot.discord.platform.deliver(posted, video(Buffer.alloc(LIMIT + 1)), 'file');
    expect(delivered).toEqual({ delivered: true });
  });

  it('does not take the limit of a server into the DM of private mode', async () => {
    const told = { ...where(world, world.channel, 0), attachment_size_limit: LIMIT * 2 };
    const options = { prompt: 'x', private: true };
    await world.interact(slashCommand(anna, 'create', { options }, told));
    const { place: direct } = await received(bot);
    const posted = await bot.discord.platform.post(direct, SAMPLE_REPLIES.video, 'video');
    const delivered = await bot.discord.platform.deliver(posted, video(Buffer.alloc(LIMIT + 1)), 'file');
    expect(delivered).toEqual({ delivered: false, reason: 'too-large', limitBytes: LIMIT });
  });

  it('says which permission is missing', async () => {
    const posted = await bot.discord.platform.post(place, SAMPLE_REPLIES.video, 'video');
    world.gate.refuse((call) => call.files.length > 0, { status: 403, code: 50_013 });
    const delivered = await bot.discord.platform.deliver(posted, video(randomBytes(10)), 'file');
    expect(delivered).toMatchObject({ reason: 'not-allowed', fix: expect.stringContaining('Attach Files') });
  });
});

it('shows what is for one person once in their DM when the answer was lost', async () => {
  const direct = (call: GateCall) => call.method === 'POST' && /^\/channels\/\d+\/messages$/.test(call.path);
  world.gate.refuse(direct, { status: 502, afterwards: true });
  await bot.discord.platform.post(place, { ...textReply('92 credits'), onlyFor: ANNA }, 'credits');
  const { path } = await called(world, direct);
  const texts = (await world.messages(path.split('/')[2] ?? '')).map(({ content }) => content);
  expect(texts.filter((text) => text === '92 credits')).toHaveLength(1);
});

describe('buttons', () => {
  const press = async (asker: Record<string, unknown>, label: string, parts: object = {}) => {
    const messages = await world.messages(thread);
    const on = messages.find((message) => buttonsOf(message).some((button) => button.label === label));
    const id =
      buttonsOf(on ?? messages[0] ?? fail()).find((button) => button.label === label)?.customId ?? '';
    return world.interact(buttonPress(asker, id, { ...on }, { ...where(world, thread, 11), ...parts }));
  };
  const fail = (): never => {
    throw new Error('no message');
  };

  it('carry their action, are acknowledged once, and refuse an id from another thread', async () => {
    await bot.discord.platform.post(place, SAMPLE_REPLIES.progress, 'card');
    const id = await press(anna, 'Stop');
    expect(await received(bot)).toMatchObject({ action: { do: 'stop' }, place, author: { id: ANNA } });
    const callback = await called(world, isCallback(id));
    expect(callback.body).toEqual({ type: 6 });
    const [message] = await world.messages(thread);
    const [button] = buttonsOf(message ?? fail());
    const elsewhere = await world.thread();
    const stolen = buttonPress(anna, button?.customId ?? '', { ...message }, where(world, elsewhere, 11));
    const refused = await called(world, isCallback(await world.interact(stolen)));
    expect(refused.body).toMatchObject({ type: 4, data: { content: words.buttonRefused, flags: 64 } });
    expect(bot.reception.received).toHaveLength(1);
  });

  it('"Edit" opens a form with the prompt, whose answer is an order in the thread', async () => {
    await bot.discord.platform.post(place, SAMPLE_REPLIES.video, 'video');
    bot.reception.conversations = [
      {
        id: place.conversation,
        place,
        createdAt: 0,
        updatedAt: 0,
        starter: ANNA,
        title: 'three photos',
        skill: 'image-to-ai',
        language: 'en',
        greeted: true,
        media: [],
        exports: [],
      },
    ];
    const form = await called(world, isCallback(await press(anna, 'Edit')));
    expect(form.body.type).toBe(9);
    expect(JSON.stringify(form.body)).toContain('"value":"three photos"');
    const { custom_id } = form.body.data as { custom_id: string };
    await world.interact(formSubmit(anna, custom_id, { prompt: 'two photos' }, where(world, thread, 11)));
    expect(await received(bot)).toMatchObject({ text: 'two photos', place });
  });

  it('"Delete" is for the requester and for moderators, and takes the file too', async () => {
    await world.interact(
      slashCommand(anna, 'create', { options: { prompt: 'x' } }, where(world, thread, 11)),
    );
    await received(bot);
    const posted = await bot.discord.platform.post(place, SAMPLE_REPLIES.video, 'video');
    const file: VideoFile = {
      name: 'a.mp4',
      type: 'video/mp4',
      open: async () => ({ name: 'a.mp4', body: Readable.from([randomBytes(10)]) }),
    };
    await bot.discord.platform.deliver(posted, file, 'file');
    const stranger = { member: { user: ben, permissions: '0' } };
    const refusal = await called(world, isFollowUp(await press(ben, 'Delete', stranger)));
    expect(refusal.body).toMatchObject({ content: words.onlyRequester, flags: 64 });
    await press(anna, 'Delete', { member: { user: anna, permissions: '0' } });
    await eventually(async () => {
      const left = (await world.messages(thread)).filter(({ webhook_id }) => !webhook_id);
      expect(left).toEqual([]);
    });
  });

  it('"Delete" knows who asked for this video, whoever began the thread', async () => {
    await world.interact(
      slashCommand(anna, 'create', { options: { prompt: 'x' } }, where(world, thread, 11)),
    );
    await received(bot);
    await bot.discord.platform.post(place, { ...SAMPLE_REPLIES.video, requestedBy: BEN }, 'video');
    const member = (user: typeof ben) => ({ member: { user, permissions: '0' } });
    const refusal = await called(world, isFollowUp(await press(anna, 'Delete', member(anna))));
    expect(refusal.body).toMatchObject({ content: words.onlyRequester, flags: 64 });
    await press(ben, 'Delete', member(ben));
    await eventually(async () => {
      const left = (await world.messages(thread)).filter(({ webhook_id }) => !webhook_id);
      expect(left).toEqual([]);
    });
  });

  it('a moderator may delete what others asked for', async () => {
    await bot.discord.platform.post(place, SAMPLE_REPLIES.video, 'video');
    await press(ben, 'Delete', { member: { user: ben, permissions: String(1 << 13) } });
    await eventually(async () => expect(await shown()).toEqual([]));
  });
});
