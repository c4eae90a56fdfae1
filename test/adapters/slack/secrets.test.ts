import { afterEach, beforeEach, expect, it } from 'vitest';
import { libraryLogger } from '../../../adapters/slack/library-log.js';
import { threadPlace } from '../../../adapters/slack/place.js';
import { Failure } from '../../../src/failure.js';
import { textReply } from '../../conformance/sample-replies.js';
import { eventually } from '../../fakes/eventually.js';
import { MemoryValues } from '../../fakes/memory-values.js';
import { SIGNING_SECRET, startBot, type TestBot } from '../../fakes/slack/bot.js';
import { hastyClock } from '../../fakes/slack/hasty-clock.js';
import {
  appMention,
  buttonPress,
  CHANNEL,
  ROOT,
  slackFile,
  slashCommand,
} from '../../fakes/slack/payloads.js';
import {
  APP_TOKEN,
  BOT_TOKEN,
  refused,
  type SlackStandIn,
  startSlackStandIn,
  TEAM,
  tooMany,
} from '../../fakes/slack/stand-in.js';
import { recordingLog } from '../../http/recording-log.js';

const RESPONSE_SECRET = 'respond/marked-secret-0815';
const SECRETS = [BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, RESPONSE_SECRET, 'ticket=secret'];
const place = threadPlace(`slack:${TEAM}`, CHANNEL, ROOT);
let standIn: SlackStandIn;
let bot: TestBot;
const log = recordingLog();
const values = new MemoryValues();
const failures: string[] = [];

beforeEach(async () => {
  standIn = await startSlackStandIn({ now: hastyClock.now });
  bot = await startBot({ standIn, mode: 'socket', clock: hastyClock, log, values });
});
afterEach(async () => {
  await bot.stop();
  await standIn.close();
});

/** What is thrown, with everything that a log could make of it. */
async function failing(work: Promise<unknown>): Promise<void> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof Failure)
    failures.push(`${thrown.message} ${thrown.stack} ${JSON.stringify(thrown.facts)}`);
}

it('keeps every token and every secret address out of logs, errors, values, messages and the inbox', async () => {
  const responseUrl = `${standIn.url}/${RESPONSE_SECRET}`;
  const { platform } = bot.slack;
  await bot.deliver('event', appMention({ files: [slackFile()] }));
  await bot.deliver('command', slashCommand({ response_url: responseUrl }));
  await bot.deliver('interaction', buttonPress('forged', { response_url: responseUrl }));

  standIn.script(
    'chat.postMessage',
    tooMany(1),
    { status: 500, body: BOT_TOKEN },
    { body: `<html>${BOT_TOKEN}</html>` },
  );
  await platform.post(place, textReply('at last'), 'k1');
  standIn.script('chat.postMessage', {
    body: refused('missing_scope', { needed: 'chat:write', token: BOT_TOKEN }),
  });
  await failing(platform.post(place, textReply('refused'), 'k2'));
  standIn.always('chat.postMessage', { status: 500, body: `Authorization: Bearer ${BOT_TOKEN}` });
  await failing(platform.post(place, textReply('never'), 'k3'));
  standIn.always('chat.postMessage', undefined);

  standIn.serveFilesAs = 'login-page';
  const source = { url: `${standIn.url}/files-pri/F1/x?t=${BOT_TOKEN}` };
  await failing(platform.open({ id: 'a', name: 'a', source }, place));
  standIn.serveFilesAs = { redirectTo: `https://evil.example/?t=${BOT_TOKEN}` };
  await failing(platform.open({ id: 'a', name: 'a', source }, place));

  standIn.script('apps.connections.open', { status: 500, body: APP_TOKEN });
  standIn.socket.cut();
  await eventually(() => expect(standIn.socket.connections).toBe(2));

  const everything = [
    JSON.stringify(log.lines),
    failures.join('\n'),
    JSON.stringify([...values.rows]),
    JSON.stringify(standIn.messages),
    JSON.stringify(bot.reception.received),
  ];
  expect(failures).toHaveLength(4);
  expect(log.lines.length).toBeGreaterThan(10);
  for (const text of everything) for (const secret of SECRETS) expect(text).not.toContain(secret);
});

it("takes tokens and addresses out of what Slack's libraries say", () => {
  const recorded = recordingLog();
  const logger = libraryLogger(recorded);
  logger.error(
    new Error(`failed for xoxe.xoxb-1-abc and xapp-1-A-2-ff at wss://wss.example/link/?ticket=${BOT_TOKEN}`),
  );
  logger.debug(`http request body: ${BOT_TOKEN}`);
  logger.info('connected');
  const text = JSON.stringify(recorded.lines);
  expect(text).not.toMatch(/xox|xapp|ticket/);
  expect(recorded.lines).toHaveLength(2);
});
