import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReplayGuard } from '../../../adapters/slack/replay-guard.js';
import { Failure } from '../../../src/failure.js';
import { eventually } from '../../fakes/eventually.js';
import { ManualClock } from '../../fakes/manual-clock.js';
import {
  type PayloadKind,
  type PostOptions,
  SIGNING_SECRET,
  startBot,
  type TestBot,
} from '../../fakes/slack/bot.js';
import { ANNA, appMention, BEN, buttonPress, slashCommand } from '../../fakes/slack/payloads.js';
import { type SlackStandIn, startSlackStandIn } from '../../fakes/slack/stand-in.js';

let standIn: SlackStandIn;
let bot: TestBot;

beforeEach(async () => {
  standIn = await startSlackStandIn();
  bot = await startBot({ standIn, mode: 'http' });
});
afterEach(async () => {
  await bot.stop();
  await standIn.close();
});

const now = () => Math.floor(Date.now() / 1_000);
const statusOf = async (...args: Parameters<TestBot['post']>) => (await bot.post(...args)).status;

describe('a request to the events address', () => {
  it('is taken when it is signed now', async () => {
    expect(await statusOf(appMention())).toBe(200);
    expect(bot.reception.received).toHaveLength(1);
  });

  it.each([
    ['with another secret', { secret: 'not-the-secret' }],
    ['without a version', { signature: 'deadbeef' }],
    ['with a broken signature', { signature: 'v0=' }],
    ['that is old', { late: -301 }],
    ['from the future', { late: 310 }],
    ['whose time is no number', { late: Number.NaN }],
  ])(
    '%s is answered 401 and does nothing',
    async (_, { late = 0, ...how }: PostOptions & { late?: number }) => {
      expect(await statusOf(appMention(), { ...how, timestamp: now() + late })).toBe(401);
      expect(bot.reception.received).toEqual([]);
    },
  );

  it('without a signature is answered 401 and does nothing', async () => {
    const response = await fetch(`${bot.address}/slack/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(appMention()),
    });
    expect(response.status).toBe(401);
    expect(bot.reception.received).toEqual([]);
  });

  it('is answered 401 when it is sent again by somebody else', async () => {
    const timestamp = now();
    expect(await statusOf(appMention(), { timestamp })).toBe(200);
    expect(await statusOf(appMention(), { timestamp })).toBe(401);
    expect(bot.reception.received).toHaveLength(1);
    expect(bot.reception.duplicates).toBe(0);
  });

  it("is taken as Slack's retry within the same second, and changes nothing", async () => {
    const timestamp = now();
    await statusOf(appMention(), { timestamp });
    expect(await statusOf(appMention(), { timestamp, headers: { 'x-slack-retry-num': '1' } })).toBe(200);
    expect(bot.reception.received).toHaveLength(1);
  });

  it.each<[string, PayloadKind, object]>([
    ['a command', 'command', slashCommand({ text: 'help' })],
    ['a press', 'interaction', buttonPress('x')],
  ])('that is %s is not taken twice, whatever unsigned headers say', async (_, as, body) => {
    const timestamp = now();
    expect(await statusOf(body, { as, timestamp })).toBe(200);
    const before = bot.reception.received.length + bot.reception.duplicates;
    const retry = { 'x-slack-retry-num': '1' };
    expect(await statusOf(body, { as, timestamp, headers: retry })).toBe(401);
    const posing = { ...retry, 'content-type': 'application/json' };
    expect(await statusOf(body, { as, timestamp, headers: posing })).not.toBe(200);
    expect(bot.reception.received.length + bot.reception.duplicates).toBe(before);
  });

  it('is not taken with something behind its signature', async () => {
    const timestamp = now();
    expect(await statusOf(appMention(), { timestamp })).toBe(200);
    const body = JSON.stringify(appMention());
    const hash = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
    for (const signature of [`v0=${hash}=`, `v0=${hash}=x`, `v0=${hash.toUpperCase()}`]) {
      expect(await statusOf(body, { timestamp, signature }), signature).toBe(401);
    }
  });

  it('that deletes is done once, also after a restart', async () => {
    const timestamp = now();
    const values = bot.values;
    const forget = slashCommand({ text: 'forget' });
    expect(await statusOf(forget, { as: 'command', timestamp })).toBe(200);
    await eventually(() => expect(standIn.whispers).toHaveLength(1));
    await bot.stop();
    bot = await startBot({ standIn, mode: 'http', values });
    expect(await statusOf(forget, { as: 'command', timestamp })).toBe(200);
    await statusOf(slashCommand({ text: 'forget', trigger_id: 'another', user_id: BEN }), { as: 'command' });
    await eventually(() => expect(standIn.whispers).toHaveLength(2));
    expect(standIn.whispers.map(({ user }) => user)).toEqual([ANNA, BEN]);
  });

  it('may be sent again when it failed, with the same signature', async () => {
    const timestamp = now();
    bot.reception.failures.push(new Failure('store-full'));
    expect(await statusOf(appMention(), { timestamp })).toBe(503);
    expect(await statusOf(appMention(), { timestamp })).toBe(200);
    expect(bot.reception.received).toHaveLength(1);
  });

  it('answers the challenge of the set-up, when it is signed', async () => {
    const challenge = {
      type: 'url_verification',
      challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P',
    };
    expect(await (await bot.post(challenge)).json()).toEqual({ challenge: challenge.challenge });
    expect(await statusOf(challenge, { secret: 'wrong' })).toBe(401);
  });

  it('takes forms whose content type names a charset', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    expect(await statusOf(slashCommand(), { as: 'command', headers })).toBe(200);
    expect(await statusOf(buttonPress('x'), { as: 'interaction', headers })).toBe(200);
  });

  it.each([
    ['no JSON', '{"type":', 400],
    ['something unknown', '{"hello":"world"}', 200],
    ['an event without a body', '{"type":"event_callback"}', 200],
  ])('survives %s', async (_, body, status) => {
    const answered = await statusOf(body);
    expect([status, 503]).toContain(answered);
    expect(await statusOf(appMention())).toBe(200);
  });

  it('is refused when it is huge', async () => {
    expect(await statusOf(`{"pad":"${'x'.repeat(2_000_000)}"}`)).toBe(413);
  });

  it('is not found with another method', async () => {
    expect((await fetch(`${bot.address}/slack/events`)).status).toBe(404);
  });

  it('of a connectivity check is answered without being trusted', async () => {
    const payload = JSON.stringify(buttonPress('x'));
    const response = await fetch(`${bot.address}/slack/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ssl_check: '1', payload }).toString(),
    });
    expect(response.status).toBe(200);
    expect(bot.reception.received).toEqual([]);
    expect(standIn.whispers).toEqual([]);
  });
});

describe('the memory of signatures', () => {
  it('forgets what its time refuses anyway, and never grows without end', async () => {
    const clock = new ManualClock();
    const guard = createReplayGuard(clock);
    const timestamp = String(clock.now() / 1_000);
    expect(guard.begin('a')).toBe(false);
    expect(guard.begin('a')).toBe(true);
    for (let index = 0; index < 20_000; index++) guard.begin(`flood ${index}`);
    expect(guard.begin('flood 19999')).toBe(true);
    await clock.advance(11 * 60_000);
    expect(guard.begin('flood 19999')).toBe(false);
    expect(guard.isTimely(timestamp)).toBe(false);
  });
});
