import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { JPEG } from '../conversation/harness.js';
import { htmlError, twinError } from '../fakes/nemo/answers.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
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
