import { setTimeout as wait } from 'node:timers/promises';
import { generateSnowflake } from 'discord-digital-twin';
import { discordWords } from '../../adapters/discord/words.js';
import { createWorld, TOKEN, type World } from '../../test/fakes/discord/bot.js';
import { drawMessage } from '../../test/fakes/discord/drawn.js';
import type { GateCall } from '../../test/fakes/discord/gate.js';
import { attachment, message, user } from '../../test/fakes/discord/payloads.js';
import {
  type BadDays,
  createBadDays,
  deliveredAgainAfter,
  type PlatformFault,
  RETRY_AFTER_SECONDS,
} from './bad-days.js';
import { kindOf } from './shown.js';
import type { SoakStage, SoakThread, StageOptions } from './stage.js';

const GONE = { status: 404, code: 10_003, times: Number.POSITIVE_INFINITY };
/** Told when Discord is away at the very moment of a mention: then it is no order, and has to be said again. */
const NOT_TAKEN = discordWords('en').tryAgain;
/** A person who mentions a bot that is away tries again; what follows in the thread is said once. */
const MENTION_AGAIN_AFTER_MS = 3_000;

/** Discord on bad days. The bot is told everything once; what it did not hear it has to find by itself. */
export async function openDiscordStage(options: StageOptions): Promise<SoakStage> {
  const world = await createWorld();
  const days = createBadDays(options.seed);
  const deleted = new Set<string>();
  beBad(world, days, deleted);
  return {
    environment: {
      PLAYGROUND: 'off',
      DISCORD_TOKEN: TOKEN,
      DISCORD_API_URL: world.gate.url,
      DISCORD_MESSAGE_CONTENT: 'on',
    },
    openThread: () => openThread(world, options, deleted),
    calm: () => days.calm(),
    complaints: () => world.gate.complaints,
    close: () => world.close(),
  };
}

function beBad({ gate }: World, days: BadDays, deleted: ReadonlySet<string>): void {
  const faults = new WeakMap<GateCall, PlatformFault | 'none'>();
  const faultOf = (call: GateCall) => {
    const known = faults.get(call);
    if (known) return known;
    const fault = days.faultOf(`${call.method} ${call.path}`) ?? 'none';
    faults.set(call, fault);
    return fault;
  };
  const always = { times: Number.POSITIVE_INFINITY };
  gate.refuse(({ path }) => deleted.has(path.split('/')[2] ?? ''), GONE);
  gate.refuse((call) => faultOf(call) === 'away', { status: 503, ...always });
  gate.refuse((call) => faultOf(call) === 'lost', { status: 502, afterwards: true, ...always });
  gate.refuse((call) => faultOf(call) === 'limited', {
    status: 429,
    retryAfter: RETRY_AFTER_SECONDS,
    ...always,
  });
}

async function openThread(world: World, options: StageOptions, deleted: Set<string>): Promise<SoakThread> {
  const { gate, twin, guild } = world;
  const person = generateSnowflake();
  const author = user(person, `person-${person}`);
  const thread = await world.thread();
  await twin.prisma.user.create({ data: { id: person, username: `person-${person}` } });
  const ofTheBot = async () =>
    (await world.messages(thread)).filter((shown) => shown.author.id === world.bot);
  let isBegun = false;

  return {
    async send(key, text, photos) {
      const attachments = photos.map((photo) => {
        const url = gate.serve(`${key}.jpg`, 'image/jpeg', Buffer.from(photo));
        return attachment(url, { filename: `${key}.jpg`, size: photo.length });
      });
      const content = isBegun ? text : `<@${world.bot}> ${text}`;
      const said = message({ guild_id: guild, channel_id: thread, author, content, attachments });
      await twin.prisma.message.create({
        data: {
          id: String(said.id),
          channelId: thread,
          authorId: person,
          content,
          embeds: '[]',
          attachments: JSON.stringify(attachments),
        },
      });
      world.send('MESSAGE_CREATE', said);
      const again = deliveredAgainAfter(options.seed, `${thread} ${key}`);
      if (again !== undefined) void wait(again).then(() => world.send('MESSAGE_CREATE', said));
      while (!isBegun) {
        await wait(MENTION_AGAIN_AFTER_MS);
        isBegun = (await ofTheBot()).some((shown) => drawMessage(shown).text !== NOT_TAKEN);
        if (!isBegun) world.send('MESSAGE_CREATE', said);
        if (Date.now() > options.deadline()) throw new Error('a mention was not heard in time');
      }
    },
    async shown() {
      const messages = await ofTheBot();
      return messages
        .filter(({ attachments }) => attachments.length === 0)
        .map((shown) => {
          const { text } = drawMessage(shown);
          return { kind: kindOf(text), text };
        });
    },
    async remove() {
      deleted.add(thread);
      world.send('THREAD_DELETE', { id: thread, guild_id: guild, parent_id: world.channel, type: 11 });
    },
  };
}
