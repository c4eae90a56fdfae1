import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { threadPlace } from '../../../adapters/slack/place.js';
import { type Card, createCard } from '../../../src/conversation/card.js';
import { SAMPLE_REPLIES, textReply } from '../../conformance/sample-replies.js';
import { ManualClock } from '../../fakes/manual-clock.js';
import { silentLog } from '../../fakes/silent-log.js';
import { startBot, type TestBot } from '../../fakes/slack/bot.js';
import { ANNA, appMention, CHANNEL, ROOT } from '../../fakes/slack/payloads.js';
import { refused, type SlackStandIn, startSlackStandIn, TEAM, tooMany } from '../../fakes/slack/stand-in.js';
import { untilQuiet } from '../../fakes/until-quiet.js';

const place = threadPlace(`slack:${TEAM}`, CHANNEL, ROOT);
const SECOND = 1_000;
const MINUTE = 60_000;
let clock: ManualClock;
let standIn: SlackStandIn;
let bot: TestBot;

beforeEach(async () => {
  clock = new ManualClock();
  standIn = await startSlackStandIn({ now: () => clock.now() });
  bot = await startBot({ standIn, mode: 'socket', clock });
});
afterEach(async () => {
  const stopping = bot.stop();
  await clock.advance(MINUTE);
  await stopping;
  await standIn.close();
  expect(standIn.complaints).toEqual([]);
});

/** Time passes in small steps, and Slack answers within each. */
async function pass(ms: number, step = 5 * SECOND): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    await clock.advance(Math.min(step, ms - passed));
    await untilQuiet();
  }
}

/** Something that waits for Slack's answer while the clock stands still. */
async function done<T>(work: Promise<T>): Promise<T> {
  await untilQuiet();
  return work;
}

function newCard(): Card {
  return createCard({
    platform: bot.slack.platform,
    place,
    language: 'en',
    clock,
    log: silentLog,
    startedAt: clock.now(),
    stillWorkingEvery: 2 * MINUTE,
    say: (name, reply) => bot.slack.platform.post(place, reply, name),
    onPosted: async () => {},
  });
}

const statuses = () => standIn.methodCalls('agents.sessions.setStatus').map((call) => call.args.status);
const texts = () => standIn.messages.map((message) => message.text);

describe('a turn of 15 minutes', () => {
  it('that is busy and ends with an export needs at most 26 calls and tells the truth', async () => {
    await bot.deliver('event', appMention());
    standIn.calls.length = 0;
    await done(bot.slack.platform.post(place, SAMPLE_REPLIES.welcome, 'welcome'));
    const card = newCard();
    await done(card.open('Setting things up...'));
    const phases = [
      'Uploading 1 of 3: a.jpg',
      'Uploading 2 of 3: b.jpg',
      'Uploading 3 of 3: c.jpg',
      'Working on it',
    ];
    for (const phase of phases) {
      card.phase(phase);
      await pass(2 * SECOND, SECOND);
    }
    await pass(4 * MINUTE);
    card.phase('Generating video');
    await pass(4 * MINUTE);
    card.phase('Adding music');
    await pass(4 * MINUTE);
    for (let percent = 0; percent < 100; percent += 5) {
      card.phase('Rendering', percent);
      await pass(9 * SECOND - 400, 1 * SECOND);
    }
    expect(texts()[1]).toContain('Adding music');
    expect(texts()[2]).toBe('⏳ Still working... (14 min)');
    const video = await done(bot.slack.platform.post(place, SAMPLE_REPLIES.video, 'video'));
    const bytes = Buffer.alloc(1_000, 1);
    const open = async () => ({ name: 'a.mp4', size: bytes.length, body: Readable.from([bytes]) });
    const file = { name: 'a.mp4', type: 'video/mp4', open };
    expect(await done(bot.slack.platform.deliver(video, file, 'file'))).toEqual({ delivered: true });
    await done(card.close('done'));
    await pass(10 * SECOND, SECOND);

    // The bytes of the video, three files that were fetched and a person who was looked up: 30 at most with 25.
    expect(standIn.calls.length).toBeLessThanOrEqual(26);
    expect(texts()).toEqual([
      expect.stringContaining('Send me pictures'),
      '✅ Done in 15 min',
      'That took 15 min.',
      expect.stringContaining('Your video is ready'),
      '',
    ]);
    expect(standIn.messages.at(-1)?.files).toHaveLength(1);
    expect(statuses().at(-1)).toBe('active');
    expect(statuses().filter((status) => status === 'active')).toHaveLength(1);
  });
});

describe('the session of a thread', () => {
  it('is named after the request, set again when Slack clears it, and after posts', async () => {
    await bot.deliver('event', appMention({ text: 'a video of the beach' }));
    const since = standIn.calls.length;
    await done(bot.slack.platform.working(place, true));
    expect(standIn.calls.slice(since)).toMatchObject([
      {
        method: 'agents.sessions.setStatus',
        args: {
          channel_id: CHANNEL,
          thread_ts: ROOT,
          status: 'processing',
          title: 'a video of the beach',
          initiator_user_id: ANNA,
        },
      },
    ]);
    await pass(122 * SECOND, SECOND);
    expect(statuses()).toHaveLength(2);
    await done(bot.slack.platform.post(place, textReply('one'), 'one'));
    await done(bot.slack.platform.post(place, textReply('two'), 'two'));
    await pass(5 * SECOND, SECOND);
    expect(statuses()).toEqual(['processing', 'processing', 'processing']);
    await done(bot.slack.platform.working(place, false));
    expect(statuses().at(-1)).toBe('active');
    await pass(10 * MINUTE, MINUTE);
    expect(statuses()).toHaveLength(4);
  });

  it('ends by itself when nobody says any more that work goes on', async () => {
    await done(bot.slack.platform.working(place, true));
    await pass(30 * MINUTE, MINUTE);
    expect(statuses().at(-1)).toBe('active');
  });

  it('is left alone where there are no agent sessions', async () => {
    standIn.always('agents.sessions.setStatus', { status: 404, body: 'not found' });
    for (let turn = 0; turn < 3; turn++) {
      await done(bot.slack.platform.working(place, true));
      await pass(3 * MINUTE, 10 * SECOND);
      await done(bot.slack.platform.working(place, false));
    }
    expect(standIn.methodCalls('agents.sessions.setStatus')).toHaveLength(1);
  });

  it('goes on after a 429, and for other threads when one is gone', async () => {
    standIn.script('agents.sessions.setStatus', tooMany(30), { body: refused('channel_not_found') });
    await done(bot.slack.platform.working(place, true));
    await pass(2 * MINUTE, 10 * SECOND);
    await pass(2 * MINUTE, 10 * SECOND);
    expect(standIn.methodCalls('agents.sessions.setStatus').length).toBeGreaterThanOrEqual(3);
  });
});
