import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { anna, called, isOriginal, where } from '../adapters/discord/support.js';
import { JPEG } from '../conversation/harness.js';
import { createWorld, TOKEN } from '../fakes/discord/bot.js';
import { attachment, slashCommand } from '../fakes/discord/payloads.js';
import { htmlError, twinError } from '../fakes/nemo/answers.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { SIGNING_SECRET, sendSigned } from '../fakes/slack/bot.js';
import { appMention, ROOT } from '../fakes/slack/payloads.js';
import { BOT_TOKEN, BOT_USER, refused, startSlackStandIn } from '../fakes/slack/stand-in.js';
import { type BotProcess, startBot } from './bot-process.js';
import { openThread } from './playground-client.js';

const OPERATOR_TOKEN = 'nmv_usr_marked-operator-token-1234567890';
let bot: BotProcess | undefined;
let nemo: FakeNemo | undefined;
let dataDir = '';
afterEach(async () => {
  await bot?.stop('SIGKILL');
  await nemo?.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function everythingWritten(): Promise<string> {
  const files = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const contents = files
    .filter((file) => file.isFile())
    .map((file) => readFile(path.join(file.parentPath, file.name), 'latin1'));
  return (await Promise.all(contents)).join('\n');
}

it.each([
  ["the operator's token", { NEMO_TOKEN: OPERATOR_TOKEN }],
  ['an anonymous token', {}],
])('keeps %s out of logs, replies, errors and files', async (_what, environment) => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'reelthread-secrets-'));
  nemo = await startFakeNemo();
  nemo.world.acceptToken(OPERATOR_TOKEN);
  bot = await startBot({
    DATA_DIR: dataDir,
    PLAYGROUND: 'on',
    NEMO_BACKEND: 'cloud',
    NEMO_API_URL: nemo.url,
    LOG_LEVEL: 'trace',
    RENDER_POLL_EVERY: '100ms',
    ...environment,
  });
  const thread = await openThread(bot.url);
  await thread.send('turn these images into a short video', [{ name: 'a.jpg', bytes: new Uint8Array(JPEG) }]);
  await thread.until((message) => message.kind === 'video' && message.video !== undefined);
  nemo.next('credits', htmlError(502), htmlError(502), htmlError(502), htmlError(502));
  nemo.next('state', twinError(403, `forbidden for token ${nemo.of('state')[0]?.headers.authorization}`));
  await thread.send('credits');
  await thread.send('add a title');
  await thread.until((message) => message.kind === 'failure');

  const tokens = nemo.requests.flatMap(
    (request) => /Bearer (\S+)/.exec(String(request.headers.authorization))?.[1] ?? [],
  );
  expect(new Set(tokens).size).toBe(1);
  const token = tokens[0] ?? 'no token was used';
  const seen = [
    bot.output(),
    JSON.stringify(await thread.messages()),
    await everythingWritten(),
    nemo.requests.map((request) => request.path).join('\n'),
  ].join('\n');
  expect(seen).not.toContain(token);
});

