import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createEmulator, type Emulator } from 'emulate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { BOT_SCOPES } from '../../../adapters/slack/manifest.js';
import { threadPlace } from '../../../adapters/slack/place.js';
import type { Place } from '../../../src/conversation/inbound.js';
import type { VideoFile } from '../../../src/conversation/ports/platform.js';
import { textReply } from '../../conformance/sample-replies.js';
import { MemoryValues } from '../../fakes/memory-values.js';
import { PUBLIC_URL, startBot, type TestBot } from '../../fakes/slack/bot.js';
import { appMention, appUninstalled, channelMessage, tokensRevoked } from '../../fakes/slack/payloads.js';

/** The Slack of `emulate`: an implementation that nobody here wrote. It checks scopes, and has the whole OAuth flow. */
const TOKEN = 'xoxb-emulated-all-scopes';
const POOR_TOKEN = 'xoxb-emulated-without-files';
const CLIENT = { id: '12345.67890', secret: 'example_client_secret' };
let emulator: Emulator;
let channel: string;

beforeAll(async () => {
  emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        strict_scopes: true,
        team: { name: 'Example', domain: 'example' },
        users: [{ name: 'anna', real_name: 'Anna', email: 'anna@example.com' }],
        channels: [{ name: 'marketing' }],
        bots: [{ name: 'reelthread' }],
        tokens: [
          { token: TOKEN, user: 'reelthread', scopes: [...BOT_SCOPES, 'channels:read', 'channels:join'] },
          { token: POOR_TOKEN, user: 'reelthread', scopes: ['chat:write', 'channels:read', 'channels:join'] },
        ],
        oauth_apps: [
          {
            client_id: CLIENT.id,
            client_secret: CLIENT.secret,
            name: 'Reelthread',
            redirect_uris: [`${PUBLIC_URL}/slack/oauth_redirect`],
          },
        ],
      },
    },
  });
  channel = await joinChannel();
});
afterAll(() => emulator.close());

