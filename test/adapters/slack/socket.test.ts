import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failedWith } from '../../../src/failure.js';
import { eventually } from '../../fakes/eventually.js';
import { startBot, type TestBot } from '../../fakes/slack/bot.js';
import { hastyClock } from '../../fakes/slack/hasty-clock.js';
import { appMention, slashCommand } from '../../fakes/slack/payloads.js';
import { refused, type SlackStandIn, startSlackStandIn } from '../../fakes/slack/stand-in.js';

let standIn: SlackStandIn;
let bot: TestBot | undefined;

beforeEach(async () => {
  standIn = await startSlackStandIn();
});
afterEach(async () => {
  await bot?.stop();
  bot = undefined;
  await standIn.close();
});

const isReady = async () => {
  await bot?.slack.check();
};

describe('Socket Mode', () => {
  it('connects again when Slack asks for it, and when the connection breaks', async () => {
    bot = await startBot({ standIn, mode: 'socket', clock: hastyClock });
    await isReady();
    standIn.socket.refresh();
    await eventually(() => expect(standIn.socket.connections).toBe(2));
    await eventually(isReady);
    standIn.socket.cut();
    await eventually(() => expect(standIn.socket.connections).toBe(3));
    await eventually(isReady);
    expect(await bot.deliver('event', appMention())).toMatchObject({ taken: true });
  });

  it('says that it is not ready while it cannot connect, and comes back by itself', async () => {
    bot = await startBot({ standIn, mode: 'socket', clock: hastyClock });
    standIn.always('apps.connections.open', { status: 503, body: 'down' });
    standIn.socket.cut();
    await eventually(async () => {
      const thrown = await isReady().then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(failedWith(thrown, 'platform-unavailable')).toBe(true);
    });
    standIn.always('apps.connections.open', undefined);
    await eventually(isReady);
    expect(await bot.deliver('event', appMention())).toMatchObject({ taken: true });
  });

  it('survives that Slack takes back the token while it runs', async () => {
    bot = await startBot({ standIn, mode: 'socket', clock: hastyClock });
    standIn.always('apps.connections.open', { body: refused('invalid_auth') });
    standIn.socket.cut();
    await eventually(() => expect(standIn.methodCalls('apps.connections.open').length).toBeGreaterThan(1));
    await expect(isReady()).rejects.toThrow('platform-unavailable');
  });

  it.each([
    ['SLACK_APP_TOKEN', 'apps.connections.open'],
    ['SLACK_BOT_TOKEN', 'auth.test'],
  ])('stops the start with one line when Slack refuses %s', async (variable, method) => {
    standIn.always(method, { body: refused('invalid_auth') });
    await expect(startBot({ standIn, mode: 'socket', clock: hastyClock })).rejects.toThrow(
      `config: ${variable} is not accepted by Slack (invalid_auth)`,
    );
  });

  it('starts although Slack cannot be reached, and works when it can', async () => {
    standIn.script('auth.test', ...Array.from({ length: 4 }, () => ({ status: 503, body: 'down' })));
    standIn.script('apps.connections.open', { status: 503, body: 'down' });
    bot = await startBot({ standIn, mode: 'socket', clock: hastyClock });
    await eventually(isReady);
    expect(await bot.deliver('event', appMention())).toMatchObject({ taken: true });
  });

  it('answers a command in the envelope', async () => {
    bot = await startBot({ standIn, mode: 'socket', clock: hastyClock });
    expect(await bot.deliver('command', slashCommand())).toMatchObject({ taken: true });
    expect(bot.reception.received).toMatchObject([{ action: { do: 'help' } }]);
  });
});