it('keeps every configured secret out of logs, replies, errors and files, on all platforms at once', async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'reelthread-secrets-'));
  const [backend, slack, discord] = await Promise.all([startFakeNemo(), startSlackStandIn(), createWorld()]);
  nemo = backend;
  nemo.world.acceptToken(OPERATOR_TOKEN);
  const secrets = {
    NEMO_TOKEN: OPERATOR_TOKEN,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    DISCORD_TOKEN: TOKEN,
    PLAYGROUND_PASSWORD: 'marked-password-of-the-page',
    METRICS_TOKEN: 'marked-token-of-the-metrics',
    ENCRYPTION_KEY: Buffer.from('marked encryption key, 32 bytes!').toString('base64'),
  };
  bot = await startBot({
    ...secrets,
    DATA_DIR: dataDir,
    PLAYGROUND: 'on',
    NEMO_BACKEND: 'cloud',
    NEMO_API_URL: nemo.url,
    SLACK_API_URL: slack.url,
    DISCORD_API_URL: discord.gate.url,
    LOG_LEVEL: 'trace',
    RENDER_POLL_EVERY: '100ms',
  });
  const { url } = bot;
  const answers: string[] = [];
  const ask = async (where: string, authorization?: string) => {
    const answer = await fetch(url + where, authorization ? { headers: { authorization } } : {});
    answers.push(JSON.stringify([...answer.headers]), await answer.text());
    return answer.status;
  };

  // A good day everywhere.
  const files = [slack.putFile('beach.jpg', 'image/jpeg', JPEG)];
  const words = `<@${BOT_USER}> turn these images into a short video`;
  expect((await sendSigned(url, appMention({ text: words, files }), {})).status).toBe(200);
  const thread = await discord.thread();
  const picture = attachment(discord.gate.serve('a.jpg', 'image/jpeg', JPEG), { size: JPEG.length });
  const given = { options: { prompt: 'turn these images into a video' }, files: { image1: picture } };
  const at = where(discord, thread, 11);
  await discord.interact(slashCommand(anna, 'create', given, at));
  const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 50 });
  const shown = async () => JSON.stringify([slack.messages, await discord.messages(thread)]);
  await eventually(async () => {
    expect(JSON.stringify(slack.messages)).toContain('Video ready');
    expect(JSON.stringify(await discord.messages(thread))).toContain('Video ready');
  });
  expect(await ask('/metrics', `Bearer ${secrets.METRICS_TOKEN}`)).toBe(200);
  const page = Buffer.from(`anybody:${secrets.PLAYGROUND_PASSWORD}`).toString('base64');
  expect(await ask('/playground/threads', `Basic ${page}`)).toBe(200);

  // A bad one: everybody refuses, and some repeat what they were sent.
  const told = (name: keyof typeof secrets) => ({ ok: false, error: `no access for ${secrets[name]}` });
  slack.always('chat.update', { body: refused('invalid_auth') });
  slack.script('chat.postMessage', { body: told('SLACK_BOT_TOKEN') }, { body: refused('token_revoked') });
  nemo.always('state', twinError(403, `forbidden for token ${OPERATOR_TOKEN}`));
  discord.gate.refuse(({ method }) => method === 'PATCH', { status: 403, code: 50_013, times: 2 });
  const more = { text: 'add a title', ts: '1515449900.000100', thread_ts: ROOT, client_msg_id: 'more' };
  await sendSigned(url, appMention({ ...more, text: `<@${BOT_USER}> ${more.text}` }), {});
  await sendSigned(url, appMention(), { secret: 'wrong' });
  const again = await discord.interact(
    slashCommand(anna, 'create', { options: { prompt: 'add a title' } }, at),
  );
  await called(discord, isOriginal(again));
  expect(await ask('/metrics', 'Bearer wrong')).toBe(401);
  expect(await ask('/playground/threads', 'Basic d3Jvbmc6d3Jvbmc=')).toBe(401);
  expect(await ask('/readyz')).toBeGreaterThanOrEqual(200);
  await eventually(async () => expect(await shown()).toContain('⚠️'));
  expect(await bot.stop()).toBe(0);

  const seen = [
    bot.output(),
    await everythingWritten(),
    await shown(),
    ...answers,
    JSON.stringify(slack.calls.map(({ args }) => args)),
    JSON.stringify(discord.gate.calls.map(({ path: to, body }) => [to, body])),
    JSON.stringify(nemo.requests.map(({ path: to, json }) => [to, json])),
  ].join('\n');
  expect(bot.output()).toContain('"level":20');
  for (const [name, secret] of Object.entries(secrets)) {
    expect([name, seen.includes(secret)]).toEqual([name, false]);
  }
  await Promise.all([slack.close(), discord.close()]);
}, 60_000);
