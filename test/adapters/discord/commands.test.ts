import { generateSnowflake } from 'discord-digital-twin';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asidePlace, directPlace, threadPlace } from '../../../adapters/discord/place.js';
import { discordWords } from '../../../adapters/discord/words.js';
import { Failure } from '../../../src/failure.js';
import { ANNA, createWorld, startBot, type TestBot, type World } from '../../fakes/discord/bot.js';
import { attachment, formSubmit, message, messageMenu, slashCommand } from '../../fakes/discord/payloads.js';
import { newGate } from '../../fakes/nemo/gate.js';
import {
  aMoment,
  anna,
  ben,
  called,
  eventually,
  inDirect,
  isCallback,
  isFollowUp,
  isOriginal,
  received,
  where,
} from './support.js';

const words = discordWords('en');
let world: World;
let bot: TestBot;

let channel: string;

beforeAll(async () => {
  world = await createWorld();
});

beforeEach(async () => {
  channel = await world.textChannel();
  world.gate.calls.length = 0;
  bot = await startBot(world);
});

afterEach(async () => {
  await bot.stop();
  world.gate.closedDirects.clear();
  expect(world.gate.complaints).toEqual([]);
});

afterAll(() => world.close());

const threads = () => world.twin.channel(channel).getThreads();
const inChannel = () => where(world, channel, 0);

