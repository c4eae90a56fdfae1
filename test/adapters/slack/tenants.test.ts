import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInstallations } from '../../../adapters/slack/installations.js';
import { threadPlace } from '../../../adapters/slack/place.js';
import { textReply } from '../../conformance/sample-replies.js';
import { ManualClock } from '../../fakes/manual-clock.js';
import { MemoryValues } from '../../fakes/memory-values.js';
import { startBot, type TestBot } from '../../fakes/slack/bot.js';
import {
  appMention,
  appUninstalled,
  buttonPress,
  CHANNEL,
  channelMessage,
  ROOT,
  tokensRevoked,
} from '../../fakes/slack/payloads.js';
import { refused, type SlackStandIn, startSlackStandIn, TEAM } from '../../fakes/slack/stand-in.js';

const TOKENS = { T1: 'xoxb-of-T1', T2: 'xoxb-of-T2', E1: 'xoxb-of-E1' } as const;
type Tenant = keyof typeof TOKENS;
let standIn: SlackStandIn;
let bot: TestBot;
let sealed: MemoryValues;
let clock: ManualClock;

const many = {
  botToken: undefined,
  clientId: 'id',
  clientSecret: 'secret',
  stateSecret: 'state',
};

beforeEach(async () => {
  clock = new ManualClock();
  standIn = await startSlackStandIn({ now: () => clock.now() });
  sealed = new MemoryValues();
  await install('T1');
  await install('T2');
  await install('E1');
  bot = await startBot({ standIn, mode: 'socket', sealed, clock, config: many });
});
afterEach(async () => {
  const stopping = bot.stop();
  await clock.advance(60_000);
  await stopping;
  await standIn.close();
  expect(standIn.complaints).toEqual([]);
});

async function install(id: Tenant): Promise<void> {
  standIn.tokens.set(TOKENS[id], { team: id });
  const isEnterpriseInstall = id.startsWith('E');
  await createInstallations(sealed, clock).storeInstallation({
    team: isEnterpriseInstall ? undefined : { id },
    enterprise: isEnterpriseInstall ? { id } : undefined,
    user: { id: 'U1', token: undefined, scopes: undefined },
    bot: { token: TOKENS[id], scopes: ['chat:write'], id: `B${id}`, userId: `U${id}` },
    isEnterpriseInstall,
    authVersion: 'v2',
  });
}

/** Around an event: whose it is. */
const from = (team: string, enterprise?: string) => ({
  team_id: team,
  enterprise_id: enterprise ?? null,
  authorizations: [
    { team_id: team, enterprise_id: enterprise ?? null, is_enterprise_install: enterprise !== undefined },
  ],
  event_time: Math.floor(clock.now() / 1_000),
});
const of = (tenant: Tenant) => threadPlace(`slack:${tenant}`, CHANNEL, ROOT);
const tenants = () => bot.reception.received.map((message) => message.place.tenant);