async function method(name: string, args: Record<string, string>, token = TOKEN): Promise<unknown> {
  const response = await fetch(`${emulator.url}/api/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: new URLSearchParams(args),
  });
  return response.json();
}

async function joinChannel(): Promise<string> {
  const list = z
    .object({ channels: z.array(z.object({ id: z.string(), name: z.string() })) })
    .parse(await method('conversations.list', {}));
  const id = list.channels.find(({ name }) => name === 'marketing')?.id ?? '';
  await method('conversations.join', { channel: id });
  return id;
}

describe('with one workspace', () => {
  let bot: TestBot;
  const start = (botToken: string) => startBot({ url: emulator.url, mode: 'http', config: { botToken } });
  const thread = async () => {
    const root = messageSchema.parse(await method('chat.postMessage', { channel, text: 'pictures' }));
    return threadPlace('slack:T000000001', channel, root.ts);
  };
  const shown = async (place: Place) =>
    threadSchema
      .parse(await method('conversations.replies', { channel, ts: place.address.thread ?? '' }))
      .messages.slice(1);

  it('posts, edits, uploads, and fetches what was uploaded', async () => {
    bot = await start(TOKEN);
    const place = await thread();
    const { platform } = bot.slack;
    const posted = await platform.post(place, textReply('a < b & <!channel>'), 'k1');
    await platform.edit(posted, textReply('edited'));
    await vi.waitFor(async () => expect((await shown(place))[0]).toMatchObject({ text: 'edited' }));

    const bytes = randomBytes(100_000);
    const video: VideoFile = {
      name: 'reelthread-1.mp4',
      type: 'video/mp4',
      open: async () => ({ name: 'v.mp4', size: bytes.length, body: Readable.from([bytes]) }),
    };
    expect(await platform.deliver(posted, video, 'k2')).toEqual({ delivered: true });
    const [file] = (await shown(place))[1]?.files ?? [];
    expect(file).toMatchObject({ title: 'reelthread-1.mp4', size: bytes.length });

    const source = { file: file?.id ?? '' };
    const media = await platform.open({ id: 'a', name: 'back.mp4', source }, place);
    expect((await buffer(media.body)).equals(bytes)).toBe(true);
    await bot.stop();
  });

  it('names the scope that is missing', async () => {
    bot = await start(POOR_TOKEN);
    const place = await thread();
    const posted = await bot.slack.platform.post(place, textReply('link'), 'k1');
    const video: VideoFile = {
      name: 'v.mp4',
      type: 'video/mp4',
      open: async () => ({ name: 'v.mp4', size: 1, body: Readable.from([Buffer.alloc(1)]) }),
    };
    expect(await bot.slack.platform.deliver(posted, video, 'k2')).toMatchObject({
      delivered: false,
      reason: 'not-allowed',
      fix: expect.stringContaining('files:write'),
    });
    const opening = bot.slack.platform.open({ id: 'a', name: 'a', source: { file: 'F1' } }, place);
    await expect(opening).rejects.toMatchObject({
      code: 'file-fetch-forbidden',
      facts: { fix: expect.stringContaining('files:read') },
    });
    await bot.stop();
  });
});

describe('with many workspaces', () => {
  const sealed = new MemoryValues();
  let bot: TestBot;

  beforeAll(async () => {
    bot = await startBot({
      url: emulator.url,
      mode: 'http',
      sealed,
      config: {
        botToken: undefined,
        clientId: CLIENT.id,
        clientSecret: CLIENT.secret,
        stateSecret: 'a-state-secret-of-the-test',
      },
    });
  });
  afterAll(() => bot.stop());

  /** "Add to Slack" as a browser does it; resolves to the last page. */
  async function install(cookieOverride?: string): Promise<Response> {
    const begun = await fetch(`${bot.address}/slack/install`);
    const authorize = new URL(/href="([^"]+)"/.exec(await begun.text())?.[1] ?? '');
    expect(authorize.origin).toBe(emulator.url);
    expect(authorize.searchParams.get('scope')?.split(',')).toEqual(BOT_SCOPES);
    const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await (await fetch(authorize)).text();
    const user = /name="user_id" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const agreed = await fetch(`${emulator.url}/oauth/v2/authorize/callback`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ user_id: user, ...Object.fromEntries(authorize.searchParams) }),
    });
    const back = (agreed.headers.get('location') ?? '').replace(PUBLIC_URL, bot.address);
    return fetch(back, { headers: { cookie: cookieOverride ?? cookie } });
  }

  const team = { team_id: 'T000000001', authorizations: undefined };

  it('concerns nobody before it is installed', async () => {
    expect(await bot.deliver('event', appMention({}, team))).toMatchObject({ taken: true });
    expect(bot.reception.received).toEqual([]);
  });

  it('is not installed by a request that another browser began', async () => {
    expect((await install('slack-app-oauth-state=forged')).status).toBe(400);
    expect(sealed.rows.size).toBe(0);
  });

  it('is installed, hears and answers, and is forgotten when it is uninstalled', async () => {
    const page = await install();
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Installed')]);
    expect([...sealed.rows.keys()]).toEqual(['slack:T000000001/installation']);

    await bot.deliver('event', appMention({ channel }, team));
    expect(bot.reception.received).toMatchObject([{ place: { tenant: 'slack:T000000001' } }]);
    const root = messageSchema.parse(await method('chat.postMessage', { channel, text: 'pictures' }));
    const place = threadPlace('slack:T000000001', channel, root.ts);
    await bot.slack.platform.post(place, textReply('hello'), 'k');
    const { messages } = threadSchema.parse(await method('conversations.replies', { channel, ts: root.ts }));
    expect(messages.map((message) => message.text)).toEqual(['pictures', 'hello']);

    await bot.deliver(
      'event',
      tokensRevoked({ team_id: 'T000000001' }, { tokens: { oauth: ['U1'], bot: [] } }),
    );
    expect(sealed.rows.size).toBe(1);
    await bot.deliver('event', appUninstalled({ team_id: 'T000000001' }));
    await bot.deliver('event', tokensRevoked({ team_id: 'T000000001' }));
    expect(sealed.rows.size).toBe(0);
    expect(bot.reception.forgotten).toEqual([{ tenant: 'slack:T000000001' }, { tenant: 'slack:T000000001' }]);
    await bot.deliver('event', channelMessage({ channel }, team));
    expect(bot.reception.received).toHaveLength(1);
    await expect(bot.slack.platform.post(place, textReply('hello'), 'k3')).rejects.toMatchObject({
      code: 'platform-permission',
    });
  });
});

const messageSchema = z.object({ ts: z.string() });
const threadSchema = z.object({
  messages: z.array(
    z.object({
      text: z.string(),
      files: z.array(z.object({ id: z.string(), title: z.string(), size: z.number() })).optional(),
    }),
  ),
});
