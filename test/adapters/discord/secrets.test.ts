import { afterEach, beforeEach, expect, it } from 'vitest';
import { directPlace, threadPlace } from '../../../adapters/discord/place.js';
import { Failure } from '../../../src/failure.js';
import { textReply } from '../../conformance/sample-replies.js';
import { ANNA, createWorld, startBot, type TestBot, TOKEN, type World } from '../../fakes/discord/bot.js';
import { attachment, buttonPress, slashCommand } from '../../fakes/discord/payloads.js';
import { recordingLog } from '../../http/recording-log.js';
import { aMoment, anna, called, isCallback, isOriginal, received, where } from './support.js';

const log = recordingLog();
let world: World;
let bot: TestBot;

beforeEach(async () => {
  world = await createWorld();
  bot = await startBot(world, { log });
});

afterEach(async () => {
  await bot.stop();
  await world.close();
});

it('no token, interaction token or signed address reaches the log, the store or a Failure', async () => {
  const thread = await world.thread();
  const place = threadPlace(world.guild, thread);
  const failures: Failure[] = [];
  const failing = async (work: Promise<unknown>) => {
    await work.catch((thrown: unknown) => failures.push(Failure.from(thrown)));
  };
  world.gate.refuse(({ path }) => path.includes('/callback'), { status: 500, times: 8 });
  bot.reception.failures.push(new Failure('store-unavailable'));
  const options = { prompt: 'x' };
  const id = await world.interact(slashCommand(anna, 'create', { options }, where(world, thread, 11)));
  await called(world, isOriginal(id));
  world.gate.refuse(({ path }) => path.includes('/messages'), { status: 403, code: 50_013, times: 3 });
  await failing(bot.discord.platform.post(place, textReply('x'), 'k'));
  const signed = `${world.gate.serve('a.png', 'image/png', Buffer.from('a'))}&hm=signed-secret`;
  world.gate.expire(signed);
  const picture = attachment(signed);
  const source = { url: signed };
  await failing(bot.discord.platform.open({ id: String(picture.id), name: 'a.png', source }, place));
  expect(failures.map(({ code }) => code)).toEqual(['platform-permission', 'file-fetch-forbidden']);
  const told = JSON.stringify([log.lines, failures.map(({ message, detail }) => ({ message, detail }))]);
  const kept = JSON.stringify([...bot.values.rows]);
  for (const secret of [TOKEN, `token-${id}`, 'signed-secret']) {
    expect(told).not.toContain(secret);
    expect(kept).not.toContain(secret);
  }
});

it('what belongs to one guild or person cannot be used from another', async () => {
  const thread = await world.thread();
  const own = threadPlace(world.guild, thread);
  const foreign = [threadPlace('1', thread), directPlace(ANNA, thread), threadPlace(world.guild, '2')];
  for (const other of foreign) {
    expect(other.conversation).not.toBe(own.conversation);
    const pressed = buttonPress(
      anna,
      `0:${bot.seal.seal({ do: 'stop' }, other)}`,
      {},
      where(world, thread, 11),
    );
    const refused = await called(world, isCallback(await world.interact(pressed)));
    expect(refused.body).toMatchObject({ type: 4, data: { flags: 64 } });
  }
  await aMoment();
  expect(bot.reception.received).toEqual([]);
  await world.interact(
    buttonPress(anna, `0:${bot.seal.seal({ do: 'stop' }, own)}`, {}, where(world, thread, 11)),
  );
  await received(bot);
});