describe('two workspaces and an organisation', () => {
  it('are kept apart although channel, thread and person have the same ids', async () => {
    await bot.deliver('event', appMention({ text: '<@UT1> one' }, from('T1')));
    await bot.deliver('event', appMention({ text: '<@UT2> two' }, from('T2')));
    await bot.deliver('event', appMention({ text: '<@UE1> three' }, from('T7', 'E1')));
    expect(tenants()).toEqual(['slack:T1', 'slack:T2', 'slack:E1']);
    expect(bot.reception.received.map((message) => message.text)).toEqual(['one', 'two', 'three']);
    expect(new Set(bot.reception.received.map((message) => message.place.conversation)).size).toBe(3);
  });

  it('a thread of one is not listened to in the other', async () => {
    await bot.deliver('event', appMention({}, from('T1')));
    await bot.deliver('event', channelMessage({}, from('T2')));
    await bot.deliver('event', channelMessage({}, from('T1')));
    expect(tenants()).toEqual(['slack:T1', 'slack:T1']);
  });

  it("answers each with its own token, and looks for files with no other's", async () => {
    await bot.slack.platform.post(of('T1'), textReply('one'), 'k');
    await bot.slack.platform.post(of('T2'), textReply('two'), 'k');
    await bot.slack.platform.post(of('E1'), textReply('three'), 'k');
    expect(standIn.methodCalls('chat.postMessage').map((call) => call.token)).toEqual([
      TOKENS.T1,
      TOKENS.T2,
      TOKENS.E1,
    ]);
    const file = standIn.putFile('a.png', 'image/png', Buffer.from('x'));
    const source = { url: String(file.url_private_download) };
    await bot.slack.platform.open({ id: 'a', name: 'a.png', source }, of('T2'));
    expect(standIn.fileRequests.at(-1)?.authorization).toBe(`Bearer ${TOKENS.T2}`);
  });

  it('a button of one is refused in the other', async () => {
    const sealedForOne = bot.seal.seal({ do: 'export' }, of('T1'));
    await bot.deliver('interaction', buttonPress(sealedForOne, { team: { id: 'T2' } }));
    expect(bot.reception.received).toEqual([]);
    await bot.deliver('interaction', buttonPress(sealedForOne, { team: { id: 'T1' } }));
    expect(tenants()).toEqual(['slack:T1']);
  });

  it('events of a workspace without the app concern nobody, and cost Slack no retries', async () => {
    expect(await bot.deliver('event', appMention({}, from('T3')))).toMatchObject({ taken: true });
    expect(bot.reception.received).toEqual([]);
  });
});

describe('the end of an installation', () => {
  it.each([
    ['app_uninstalled first', [appUninstalled, tokensRevoked]],
    ['tokens_revoked first', [tokensRevoked, appUninstalled]],
  ])('deletes what belongs to the workspace: %s', async (_, events) => {
    await clock.advance(2_000);
    for (const event of events) {
      expect(await bot.deliver('event', event(from('T1')))).toMatchObject({ taken: true });
      expect([...sealed.rows.keys()]).toEqual(['slack:T2/installation', 'slack:E1/installation']);
    }
    expect(bot.reception.forgotten).toEqual([{ tenant: 'slack:T1' }, { tenant: 'slack:T1' }]);
    await expect(bot.slack.platform.post(of('T1'), textReply('x'), 'k')).rejects.toMatchObject({
      code: 'platform-permission',
    });
    await bot.slack.platform.post(of('T2'), textReply('still here'), 'k');
  });

  it('is not undone by a person who takes back their own token', async () => {
    await bot.deliver('event', tokensRevoked(from('T1'), { tokens: { oauth: ['U1'], bot: [] } }));
    expect(bot.reception.forgotten).toEqual([]);
  });

  it('that comes late does not end a newer installation', async () => {
    const late = from('T1');
    await clock.advance(60_000);
    await install('T1');
    await bot.deliver('event', appUninstalled(late));
    expect(sealed.rows.size).toBe(3);
    expect(bot.reception.forgotten).toEqual([]);
  });

  it('that somebody sends again does not end a newer installation, whatever the clocks say', async () => {
    await clock.advance(2_000);
    const event = appUninstalled({ ...from('T1'), event_time: undefined });
    await bot.deliver('event', event);
    expect(sealed.rows.size).toBe(2);
    await install('T1');
    await bot.deliver('event', event, { retry: 1 });
    expect(sealed.rows.size).toBe(3);
    expect(bot.reception.forgotten).toHaveLength(1);
    await bot.deliver('event', { ...event, event_id: 'EvAnother' });
    expect(sealed.rows.size).toBe(2);
  });

  it('in one workspace leaves the installation of its organisation alone', async () => {
    await clock.advance(2_000);
    const uninstalled = {
      ...from('T9'),
      enterprise_id: 'E1',
      authorizations: undefined,
      is_enterprise_install: false,
    };
    await bot.deliver('event', appUninstalled(uninstalled));
    expect(sealed.rows.size).toBe(3);
  });

  it('of a whole organisation deletes what belongs to it', async () => {
    await clock.advance(2_000);
    await bot.deliver('event', appUninstalled({ ...from('T7', 'E1'), is_enterprise_install: true }));
    expect([...sealed.rows.keys()]).toEqual(['slack:T1/installation', 'slack:T2/installation']);
    expect(bot.reception.forgotten).toEqual([{ tenant: 'slack:E1' }]);
  });

  it('is noticed within minutes when another process was told', async () => {
    await bot.slack.platform.post(of('T1'), textReply('one'), 'k1');
    sealed.rows.delete('slack:T1/installation');
    await clock.advance(6 * 60_000);
    await bot.slack.platform.post(of('T1'), textReply('two'), 'k2');
    await clock.advance(1);
    await expect(bot.slack.platform.post(of('T1'), textReply('three'), 'k3')).rejects.toMatchObject({
      code: 'platform-permission',
    });
  });
});