describe('/video create', () => {
  const files = () => ({
    image1: attachment(world.gate.serve('a.png', 'image/png', Buffer.from('a'))),
    image2: attachment(world.gate.serve('b.png', 'image/png', Buffer.from('b'))),
    image10: attachment(world.gate.serve('c.png', 'image/png', Buffer.from('c'))),
  });

  it('opens a thread named after the prompt and works there', async () => {
    const prompt = 'turn these images into a short video';
    const options = { prompt, skill: 'still-image-to-video', aspect: '9:16' };
    const id = await world.interact(slashCommand(anna, 'create', { options, files: files() }, inChannel()));
    const incoming = await received(bot);
    const [thread] = await threads();
    expect(thread).toMatchObject({ name: prompt });
    expect(incoming).toMatchObject({
      id: `interaction:${id}`,
      place: threadPlace(world.guild, thread?.id ?? ''),
      author: { id: ANNA },
      text: `${prompt}\nAspect ratio: 9:16`,
      skill: 'still-image-to-video',
      locale: 'en-US',
    });
    expect(incoming.attachments).toHaveLength(3);
    const answer = await called(world, isOriginal(id));
    expect(answer.body.content).toBe(words.startedIn(`<#${thread?.id}>`));
    const callbacks = world.gate.calls.filter(isCallback(id));
    expect(callbacks.map(({ body }) => body)).toEqual([{ type: 5, data: { flags: 64 } }]);
    const place = incoming.place;
    const [first] = incoming.attachments;
    if (!first) throw new Error('no attachment');
    const media = await bot.discord.platform.open(first, place);
    expect(await media.body.toArray()).toEqual([Buffer.from('a')]);
  });

  it('defers within three seconds while the store takes longer, and only once', async () => {
    const begun = Date.now();
    const gate = newGate();
    bot.reception.held = gate.pass();
    const id = await world.interact(slashCommand(anna, 'create', { options: { prompt: 'x' } }, inChannel()));
    const callback = await called(world, isCallback(id));
    expect(callback.at - begun).toBeLessThan(3_000);
    expect(bot.reception.received).toHaveLength(0);
    gate.open();
    await received(bot);
    await called(world, isOriginal(id));
    expect(world.gate.calls.filter(isCallback(id))).toHaveLength(1);
  });

  it('says so when the request could not be written down', async () => {
    bot.reception.failures.push(new Failure('store-unavailable'));
    const id = await world.interact(slashCommand(anna, 'create', { options: { prompt: 'x' } }, inChannel()));
    const answer = await called(world, isOriginal(id));
    expect(answer.body.content).toBe(words.notAccepted);
  });

  it('is answered once when the gateway tells of it twice', async () => {
    const payload = slashCommand(anna, 'create', { options: { prompt: 'x' } }, inChannel());
    const id = await world.interact(payload);
    const again = { ...payload, id, token: `token-${id}`, application_id: world.bot };
    world.send('INTERACTION_CREATE', again);
    world.send('INTERACTION_CREATE', again);
    await called(world, isOriginal(id));
    await aMoment();
    expect(world.gate.calls.filter(isCallback(id)).map(({ status }) => status)).toEqual([204]);
    expect(bot.reception.received).toHaveLength(1);
    expect(await threads()).toHaveLength(1);
  });

  it('names a missing permission before any work starts', async () => {
    const app_permissions = String((1 << 10) | (1 << 15));
    const place = { ...inChannel(), app_permissions };
    const id = await world.interact(slashCommand(anna, 'create', { options: { prompt: 'x' } }, place));
    const answer = await called(world, isOriginal(id));
    expect(answer.body.content).toContain('Create Public Threads, Send Messages in Threads');
    expect(bot.reception.received).toEqual([]);
    expect(await threads()).toEqual([]);
  });

  it('works without Attach Files and says that only the link will come', async () => {
    const app_permissions = String((1n << 10n) | (1n << 35n) | (1n << 38n));
    const place = { ...inChannel(), app_permissions };
    const id = await world.interact(slashCommand(anna, 'create', { options: { prompt: 'x' } }, place));
    const answer = await called(world, isOriginal(id));
    expect(answer.body.content).toContain('Attach Files');
    expect(bot.reception.received).toHaveLength(1);
  });

  it('takes an existing thread or forum post as it is', async () => {
    const thread = await world.thread();
    const place = where(world, thread, 11);
    await world.interact(slashCommand(anna, 'create', { options: { prompt: 'x' } }, place));
    expect((await received(bot)).place).toEqual(threadPlace(world.guild, thread));
    expect(world.gate.calls.some(({ route }) => route.endsWith('/threads'))).toBe(false);
  });

  it('goes on between the two when it is private', async () => {
    const options = { prompt: 'a surprise', private: true };
    const id = await world.interact(slashCommand(anna, 'create', { options }, inChannel()));
    const incoming = await received(bot);
    expect(incoming.place.tenant).toBe(`discord:dm-${ANNA}`);
    const answer = await called(world, isOriginal(id));
    expect(answer.body.content).toBe(words.startedInDirect(`<#${incoming.place.address.channel}>`));
    expect(await threads()).toEqual([]);
  });

  it('says what to do when the person takes no direct messages', async () => {
    world.gate.closedDirects.add(ANNA);
    const options = { prompt: 'a surprise', private: true };
    const id = await world.interact(slashCommand(anna, 'create', { options }, inChannel()));
    const answer = await called(world, isOriginal(id));
    expect(answer.body.content).toContain('direct messages');
    expect(bot.reception.received).toEqual([]);
  });

  it('goes on in a DM where only the person has installed the app', async () => {
    const place = { ...inChannel(), authorizing_integration_owners: { '1': ANNA } };
    const id = await world.interact(slashCommand(anna, 'create', { options: { prompt: 'x' } }, place));
    expect((await received(bot)).place.tenant).toBe(`discord:dm-${ANNA}`);
    const answer = await called(world, isOriginal(id));
    expect(answer.body.content).toContain('not a member of this server');
  });

  it('opens a form when everything is left out, and takes what was filled in', async () => {
    const id = await world.interact(slashCommand(anna, 'create', {}, inChannel()));
    const form = await called(world, isCallback(id));
    expect(form.body.type).toBe(9);
    const { custom_id } = form.body.data as { custom_id: string };
    const uploaded = attachment(world.gate.serve('a.png', 'image/png', Buffer.from('a')));
    const fields = { prompt: 'make it', files: [uploaded], skill: 'image-to-ai', aspect: '1:1' };
    await world.interact(formSubmit(anna, custom_id, fields, inChannel()));
    const incoming = await received(bot);
    expect(incoming).toMatchObject({ text: 'make it\nAspect ratio: 1:1', skill: 'image-to-ai' });
    expect(incoming.attachments).toHaveLength(1);
    expect(await threads()).toHaveLength(1);
  });

  it('speaks Chinese to a Chinese client', async () => {
    const place = { ...inChannel(), locale: 'zh-CN' };
    const id = await world.interact(slashCommand(anna, 'create', { options: { prompt: '做视频' } }, place));
    const [thread] = await eventually(async () => {
      const found = await threads();
      expect(found).toHaveLength(1);
      return found;
    });
    const answer = await called(world, isOriginal(id));
    expect(answer.body.content).toBe(discordWords('zh').startedIn(`<#${thread?.id}>`));
  });
});