describe('one workspace from the configuration', () => {
  let single: TestBot;
  beforeEach(async () => {
    single = await startBot({ standIn, mode: 'http' });
  });
  afterEach(() => single.stop());

  it('is the tenant of everything, also in channels that are shared with others', async () => {
    await single.deliver('event', appMention({}, { ...from('T0FOREIGN') }));
    expect(single.reception.received).toMatchObject([{ place: { tenant: 'slack:T0123ABC456' } }]);
  });

  it('is forgotten when it is uninstalled there, and not elsewhere', async () => {
    await single.deliver('event', appUninstalled({ team_id: 'T0FOREIGN' }));
    expect(single.reception.forgotten).toEqual([]);
    await single.deliver('event', appUninstalled());
    expect(single.reception.forgotten).toEqual([{ tenant: 'slack:T0123ABC456' }]);
  });
});

describe('the token of one workspace', () => {
  let single: TestBot;
  beforeEach(async () => {
    single = await startBot({ standIn, mode: 'http' });
  });
  afterEach(() => single.stop());
  const refusals = () => standIn.methodCalls('auth.test').length;

  it('is asked about once as long as nobody doubts it', async () => {
    for (let probe = 0; probe < 5; probe++) await single.slack.check();
    expect(refusals()).toBe(1);
  });

  it.each(['invalid_auth', 'token_revoked', 'account_inactive'])(
    'that Slack refuses with %s makes the bot not ready, until Slack takes it again',
    async (code) => {
      standIn.always('chat.postMessage', { body: refused(code) });
      standIn.always('auth.test', { body: refused(code) });
      const place = threadPlace(`slack:${TEAM}`, CHANNEL, ROOT);
      await expect(single.slack.platform.post(place, textReply('x'), 'k')).rejects.toMatchObject({
        code: 'platform-permission',
      });
      await expect(single.slack.check()).rejects.toMatchObject({ code: 'config' });
      await expect(single.slack.check()).rejects.toMatchObject({ code: 'config' });
      standIn.always('auth.test', undefined);
      await single.slack.check();
      await single.slack.check();
      expect(refusals()).toBe(4);
    },
  );

  it('that was revoked while nothing was said makes the bot not ready', async () => {
    standIn.always('auth.test', { body: refused('token_revoked') });
    await single.slack.check();
    await single.deliver('event', tokensRevoked());
    await expect(single.slack.check()).rejects.toMatchObject({ code: 'config' });
  });
});

describe('an installation', () => {
  it('comes back once with its state: a copy of the way back is refused before Slack is asked', async () => {
    standIn.always('oauth.v2.access', { body: refused('invalid_code') });
    const page = await fetch(`${bot.address}/slack/install`);
    const state = /state=([\w.-]+)/.exec(await page.text())?.[1] ?? '';
    const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(cookie).toContain(state);
    const comeBack = async (as = state) =>
      fetch(`${bot.address}/slack/oauth_redirect?code=c&state=${as}`, {
        headers: { cookie: cookie.replace(state, as) },
      });
    expect((await comeBack()).status).toBe(400);
    expect(standIn.methodCalls('oauth.v2.access')).toHaveLength(1);
    for (const last of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
      expect((await comeBack(state.slice(0, -1) + last)).status).toBe(400);
    }
    expect(standIn.methodCalls('oauth.v2.access')).toHaveLength(1);
  });
});