describe('the other commands', () => {
  it.each([
    ['export', { format: 'mov', resolution: '720p' }, { do: 'export', format: 'mov', resolution: '720p' }],
    ['timeline', {}, { do: 'timeline' }],
    ['credits', {}, { do: 'credits' }],
    ['stop', {}, { do: 'stop' }],
    ['help', {}, { do: 'help' }],
    ['skill', { skill: 'image-to-ai' }, { do: 'skill', slug: 'image-to-ai' }],
    ['skill', {}, { do: 'skill' }],
  ])('/video %s %o is an action in its thread', async (name, options, action) => {
    const thread = await world.thread();
    await world.interact(slashCommand(anna, name, { options }, where(world, thread, 11)));
    const incoming = await received(bot);
    expect(incoming.action).toEqual(action);
    expect(incoming.place).toEqual(threadPlace(world.guild, thread));
  });

  it('needs a thread for what is about a video', async () => {
    const id = await world.interact(slashCommand(anna, 'export', {}, inChannel()));
    const answer = await called(world, isCallback(id));
    expect(answer.body).toMatchObject({ type: 4, data: { flags: 64 } });
    expect(bot.reception.received).toEqual([]);
  });

  it('answers help outside of threads to the asker alone, in the deferred answer', async () => {
    const id = await world.interact(slashCommand(anna, 'help', {}, inChannel()));
    const { place } = await received(bot);
    await called(world, isCallback(id));
    await eventually(async () => {
      await bot.discord.platform.post(place, { kind: 'text', language: 'en', text: 'Help!' }, 'k1');
    });
    expect((await called(world, isOriginal(id))).body.content).toBe('Help!');
    await bot.discord.platform.post(place, { kind: 'text', language: 'en', text: 'More help!' }, 'k2');
    expect((await called(world, isFollowUp(id))).body).toMatchObject({ content: 'More help!', flags: 64 });
  });

  it('shows in a thread only to the asker what is only for them', async () => {
    const thread = await world.thread();
    const id = await world.interact(slashCommand(anna, 'credits', {}, where(world, thread, 11)));
    const { place } = await received(bot);
    const reply = { kind: 'text', language: 'en', text: '92 credits', onlyFor: ANNA } as const;
    await bot.discord.platform.post(place, reply, 'credits');
    expect((await called(world, isFollowUp(id))).body).toMatchObject({ content: '92 credits', flags: 64 });
  });

  it('forgets what belongs to the person who asks', async () => {
    const tenant = `discord:${world.guild}`;
    const mine = threadPlace(world.guild, generateSnowflake());
    const other = threadPlace(world.guild, generateSnowflake());
    const direct = directPlace(ANNA, generateSnowflake());
    const asked = asidePlace(tenant, channel, ANNA);
    const base = { createdAt: 0, updatedAt: 0, title: '', skill: 'image-to-ai', language: 'en' } as const;
    const rest = { greeted: true, media: [], exports: [] };
    bot.reception.conversations = [
      { ...base, ...rest, id: mine.conversation, place: mine, starter: ANNA, media: [], exports: [] },
      { ...base, ...rest, id: other.conversation, place: other, starter: 'someone', media: [], exports: [] },
      ...[direct, asked].map((place) => ({
        ...base,
        ...rest,
        id: place.conversation,
        place,
        starter: ANNA,
      })),
    ];
    const id = await world.interact(slashCommand(anna, 'forget', {}, inChannel()));
    // What only held the answer to a command is no thread, and goes too.
    expect((await called(world, isOriginal(id))).body.content).toBe(words.forgotten(2));
    expect((await called(world, isCallback(id))).body).toEqual({ type: 5, data: { flags: 64 } });
    expect(bot.reception.forgotten).toEqual(
      [direct, mine, asked].map(({ conversation }) => ({ conversation })),
    );
    expect(mine.tenant).toBe(tenant);
  });

  it('works in a DM with the bot', async () => {
    const direct = generateSnowflake();
    await world.twin.prisma.channel.create({ data: { id: direct, type: 1, name: 'dm' } });
    await world.interact(slashCommand(anna, 'create', { options: { prompt: 'x' } }, inDirect(direct, anna)));
    expect((await received(bot)).place).toMatchObject({
      tenant: `discord:dm-${ANNA}`,
      address: { channel: direct, kind: 'direct' },
    });
  });
});

describe('"Make a video from this"', () => {
  const stored = async () => world.twin.channel(channel).user(ANNA).sendMessage({ content: 'look' });

  it('takes the pictures of the message into its thread', async () => {
    const { id: target } = await stored();
    const picture = attachment(world.gate.serve('a.png', 'image/png', Buffer.from('a')));
    const menu = messageMenu(
      ben,
      message({ id: target, channel_id: channel, author: anna, attachments: [picture] }),
      inChannel(),
    );
    await world.interact(menu);
    const incoming = await received(bot);
    expect(incoming.attachments).toMatchObject([{ source: { channel: channel, message: target } }]);
    expect(incoming.text).not.toBe('');
    expect(await threads()).toHaveLength(1);
  });

  it('finds the files of a forwarded message in its snapshot', async () => {
    const { id: target } = await stored();
    const picture = attachment(world.gate.serve('f.png', 'image/png', Buffer.from('f')), {
      filename: 'f.png',
    });
    const snapshots = [{ message: { content: 'forwarded', attachments: [picture] } }];
    const forwarded = message({ id: target, author: anna, content: '', message_snapshots: snapshots });
    await world.interact(messageMenu(ben, forwarded, inChannel()));
    expect((await received(bot)).attachments).toMatchObject([{ name: 'f.png' }]);
  });

  it('says so when there are none', async () => {
    const id = await world.interact(messageMenu(ben, message({ author: anna }), inChannel()));
    const answer = await called(world, isCallback(id));
    expect((answer.body.data as { content: string }).content).toBe(words.noPictures);
  });
});
